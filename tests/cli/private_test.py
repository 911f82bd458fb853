"""What is one partner's alone, and search: journal, drafts, settings, with real programs."""

import socket
import subprocess
import unittest

from troth import TROTH, Case


class Journal(Case):
    def test_a_page_is_written_shown_changed_and_deleted(self):
        self.make_profiles()
        written = self.mara.do("journal", "write", stdin="Today I was sad.\n\nTomorrow?\n\n")
        later = self.mara.do("journal", "write", "--text", "A second page.")
        self.assertEqual(["A second page.", "Today I was sad.\n\nTomorrow?"],
                         [page["text"] for page in self.mara.do("journal")])
        self.mara.do("journal", "edit", written["id"], stdin="Today I was calm.")
        page = self.mara.do("journal", "show", written["id"][:6])
        self.assertEqual("Today I was calm.", page["text"])
        self.assertGreater(page["changed_ms"], page["begun_ms"])
        self.mara.do("journal", "delete", written["id"])
        self.assertEqual([later["id"]], [page["id"] for page in self.mara.do("journal")])
        self.assert_refused(self.mara.troth("journal", "show", written["id"]), "id_unknown")

    def test_bad_pages_are_refused_and_nothing_is_lost(self):
        self.make_profiles()
        kept = self.mara.do("journal", "write", "--text", "x" * 65536)["id"]
        for arguments, stdin, code in [
                (["write"], "", "input_missing"),
                (["write"], " \n\n", "input_missing"),
                (["write"], "x" * 65537, "text_too_long"),
                (["write"], "字" * 21846, "text_too_long"),
                (["write"], "a\x07b", "text_control_character"),
                (["write", "--text", "a\u202eb"], "", "text_control_character"),
                (["edit", kept], "", "input_missing"),
                (["edit", "ffffffffff"], "text", "id_unknown"),
                (["delete", "no id"], "", "id_malformed")]:
            answer = self.mara.troth("journal", *arguments, stdin=stdin)
            self.assert_refused(answer, code)
            self.assertEqual(1, len(answer.err.strip().splitlines()), answer)
        self.mara.do("journal", "write", stdin="字" * 21845)
        self.assertEqual("x" * 65536, self.mara.do("journal", "show", kept)["text"])
        self.assertEqual(2, len(self.mara.do("journal")))

    def test_in_a_shell_that_reads_a_pipe_no_page_takes_the_commands_behind_it(self):
        self.make_profiles()
        script = "journal write --text first\njournal write\njournal write --text second\n"
        answer = self.mara.troth("shell", "--keep-going", stdin=script)
        self.assertIn("input_missing", answer.err)
        self.assertEqual(["second", "first"], [page["text"] for page in self.mara.do("journal")])

    def test_nothing_of_it_reaches_for_the_relay(self):
        self.pair()
        before = {f: f.read_bytes() for f in self.relay.data.rglob("*") if f.is_file()}
        pending = self.mara.status()["sync"]["pending"]
        self.relay.stop()
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(("127.0.0.1", self.relay.port))
            listener.listen(8)
            listener.setblocking(False)
            page = self.mara.do("journal", "write", "--text", "Mine alone.")["id"]
            self.mara.do("journal", "edit", page, "--text", "Mine alone, still.")
            self.mara.do("journal")
            self.mara.do("search", "alone")
            self.mara.do("settings", "set", "width", "90")
            self.mara.do("drafts")
            self.mara.do("journal", "delete", page)
            with self.assertRaises(BlockingIOError):
                listener.accept()
        self.relay.start()
        self.assertEqual(pending, self.mara.status()["sync"]["pending"])
        self.sync()
        self.assertEqual(len(self.jonas.do("ledger")), len(self.mara.do("ledger")))
        self.assertTrue(before)

    def test_it_outlives_the_pair(self):
        self.pair()
        self.mara.do("journal", "write", "--text", "Before it ended.")
        self.assertTrue(self.mara.do("leave", "--yes", "--now")["left"])
        self.assertEqual("Before it ended.", self.mara.do("journal")[0]["text"])
        self.assertEqual(1, len(self.mara.do("search", "ended")))


class Drafts(Case):
    def test_there_are_none_at_first_and_none_is_shown_that_is_not_there(self):
        self.make_profiles()
        self.assertEqual([], self.mara.do("drafts"))
        for command in ("show", "delete"):
            answer = self.mara.troth("draft", command, "comment", "1a2b")
            self.assert_refused(answer, "draft_missing")
            self.assertIn("comment 1a2b", answer.err)


    def test_a_check_in_is_kept_and_the_next_one_goes_on_with_it(self):
        self.pair()
        self.mara.do("check-in", "--draft", "--rate", "trust=4", "--works", "unsure", "--text", "A sloe week.")
        (draft,) = self.mara.do("drafts")
        self.assertEqual("check-in", draft["name"])
        self.mara.do("check-in", "--draft", "--rate", "energy=2", "--text", "A slow week.")
        self.assertEqual("rate 4 trust\nrate 2 energy\nworks unsure\n\nA slow week.",
                         self.mara.do("draft", "show", "check-in")["content"])
        self.mara.do("sync")
        self.jonas.do("sync")
        self.assertEqual([], self.jonas.do("check-ins"))
        self.mara.do("check-in")
        self.assertEqual([], self.mara.do("drafts"))
        self.jonas.do("sync")
        (seen,) = self.jonas.do("check-ins")
        self.assertEqual(("A slow week.", {"trust": 4, "energy": 2}), (seen["text"], seen["ratings"]))

    def test_a_check_in_with_options_leaves_the_draft_alone(self):
        self.pair()
        self.mara.do("check-in", "--draft", "--text", "Half.")
        self.mara.do("check-in", "--text", "Whole.")
        self.assertEqual(1, len(self.mara.do("drafts")))
        self.assertEqual(["Whole."], [c["text"] for c in self.mara.do("check-ins")])
        self.mara.do("draft", "delete", "check-in")
        self.assertEqual([], self.mara.do("drafts"))


class Settings(Case):
    def test_a_setting_is_chosen_and_read(self):
        self.make_profiles()
        (width,) = [s for s in self.mara.do("settings") if s["name"] == "width"]
        self.assertEqual(("auto", False), (width["value"], width["chosen"]))
        self.mara.do("journal", "write", "--text", "word " * 30)
        self.mara.do("settings", "set", "width", "40")
        done = subprocess.run([a for a in self.mara.arguments("journal") if a != "--json"],
                              capture_output=True, text=True, check=True)
        self.assertLessEqual(max(map(len, done.stdout.splitlines())), 42)
        self.assertGreater(len(done.stdout.splitlines()), 1)

    def test_whoever_wants_no_reminders_is_told_nothing_of_what_is_due(self):
        self.agree()
        said = ("check-in", "The next review is on")
        for words in said:
            self.assertIn(words, self.mara.words("status"))
        self.mara.do("settings", "set", "reminders", "off")
        for words in said:
            self.assertNotIn(words, self.mara.words("status"))
        self.assertIsNotNone(self.mara.status()["check_in_due"])
        self.mara.do("review", "open")
        self.assertIn("A review is open", self.mara.words("status"))
        self.mara.do("settings", "set", "reminders", "on")
        self.assertIn("check-in", self.mara.words("status"))
        self.assertIn("check-in", self.jonas.words("status"))

    def test_what_is_no_setting_is_refused(self):
        self.make_profiles()
        for name, value in (("lock-after", "0"), ("lock-after", "never"), ("reminders", "perhaps")):
            self.assert_refused(self.mara.troth("settings", "set", name, value), "setting_value_unfit")
        self.assert_refused(self.mara.troth("settings", "set", "colour", "red"), "setting_unknown")
        answer = self.mara.troth("settings", "set", "width", "1000")
        self.assert_refused(answer, "setting_value_unfit")
        self.assertIn("40 to 200", answer.err)


class Search(Case):
    def test_finds_what_both_wrote_and_the_own_journal(self):
        self.agree()
        self.mara.do("check-in", "--text", "The lantern burned. We talked all night.")
        self.mara.do("journal", "write", "--text", "I lit the lantern alone.")
        self.jonas.do("pause", "--reason", "The lanterns are out.")
        self.sync()
        hits = self.mara.do("search", "lantern*")
        self.assertEqual(["pause", "journal", "check-in"], [hit["kind"] for hit in hits])
        self.assertEqual("The lantern burned.", hits[2]["excerpt"])
        self.assertEqual("Mara", hits[2]["by"])
        self.assertEqual(["check-in"], [hit["kind"] for hit in self.jonas.do("search", "lantern")])
        self.assertEqual(hits[1]["id"], self.mara.do("journal", "show", hits[1]["id"])["id"])

    def test_narrows_by_kind_day_and_author(self):
        self.agree()
        self.mara.do("check-in", "--text", "The lantern burned.")
        self.jonas.do("check-in", "--text", "Her lantern burned.")
        self.sync()
        self.assertEqual(2, len(self.mara.do("search", "lantern", "--kind", "check-in")))
        self.assertEqual([], self.mara.do("search", "lantern", "--kind", "limit"))
        self.assertEqual(1, len(self.mara.do("search", "lantern", "--by", "Jonas")))
        self.assertEqual([], self.mara.do("search", "lantern", "--until", "2020-01-01"))
        self.assertEqual(2, len(self.mara.do("search", "lantern", "--since", "2020-01-01")))

    def test_an_argument_of_several_words_is_a_phrase(self):
        self.make_profiles()
        self.mara.do("journal", "write", "--text", "A clean kitchen.")
        self.mara.do("journal", "write", "--text", "The kitchen was clean.")
        self.assertEqual(2, len(self.mara.do("search", "clean", "kitchen")))
        self.assertEqual(1, len(self.mara.do("search", "clean kitchen")))
        self.assertEqual(1, len(self.mara.do("search", '"clean kitchen"')))
        self.assertEqual(1, len(self.mara.do("search", '"clean kit"*')))
        self.assertEqual(2, len(self.mara.do("search", 'clean "kitchen"')))

    def test_nothing_that_is_typed_is_an_error_of_the_database(self):
        self.make_profiles()
        self.mara.do("journal", "write", "--text", "it's NOT a \"quote\" (at all)")
        for words in (["quote\""], ["\"quote"], ["NOT"], ["NEAR(a"], ["it's"], ["text:quote"], ["(at"],
                      ["'; DROP TABLE journal"], ["quote*"], ["^quote"], ["{quote}"], ["AND", "OR"]):
            self.mara.do("search", "--", *words)
        self.assertEqual(1, len(self.mara.do("search", "it's NOT a")))

    def test_what_cannot_be_searched_for_is_refused_in_one_sentence(self):
        self.make_profiles()
        for arguments, code in [
                (["?!"], "search_words_missing"), ([""], "search_words_missing"),
                (["x" * 1025], "search_too_long"), (["a "] * 33, "search_too_long"),
                (["a\u202eb"], "text_control_character"),
                (["a", "--since", "yesterday"], "day_malformed"),
                (["a", "--until", "2026-02-30"], "day_malformed"),
                (["a", "--by", "Jonas"], "search_by_nobody")]:
            answer = self.mara.troth("search", *arguments)
            self.assert_refused(answer, code)
            self.assertEqual(1, len(answer.err.strip().splitlines()), answer)
        answer = self.mara.troth("search", "a", "--kind", "nonsense")
        self.assertEqual(2, answer.status, answer)
        self.assertEqual(2, self.mara.troth("search").status)


if __name__ == "__main__":
    unittest.main()
