"""The main job, as client/demo tells it, with an assertion for each of its claims."""

import unittest

from troth import STORY, Case, sentences


class Story(Case):
    def test_the_evening_ends_with_one_agreement_on_both_sides(self):
        self.agree()
        self.assert_same_agreement()
        for person in (self.mara, self.jonas):
            view = person.do("agreement", "show")
            self.assertEqual("in_force", view["status"])
            kinds = [clause["kind"] for clause in view["clauses"]]
            self.assertEqual(5, kinds.count("area"))
            self.assertEqual(2, kinds.count("role"))
            self.assertEqual(3, kinds.count("limit"), "hers two and his one, whatever became of the proposals")

    def test_a_pause_from_the_train_holds_whatever_he_accepts_meanwhile(self):
        self.agree()
        self.mara.do("propose", STORY / "evenings.toml")
        self.jonas.do("sync")
        evenings = self.waiting_proposal(self.jonas)
        self.relay.stop()
        self.mara.do("pause", "--reason", "I need this week for my mother.")
        self.assertEqual("paused", self.mara.status()["agreement"]["status"])
        self.jonas.do("accept", evenings)
        self.relay.start()
        self.sync()
        for person in (self.mara, self.jonas):
            self.assertEqual("paused", person.status()["agreement"]["status"])
        self.assert_same_agreement()

    def test_a_lift_takes_both(self):
        self.agree()
        self.mara.do("pause")
        self.sync()
        pause = [r["id"] for r in self.jonas.do("restrictions") if r["kind"] == "pause"]
        self.jonas.do("lift", *pause)
        self.assertEqual("paused", self.jonas.status()["agreement"]["status"])
        self.mara.do("sync")
        self.mara.do("accept", self.waiting_proposal(self.mara))
        self.sync()
        for person in (self.mara, self.jonas):
            self.assertEqual("in_force", person.status()["agreement"]["status"])
        self.assert_same_agreement()

    def test_check_ins_reach_the_other_side(self):
        self.pair()
        self.mara.do("check-in", "--rate", "connection=4", "--rate", "trust=5", "--works", "yes",
                     "--feels-right", "unsure", "--talk", "--text", "A quiet week.")
        self.jonas.do("sync")
        (seen,) = self.jonas.do("check-ins")
        self.assertEqual("A quiet week.", seen["text"])
        self.assertEqual({"connection": 4, "trust": 5}, seen["ratings"])
        self.assertEqual("unsure", seen["feels_right"])
        self.assertTrue(seen["talk"])

    def test_both_ledgers_verify_and_hold_the_same_entries(self):
        self.agree()
        self.mara.do("check-in", "--rate", "trust=5")
        self.jonas.do("end", "--reason", "Enough.")
        self.sync()
        entries = [sorted(line["id"] for line in person.do("ledger")) for person in (self.mara, self.jonas)]
        self.assertEqual(entries[0], entries[1])
        for person in (self.mara, self.jonas):
            self.assertEqual("ended", person.status()["agreement"]["status"])
            person.do("ledger", "verify")


class NothingReadable(Case):
    def test_no_file_of_relay_or_profiles_holds_a_text_that_went_in(self):
        self.agree()
        said = ["I need this week for my mother.", "Only soft colours in the bedroom."]
        self.mara.do("pause", "--reason", said[0])
        self.jonas.do("limit", "add", "--text", said[1], "--strength", "soft")
        self.mara.do("check-in", "--text", "Slept badly, and said so.", "--rate", "energy=2")
        self.sync()
        said += ["Slept badly, and said so."]
        said += sentences(STORY / "first-proposal.toml", STORY / "counter.toml")
        files = [f for place in (self.relay.data, self.mara.profile, self.jonas.profile)
                 for f in place.rglob("*") if f.is_file()] + [self.relay.log]
        self.assertGreater(len(files), 8)
        for file in files:
            content = file.read_bytes()
            for text in said:
                self.assertNotIn(text.encode(), content, file)
                self.assertNotIn(text.encode("utf-16-le"), content, file)


if __name__ == "__main__":
    unittest.main()
