"""Bad input: each gets one clear sentence, changes nothing and loses nothing."""

import os
import subprocess
import unittest

from door_test import is_idle_in
from troth import RELAY, STORY, TROTH, Case, Person, Relay, Running


class Profiles(Case):
    def test_a_wrong_passphrase_is_told_and_the_right_one_still_opens(self):
        self.make_profiles()
        right = self.mara.passphrase_file.read_text()
        self.mara.passphrase_file.write_text("three small owls\n")
        self.assert_refused(self.mara.troth("status"), "passphrase_wrong")
        self.mara.passphrase_file.write_text(right)
        self.mara.do("status")

    def test_a_profile_that_exists_is_never_written_over(self):
        self.make_profiles()
        answer = self.mara.troth("init", "--name", "Mara", "--unlock-cost", "low",
                                 "--recovery-sheet", self.folder / "other.words")
        self.assert_refused(answer, "profile_exists")
        self.mara.do("status")

    def test_a_missing_profile_says_how_to_make_one(self):
        answer = self.mara.troth("status")
        self.assert_refused(answer, "profile_missing")
        self.assertIn("troth init", answer.err)

    def test_a_damaged_header_is_told(self):
        self.make_profiles()
        header = self.mara.profile / "vault.hdr"
        content = bytearray(header.read_bytes())
        content[60] ^= 1
        header.write_bytes(content)
        answer = self.mara.troth("status")
        self.assertEqual(1, answer.status)

    def test_a_changed_header_is_told_and_can_be_mended(self):
        self.make_profiles()
        header = self.mara.profile / "vault.hdr"
        content = bytearray(header.read_bytes())
        content[25 + 133 + 60] ^= 1  # within the recovery words' slot
        header.write_bytes(content)
        self.assert_refused(self.mara.troth("status"), "vault_header_changed")
        self.mara.do("profile", "mend")
        self.mara.do("status")
        self.assert_refused(self.mara.troth("profile", "mend"), "vault_header_sound")

    def test_the_database_of_another_vault_does_not_open(self):
        self.make_profiles()
        for name in ("vault.db", "vault.db-wal"):
            source = self.jonas.profile / name
            if source.exists():
                (self.mara.profile / name).write_bytes(source.read_bytes())
            elif (self.mara.profile / name).exists():
                (self.mara.profile / name).unlink()
        answer = self.mara.troth("status")
        self.assertEqual(1, answer.status)
        self.assertNotIn("Traceback", answer.err)

    def test_wrong_usage_is_status_2(self):
        for arguments in (["nonsense"], [], ["pause", "--unknown"]):
            done = subprocess.run([str(TROTH), *arguments], capture_output=True, text=True)
            self.assertEqual(2, done.returncode, arguments)
        self.assertEqual(0, subprocess.run([str(TROTH), "--version"], capture_output=True).returncode)

    def test_texts_with_control_characters_or_overrides_are_refused(self):
        self.agree()
        for text in ("a\u202eb", "a\x07b"):
            self.assert_refused(self.mara.troth("limit", "add", "--text", text), "text_control_character")
        self.assert_refused(self.mara.troth("pause", "--reason", "x" * 5000), "text_too_long")
        self.assertEqual("in_force", self.mara.status()["agreement"]["status"])


class Pairing(Case):
    def test_a_mistyped_invite_is_told(self):
        self.make_profiles()
        inviting = self.mara.start("pair", "invite")
        invite = inviting.field("invite")
        inviting.kill()
        wrong = invite[:-3] + ("A" if invite[-3] != "A" else "B") + invite[-2:]
        self.assert_refused(self.jonas.troth("pair", "join", wrong), "invite_mistyped")
        self.assert_refused(self.jonas.troth("pair", "join", "hello"), "invite_not_one")

    def test_fewer_than_nine_digits_are_nobody_in_between(self):
        self.make_profiles()
        answer = self.jonas.troth("pair", "confirm", "123 456")
        self.assertEqual(2, answer.status, answer)
        self.assertIn("nine digits, and you typed 6", answer.err)

    def test_a_cancel_beside_a_waiting_invite_ends_it_and_the_next_invite_is_another(self):
        self.make_profiles()
        inviting = self.mara.start("pair", "invite")
        invite = inviting.field("invite")
        while not is_idle_in(self.mara.profile, inviting):
            os.sched_yield()
        self.mara.do("pair", "cancel")
        self.assert_refused(inviting.wait(), "pairing_over")
        again = self.mara.start("pair", "invite")
        self.assertNotEqual(invite, again.field("invite"))
        again.kill()

    def test_a_joiner_who_comes_before_the_relay_has_the_invite_waits_and_is_told(self):
        self.make_profiles()
        inviting = self.mara.start("pair", "invite")
        invite = inviting.field("invite")
        inviting.kill()
        self.relay.stop()
        databases = list(self.relay.data.glob("mailboxes.db*"))
        self.assertTrue(databases)
        for file in databases:
            file.rename(file.with_name("kept-" + file.name))
        self.relay.start()
        joining = Running([a for a in self.jonas.arguments("pair", "join", invite) if a != "--json"])
        while "does not know this invite" not in joining.line():
            pass
        self.relay.stop()
        for file in databases:
            file.with_name("kept-" + file.name).rename(file)
        self.relay.start()
        carrying_on = self.mara.start("pair", "status")
        digits = carrying_on.field("digits")
        joined = joining.wait()
        self.assertEqual(0, joined.status, joined)
        self.assertIn(digits, joined.out)
        carrying_on.wait()

    def test_ones_own_invite_is_told(self):
        self.make_profiles()
        inviting = self.mara.start("pair", "invite")
        invite = inviting.field("invite")
        inviting.kill()
        answer = self.mara.troth("pair", "join", invite)
        self.assertEqual(1, answer.status, answer)

    def test_wrong_digits_confirm_nothing(self):
        self.make_profiles()
        inviting = self.mara.start("pair", "invite")
        joined = self.jonas.start("pair", "join", inviting.field("invite"))
        digits = joined.field("digits")
        joined.wait()
        inviting.wait()
        wrong = "123 456 789" if digits != "123 456 789" else "987 654 321"
        self.assert_refused(self.mara.troth("pair", "confirm", wrong), "digits_wrong")
        self.mara.do("pair", "confirm", digits.replace(" ", ""))

    def test_a_second_pairing_is_refused(self):
        self.pair()
        self.assert_refused(self.mara.troth("pair", "invite"), "pair_exists")

    def test_a_cancelled_invite_is_dead_and_a_new_one_pairs(self):
        self.make_profiles()
        inviting = self.mara.start("pair", "invite")
        first = inviting.field("invite")
        inviting.kill()
        self.mara.do("pair", "cancel")
        inviting = self.mara.start("pair", "invite")
        second = inviting.field("invite")
        self.assertNotEqual(first, second)
        joined = self.jonas.start("pair", "join", second)
        self.assertEqual(joined.field("digits"), inviting.field("digits"))
        joined.wait()
        inviting.wait()

    def test_the_invite_can_come_by_standard_input(self):
        self.make_profiles()
        inviting = self.mara.start("pair", "invite")
        answer = self.jonas.troth("pair", "join", "-", stdin=inviting.field("invite") + "\n")
        self.assertEqual(0, answer.status, answer)
        inviting.wait()


class Proposals(Case):
    def propose(self, text):
        file = self.folder / "proposal.toml"
        file.write_text(text)
        return self.mara.troth("propose", file)

    def test_each_fault_of_a_file_is_told_with_its_line(self):
        self.pair()
        start = 'title = "T"\nreason = "R"\n'
        for text in (start + "colour = 1\n",
                     start + '[[standard]]\narea = "Nowhere"\napplies_to = "me"\ntext = "x"\n',
                     start + '[[role]]\npartner = "us"\n',
                     'title = "T"\n',
                     start + '[[limit]]\nowner = "partner"\nstrength = "hard"\ntext = "x"\n',
                     start + '[rhythm]\ntime_zone = "Europe/Nowhere"\n',
                     "title = "):
            answer = self.propose(text)
            self.assertEqual(1, answer.status, (text, answer))
            self.assertEqual([], self.mara.do("proposals", "--all"), text)
        self.assertIn("3", self.propose(start + "colour = 1\n").err)

    def test_before_pairing_nothing_can_be_proposed(self):
        self.make_profiles()
        answer = self.mara.troth("propose", STORY / "first-proposal.toml")
        self.assertEqual(1, answer.status, answer)

    def test_ones_own_proposal_cannot_be_accepted(self):
        self.pair()
        self.mara.do("propose", STORY / "first-proposal.toml")
        (proposal,) = self.mara.do("proposals")
        answer = self.mara.troth("accept", proposal["id"])
        self.assertEqual(1, answer.status, answer)
        self.assertEqual("none", self.mara.status()["agreement"]["status"])

    def test_an_unknown_id_is_told(self):
        self.pair()
        self.assert_refused(self.mara.troth("accept", "abcdef"), "id_unknown")

    def test_a_limit_of_a_refused_proposal_stays_in_force(self):
        self.pair()
        self.mara.do("propose", STORY / "first-proposal.toml")
        self.jonas.do("sync")
        self.jonas.do("decline", self.waiting_proposal(self.jonas), "--reason", "Not yet.")
        self.sync()
        for person in (self.mara, self.jonas):
            self.assertEqual(2, len([r for r in person.do("restrictions") if r["kind"] == "limit"]))


class Relays(Case):
    def test_a_relay_that_is_down_is_status_3_from_sync_and_no_matter_to_the_rest(self):
        self.pair()
        self.relay.stop()
        self.assertEqual(3, self.mara.troth("sync").status)
        self.mara.do("pause")
        self.relay.start()
        self.sync()
        self.assertEqual("paused", self.jonas.status()["agreement"]["status"])

    def test_of_two_relays_one_that_is_down_keeps_no_pause_from_the_other(self):
        self.pair()
        (self.folder / "moved").mkdir()
        own = Relay(self.folder / "moved").start()  # where Mara's mailbox moves; Jonas's stays
        self.addCleanup(own.process.stdout.close)
        self.addCleanup(own.process.kill)
        self.mara.do("relay", "set", own.address)
        self.sync()
        own.stop()
        self.assertEqual(0, self.mara.troth("pause").status)
        self.assertEqual(3, self.mara.troth("sync").status)
        self.assertEqual(3, self.jonas.troth("sync").status)
        self.assertEqual("paused", self.jonas.status()["agreement"]["status"])

    def test_a_relay_with_another_key_is_told(self):
        self.pair()
        self.relay.stop()
        other = self.folder / "other"
        subprocess.run([str(RELAY), "init", "--data", str(other), "--host", "127.0.0.1", "--port",
                        str(self.relay.port)], capture_output=True, check=True)
        self.relay.data = other
        self.relay.start()
        answer = self.mara.troth("sync")
        self.assertEqual(3, answer.status, answer)
        self.assertEqual("relay_wrong_key", answer.error_code())

    def test_a_mistyped_address_is_told(self):
        self.jonas.init()
        self.assert_refused(self.jonas.troth("relay", "set", self.relay.address[:-1]), "relay_address_mistyped")
        self.assert_refused(self.jonas.troth("relay", "set", "example.org"), "relay_address_not_one")


class Secrets(Case):
    def test_the_recovery_sheet_is_written_once_and_for_its_owner_alone(self):
        self.make_profiles()
        self.assertEqual(24, len(self.mara.recovery_words()))
        self.assertEqual(0o600, os.stat(self.mara.recovery_sheet).st_mode & 0o777)
        other = Person(self.folder, "Other", "a passphrase of a third")
        answer = other.troth("init", "--name", "Other", "--unlock-cost", "low",
                             "--recovery-sheet", self.mara.recovery_sheet)
        self.assertEqual(1, answer.status)
        self.assertFalse((other.profile / "vault.hdr").exists())

    def test_profile_files_are_for_their_owner_alone(self):
        self.make_profiles()
        for file in self.mara.profile.iterdir():
            self.assertEqual(0, os.stat(file).st_mode & 0o077, file)


if __name__ == "__main__":
    unittest.main()
