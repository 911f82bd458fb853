"""A person at a terminal: what is asked, what is never shown, and that leaving is harmless."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
import unittest

from troth import DEADLINE_S, STORY, TROTH, Case


class Session:
    """A program on a terminal of its own; reads its screen, types answers."""

    def __init__(self, *arguments, columns=80):
        self.pid, self.screen = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
            os.execv(str(TROTH), [str(TROTH), *map(str, arguments)])
        self.seen = ""

    def expect(self, pattern):
        """Reads on until the new part of the screen matches; what matched, by groups. Where the
        pattern has a space between two words, the screen may have broken its line."""
        pattern = re.sub(r"(?<=\w,) (?=\w)|(?<=\w) (?=\w)", r"\\s+", pattern)
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

    def rest(self):
        """All that it still shows, until it ends."""
        self.expect_end()
        return self.seen

    def expect_end(self):
        until = time.monotonic() + DEADLINE_S
        while time.monotonic() < until:
            select.select([self.screen], [], [], max(0, until - time.monotonic()))
            try:
                chunk = os.read(self.screen, 65536)
            except OSError:
                return
            if not chunk:
                return
            self.seen += chunk.decode(errors="replace")
        raise AssertionError(f"it did not end: {self.seen}")

    def type(self, text):
        os.write(self.screen, text.encode() + b"\n")

    def end(self):
        status = self.status()
        os.close(self.screen)
        return status

    def status(self):
        """How it ended, of itself; of one that did not, what stands on its screen."""
        process = os.pidfd_open(self.pid)
        ended, _, _ = select.select([process], [], [], DEADLINE_S)
        os.close(process)
        if not ended:
            os.kill(self.pid, signal.SIGKILL)
            shown, _, _ = select.select([self.screen], [], [], 0)
            self.seen += os.read(self.screen, 65536).decode(errors="replace") if shown else ""
        _, status = os.waitpid(self.pid, 0)
        if not ended:
            raise AssertionError(f"it did not end: {self.seen}")
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
        folder = session.expect(r"made, in the folder (\S+)\.\r\n").group(1)
        self.assertEqual(str(profile), folder)
        words = []
        for line in range(8):  # numbered, three in a line
            pattern = r"\s+".join(rf"{3 * line + at} ([a-z]+)" for at in (1, 2, 3))
            words += session.expect(rf" {pattern}\r\n").groups()
        number = int(session.expect(r"Word (\d+) of your sheet: ").group(1))
        session.type("wrong")
        session.expect("another word")
        session.expect(r"of your sheet: ")
        session.type(f" {number} {words[number - 1].capitalize()} ")
        number = int(session.expect(r"Word (\d+) of your sheet: ").group(1))
        session.type(words[number - 1])
        session.expect("Both are right")
        self.assertEqual(0, session.end())
        self.assertTrue((profile / "vault.hdr").exists())

    def test_ctrl_c_at_the_words_says_that_they_are_not_shown_again(self):
        session = Session("--profile", self.folder / "mara", "init", "--name", "Mara",
                          "--unlock-cost", "low")
        for prompt in ("Passphrase: ", "The same again: "):
            session.expect(prompt)
            session.type("three small owls")
        session.expect("of your sheet: ")
        os.write(session.screen, b"\x03")
        session.expect("begin anew: troth profile delete")
        self.assertEqual(-signal.SIGINT, os.waitstatus_to_exitcode(session.end()))

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

    def test_a_check_in_that_nobody_could_get_asks_nothing(self):
        self.make_profiles()
        session = Session(*self.mara.arguments("check-in")[1:])
        session.expect("troth pair")
        self.assertNotIn("or nothing", session.rest())
        self.assertEqual(1, os.waitstatus_to_exitcode(session.end()))

    def test_ctrl_c_while_an_invite_waits_is_harmless(self):
        self.make_profiles()
        session = Session("--profile", self.mara.profile, "--passphrase-file",
                          self.mara.passphrase_file, "pair", "invite")
        invite = session.expect(r"troth:[A-Za-z0-9_-]+").group()
        session.expect("█")
        session.expect("Waiting until it is taken")
        os.write(session.screen, b"\x03")
        session.expect("What was signed or kept stays")
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
        session.expect("Stopped")
        self.assertEqual(-signal.SIGINT, os.waitstatus_to_exitcode(session.end()))
        self.mara.do("status")

    def test_a_mistyped_passphrase_may_be_typed_again_twice(self):
        self.make_profiles()
        session = Session("--profile", self.mara.profile, "status")
        for typed in ("three small owl", "", "three small owls at the window"):
            session.expect("Passphrase: ")
            session.type(typed)
        session.expect("profile of Mara")
        self.assertEqual(0, session.end())

    def test_the_third_wrong_passphrase_ends_it_and_names_the_way_back(self):
        self.make_profiles()
        session = Session("--profile", self.mara.profile, "status")
        for _ in range(3):
            session.expect("Passphrase: ")
            session.type("three small owl")
        session.expect("troth passphrase reset")
        self.assertEqual(1, os.waitstatus_to_exitcode(session.end()))

    def test_what_is_wrong_with_the_command_is_told_before_the_passphrase_is_asked(self):
        self.make_profiles()
        file = self.folder / "bad.toml"
        file.write_text("title = \n")
        for sentence, profile, arguments in (
                ("no vault", self.folder / "nobody", ["status"]),
                ("vault in", self.mara.profile, ["init", "--name", "Mara"]),
                ("nine digits", self.mara.profile, ["pair", "confirm", "123 456"]),
                ("not an invite", self.mara.profile, ["pair", "join", "hello"]),
                ("not a relay", self.mara.profile, ["relay", "set", "hello"]),
                ("Line 1", self.mara.profile, ["propose", file])):
            session = Session("--profile", profile, *arguments)
            seen = session.rest()
            self.assertIn(sentence, re.sub(r"\s+", " ", seen))
            self.assertNotIn("Passphrase", seen)
            self.assertNotEqual(0, session.end())

    def test_no_line_is_longer_than_a_narrow_terminal(self):
        self.agree()
        self.jonas.do("pause", "--reason", "A long week, and a longer one after it, so I need time.")
        self.sync()
        for command in (["status"], ["agreement", "show"], ["proposals", "--all"], ["restrictions"],
                        ["ledger", "verify"], ["sync"], ["check-in", "--rate", "trust=4"],
                        ["accept", "0000"], ["proposal", "show", "0000"], ["check-ins"]):
            arguments = [a for a in self.mara.arguments(*command) if a != "--json"][1:]
            session = Session(*arguments, columns=40)
            for line in session.rest().splitlines():
                self.assertLessEqual(len(line), 40, f"{command}: {line!r}")
            session.end()

    def test_a_pause_asks_nothing_and_shows_the_very_words_that_the_partner_sees(self):
        self.agree()
        reason = "A long week, and a longer one after it, so I need time."
        for columns, options in ((80, []), (40, ["--area", "Household", "--reason", reason])):
            pausing = [a for a in self.jonas.arguments("pause", *options) if a != "--json"][1:]
            session = Session(*pausing, columns=columns)
            shown = session.rest().replace("\r", "")
            self.assertEqual(0, session.end())
            lines = shown.split("above all else:\n")[1].split("\n\n")[0]
            self.assertIn("Jonas has paused", lines)
            session = Session(*[a for a in self.mara.arguments("sync") if a != "--json"][1:], columns=columns)
            self.assertIn(lines, session.rest().replace("\r", ""))
            self.assertEqual(0, session.end())

    def test_whoever_accepts_is_shown_every_word_and_asked(self):
        self.agree()
        self.mara.do("propose", STORY / "evenings.toml")
        self.sync()
        (proposal,) = self.jonas.do("proposals")
        accepts = [word for word in self.jonas.arguments("accept", proposal["id"])[1:] if word != "--json"]
        for answer, told, is_open in (("no", "Nothing was signed", True), ("yes", "You have agreed", False)):
            session = Session(*accepts)
            shown = session.expect(r"Sign these words\?").string
            self.assertIn("On Thursday evenings the telephones stay in the hall.", re.sub(r"\s+", " ", shown))
            session.type(answer)
            session.expect(told)
            self.assertEqual(0, session.end())
            self.assertEqual(is_open, bool(self.jonas.do("proposals")))

    def test_a_partners_pause_stands_above_whatever_is_shown(self):
        self.agree()
        self.jonas.do("pause", "--reason", "A long week.")
        self.sync()
        for command in (["status"], ["agreement", "show"], ["check-ins"], ["proposals"], ["ledger"]):
            arguments = [a for a in self.mara.arguments(*command) if a != "--json"][1:]
            session = Session(*arguments)
            # Above it only what is said where opening takes longer than a second.
            session.expect(r"^(Opening the vault \.\.\.\r?\n)?Jonas has paused everything\. "
                           "Nothing here is expected of either of you")
            session.expect("A long week")
            session.end()


if __name__ == "__main__":
    unittest.main()
