"""Leaving, and the keys to it: another passphrase, locking, deleting, and going for good."""

import contextlib
import os
import random
import sqlite3
import subprocess
import time
import unittest

from door_test import Door, is_idle_in
from terminal_test import Session
from troth import DEADLINE_S, MARA_PASSPHRASE, ROOT, STORY, TROTH, Case

NEW = "a kettle that never sings"
ROUNDS = 40 if os.environ.get("TROTH_CAMPAIGN") else 8


class Passphrases(Case):
    def setUp(self):
        super().setUp()
        self.make_profiles()
        self.new_file = self.file("new", NEW + "\n")

    def file(self, name, text):
        path = self.folder / name
        path.write_text(text)
        return path

    def opens_by(self, passphrase):
        self.mara.passphrase_file.write_text(passphrase + "\n")
        return self.mara.troth("status").status == 0

    def reset(self, sheet, stdin=""):
        return self.mara.troth("passphrase", "reset", "--recovery-sheet", sheet,
                               "--new-passphrase-file", self.new_file, stdin=stdin)

    def test_the_new_passphrase_opens_and_the_old_one_does_not(self):
        self.mara.do("passphrase", "change", "--new-passphrase-file", self.new_file)
        self.assertFalse(self.opens_by(MARA_PASSPHRASE))
        self.assertTrue(self.opens_by(NEW))

    def test_a_wrong_old_passphrase_changes_nothing(self):
        self.mara.passphrase_file.write_text("three small owls\n")
        self.assert_refused(
            self.mara.troth("passphrase", "change", "--new-passphrase-file", self.new_file),
            "passphrase_wrong")
        self.assertTrue(self.opens_by(MARA_PASSPHRASE))

    def test_the_sheet_that_init_wrote_sets_a_new_passphrase(self):
        for sheet, stdin in ((self.mara.recovery_sheet, ""),
                             ("-", self.mara.recovery_sheet.read_text())):
            with self.subTest(sheet=sheet):
                self.mara.passphrase_file.write_text("forgotten\n")
                answer = self.reset(sheet, stdin)
                self.assertEqual(0, answer.status, answer)
                self.assertTrue(self.opens_by(NEW))

    def test_words_typed_on_several_lines_in_capitals_are_understood(self):
        words = self.mara.recovery_words()
        lines = "\n".join(" ".join(words[at:at + 6]) for at in range(0, 24, 6))
        self.assertEqual(0, self.reset(self.file("typed", "\n" + lines.upper() + "\n\n")).status)

    def test_each_fault_of_the_sheet_has_a_sentence_of_its_own(self):
        text = self.mara.recovery_sheet.read_text()
        head, _, _ = text.rpartition("\n\n")
        words = self.mara.recovery_words()
        cases = (
            ("recovery_sheet_empty", "\n\n"),
            ("recovery_sheet_empty", ""),
            ("recovery_word_unknown", head + "\n\n" + " ".join(["owlish", *words[1:]])),
            ("recovery_words_wrong", head + "\n\n" + " ".join(words[:-1])),
            ("recovery_words_wrong", text.replace("\n\n", "\n")),  # the head counts as words
            ("recovery_words_wrong_vault", self.jonas.recovery_sheet.read_text()),
            ("answer_too_long", "word " * 4000),
        )
        for code, content in cases:
            with self.subTest(code=code):
                self.assert_refused(self.reset(self.file("sheet", content)), code)
        self.assert_refused(self.reset(self.folder / "no-sheet"), "file_unreadable")
        self.assertTrue(self.opens_by(MARA_PASSPHRASE))

    def test_a_kill_at_any_moment_leaves_the_old_passphrase_or_the_new_one(self):
        seed = int(os.environ.get("TROTH_SEED", random.SystemRandom().randrange(1 << 32)))
        chance = random.Random(seed)
        current, other = MARA_PASSPHRASE, NEW
        for number in range(ROUNDS):
            with self.subTest(seed=seed, round=number):
                self.mara.passphrase_file.write_text(current + "\n")
                self.new_file.write_text(other + "\n")
                self.mara.start("passphrase", "change", "--new-passphrase-file",
                                self.new_file).kill_within(chance.uniform(0, 1.2))
                opens = [p for p in (current, other) if self.opens_by(p)]
                self.assertEqual(1, len(opens), opens)
                if opens == [other]:
                    current, other = other, current

    def test_on_a_terminal_both_are_asked_and_nothing_is_shown(self):
        session = Session("--profile", self.mara.profile, "passphrase", "change")
        session.expect("Passphrase: ")
        session.type(MARA_PASSPHRASE)
        session.expect("New passphrase: ")
        session.type(NEW)
        shown = session.expect("The same again: ")
        self.assertNotIn("kettle", shown.string)
        session.type(NEW)
        session.expect("The new passphrase opens")
        self.assertEqual(0, session.end())
        self.assertTrue(self.opens_by(NEW))

    def test_on_a_terminal_the_words_are_asked_without_echo(self):
        words = " ".join(self.mara.recovery_words())
        session = Session("--profile", self.mara.profile, "passphrase", "reset",
                          "--new-passphrase-file", self.new_file)
        session.expect("in one line: ")
        session.type(words)
        shown = session.expect("The new passphrase opens")
        self.assertNotIn(words.split()[3] + " " + words.split()[4], shown.string)
        self.assertEqual(0, session.end())

    def test_mistyped_words_are_told_before_a_new_passphrase_is_asked_for(self):
        session = Session("--profile", self.mara.profile, "passphrase", "reset")
        session.expect("in one line: ")
        session.type(" ".join(self.mara.recovery_words()[1:]))
        self.assertNotIn("New passphrase", session.expect("There are 23 words").string)
        self.assertNotEqual(0, session.end())


class Deletions(Case):
    def setUp(self):
        super().setUp()
        self.make_profiles()

    def test_nothing_is_left_and_a_new_profile_can_be_made_there(self):
        self.assertEqual({"deleted": True, "keys_overwritten": True, "left": []},
                         self.mara.do("profile", "delete", "--yes", "mara"))
        self.assertFalse(self.mara.profile.exists())
        self.mara.recovery_sheet.unlink()
        self.mara.init()

    def test_it_needs_no_passphrase(self):
        self.mara.passphrase_file.unlink()
        self.assertTrue(self.mara.do("profile", "delete", "--yes", "mara")["deleted"])

    def test_another_name_or_nobody_to_ask_deletes_nothing(self):
        self.assert_refused(self.mara.troth("profile", "delete", "--yes", "Mara"),
                            "deletion_not_confirmed")
        self.assert_refused(self.mara.troth("profile", "delete"), "deletion_not_asked")
        self.mara.do("status")

    def test_on_a_terminal_the_name_is_typed(self):
        for typed, exists in (("jonas", True), ("mara", False)):
            session = Session("--profile", self.mara.profile, "profile", "delete")
            session.expect("Type the folder's name, mara, to delete it:")
            session.type(typed)
            session.expect("Nothing was deleted" if exists else "The profile is deleted")
            session.end()
            self.assertEqual(exists, self.mara.profile.exists())

    def test_what_is_not_the_vaults_stays_and_is_named(self):
        (self.mara.profile / "letter.txt").write_text("Dear Jonas")
        done = self.mara.do("profile", "delete", "--yes", "mara")
        self.assertEqual((False, ["letter.txt"]), (done["deleted"], done["left"]))
        self.assertEqual("Dear Jonas", (self.mara.profile / "letter.txt").read_text())
        self.assert_refused(self.mara.troth("status"), "profile_missing")

    def test_a_kill_at_any_moment_leaves_a_profile_that_opens_or_can_be_deleted(self):
        seed = int(os.environ.get("TROTH_SEED", random.SystemRandom().randrange(1 << 32)))
        chance = random.Random(seed)
        for number in range(ROUNDS):
            with self.subTest(seed=seed, round=number):
                self.mara.start("profile", "delete", "--yes", "mara").kill_within(
                    chance.uniform(0, 0.05))
                if self.mara.troth("status").status == 0:
                    continue
                if self.mara.profile.exists():
                    again = self.mara.troth("profile", "delete", "--yes", "mara")
                    self.assertTrue(again.status == 0 or again.error_code() == "profile_missing",
                                    again)
                self.assertFalse((self.mara.profile / "vault.hdr").exists())
                self.mara.recovery_sheet.unlink(missing_ok=True)
                self.mara.init()

    def test_a_watch_in_the_profile_ends_and_the_folder_goes(self):
        watching = self.mara.start("sync", "--watch")
        self.addCleanup(watching.process.kill)
        while not is_idle_in(self.mara.profile, watching):
            os.sched_yield()
        self.assertTrue(self.mara.do("profile", "delete", "--yes", "mara")["deleted"])
        self.assert_refused(watching.wait(), "profile_missing")
        self.assertFalse(self.mara.profile.exists())


class Leaving(Case):
    """Mara leaves Jonas."""

    def mailboxes(self):
        """How many the relay holds; it must not run."""
        with contextlib.closing(sqlite3.connect(self.relay.data / "mailboxes.db")) as database:
            return database.execute("SELECT count(*) FROM mailbox").fetchone()[0]

    def agreement_of(self, person):
        return person.status()["agreement"]["status"]

    def kill_after(self, person, *arguments, seconds):
        person.start(*arguments).kill_within(seconds)

    def finish(self, person):
        """Syncs until the pair is left; at most one of them may say so."""
        told = []
        for _ in range(4):
            answer = person.troth("sync")
            if answer.status == 0 and "leaving" in answer.json():
                told.append(answer.json()["leaving"])
            if person.status()["partner"] is None:
                return told
        raise AssertionError(f"still paired: {person.status()}")

    def test_with_the_relay_at_hand_all_of_it_happens_at_once(self):
        self.agree()
        self.assertEqual({"left": True, "partner_told": True, "mailbox_deleted": True},
                         self.mara.do("leave", "--yes", "--reason", "It is over."))
        status = self.mara.status()
        self.assertIsNone(status["partner"])
        self.jonas.do("sync")
        self.assertEqual("ended", self.agreement_of(self.jonas))
        # his copy stays his, whole, with her words in it
        self.jonas.do("ledger", "verify")
        self.assertIn("It is over.", [r.get("reason") for r in self.jonas.do("restrictions")])
        self.relay.stop()
        self.assertEqual(1, self.mailboxes())

    def test_the_copy_of_the_one_who_stays_is_whole_and_verifies_anywhere(self):
        self.agree()
        self.mara.do("check-in", "--text", "A good week.", "--openly")
        self.sync()
        ledger, agreement = self.jonas.do("ledger"), self.jonas.do("agreement", "show")
        self.mara.do("leave", "--yes")
        self.jonas.do("sync")
        after = self.jonas.do("ledger")
        self.assertEqual(ledger, after[:len(ledger)])
        self.assertIn(("Mara", "end"), [(line["by"], line["kind"]) for line in after[len(ledger):]])
        then = self.jonas.do("agreement", "show", "--at", agreement["digest"])
        self.assertEqual(agreement["digest"], then["digest"])
        texts = [[clause.get("text") for clause in view["clauses"]]
                 for view in (agreement, then, self.jonas.do("agreement", "show"))]
        self.assertEqual(texts[:1] * 3, texts)
        self.assertIn("A good week.", [each["text"] for each in self.jonas.do("check-ins")])
        taken = self.folder / "taken"
        self.jonas.do("export", taken)
        done = subprocess.run([str(TROTH), "verify", str(taken)], capture_output=True, text=True,
                              timeout=DEADLINE_S)
        self.assertEqual(0, done.returncode, done)

    def test_offline_it_binds_at_once_and_goes_on_with_the_next_command_that_reaches_the_relay(self):
        self.agree()
        self.relay.stop()
        answer = self.mara.do("leave", "--yes")
        self.assertFalse(answer["left"])
        self.assertFalse(answer["leaving"]["partner_told"])
        self.assertEqual("ended", self.agreement_of(self.mara))
        week_ms = 7 * 24 * 3600 * 1000
        waits_ms = self.mara.status()["leaving"]["goes_anyway_ms"] - time.time() * 1000
        self.assertTrue(week_ms - 600_000 < waits_ms <= week_ms, waits_ms)
        self.assertEqual(3, self.mara.troth("sync").status)
        self.relay.start()
        self.assertTrue(self.mara.do("sync")["leaving"]["partner_told"])
        self.assertIsNone(self.mara.status()["partner"])
        self.jonas.do("sync")
        self.assertEqual("ended", self.agreement_of(self.jonas))

    def test_now_goes_offline_and_says_what_was_not_done(self):
        self.agree()
        self.relay.stop()
        self.assertFalse(self.mara.do("leave", "--yes")["left"])
        self.assertEqual({"left": True, "partner_told": False, "mailbox_deleted": False},
                         self.mara.do("leave", "--now"))
        self.assertIsNone(self.mara.status()["partner"])
        self.assert_refused(self.mara.troth("leave", "--yes"), "leave_nothing")

    def test_a_watch_carries_it_to_its_end_and_then_ends_itself(self):
        self.agree()
        self.relay.kill()
        self.assertFalse(self.mara.do("leave", "--yes")["left"])
        watching = self.mara.start("sync", "--watch")
        self.addCleanup(watching.process.kill)
        self.relay.start()
        self.assertEqual(0, watching.wait().status)
        self.assertIsNone(self.mara.status()["partner"])
        self.jonas.do("sync")
        self.assertEqual("ended", self.agreement_of(self.jonas))

    def test_both_may_leave_and_pair_again_with_each_other(self):
        self.agree()
        self.assertTrue(self.mara.do("leave", "--yes")["left"])
        self.jonas.do("sync")
        # her mailbox is gone: he has not to wait for it
        self.assertTrue(self.jonas.do("leave", "--yes")["left"])
        self.relay.stop()
        self.assertEqual(0, self.mailboxes())
        self.relay.start()
        self.assert_refused(self.mara.troth("pair", "invite"), "relay_none")
        self.mara.do("relay", "set", self.relay.address)
        inviting = self.mara.start("pair", "invite")
        joined = self.jonas.do("pair", "join", inviting.field("invite"))
        self.assertEqual(joined["digits"], inviting.field("digits"))
        self.assertEqual(0, inviting.wait().status)
        for person in (self.mara, self.jonas):
            person.do("pair", "confirm", joined["digits"])
        self.sync()
        self.mara.do("propose", STORY / "first-proposal.toml")
        self.jonas.do("sync")
        self.jonas.do("accept", self.waiting_proposal(self.jonas))
        self.sync()
        self.assert_same_agreement()
        self.assertEqual("in_force", self.agreement_of(self.mara))

    def test_a_kill_at_any_moment_goes_on_to_the_same_end(self):
        seed = int(os.environ.get("TROTH_SEED", random.SystemRandom().randrange(1 << 32)))
        chance = random.Random(seed)
        with self.subTest(seed=seed):
            self.agree()
            self.kill_after(self.mara, "leave", "--yes", seconds=chance.uniform(0.1, 1.0))
            for _ in range(ROUNDS):
                if self.mara.status()["partner"] is None:
                    break
                self.kill_after(self.mara, "leave", "--yes", seconds=chance.uniform(0.1, 0.6))
            if self.mara.status()["partner"] is not None:
                self.mara.do("leave", "--yes")
                if self.mara.status()["partner"] is not None:
                    self.finish(self.mara)
            self.jonas.do("sync")
            self.assertEqual("ended", self.agreement_of(self.jonas))
            self.jonas.do("ledger", "verify")
            endings = [r for r in self.jonas.do("restrictions") if r["kind"] == "ending"]
            self.assertEqual(1, len(endings), endings)
            self.relay.stop()
            self.assertEqual(1, self.mailboxes())

    def test_an_old_copy_put_back_may_leave_too(self):
        self.agree()
        old = (self.mara.profile / "vault.db").read_bytes()
        self.mara.do("check-in", "--text", "A note")
        (self.mara.profile / "vault.db").write_bytes(old)
        (self.mara.profile / "vault.db-wal").unlink(missing_ok=True)
        self.assert_refused(self.mara.troth("check-in", "--text", "x"), "own_ledger_rolled_back")
        self.mara.do("leave", "--yes")
        if self.mara.status()["partner"]:
            self.mara.do("leave", "--now")
        self.assertIsNone(self.mara.status()["partner"])

    def test_paused_it_is_not_refused(self):
        self.agree()
        self.jonas.do("pause")
        self.sync()
        self.assertTrue(self.mara.do("leave", "--yes")["left"])

    def test_without_a_partner_there_is_nothing_to_leave(self):
        self.make_profiles()
        self.assert_refused(self.mara.troth("leave", "--yes"), "leave_nothing")

    def test_nobody_to_ask_changes_nothing_and_a_terminal_asks_for_a_word(self):
        self.agree()
        self.assertEqual(2, self.mara.troth("leave").status)
        for typed in ("", "yes"):
            session = Session("--profile", self.mara.profile, "--passphrase-file",
                              self.mara.passphrase_file, "leave")
            session.expect("Type leave to go:")
            session.type(typed)
            session.expect("Nothing has changed")
            self.assertEqual(0, session.end())
        self.assertEqual("in_force", self.agreement_of(self.mara))
        session = Session("--profile", self.mara.profile, "--passphrase-file",
                          self.mara.passphrase_file, "leave")
        session.expect("Type leave to go:")
        session.type("leave")
        session.expect("You have left")
        self.assertEqual(0, session.end())


class Help(Case):
    def test_the_page_on_consent_needs_no_profile_and_no_network(self):
        self.relay.stop()
        done = subprocess.run([str(TROTH), "help", "consent"], capture_output=True, text=True,
                              env={"PATH": "/usr/bin"}, timeout=DEADLINE_S)
        self.assertEqual((0, ""), (done.returncode, done.stderr))
        page = (ROOT / "client" / "help" / "consent.md").read_text()
        self.assertEqual(page.rstrip(), done.stdout.rstrip())
        parts = {part.partition("\n")[0]: part for part in page.split("\n## ")[1:]}
        for heading, words in (
                ("What consent is", ["yours to take back, at any time", "freely", "informed", "specific"]),
                ("What it is not", ["a signature", "silence", "a role"]),
                ("Questions to ask yourself", ["could i leave without fear", "are my limits kept"]),
                ("In Troth", ["`troth pause`", "`troth consent withdraw`", "`troth leave`", "cannot hide"]),
                # what it points to is named, and no number goes stale in it
                ("Where help is", ["call the emergency number", "kink-aware", "national coalition"])):
            part = " ".join(parts[heading].lower().split())
            for word in words:
                self.assertIn(word, part, heading)
        self.assertNotRegex(page, r"\d{3}[- ]?\d{3}")


class Locking(Case):
    def test_a_watch_ends_with_a_sentence_and_the_passphrase_is_asked_again(self):
        self.make_profiles()
        watches = []
        for _ in range(2):  # the first one stands aside for the second
            watches.append(self.mara.start("sync", "--watch"))
            self.addCleanup(watches[-1].process.kill)
            pid = watches[-1].process.pid
            while not (Door.holder_of(self.mara) == pid
                       and is_idle_in(self.mara.profile, watches[-1])):
                os.sched_yield()
        self.mara.passphrase_file.rename(self.folder / "kept")  # locking needs none
        self.mara.do("lock")
        for watching in watches:
            answer = watching.wait()
            self.assert_refused(answer, "profile_locked")
            self.assertIn("troth lock", answer.err)
        (self.folder / "kept").rename(self.mara.profile.parent / "mara.passphrase")
        self.mara.do("status")


if __name__ == "__main__":
    unittest.main()
