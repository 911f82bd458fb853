"""Reviews with the real programs: agenda, minutes, signatures, actions, and what goes wrong."""

import os
import subprocess
import time
import unittest

from terminal_test import Session
from troth import DEADLINE_S, Case
from versions_test import CHANGE, EditCase

EVENING = '''text = \'\'\'
We spoke about the evenings.
"Earlier" is what we both want.
\'\'\'
lessons = "Ask before ten."
next_review = 2099-12-27
[[action]]
text = "Buy a lamp"
owner = "me"
due = 2099-12-20
[[action]]
text = "Write to Ghent"
'''


def sorts(view):
    return [line["sort"] for line in view["agenda"]]


def as_text(person, *command):
    """What a person reads of a command."""
    arguments = [word for word in person.arguments(*command) if word != "--json"]
    return subprocess.run(arguments, capture_output=True, text=True, check=True, timeout=DEADLINE_S).stdout


class Reviews(Case):
    def minutes(self, person, toml):
        return person.do("review", "minutes", "--file", "-", stdin=toml)["id"]

    def test_a_review_from_its_agenda_to_its_minutes(self):
        self.agree()
        self.mara.do("check-in", "--feels-right", "unsure")
        self.mara.do("review", "add", "--text", "The late evenings")
        self.sync()
        before = self.jonas.do("review", "show")
        self.assertIsNone(before["review"])
        self.assertEqual(["added_by_hand", "flagged_check_in"], sorts(before))
        self.assertGreater(before["next_review_ms"], time.time() * 1000)
        self.jonas.do("review", "open", "--text", "The first")
        minutes = self.minutes(self.jonas, EVENING)
        self.mara.do("sync")
        self.assertEqual({"open": True, "minutes_waiting": 1, "next_ms": None}, self.mara.status()["review"])
        signed = self.mara.do("review", "sign", minutes)["minutes"]
        self.assertEqual('We spoke about the evenings.\n"Earlier" is what we both want.', signed["text"])
        self.assertEqual([("Buy a lamp", "Jonas"), ("Write to Ghent", None)],
                         [(action["text"], action["owner"]) for action in signed["actions"]])
        self.sync()
        for person in (self.mara, self.jonas):
            (review,) = person.do("reviews")
            self.assertTrue(review["over"])
            self.assertEqual([True], [text["counts"] for text in review["minutes"]])
            shown = person.do("review", "show", review["id"])["review"]
            self.assertEqual([[]], [item.pop("proposals") for item in shown["items"]])
            self.assertEqual(review, shown)
            self.assertEqual(["Ask before ten."], [lesson["text"] for lesson in person.do("lessons")])
            self.assertEqual(["open_action", "open_action"], sorts(person.do("review", "show")))
        self.assertEqual(self.mara.do("review", "show"), self.jonas.do("review", "show"))

    def test_an_action_is_done_by_either_and_carried_until_then(self):
        self.pair()
        self.mara.do("review", "open")
        minutes = self.minutes(self.mara, EVENING)
        self.jonas.do("sync")
        self.jonas.do("review", "sign", minutes)
        lamp, letter = self.jonas.do("actions")
        self.assertEqual(minutes + ".1", lamp["id"])
        self.assertEqual(lamp["id"], self.jonas.do("review", "show")["agenda"][1]["id"])
        self.jonas.do("action", "done", lamp["id"])
        self.mara.do("sync")
        self.assertEqual([letter["id"]], [action["id"] for action in self.mara.do("actions")])
        (done,) = [action for action in self.mara.do("actions", "--all") if action["done_ms"]]
        self.assertEqual("Jonas", done["done_by"])
        self.assert_refused(self.mara.troth("action", "done", lamp["id"]), "action_done_already")
        self.assert_refused(self.mara.troth("action", "done", minutes + ".3"), "action_unknown")
        self.assert_refused(self.mara.troth("action", "done", minutes), "action_unknown")

    def test_two_reviews_opened_at_once_are_one_and_two_texts_become_one(self):
        self.pair()
        self.relay.stop()
        for person in (self.mara, self.jonas):
            person.do("review", "open")
            self.minutes(person, f'text = "What {person.name} heard."')
        self.relay.start()
        self.sync()
        for person in (self.mara, self.jonas):
            (review,) = person.do("reviews")
            self.assertEqual(2, len(review["opened"]))
            self.assertTrue(review["edited_twice"])
        shown = as_text(self.mara, "review", "show")
        self.assertIn("What Mara heard.", shown)
        self.assertIn("What Jonas heard.", shown)
        self.assertIn("review minutes --join", shown)
        joined = self.mara.do("review", "minutes", "--join")["id"]
        self.assertIsNone(self.mara.do("review", "minutes", "--join")["id"])
        self.jonas.do("sync")
        signed = self.jonas.do("review", "sign", joined)["minutes"]
        self.assertEqual({"What Mara heard.", "What Jonas heard."}, set(signed["text"].split("\n\n")))
        self.sync()
        self.assertTrue(all(person.do("reviews")[0]["over"] for person in (self.mara, self.jonas)))

    def test_a_file_to_write_in_is_read_back_and_loses_nothing(self):
        self.pair()
        self.mara.do("review", "open")
        self.minutes(self.mara, EVENING)
        self.jonas.do("sync")
        file = self.folder / "minutes.toml"
        file.write_text(self.jonas.do("review", "minutes", "--template")["toml"].replace(
            "We spoke", "We both spoke"))
        self.jonas.do("review", "minutes", "--file", file)
        first, second = self.jonas.do("review", "show")["review"]["minutes"]
        self.assertTrue(first["replaced"])
        self.assertEqual(first["text"].replace("We spoke", "We both spoke"), second["text"])
        for field in ("lessons", "actions", "next_review_ms"):
            self.assertEqual(first[field], second[field], field)

    def test_what_cannot_be_signed_is_refused_with_one_sentence(self):
        self.pair()
        self.assert_refused(self.mara.troth("review", "minutes", "--template"), "review_none")
        self.assert_refused(self.mara.troth("review", "sign", "1a2b"), "id_unknown")
        self.assert_refused(self.mara.troth("review", "show", "1a2b"), "id_unknown")
        self.mara.do("review", "open")
        self.assert_refused(self.mara.troth("review", "open"), "review_open_already")
        self.assert_refused(self.mara.troth("review", "add", "--text", ""), "text_missing")
        self.assert_refused(self.mara.troth("review", "minutes", "--file", self.folder), "file_unreadable")
        for toml, code, words in [
                ("text =", "document_syntax", "Line 1"),
                ('text = "We spoke."\nwords = 1', "document_unknown_key", "Line 2"),
                ('text = "We spoke."\n[[action]]\ntext = "Rest"\nowner = "Mara"', "document_unknown_word", "Line 4"),
                ('text = "We spoke."\nnext_review = 2001-01-01', "due_past", "next review"),
                ("#" * (1 << 20) + "#", "text_too_long", "1 MiB")]:
            answer = self.mara.troth("review", "minutes", "--file", "-", stdin=toml)
            self.assert_refused(answer, code)
            self.assertIn(words, answer.err)
        mine = self.minutes(self.mara, 'text = "We spoke."')
        self.assert_refused(self.mara.troth("review", "sign", mine), "minutes_own")
        self.assertEqual(2, self.mara.troth("review", "minutes", "--template", "--join").status)
        self.assertEqual(2, self.mara.troth("review", "add").status)
        self.jonas.do("sync")
        self.assertEqual(2, self.jonas.troth("review", "sign").status, "nobody is there to be asked")
        self.assertFalse(self.jonas.do("reviews")[0]["over"])

    def test_whoever_names_no_minutes_is_shown_every_word_and_asked(self):
        self.pair()
        self.mara.do("review", "open")
        self.minutes(self.mara, EVENING)
        self.jonas.do("sync")
        arguments = [word for word in self.jonas.arguments("review", "sign")[1:] if word != "--json"]
        for answer, is_over in (("no", False), ("yes", True)):
            session = Session(*arguments)
            shown = session.expect(r"Sign these minutes\?").string
            for words in ("We spoke about the evenings.", "Ask before ten.", "Buy a lamp (Mara, by 2099-12-20)",
                          "Write to Ghent (both of you)", "2099-12-27"):
                self.assertIn(words, shown)
            session.type(answer)
            session.expect("they count" if is_over else "Nothing was signed")
            self.assertEqual(0, session.end())
            self.assertEqual(is_over, self.jonas.do("reviews")[0]["over"])

    def test_without_a_pair_there_is_no_review(self):
        self.make_profiles()
        for command in (("review", "show"), ("review", "open"), ("reviews",), ("actions",), ("lessons",)):
            self.assert_refused(self.mara.troth(*command), "pair_none")


REST = """title = "More rest"
reason = "It was much."
[[expectation]]
owner = "me"
text = "An evening alone each week"
"""


class Raising(EditCase):
    def setUp(self):
        super().setUp()
        self.agree()
        self.item = self.mara.do("review", "add", "--text", "The late evenings")["id"]
        self.sync()

    def test_a_proposal_raised_from_the_agenda_stands_beside_its_item_for_both(self):
        file = self.folder / "rest.toml"
        file.write_text(REST)
        proposal = self.jonas.do("propose", file, "--about", self.item)["id"]
        self.sync()
        for person in (self.mara, self.jonas):
            self.assertEqual(f"It was much.\n\nAbout The late evenings ({self.item[:10]})",
                             person.do("proposal", "show", proposal)["reason"])
            (line,) = [one for one in person.do("review", "show")["agenda"] if one["id"] == self.item]
            self.assertEqual([proposal], line["proposals"])
            self.assertIn(f"Proposed (open): More rest: troth proposal show {proposal[:10]}",
                          person.words("review", "show"))
        self.mara.do("accept", proposal)
        self.assertIn("Proposed (agreed): More rest", self.mara.words("review", "show"))
        self.mara.do("review", "open")
        minutes = self.mara.do("review", "minutes", "--file", "-", stdin='text = "We spoke."')["id"]
        self.sync()
        self.jonas.do("review", "sign", minutes)
        over = self.jonas.do("reviews")[0]["id"]
        self.assertEqual([[proposal]], [one["proposals"] for one in
                                        self.jonas.do("review", "show", over)["review"]["items"]])

    def test_in_the_editor_it_is_said_how_the_reason_will_end(self):
        self.use_editor("assert 'end with the line: About The late evenings (' in text.splitlines()[0]\n" + CHANGE)
        proposal = self.mara.do("agreement", "edit", "--about", self.item)["id"]
        self.assertEqual(f"It was much.\n\nAbout The late evenings ({self.item[:10]})",
                         self.mara.do("proposal", "show", proposal)["reason"])

    def test_what_is_not_there_is_refused(self):
        file = self.folder / "rest.toml"
        file.write_text(REST)
        self.assert_refused(self.mara.troth("propose", file, "--about", "abcdef"), "id_unknown")
        self.assert_refused(self.mara.troth("agreement", "edit", "--about", "abcdef"), "id_unknown")
        self.assertEqual([], self.mara.do("proposals"))


SPEAK = "text = text.replace(\"text = '''\\n\", \"text = '''\\nWe spoke.\\n\", 1)\npath.write_text(text)\n"


class EditedMinutes(EditCase):
    def open_review(self):
        self.pair()
        self.mara.do("review", "add", "--text", "The late evenings")
        self.mara.do("review", "open")
        self.jonas.do("sync")

    def write(self, person):
        """By the editor that is in use, which signs something; what it had before it."""
        seen = self.folder / "seen"
        self.set_environment(SEEN=str(seen))
        session = self.at_terminal(person, "review", "minutes")
        session.expect("Written and signed by you: ")
        self.assertEqual(0, session.end())
        self.assertEqual([], list(self.runtime.iterdir()))
        return seen.read_text()

    def use_editor(self, script):
        super().use_editor("if 'SEEN' in os.environ: pathlib.Path(os.environ['SEEN']).write_text("
                           "f'{path} {path.stat().st_mode & 0o777:o}\\n{text}')\n" + script)

    def texts(self, person):
        (review,) = person.do("reviews")
        return [text["text"] for text in review["minutes"] if not text["replaced"]]

    def test_they_begin_below_the_agenda_and_go_on_from_the_newest_whoever_wrote_it(self):
        self.open_review()
        self.use_editor(SPEAK)
        seen = self.write(self.mara)
        self.assertRegex(seen, rf"^{self.runtime}/.*/minutes\.toml 600\n")
        self.assertRegex(seen, r"# On the agenda:\n#  .*The late evenings")
        self.jonas.do("sync")
        self.use_editor(SPEAK.replace("We spoke.", "At length."))
        self.assertIn("We spoke.\n", self.write(self.jonas))
        self.assertEqual(["At length.\nWe spoke."], self.texts(self.jonas))
        self.mara.do("sync")
        self.mara.do("review", "sign", self.mara.do("reviews")[0]["minutes"][-1]["id"])
        self.assertTrue(self.mara.do("reviews")[0]["over"])

    def test_saved_as_it_was_nothing_is_signed(self):
        self.open_review()
        for script in ("", "path.write_text('')\n"):
            self.use_editor(script)
            session = self.at_terminal(self.mara, "review", "minutes")
            session.expect(r"nothing is signed")
            self.assertEqual(0, session.end())
        self.assertEqual([], self.texts(self.mara))

    def test_what_does_not_parse_is_edited_again_dropped_or_kept_for_a_file(self):
        self.open_review()
        self.use_editor("broken = 'broken' in text\ntext = text.replace('broken', '')\n"
                        "path.write_text(text if broken else text + 'broken')\n"
                        "if broken:\n    " + SPEAK.replace("\n", "\n    ").rstrip() + "\n")
        for answer, status, files in (("drop", 0, 0), ("keep", 1, 1), ("edit", 0, 1)):
            session = self.at_terminal(self.mara, "review", "minutes")
            session.expect(r"Line \d+, column \d+: ")
            session.expect("drop")
            session.type(answer)
            session.expect({"drop": r"nothing is signed", "keep": r"review minutes --file",
                            "edit": "Written and signed"}[answer])
            self.assertEqual(status, os.waitstatus_to_exitcode(session.end()))
            self.assertEqual(files, len(self.left_in_memory()))
            self.assertEqual(["We spoke."] if answer == "edit" else [], self.texts(self.mara))
        (kept,) = self.left_in_memory()
        kept.write_text(kept.read_text().replace("broken", "").replace("text = '''\n", "text = '''\nKept.\n", 1))
        self.mara.do("review", "minutes", "--file", kept)
        self.assertEqual(["Kept."], self.texts(self.mara))

    def test_two_texts_written_at_once_are_both_there_and_become_the_one_that_is_saved(self):
        self.open_review()
        self.relay.stop()
        for person in (self.mara, self.jonas):
            person.do("review", "minutes", "--file", "-", stdin=f'text = "What {person.name} heard."')
        self.relay.start()
        self.sync()
        self.use_editor(SPEAK)
        seen = self.write(self.jonas)
        self.assertIn("What Mara heard.\n", seen)
        self.assertIn("What Jonas heard.\n", seen)
        (text,) = self.texts(self.jonas)
        self.assertEqual({"We spoke.", "What Mara heard.", "What Jonas heard."}, set(text.split("\n")) - {""})

    def test_a_review_that_both_signed_meanwhile_loses_nothing_of_what_was_typed(self):
        self.open_review()
        minutes = self.mara.do("review", "minutes", "--file", "-", stdin='text = "All."')["id"]
        self.jonas.do("sync")
        signs = self.jonas.arguments("review", "sign", minutes)
        self.use_editor(f"import subprocess\nsubprocess.run({signs!r}, check=True, stdout=subprocess.DEVNULL)\n" + SPEAK)
        session = self.at_terminal(self.jonas, "review", "minutes")
        session.expect("drop")
        session.type("keep")
        session.expect(r"kept in memory")
        session.end()
        (kept,) = self.left_in_memory()
        self.assertIn("We spoke.", kept.read_text())

    def test_without_a_terminal_an_editor_or_a_review_it_says_so(self):
        self.pair()
        self.assertEqual(2, self.mara.troth("review", "minutes").status)
        self.use_editor(SPEAK)
        session = self.at_terminal(self.mara, "review", "minutes")
        session.expect(r"review open")
        self.assertEqual(1, os.waitstatus_to_exitcode(session.end()))
        self.set_environment(EDITOR="")
        session = self.at_terminal(self.mara, "review", "minutes")
        session.expect("EDITOR")
        self.assertEqual(1, os.waitstatus_to_exitcode(session.end()))
        self.runtime.chmod(0o755)
        self.set_environment(EDITOR="true")
        session = self.at_terminal(self.mara, "review", "minutes")
        session.expect("XDG_RUNTIME_DIR|others")
        self.assertEqual(1, os.waitstatus_to_exitcode(session.end()))


if __name__ == "__main__":
    unittest.main()
