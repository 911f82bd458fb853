"""The story, as client/demo tells it, with an assertion for each of its claims."""

import re
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

    def test_sync_says_what_came_and_shows_pauses_as_they_are_after_it(self):
        self.agree()
        self.jonas.do("check-in", "--talk")
        pause = self.jonas.do("pause", "--reason", "A long week.")["id"]
        arrived = self.mara.do("sync")["arrived"]
        self.assertEqual(["pause", "check_in"], [each["kind"] for each in arrived])
        self.assertEqual([True, False], [each["takes_away"] for each in arrived])
        self.assertEqual("A long week.", arrived[0]["restriction"]["reason"])
        self.assertEqual([], self.mara.do("sync")["arrived"])
        self.mara.do("lift", pause)
        arrived = self.jonas.do("sync")["arrived"]
        self.jonas.do("accept", arrived[0]["proposal"])
        synced = self.mara.words("sync")
        self.assertIn("Jonas has agreed to lift this:", synced)
        self.assertNotIn("Nothing here is expected", synced)
        self.assertIn("Nothing new came", self.mara.words("sync"))

    def test_a_command_that_signs_says_what_its_try_brought(self):
        self.agree()
        self.jonas.do("limit", "add", "--text", "nothing at night")
        (arrived,) = self.mara.do("check-in", "--rate", "trust=5")["arrived"]
        self.assertEqual("nothing at night", arrived["restriction"]["text"])

    def test_an_acceptance_says_what_was_agreed_and_its_digest(self):
        self.agree()
        self.mara.do("propose", STORY / "evenings.toml")
        self.jonas.do("sync")
        said = self.jonas.words("accept", self.waiting_proposal(self.jonas))
        self.assertIn("You have agreed to", said)
        digest = self.jonas.digest()
        groups = re.findall("[0-9a-f]{4}(?= |$)", said.split("Digest")[1].split("You can")[0], re.M)
        self.assertEqual(digest, "".join(groups))
        for command in (["agreement", "show"], ["status"]):
            shown = self.jonas.words(*command)
            self.assertEqual(digest, "".join(re.findall("[0-9a-f]{4}(?= |$)",
                                                        shown.split("Digest")[1], re.M)))

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
        self.mara.do("journal", "write", stdin="Nobody needs to read about the lighthouse.")
        page = self.mara.do("journal", "write", "--text", "Quicksilver thoughts, deleted again.")["id"]
        self.mara.do("journal", "delete", page)
        self.mara.do("search", "lighthouse")
        self.sync()
        said += ["Slept badly, and said so.", "Nobody needs to read about the lighthouse.", "lighthouse",
                 "ighthouse", "Quicksilver", "uicksilver", "quicksilver", "badly"]
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
