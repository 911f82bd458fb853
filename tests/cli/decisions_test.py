"""Decisions and threads: two people, two programs, a relay between them."""

import datetime
import subprocess
import unittest

from troth import DEADLINE_S, Case


def day(days):
    return (datetime.date.today() + datetime.timedelta(days=days)).isoformat()


class Decisions(Case):
    def setUp(self):
        super().setUp()
        self.agree()  # Jonas leads

    def ask(self, area, text, *options):
        asked = self.mara.do("ask", "--area", area, "--text", text, *options)
        self.sync()
        return asked["id"]

    def test_a_question_is_answered_with_the_other_view_before_it(self):
        due = day(3)
        question = self.ask("Self-care", "May I sleep in on Saturday?", "--due", due)
        waiting = self.jonas.status()["questions"]
        self.assertEqual([question], [one["id"] for one in waiting])
        self.assertTrue(waiting[0]["waits_for_me"] and waiting[0]["view_wanted_of_partner"])
        self.assertFalse(self.mara.status()["questions"][0]["waits_for_me"])
        shown = self.plain(self.jonas, "status")
        self.assertIn("Waits for your answer, by " + due, shown)

        self.mara.do("decision", "view", question[:6], "--text", "I was up late all week.")
        self.sync()
        answered = self.jonas.do("decision", "answer", question, "--text", "Yes, until ten.")
        self.assertEqual({"outcome": "inside", "why": None, "without_view": False, "words": ""},
                         answered["judged"])
        self.sync()
        for person in (self.mara, self.jonas):
            self.assertEqual([], person.do("decisions"))
            self.assertEqual([], person.status()["questions"])
            decision = person.do("decision", "show", question)
            self.assertEqual("answered", decision["stage"])
            self.assertEqual("Yes, until ten.", decision["answers"][0]["text"])
        self.assertEqual(self.mara.do("decisions", "--all"), self.jonas.do("decisions", "--all"))

    def test_an_answer_without_the_view_and_one_outside_are_kept_and_marked(self):
        first = self.ask("Self-care", "May I sleep in?")
        answered = self.jonas.do("decision", "answer", first, "--text", "No.")
        self.assertTrue(answered["judged"]["without_view"])
        self.sync()
        self.assertIn("It was answered without Mara's view.",
                      self.plain(self.mara, "decision", "show", first))

        second = self.ask("Household", "Do we need a lamp?")
        self.assertIn("An answer of yours now would be marked: Outside the agreement.",
                      self.plain(self.mara, "decision", "show", second))
        answered = self.mara.do("decision", "answer", second, "--text", "We do.")
        self.assertEqual(("outside", "other_leads"),
                         (answered["judged"]["outcome"], answered["judged"]["why"]))
        self.sync()
        self.assertIn("Outside the agreement. In this area Jonas leads.",
                      self.plain(self.jonas, "decisions", "--all"))

    def test_a_pause_that_crossed_leaves_the_answer_inside_and_one_that_was_seen_does_not(self):
        first = self.ask("Household", "Fish on Friday?")
        second = self.ask("Household", "And on Saturday?")
        self.relay.stop()
        self.mara.do("pause")
        crossed = self.jonas.do("decision", "answer", first, "--text", "Yes.")
        self.assertEqual("inside", crossed["judged"]["outcome"])
        self.relay.start()
        self.sync(3)
        self.assertEqual("paused", self.jonas.status()["agreement"]["status"])
        self.assertEqual(crossed["judged"],
                         self.mara.do("decision", "show", first)["answers"][0]["judged"])
        seen = self.jonas.do("decision", "answer", second, "--text", "Yes.")
        self.assertEqual(("outside", "paused"),
                         (seen["judged"]["outcome"], seen["judged"]["why"]))

    def test_reopened_it_waits_again(self):
        question = self.ask("Household", "A dog?")
        self.jonas.do("decision", "answer", question, "--text", "No.")
        self.sync()
        self.mara.do("decision", "reopen", question, "--reason", "We have a garden now.")
        self.sync()
        self.assertEqual(["reopened"], [one["stage"] for one in self.jonas.do("decisions")])
        self.assertIn("Reopened. Waits for your answer.", self.plain(self.jonas, "decisions"))

    def test_what_cannot_be_is_refused_in_a_sentence_and_signs_nothing(self):
        question = self.ask("Household", "A dog?")
        before = len(self.mara.do("ledger"))
        for code, *arguments in (
                ("area_unknown", "ask", "--area", "Garden", "--text", "Roses?"),
                ("text_missing", "ask", "--area", "Household", "--text", ""),
                ("text_too_long", "ask", "--area", "Household", "--text", "語" * 5462),
                ("due_past", "ask", "--area", "Household", "--text", "Late?", "--due", day(-2)),
                ("day_malformed", "ask", "--area", "Household", "--text", "When?", "--due", "soon"),
                ("id_unknown", "decision", "answer", "abcdef", "--text", "Yes."),
                ("text_missing", "decision", "view", question, "--text", ""),
                ("question_open", "decision", "reopen", question),
                ("day_malformed", "decisions", "--before", "yesterday"),
                ("id_malformed", "decision", "show", "a")):
            with self.subTest(code=code, arguments=arguments[:2]):
                self.assert_refused(self.mara.troth(*arguments), code)
        self.assert_refused(self.jonas.troth("decision", "view", question, "--text", "Mine."),
                            "view_by_who_decides")
        self.assertEqual(before, len(self.mara.do("ledger")))

    def plain(self, person, *arguments):
        """What a person reads, on one line."""
        done = subprocess.run([one for one in person.arguments(*arguments) if one != "--json"],
                              capture_output=True, text=True, timeout=DEADLINE_S)
        self.assertEqual(0, done.returncode, done.stderr)
        return " ".join(done.stdout.split())


class Threads(Case):
    def test_both_read_what_was_said_about_a_proposal_and_a_clause(self):
        self.agree()
        proposal = self.mara.do("proposals", "--all")[0]["id"]
        clause = next(one["id"] for one in self.mara.do("agreement", "show")["clauses"]
                      if one["kind"] == "area")
        self.mara.do("comment", proposal, "--text", "Thank you for this one.")
        self.mara.do("comment", clause, "--text", "Does Sunday count?")
        self.sync()
        self.jonas.do("comment", clause, "--text", "It does.")
        self.sync()
        for person in (self.mara, self.jonas):
            thread = person.do("comments", clause)
            self.assertEqual("clause", thread["kind"])
            self.assertEqual([("Mara", "Does Sunday count?"), ("Jonas", "It does.")],
                             [(one["by"], one["text"]) for one in thread["comments"]])
            shown = person.do("proposal", "show", proposal)
            self.assertEqual(["Thank you for this one."],
                             [one["text"] for one in shown["comments"]])
        self.assert_refused(self.mara.troth("comment", clause, "--text", ""), "text_missing")
        self.assert_refused(self.mara.troth("comment", "abcdef", "--text", "?"), "id_unknown")
        self.assert_refused(
            self.mara.troth("comment", self.mara.do("pause")["id"], "--text", "Why?"),
            "comment_on_nothing")

    def test_how_many_comments_there_are_is_said_wherever_a_thing_is_shown(self):
        self.agree()
        clause = next(one["id"] for one in self.mara.do("agreement", "show")["clauses"] if one["kind"] == "area")
        check_in = self.mara.do("check-in", "--feels-right", "unsure")["id"]
        observance = self.mara.do("observe", "appreciated", "--text", "Thank you.")["id"]
        talk = self.mara.do("talk", "ask")["id"]
        self.mara.do("review", "open")
        item = self.mara.do("review", "add", "--text", "The late evenings")["id"]
        minutes = self.mara.do("review", "minutes", "--file", "-", stdin='text = "We spoke."')["id"]
        self.sync()
        things = {clause: ("clause", ("clause", "show", clause)), check_in: ("check_in", ("check-ins",)),
                  observance: ("observance", ("observances",)), talk: ("talk", ("talks",)),
                  item: ("review_item", ("review", "show")), minutes: ("minutes", ("review", "show"))}
        for thing, (kind, command) in things.items():
            self.assertNotIn(f"troth comments {thing[:10]}", self.jonas.words(*command))
            self.jonas.do("comment", thing, "--text", "One.")
            self.jonas.do("comment", thing, "--text", "Two.")
            self.assertEqual(kind, self.jonas.do("comments", thing)["kind"])
            self.assertIn(f"2 comments: troth comments {thing[:10]}", self.jonas.words(*command))
        self.assertIn(f"2 comments: troth comments {clause[:10]}", self.jonas.words("agreement", "show"))
        shown = self.jonas.do("review", "show")
        self.assertEqual([2], [one["comments"] for one in shown["review"]["items"]])
        self.assertEqual([2], [one["comments"] for one in shown["review"]["minutes"]])
        self.assertEqual({item: 2, check_in: 2, observance: 2, talk: 2},
                         {one["id"]: one["comments"] for one in shown["agenda"]})
        for thing, command in ((clause, ("clause", "show", clause)), (check_in, ("check-ins",)),
                               (observance, ("observances",)), (talk, ("talks",))):
            answer = self.jonas.do(*command)
            (shown,) = [one for one in (answer if isinstance(answer, list) else [answer]) if one["id"] == thing]
            self.assertEqual(2, shown["comments"])


if __name__ == "__main__":
    unittest.main()
