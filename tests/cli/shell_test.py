"""troth shell: one passphrase for many commands, from a pipe and from a terminal."""

import json
import os
import signal
import subprocess
import termios
import unittest

import door_test
from door_test import catches_ctrl_c, is_idle_in
from terminal_test import Session
from troth import DEADLINE_S, Answer, Case, Running


class Shells(Case):
    def lines(self, person, *lines, options=()):
        return person.troth("shell", *options, stdin="".join(line + "\n" for line in lines))

    @staticmethod
    def values(answer):
        return [json.loads(line) for line in answer.out.splitlines()]

    @staticmethod
    def codes(answer):
        return [json.loads(line)["error"]["code"] for line in answer.err.splitlines()]


class PipedShell(Shells):
    def test_each_line_is_a_command_and_prints_one_value(self):
        self.agree()
        answer = self.lines(self.mara, "status", "", "# a comment", "troth check-in --talk",
                            "pause --reason 'a \"long\" week' # now", "agreement show", "exit", "end")
        self.assertEqual(0, answer.status, answer)
        before, check_in, pause, agreement = self.values(answer)
        self.assertEqual("in_force", before["agreement"]["status"])
        self.assertTrue(check_in["sent"] and pause["sent"])
        self.assertEqual("paused", agreement["status"])
        (restriction,) = [r for r in self.mara.do("restrictions") if r["kind"] == "pause"]
        self.assertIn('a "long" week', json.dumps(restriction, ensure_ascii=False).replace('\\"', '"'))

    def test_options_of_one_line_are_not_those_of_the_next(self):
        self.agree()
        answer = self.lines(self.mara, "check-in --rate connection=4 --talk --text 'Sleepy.'", "check-in --works no")
        self.assertEqual(0, answer.status, answer)
        second, first = self.mara.do("check-ins")
        self.assertEqual(({"connection": 4}, True, "Sleepy."), (first["ratings"], first["talk"], first["text"]))
        self.assertEqual(({}, False, ""), (second["ratings"], second["talk"], second["text"]))

    def test_the_first_refusal_ends_it_with_its_status(self):
        self.make_profiles()
        for line, status in (("accept 1234", 1), ("nonsense", 2), ("status 'unfinished", 1)):
            answer = self.lines(self.mara, "status", line, "status")
            self.assertEqual(status, answer.status, answer)
            self.assertEqual(1, len(self.values(answer)))
            self.assertEqual(1, len(answer.err.splitlines()), answer)

    def test_it_can_keep_going_and_still_tells(self):
        self.make_profiles()
        answer = self.lines(self.mara, "nonsense", "accept 1234", "status", options=["--keep-going"])
        self.assertEqual(2, answer.status, answer)
        self.assertEqual(["usage_wrong", "pair_none"], self.codes(answer))
        self.assertEqual(1, len(self.values(answer)))

    def test_bad_lines_are_refused_in_one_sentence_each(self):
        self.make_profiles()
        answer = self.lines(self.mara, "check-in --text 'no end", "init --name Mara", "shell",
                            "profile delete --yes mara", "status --profile /elsewhere",
                            "x" * 20000, options=["--keep-going"])
        self.assertEqual(["shell_line_malformed", "shell_not_inside", "shell_not_inside",
                          "shell_not_inside", "usage_wrong", "answer_too_long"], self.codes(answer))
        self.assertTrue(self.mara.profile.exists())

    def test_an_unreachable_relay_refuses_nothing_but_sync(self):
        self.agree()
        self.relay.kill()
        answer = self.lines(self.mara, "check-in --talk", "pause", "sync", "status")
        self.assertEqual(3, answer.status, answer)
        self.assertEqual([False, False], [value["sent"] for value in self.values(answer)])

    def test_a_wrong_passphrase_opens_no_shell(self):
        self.make_profiles()
        self.mara.passphrase_file.write_text("another\n")
        self.assert_refused(self.lines(self.mara, "status"), "passphrase_wrong")

    def test_bad_minutes_are_wrong_usage(self):
        for minutes in ("0", "-1", "soon", "100000"):
            self.assertEqual(2, self.mara.troth("shell", "--lock-after", minutes).status)

    def test_an_invite_may_come_as_the_next_line(self):
        self.make_profiles()
        inviting = self.mara.start("pair", "invite")
        self.addCleanup(inviting.process.stdout.close)
        self.addCleanup(inviting.process.stderr.close)
        answer = self.lines(self.jonas, "pair join -", inviting.field("invite"), "pair status")
        self.assertEqual(0, answer.status, answer)
        self.assertEqual(inviting.field("digits"), self.values(answer)[0]["digits"])
        inviting.wait()

    def test_the_passphrase_can_be_changed_inside_and_the_new_one_opens_it(self):
        self.make_profiles()
        new = self.folder / "new"
        new.write_text("another one\n")
        answer = self.lines(self.mara, f"passphrase change --new-passphrase-file {new}",
                            f"status --passphrase-file {new}", "status")
        self.assertEqual(0, answer.status, answer)
        self.assertEqual(3, len(self.values(answer)))
        answer = self.lines(self.mara, "status")
        self.assert_refused(answer, "passphrase_wrong")

    def test_leaving_inside_forgets_the_pair_for_the_lines_after_it(self):
        self.agree()
        answer = self.lines(self.mara, "leave --yes", "status", "check-in")
        self.assert_refused(answer, "pair_none")
        self.assertIsNone(self.values(answer)[1]["partner"])


class WaitingShell(Shells):
    def start(self, person, *options):
        """A shell on a pipe; returned once it waits for a line, and others may knock."""
        running = Running.__new__(Running)
        running.process = subprocess.Popen(person.arguments("shell", *options), stdin=subprocess.PIPE,
                                           stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        running.buffer = b""
        for stream in (running.process.stdin, running.process.stdout, running.process.stderr):
            self.addCleanup(stream.close)
        self.addCleanup(running.process.kill)
        while not is_idle_in(person.profile, running):
            os.sched_yield()
        return running

    @staticmethod
    def say(running, line):
        running.process.stdin.write(line.encode() + b"\n")
        running.process.stdin.flush()

    def end(self, running):
        running.process.stdin.close()
        out, err = running.process.stdout.read(), running.process.stderr.read()
        return Answer(running.process.wait(timeout=DEADLINE_S), out.decode(), err.decode())

    def test_others_come_in_while_it_waits_and_it_sees_what_they_did(self):
        self.agree()
        shell = self.start(self.mara)
        for number in range(3):
            self.mara.do("check-in", "--text", f"Note {number}")
        self.mara.do("pause")
        self.say(shell, "status")
        self.assertEqual("paused", json.loads(shell.line())["agreement"]["status"])
        self.say(shell, "check-ins")
        self.assertEqual(3, len(json.loads(shell.line())))
        self.assertEqual(0, self.end(shell).status)

    def test_it_and_a_watch_give_way_to_each_other(self):
        self.agree()
        shell = self.start(self.mara)
        watch = self.mara.start("sync", "--watch")
        self.addCleanup(watch.process.stdout.close)
        self.addCleanup(watch.process.stderr.close)
        while door_test.Door.holder_of(self.mara) != watch.process.pid:
            os.sched_yield()
        self.say(shell, "pause")
        self.assertEqual("pause", json.loads(shell.line())["kind"])
        self.assertEqual(0, self.end(shell).status)
        while watch.field("agreement")["status"] != "paused":
            pass
        watch.process.send_signal(signal.SIGINT)
        self.assertEqual(0, watch.wait().status)

    def test_it_locks_when_told_to_elsewhere_and_opens_anew(self):
        self.make_profiles()
        shell = self.start(self.mara)
        self.mara.do("lock")
        self.mara.passphrase_file.write_text("another\n")
        self.say(shell, "status")
        self.assertEqual("passphrase_wrong", self.codes(self.end(shell))[0])

    def test_a_kill_loses_nothing_that_was_told(self):
        self.agree()
        shell = self.start(self.mara)
        self.say(shell, "check-in --text 'A note'")
        shell.line()
        shell.process.kill()
        self.assertEqual(1, len(self.mara.do("check-ins")))
        self.mara.do("ledger", "verify")

    def test_ctrl_c_ends_it_and_says_that_nothing_is_lost(self):
        self.make_profiles()
        shell = self.start(self.mara)
        shell.process.send_signal(signal.SIGINT)
        shell.process.wait(timeout=DEADLINE_S)  # by the signal, not by the end of its input
        self.assertEqual(["interrupted"], self.codes(self.end(shell)))


class TypedShell(Shells):
    PROMPT = r"troth> "
    DROPPED = r"\^C\s+troth> "  # a line, by Ctrl-C
    LOCKED = r"troth \(locked\)> "

    def start(self, *options):
        session = Session("--profile", self.mara.profile, "shell", *options)
        session.expect("Passphrase: ")
        self.unlock(session)
        return session

    def unlock(self, session):
        session.type("three small owls at the window")
        session.expect(self.PROMPT)

    def press(self, session, keys):
        os.write(session.screen, keys)

    def end(self, session):
        self.press(session, b"\x04")
        self.assertEqual(0, os.waitstatus_to_exitcode(session.end()))

    def test_one_passphrase_is_enough_and_it_is_never_shown(self):
        self.agree()
        session = self.start()
        for command in ("status", "troth agreement show", "check-in --talk"):
            session.type(command)
            shown = session.expect(self.PROMPT)
            self.assertNotIn("Passphrase", shown.string)
            self.assertNotIn("owls", shown.string)
        self.end(session)
        self.assertEqual(1, len(self.mara.do("check-ins")))

    def test_what_is_refused_ends_nothing(self):
        self.make_profiles()
        session = self.start()
        session.type("accept 1234")
        session.expect("not paired yet")
        session.expect(self.PROMPT)
        session.type("check-in --text 'no end")
        session.expect("ends inside a quote")
        session.expect(self.PROMPT)
        self.end(session)

    def test_ctrl_c_drops_the_line_or_the_question_and_ends_nothing(self):
        self.agree()
        session = self.start()
        self.press(session, b"pause")
        session.expect("pause")
        self.press(session, b"\x03")
        session.expect(self.DROPPED)
        session.type("check-in")
        session.expect(r"or nothing\): ")
        self.press(session, b"\x03")
        session.expect("What was signed or kept stays")
        session.expect(self.PROMPT)
        session.type("status")
        session.expect("in force")
        session.expect(self.PROMPT)
        self.end(session)
        self.assertEqual([], self.mara.do("check-ins"))
        self.assertEqual("in_force", self.mara.status()["agreement"]["status"])

    def test_ctrl_c_drops_a_page_of_the_journal_that_is_being_written(self):
        self.make_profiles()
        session = self.start()
        session.type("journal write")
        session.expect("then Ctrl-D")
        session.type("Not for anybody.")
        self.press(session, b"\x03")
        session.expect("what was only typed is gone")
        session.expect(self.PROMPT)
        session.type("journal")
        self.assertNotIn("Not for anybody.", session.expect(self.PROMPT).string)
        self.end(session)
        self.assertEqual([], self.mara.do("journal"))

    def test_ctrl_c_ends_a_watch_inside_and_not_the_shell(self):
        self.agree()
        session = self.start()
        session.type("sync --watch")
        session.expect("Watching")
        self.press(session, b"\x03")  # as it says, harmless
        session.expect(self.PROMPT)
        session.type("status")
        session.expect("in force")
        session.expect(self.PROMPT)
        self.end(session)

    def test_an_earlier_line_comes_back_by_the_arrow_keys(self):
        self.agree()
        session = self.start()
        session.type("check-in --text 'Again'")
        session.expect(self.PROMPT)
        self.press(session, b"\x1b[A")
        session.expect("Again")
        self.press(session, b"\n")
        session.expect("Thank you")
        session.expect(self.PROMPT)
        self.end(session)
        self.assertEqual(["Again", "Again"], [c["text"] for c in self.mara.do("check-ins")])

    def test_a_line_with_a_secret_does_not_come_back(self):
        self.make_profiles()
        session = self.start()
        session.type("status")
        session.expect(self.PROMPT)
        session.type("relay set " + self.relay.address)
        session.expect(self.PROMPT)
        self.press(session, b"\x1b[A")
        session.expect("status")
        self.press(session, b"\n")
        session.expect(self.PROMPT)
        self.end(session)

    def test_it_locks_when_idle_and_the_next_command_asks_for_the_passphrase(self):
        self.agree()
        session = self.start("--lock-after", "0.05")
        session.type("check-in --text 'Private'")
        session.expect("Thank you")
        session.expect("Locked\\.")
        session.expect(self.LOCKED)
        self.press(session, b"\x1b[A")  # nothing comes back
        session.type("status")
        shown = session.expect("Passphrase: ")
        self.assertNotIn("Private", shown.string)
        for _ in range(2):
            session.type("wrong")
            session.expect("once more\\.\r\nPassphrase: ")
        session.type("wrong")
        session.expect(self.LOCKED)
        session.type("status")
        session.expect("Passphrase: ")
        self.unlock(session)
        self.end(session)

    def test_the_setting_says_when_it_locks_from_the_next_line_on_and_the_option_wins(self):
        self.make_profiles()
        session = self.start()
        session.type("settings set lock-after 0.05")
        session.expect("lock-after is 0.05 now")
        session.expect("Locked\\.")
        session.expect(self.LOCKED)
        self.end(session)
        session = self.start()
        session.expect(self.LOCKED)
        self.end(session)
        session = self.start("--lock-after", "1440")
        session.type("settings")
        shown = session.expect(self.PROMPT)
        self.assertIn("lock-after = 0.05", shown.string)
        self.mara.do("status")  # in the meantime it made way, and came back
        session.type("settings set lock-after 20")
        session.expect("lock-after is 20 now")
        session.expect(self.PROMPT)
        self.end(session)

    def test_it_locks_by_its_own_command_and_by_that_of_another_terminal(self):
        self.make_profiles()
        session = self.start()
        session.type("lock")
        session.expect(self.LOCKED)
        session.type("status")
        session.expect("Passphrase: ")
        self.unlock(session)
        self.mara.do("lock")
        session.expect("Locked\\.")
        session.expect(self.LOCKED)
        session.type("status")
        session.expect("Passphrase: ")
        self.unlock(session)
        self.end(session)

    def test_what_was_typed_before_is_gone_once_another_terminal_locks_it(self):
        self.agree()
        session = self.start()
        session.type("check-in --text 'Private'")
        session.expect("Thank you")
        session.expect(self.PROMPT)
        self.mara.do("lock")
        session.expect("Locked\\.")
        session.expect(self.LOCKED)
        self.press(session, b"\x1b[A")  # nothing comes back
        session.type("status")
        shown = session.expect("Passphrase: ")
        self.assertNotIn("Private", shown.string)
        self.unlock(session)
        self.end(session)

    def test_tab_completes_commands_options_and_ids(self):
        self.agree()
        pause = self.mara.do("pause")["id"]
        session = self.start()
        self.press(session, b"agre\t")
        session.expect("ement ")
        self.press(session, b"sh\t--js\t\n")
        session.expect('"status":"paused"')
        session.expect(self.PROMPT)
        self.press(session, b"lift " + pause[:4].encode() + b"\t")
        session.expect(pause[4:10])
        self.press(session, b"\x03")
        session.expect(self.DROPPED)
        self.press(session, b"pair \t")
        session.expect("cancel +confirm|invite +join")
        self.press(session, b"\x03")
        session.expect(self.DROPPED)
        self.end(session)

    def test_the_end_of_the_program_leaves_the_terminal_as_it_was(self):
        self.make_profiles()
        for ending in (signal.SIGTERM, signal.SIGHUP):
            session = self.start()
            self.assertFalse(termios.tcgetattr(session.screen)[3] & termios.ICANON)
            self.assertTrue(catches_ctrl_c(session.pid))
            os.kill(session.pid, ending)
            self.assertEqual(0, os.waitstatus_to_exitcode(session.status()))
            settings = termios.tcgetattr(session.screen)[3]
            self.assertTrue(settings & termios.ECHO and settings & termios.ICANON)
            os.close(session.screen)
        self.mara.do("status")

    def test_text_of_any_script_can_be_typed(self):
        self.agree()
        session = self.start()
        session.type("check-in --text 'Zoë 日本 👩'")
        session.expect("Thank you")
        session.expect(self.PROMPT)
        self.end(session)
        self.assertEqual(["Zoë 日本 👩"], [c["text"] for c in self.mara.do("check-ins")])


if __name__ == "__main__":
    unittest.main()
