"""A person at a terminal: what is asked, what is never shown, and that leaving is harmless."""

import os
import pty
import re
import select
import signal
import time
import unittest

from troth import DEADLINE_S, TROTH, Case


class Session:
    """A program on a terminal of its own; reads its screen, types answers."""

    def __init__(self, *arguments):
        self.pid, self.screen = pty.fork()
        if self.pid == 0:
            os.execv(str(TROTH), [str(TROTH), *map(str, arguments)])
        self.seen = ""

    def expect(self, pattern):
        """Reads on until the new part of the screen matches; what matched, by groups."""
        until = time.monotonic() + DEADLINE_S
        while not (found := re.search(pattern, self.seen)):
            ready, _, _ = select.select([self.screen], [], [], max(0, until - time.monotonic()))
            try:
                chunk = os.read(self.screen, 65536) if ready else b""
            except OSError:  # the terminal of a program that has ended
                chunk = b""
            if not chunk:
                raise AssertionError(f"no {pattern!r} came: {self.seen}")
            self.seen += chunk.decode(errors="replace")
        self.seen = self.seen[found.end():]
        return found

    def type(self, text):
        os.write(self.screen, text.encode() + b"\n")

    def end(self):
        _, status = os.waitpid(self.pid, 0)
        os.close(self.screen)
        return status


class Terminal(Case):
    def test_init_asks_twice_shows_the_words_once_and_has_two_typed_back(self):
        profile = self.folder / "mara"
        session = Session("--profile", profile, "init", "--name", "Mara", "--unlock-cost", "low")
        session.expect("Passphrase: ")
        session.type("three small owls")
        shown = session.expect("The same again: ")
        self.assertNotIn("owls", shown.string)
        session.type("three small owls")
        words = session.expect(r"(?:[a-z]+ ){23}[a-z]+(?=\r\n)").group().split()
        number = int(session.expect(r"Word (\d+) of your sheet: ").group(1))
        session.type("wrong")
        session.expect("another word")
        for _ in range(2):
            session.expect(r"of your sheet: ")
            session.type(words[number - 1])
            if _ == 0:
                number = int(session.expect(r"Word (\d+)").group(1))
        session.expect("Both are right")
        self.assertEqual(0, session.end())
        self.assertTrue((profile / "vault.hdr").exists())

    def test_two_different_passphrases_make_no_profile(self):
        profile = self.folder / "mara"
        session = Session("--profile", profile, "init", "--name", "Mara", "--unlock-cost", "low")
        session.expect("Passphrase: ")
        session.type("three small owls")
        session.expect("The same again: ")
        session.type("three small owl")
        session.expect("differ")
        self.assertEqual(1, os.waitstatus_to_exitcode(session.end()))
        self.assertFalse((profile / "vault.hdr").exists())

    def test_a_check_in_is_asked_one_by_one_and_every_answer_may_be_left_out(self):
        self.pair()
        session = Session(*self.mara.arguments("check-in")[1:])
        for answer in ("4", "", "6", "2", "", ""):
            session.expect(r"or nothing\): ")
            session.type(answer)
        session.expect("still work")
        session.type("yes")
        session.expect("feel right")
        session.type("unsure")
        session.expect("want to talk")
        session.type("")
        session.expect("Anything to say")
        session.type("Sleepy.")
        self.assertEqual(0, session.end())
        (check_in,) = self.mara.do("check-ins")
        self.assertEqual({"connection": 4, "energy": 2}, check_in["ratings"])
        self.assertEqual(("yes", "unsure", False, "Sleepy."), (
            check_in["works"], check_in["feels_right"], check_in["talk"], check_in["text"]))

    def test_ctrl_c_while_an_invite_waits_is_harmless(self):
        self.make_profiles()
        session = Session("--profile", self.mara.profile, "--passphrase-file",
                          self.mara.passphrase_file, "pair", "invite")
        invite = session.expect(r"troth:[A-Za-z0-9_-]+").group()
        session.expect("█")
        session.expect("Waiting until it is taken")
        os.write(session.screen, b"\x03")
        session.expect("nothing is lost")
        session.end()
        carrying_on = self.mara.start("pair", "status")
        joined = self.jonas.do("pair", "join", invite)
        self.assertEqual(joined["digits"], carrying_on.field("digits"))
        carrying_on.wait()

    def test_ctrl_c_at_the_passphrase_ends_it(self):
        self.make_profiles()
        session = Session("--profile", self.mara.profile, "status")
        session.expect("Passphrase: ")
        os.write(session.screen, b"\x03")
        self.assertEqual(-signal.SIGINT, os.waitstatus_to_exitcode(session.end()))
        self.mara.do("status")

    def test_a_partners_pause_stands_above_whatever_is_shown(self):
        self.agree()
        self.jonas.do("pause", "--reason", "A long week.")
        self.sync()
        for command in (["agreement", "show"], ["check-ins"], ["proposals"], ["ledger"]):
            arguments = [a for a in self.mara.arguments(*command) if a != "--json"][1:]
            session = Session(*arguments)
            session.expect("^Jonas has paused everything. Nothing here is expected of either of you.")
            session.expect("A long week")
            session.end()


if __name__ == "__main__":
    unittest.main()
