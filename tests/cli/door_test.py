"""Other commands while one waits in the profile: it makes way, and goes on with what they did."""

import fcntl
import os
import signal
import time
import unittest

from terminal_test import Session
from troth import DEADLINE_S, Case, Running


def is_idle_in(profile, running):
    """True once somebody waits there: the door has a reader."""
    try:
        os.close(os.open(profile / "vault.door", os.O_WRONLY | os.O_NONBLOCK))
        return True
    except OSError:
        if running.process.poll() is not None:
            raise AssertionError(f"it ended: {running.wait()}")
        return False


def catches_ctrl_c(pid):
    """True once it waits for Ctrl-C and for its like: before that Ctrl-C alone has last words."""
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        caught = next(line for line in status if line.startswith("SigCgt:"))
    return bool(int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1)


class Door(Case):
    def start(self, person, *arguments):
        """A command that waits in the profile; returned once it does."""
        running = person.start(*arguments)
        self.addCleanup(running.process.stdout.close)
        self.addCleanup(running.process.stderr.close)
        self.addCleanup(running.process.kill)
        self.until(lambda: self.holder_of(person) == running.process.pid
                   and catches_ctrl_c(running.process.pid)
                   and is_idle_in(person.profile, running))
        return running

    def until(self, holds):
        until = time.monotonic() + DEADLINE_S
        while not holds():
            self.assertLess(time.monotonic(), until)
            os.sched_yield()

    def end(self, running):
        running.process.send_signal(signal.SIGINT)
        answer = running.wait()
        self.assertEqual(0, answer.status, answer)
        self.assertEqual("", answer.err)

    def test_a_pause_in_a_second_terminal_reaches_the_partners_watch(self):
        self.agree()
        watching = self.start(self.mara, "sync", "--watch")
        partners = self.start(self.jonas, "sync", "--watch")
        self.mara.do("pause", "--reason", "A long week.")
        while partners.field("agreement")["status"] != "paused":
            pass
        # and the one who made way shows it too, by the same watch
        while watching.field("agreement")["status"] != "paused":
            pass
        self.end(watching)
        self.end(partners)

    def test_a_pause_waits_for_no_answer_in_another_terminal(self):
        self.agree()
        more = self.folder / "more.toml"
        more.write_text('title = "T"\nreason = "R"\n[[area]]\nname = "Garden"\nreach = "discuss"\n')
        self.jonas.do("propose", more)
        self.sync()
        proposal = self.waiting_proposal(self.mara)
        clauses = self.mara.do("agreement", "show")["clauses"]
        ratings = next(c["dimensions"] for c in clauses if c["kind"] == "rhythm")
        for arguments, question, answers in (
                (("accept", proposal), "Sign these words", ["yes"]),
                (("check-in",), "No answer is required", [""] * len(ratings) + ["yes", "", "", ""])):
            session = Session("--profile", self.mara.profile, "--passphrase-file",
                              self.mara.passphrase_file, *arguments)
            session.expect(question)
            self.mara.do("pause", "--reason", arguments[0])
            for answer in answers:
                session.type(answer)
            self.assertEqual(0, session.end())
        kinds = [r["kind"] for r in self.mara.do("restrictions")]
        self.assertEqual(2, kinds.count("pause"), kinds)
        self.assertEqual([], self.mara.do("proposals"))
        self.assertEqual(1, len(self.mara.do("check-ins")))

    def test_a_pause_waits_for_no_relay_that_answers_another(self):
        self.agree()
        self.relay.process.send_signal(signal.SIGSTOP)
        syncing = self.start(self.mara, "sync")
        pausing = self.mara.start("pause")
        self.addCleanup(pausing.process.kill)
        self.until(lambda: self.holder_of(self.mara) == pausing.process.pid)
        self.relay.process.send_signal(signal.SIGCONT)
        self.assertEqual(0, pausing.wait().status)
        self.assertEqual(0, syncing.wait().status)
        self.assertEqual("paused", self.mara.status()["agreement"]["status"])

    def test_what_was_signed_without_the_relay_is_sent_by_the_watch(self):
        self.agree()
        self.relay.kill()
        watching = self.start(self.mara, "sync", "--watch")
        self.assertFalse(self.mara.do("pause")["sent"])
        self.relay.start()
        partners = self.start(self.jonas, "sync", "--watch")
        while partners.field("agreement")["status"] != "paused":
            pass
        self.end(watching)
        self.end(partners)

    def test_several_come_in_one_after_another_and_the_watch_goes_on(self):
        self.agree()
        watching = self.start(self.mara, "sync", "--watch")
        others = [self.mara.start("check-in", "--text", f"Note {number}") for number in range(3)]
        for answer in [other.wait() for other in others]:
            self.assertEqual(0, answer.status, answer)
        self.assertEqual(3, len(self.mara.do("check-ins")))
        self.end(watching)
        self.sync()
        self.assertEqual(3, len(self.jonas.do("check-ins")))

    def test_two_watches_make_way_for_a_third(self):
        self.agree()
        first = self.start(self.mara, "sync", "--watch")
        second = self.start(self.mara, "sync", "--watch")
        self.mara.do("pause")
        self.end(first)
        self.end(second)
        self.assertEqual("paused", self.mara.status()["agreement"]["status"])

    def test_a_kill_of_who_came_in_leaves_the_watch_to_go_on(self):
        self.agree()
        watching = self.start(self.mara, "sync", "--watch")
        for after_s in (0.0, 0.05, 0.2, 0.5):
            with self.subTest(after_s=after_s):
                self.mara.start("check-in", "--text", "A note").kill_within(after_s)
        self.mara.do("pause")
        while watching.field("agreement")["status"] != "paused":
            pass
        self.end(watching)
        self.mara.do("ledger", "verify")

    def test_a_kill_of_the_watch_leaves_whoever_came_in_alone(self):
        self.agree()
        for after_s in (0.0, 0.05, 0.3):
            with self.subTest(after_s=after_s):
                watching = self.start(self.mara, "sync", "--watch")
                other = self.mara.start("check-in", "--text", "A note")
                watching.kill_within(after_s)
                answer = other.wait()
                # Before it made way, or after: the profile is free once it is gone,
                # and who had not knocked yet is told that it is in use.
                self.assertIn(answer.status, (0, 1), answer)
                if answer.status == 1:
                    self.assert_refused(answer, "profile_in_use")
                self.mara.do("status")
        self.mara.do("ledger", "verify")

    def test_a_watch_that_has_made_way_ends_at_ctrl_c(self):
        self.agree()
        watching = self.start(self.mara, "sync", "--watch")
        # A second one that nobody asks to leave: the first one stands aside.
        second = self.start(self.mara, "sync", "--watch")
        self.end(watching)
        self.end(second)

    def test_a_program_that_is_at_work_in_it_does_not_make_way(self):
        self.make_profiles()
        with open(self.mara.profile / "vault.lock", "r+b") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            self.assert_refused(self.mara.troth("status"), "profile_in_use")
        self.mara.do("status")

    def test_another_header_ends_the_watch_with_a_sentence(self):
        self.agree()
        watching = self.start(self.mara, "sync", "--watch")
        header = self.mara.profile / "vault.hdr"
        held = self.start(self.mara, "sync", "--watch")  # the first one stands aside
        changed = bytearray(header.read_bytes())
        changed[-1] ^= 1
        header.write_bytes(changed)
        self.end(held)
        self.assert_refused(watching.wait(), "profile_changed_meanwhile")

    def test_a_waiting_invite_makes_way_and_is_still_taken(self):
        self.make_profiles()
        inviting = self.start(self.mara, "pair", "invite")
        invite = inviting.field("invite")
        self.assertEqual("invited", self.mara.do("pair", "status")["stage"])
        joined = self.jonas.do("pair", "join", invite)
        self.assertEqual(joined["digits"], inviting.field("digits"))
        self.assertEqual(0, inviting.wait().status)

    @staticmethod
    def holder_of(person):
        """The process that has the profile's lock, as the system tells it: trying the
        lock could take it from whom it is for."""
        inode = f":{(person.profile / 'vault.lock').stat().st_ino}"
        with open("/proc/locks", encoding="ascii") as locks:
            for line in locks:
                fields = line.split()
                if "FLOCK" in fields and "->" not in fields and fields[5].endswith(inode):
                    return int(fields[4])
        return None


class Arguments(Case):
    @staticmethod
    def arguments_of(running):
        with open(f"/proc/{running.process.pid}/cmdline", "rb") as shown:
            return shown.read()

    def test_an_invite_is_gone_from_the_arguments_of_whoever_waits(self):
        self.make_profiles()
        inviting = self.mara.start("pair", "invite")
        invite = inviting.field("invite")
        inviting.process.send_signal(signal.SIGINT)
        inviting.wait()
        joining = self.jonas.start("pair", "join", invite)
        while not is_idle_in(self.jonas.profile, joining):
            os.sched_yield()
        shown = self.arguments_of(joining)
        self.assertIn(b"join", shown)
        self.assertNotIn(invite.encode()[6:20], shown)
        self.assertNotIn(b"troth:", shown)
        carrying_on = self.mara.start("pair", "status")
        self.assertEqual(joining.field("digits"), carrying_on.field("digits"))
        joining.wait()
        carrying_on.wait()

    def test_a_relays_address_is_gone_while_the_passphrase_is_awaited(self):
        waits = self.folder / "passphrase"
        os.mkfifo(waits)
        for words in (["--relay", self.relay.address], ["--relay=" + self.relay.address]):
            made = Running([*self.mara.arguments("init", "--name", "Mara", "--unlock-cost", "low")[:3],
                            "--passphrase-file", str(waits), "init", "--name", "Mara", "--json",
                            "--unlock-cost", "low", "--recovery-sheet", str(self.mara.recovery_sheet),
                            *words])
            opened = os.open(waits, os.O_WRONLY)  # it has come to read the passphrase
            shown = self.arguments_of(made)
            self.assertIn(b"--relay", shown)
            self.assertNotIn(self.relay.address.encode()[12:30], shown)
            made.kill()
            os.close(opened)
            self.mara.recovery_sheet.unlink(missing_ok=True)


if __name__ == "__main__":
    unittest.main()
