"""What the two live by, from day to day: blind check-ins, the chart, observances,
moments, and talks; with the real programs."""

import os
import random
import unittest

from troth import STORY, Case

AREA = '''title = "Evenings"
reason = "So that both know when."
[[area]]
name = "Evenings"
reach = "delegate"
when = "moments"
'''




class BlindCheckIns(Case):
    def stages(self, person):
        return {c["by"]: c["blind"]["stage"] for c in person.do("check-ins") if c["blind"]}

    def test_neither_reads_the_others_before_both_have_answered(self):
        self.pair()
        hers = self.mara.do("check-in", "--blind", "--text", "Slept badly.", "--feels-right", "unsure")
        self.assertTrue(hers["blind"])
        self.assertFalse(hers["open"])
        self.jonas.do("sync")
        (seen,) = self.jonas.do("check-ins")
        self.assertEqual("committed", seen["blind"]["stage"])
        self.assertNotIn("text", seen)
        self.assertEqual([], self.jonas.status()["flagged"])
        (own,) = self.mara.do("check-ins")
        self.assertEqual("Slept badly.", own["text"])

        self.assertTrue(self.jonas.do("check-in", "--blind", "--text", "Good days.")["open"])
        self.sync()
        for person, other in ((self.mara, "Good days."), (self.jonas, "Slept badly.")):
            texts = {c["by"]: c["text"] for c in person.do("check-ins")}
            self.assertEqual({"Mara": "Slept badly.", "Jonas": "Good days."}, texts)
            self.assertEqual({"blind"}, {c["blind"]["sight"] for c in person.do("check-ins")})
        (flagged,) = self.jonas.status()["flagged"]
        self.assertEqual("unsure", flagged["feels_right"])

    def test_the_sync_that_brings_an_opening_tells_what_it_says(self):
        self.pair()
        self.mara.do("check-in", "--blind", "--works", "no", "--talk")
        self.jonas.do("sync")
        self.jonas.do("check-in", "--blind", "--text", "Good days.")
        self.mara.do("sync")
        (opened,) = self.jonas.do("sync")["arrived"]
        self.assertEqual("opening", opened["kind"])
        self.assertEqual(("no", True), (opened["check_in"]["works"], opened["check_in"]["talk"]))

    def test_both_without_a_relay_open_once_they_meet(self):
        self.pair()
        self.relay.stop()
        self.mara.do("check-in", "--blind", "--rate", "trust=4")
        self.jonas.do("check-in", "--blind", "--rate", "trust=2")
        self.relay.start()
        self.sync(3)
        for person in (self.mara, self.jonas):
            self.assertEqual({"Mara": "opened", "Jonas": "opened"}, self.stages(person))

    def test_kills_between_commitment_and_opening_lose_and_double_nothing(self):
        self.pair()
        seed = int(os.environ.get("TROTH_SEED", random.SystemRandom().randrange(1 << 32)))
        chance = random.Random(seed)
        self.relay.stop()
        self.jonas.do("check-in", "--blind", "--text", "Good days.")
        hers = self.mara.start("check-in", "--blind", "--text", "Slept badly.")
        hers.kill_within(chance.uniform(0, 0.6))
        if not self.mara.do("check-ins"):  # killed before it was kept
            self.mara.do("check-in", "--blind", "--text", "Slept badly.")
        self.relay.start()
        for _ in range(8):
            chance.choice((self.mara, self.jonas)).start("sync").kill_within(chance.uniform(0, 0.5))
        self.sync(3)
        for person in (self.mara, self.jonas):
            texts = {c["by"]: c["text"] for c in person.do("check-ins")}
            self.assertEqual({"Mara": "Slept badly.", "Jonas": "Good days."}, texts, f"seed {seed}")
            kinds = [line["kind"] for line in person.do("ledger")]
            self.assertEqual(2, kinds.count("opening"), f"seed {seed}")
            self.assertEqual(2, kinds.count("blind_check_in"), f"seed {seed}")
            person.do("ledger", "verify")


class Charts(Case):
    def test_both_partners_stand_in_one_chart(self):
        self.pair()
        self.mara.do("check-in", "--rate", "trust=5", "--rate", "energy=2")
        self.jonas.do("check-in", "--rate", "trust=3")
        self.sync()
        chart = {d["dimension"]: {p["by"]: p["value"] for p in d["points"]}
                 for d in self.mara.do("check-ins", "--chart")}
        self.assertEqual({"trust": {"Mara": 5, "Jonas": 3}, "energy": {"Mara": 2}}, chart)

    def test_before_any_rating_it_says_so(self):
        self.pair()
        self.assertEqual([], self.mara.do("check-ins", "--chart"))


class Days(Case):
    def test_an_observance_shows_what_was_agreed_for_a_miss_and_does_nothing(self):
        self.agree()
        standard = next(c for c in self.mara.do("agreement", "show")["clauses"]
                        if c["kind"] == "standard" and c["if_missed"])
        noted = self.mara.do("observe", "missed", standard["id"], "--text", "I was too tired.")
        self.assertEqual(standard["if_missed"], noted["agreed_response"])
        amends = self.mara.do("observe", "amends", "--for", noted["id"], "--text", "This morning.")
        self.jonas.do("observe", "appreciated", "--text", "The soup.")
        self.sync()
        for person in (self.mara, self.jonas):
            shown = person.do("observances")
            self.assertEqual({"missed", "amends", "appreciated"}, {o["sort"] for o in shown})
            self.assertEqual([noted["id"]], [o["amends_for"] for o in shown if o["id"] == amends["id"]])
            self.assertEqual("in_force", person.status()["agreement"]["status"])

    def test_a_moment_is_closed_by_either_alone_without_a_relay(self):
        self.agree()
        file = self.folder / "evenings-in-moments.toml"
        file.write_text(AREA.replace("Evenings", "Later evenings"))
        self.mara.do("propose", file)
        self.jonas.do("sync")
        self.jonas.do("accept", self.waiting_proposal(self.jonas))
        self.jonas.do("moment", "open", "--area", "Later evenings", "--hours", "3", "--text", "Tonight.")
        self.sync()
        (moment,) = self.mara.status()["moments"]
        self.assertEqual(["Later evenings"], moment["areas"])
        self.assertIsNotNone(moment["until_ms"])
        self.relay.stop()
        self.mara.do("moment", "close", "--reason", "I am tired.")
        self.assertEqual([], self.mara.do("moments"))
        self.relay.start()
        self.sync()
        self.assertEqual([], self.jonas.do("moments"))
        (over,) = self.jonas.do("moments", "--all")
        self.assertEqual("Mara", over["closed"]["by"])
        self.assertEqual("I am tired.", over["closed"]["text"])

    def test_a_talk_stands_at_the_top_until_it_was_had(self):
        self.pair()
        self.mara.do("talk", "ask", "--as-equals", "--text", "About Sunday.")
        self.jonas.do("sync")
        (talk,) = self.jonas.status()["talks"]
        self.assertTrue(talk["as_equals"])
        self.assertEqual("About Sunday.", talk["text"])
        self.assertIn("Mara asks to talk, as equals.", self.jonas.words("status").splitlines()[0])
        self.jonas.do("talk", "had", talk["id"])
        self.sync()
        self.assertEqual([], self.mara.status()["talks"])
        (had,) = self.mara.do("talks", "--all")
        self.assertEqual("Jonas", had["had"]["by"])

    def test_reading_leaves_nothing_that_the_partner_could_see(self):
        self.agree()
        self.mara.do("check-in", "--openly", "--talk", "--text", "A long week.")
        proposal = self.mara.do("propose", STORY / "evenings.toml")["id"]
        self.sync()
        ledger, status = self.mara.do("ledger"), self.mara.status()
        for command in (["status"], ["agreement", "show"], ["proposals"], ["proposal", "show", proposal],
                        ["check-ins"], ["ledger"], ["search", "week"], ["comments", proposal],
                        ["review", "show"], ["agreement", "history"], ["sync"]):
            self.jonas.do(*command)
        self.mara.do("sync")
        self.assertEqual(ledger, self.mara.do("ledger"))
        after = self.mara.status()
        # When her own program last reached the relay is hers to know.
        for view in (status, after):
            view["sync"].pop("last_contact_ms")
        self.assertEqual(status, after)
        # Of him there is a name, whether it was compared, and what he signed.
        self.assertEqual({"name", "verified"}, set(after["partner"]))
        his = [line for line in ledger if line["by"] == "Jonas"]
        self.assertEqual({"id", "by", "kind", "seq", "written_ms", "note"}, set().union(*his))
        self.assertLessEqual({line["kind"] for line in his},
                             {"paired", "compared", "session", "limit", "propose", "accept"})

    def test_status_begins_with_the_pause_then_who_wants_to_talk_then_who_is_unsure(self):
        self.agree()
        self.mara.do("check-in", "--feels-right", "unsure", "--openly")
        self.mara.do("talk", "ask", "--text", "About Sunday.")
        self.mara.do("pause", "--reason", "A long week.")
        self.jonas.do("sync")
        shown = self.jonas.words("status")
        order = [shown.index(words) for words in (
            "Mara has paused everything. Nothing here is expected", "Mara asks to talk",
            "Mara is unsure.", "Jonas and Mara.", "Everything is paused.", "has a hard limit")]
        self.assertEqual(sorted(order), order, shown)
        self.assertEqual(0, order[0])

    def test_a_check_in_is_due_by_the_rhythm_and_never_while_all_is_paused(self):
        self.agree()
        due = self.mara.status()["check_in_due"]
        self.assertFalse(due["answered"])
        self.mara.do("check-in", "--works", "yes", "--openly")
        self.assertTrue(self.mara.status()["check_in_due"]["answered"])
        self.mara.do("pause")
        self.assertIsNone(self.mara.status()["check_in_due"])


class BadInput(Case):
    def test_each_gets_one_sentence_and_signs_nothing(self):
        self.agree()
        before = len(self.mara.do("ledger"))
        for code, arguments in {
            "standard_unknown": ["observe", "kept", "nothing"],
            "observance_standard_missing": ["observe", "missed", "--text", "No."],
            "observance_empty": ["observe", "appreciated"],
            "moment_none": ["moment", "close"],
            "moment_opens_nothing": ["moment", "open"],
            "area_unknown": ["moment", "open", "--area", "Nowhere"],
            "talk_none": ["talk", "had"],
            "id_unknown": ["talk", "had", "abcdef"],
            "id_malformed": ["check-in", "open", "xy"],
            "check_in_empty": ["check-in", "--blind", "--text", ""],
            "dimension_unknown": ["check-in", "--blind", "--rate", "colour=3"],
            "text_too_long": ["talk", "ask", "--text", "x" * 17000],
            "text_control_character": ["observe", "appreciated", "--text", "a\u202eb"],
        }.items():
            answer = self.mara.troth(*arguments)
            self.assert_refused(answer, code)
            self.assertEqual(1, len(answer.err.strip().splitlines()), answer)
        for arguments in (["observe", "praised"], ["check-in", "--blind", "--openly"],
                          ["moment", "open", "--hours", "0"], ["check-in", "open"]):
            self.assertEqual(2, self.mara.troth(*arguments).status, arguments)
        self.assertEqual(before, len(self.mara.do("ledger")))

    def test_a_blind_answer_is_given_once_and_opened_by_its_author_alone(self):
        self.pair()
        hers = self.mara.do("check-in", "--blind", "--text", "Slept badly.")
        self.assert_refused(self.mara.troth("check-in", "--blind", "--text", "Slept well."),
                            "check_in_blind_twice")
        self.assert_refused(self.mara.troth("check-in", "open", hers["id"]), "check_in_blind_waits")
        self.jonas.do("sync")
        self.assertEqual(2, self.jonas.troth("check-in", "open", hers["id"]).status)


if __name__ == "__main__":
    unittest.main()
