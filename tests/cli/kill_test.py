"""kill -9 of clients and relay at random moments: nothing that was acknowledged is
lost, nothing comes twice, and both sides end with the same ledger."""

import os
import random
import unittest

from troth import Case

ROUNDS = 60 if os.environ.get("TROTH_CAMPAIGN") else 12


class Kills(Case):
    def test_kills_of_clients_and_relay_lose_and_double_nothing(self):
        seed = int(os.environ.get("TROTH_SEED", random.SystemRandom().randrange(1 << 32)))
        chance = random.Random(seed)
        self.agree()
        written = []
        for number in range(ROUNDS):
            with self.subTest(seed=seed, round=number):
                person = chance.choice((self.mara, self.jonas))
                text = f"Note {number} of the long week"
                if person.troth("check-in", "--rate", "energy=3", "--text", text).status == 0:
                    written.append(text)
                syncing = chance.choice((self.mara, self.jonas)).start("sync")
                syncing.kill_within(chance.uniform(0, 0.6))
                if chance.random() < 0.4:
                    self.relay.kill()
                    self.relay.start()
        self.sync(3)
        for person in (self.mara, self.jonas):
            texts = sorted(c["text"] for c in person.do("check-ins"))
            self.assertEqual(sorted(written), texts, f"seed {seed}")
            person.do("ledger", "verify")
        entries = [sorted(line["id"] for line in person.do("ledger")) for person in (self.mara, self.jonas)]
        self.assertEqual(entries[0], entries[1], f"seed {seed}")
        self.assert_same_agreement()

    def test_a_pairing_survives_kills_on_both_sides(self):
        self.make_profiles()
        inviting = self.mara.start("pair", "invite")
        invite = inviting.field("invite")
        inviting.kill()
        seed = int(os.environ.get("TROTH_SEED", random.SystemRandom().randrange(1 << 32)))
        print(f"seed {seed}")
        chance = random.Random(seed)
        lives_s = 1.0
        while self.jonas.do("pair", "status")["stage"] == "none":  # killed before it was kept
            self.jonas.start("pair", "join", invite).kill_within(chance.uniform(0, lives_s))
            lives_s *= 2
        for _ in range(20):
            carrying_on = self.mara.start("pair", "status")
            stage = self.jonas.do("pair", "status")["stage"]
            self.assertEqual(0, carrying_on.wait().status)
            if stage == "compare" and self.mara.do("pair", "status")["stage"] == "compare":
                break
        stages = [person.do("pair", "status") for person in (self.mara, self.jonas)]
        self.assertEqual(stages[0].get("digits"), stages[1].get("digits"), stages)
        self.assertTrue(stages[0].get("digits"))


if __name__ == "__main__":
    unittest.main()
