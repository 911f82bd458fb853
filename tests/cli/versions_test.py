"""Versions, edits and renewals with the real program: the editor is a small script."""

import os
import shutil
import signal
import stat
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from terminal_test import Session
from troth import DEADLINE_S, STORY, Case

IN_MEMORY = "/dev/shm"


class EditCase(Case):
    def setUp(self):
        super().setUp()
        self.runtime = Path(tempfile.mkdtemp(dir=IN_MEMORY))
        self.addCleanup(subprocess.run, ["rm", "-rf", str(self.runtime)])
        self.set_environment(XDG_RUNTIME_DIR=str(self.runtime), VISUAL="", EDITOR="false")

    def set_environment(self, **variables):
        for name, value in variables.items():
            before = os.environ.get(name)
            self.addCleanup(os.environ.__setitem__ if before is not None else os.environ.pop, name,
                            *([before] if before is not None else [None]))
            os.environ[name] = value

    def use_editor(self, script, name="EDITOR"):
        """A program in Python that gets the file's path as its first argument."""
        editor = self.folder / "editor.py"
        editor.write_text("import os, pathlib, re, sys, time\npath = pathlib.Path(sys.argv[1])\n"
                          "text = path.read_text()\n" + script)
        self.set_environment(**{name: f"python3 {editor}"})

    def at_terminal(self, person, *command):
        return Session(*[a for a in person.arguments(*command) if a != "--json"][1:])

    def left_in_memory(self):
        return [p for p in self.runtime.rglob("*") if p.is_file()]


WRITE_TITLE = ('text = text.replace(\'title = ""\', \'title = "Less"\')'
               '.replace(\'reason = ""\', \'reason = "It was much."\')\n')
CHANGE = WRITE_TITLE + 'text = text.replace(\'reach = "delegate"\', \'reach = "discuss"\', 1)\npath.write_text(text)\n'


class Editing(EditCase):
    def test_what_is_changed_in_the_editor_is_proposed_and_no_file_stays(self):
        self.agree()
        seen = self.folder / "seen"
        self.use_editor(f"pathlib.Path({str(seen)!r}).write_text(str(path) + oct(path.stat().st_mode & 0o777)"
                        f" + oct(path.parent.stat().st_mode & 0o777))\n(path.parent / '.proposal.swp').write_text('x')\n"
                        + CHANGE)
        delegated = [one["name"] for one in self.mara.do("agreement", "show")["clauses"] if one.get("reach") == "delegate"]
        proposed = self.mara.do("agreement", "edit")
        view = self.mara.do("proposal", "show", proposed["id"])
        self.assertEqual("Less", view["title"])
        self.assertEqual([{"reach": {"before": "delegate", "after": "discuss"}}],
                         [change["fields"] for change in view["changes"]])
        for change in view["changes"]:
            self.assertIn(change["name"], delegated)  # whichever comes first, by an id that each pair has anew
            self.assertEqual((change["name"], "delegate"), (change["stands"]["name"], change["stands"]["reach"]))
        self.assertRegex(seen.read_text(), rf"^{self.runtime}/.*proposal\.toml0o6000o700$")
        self.assertEqual([], list(self.runtime.iterdir()))

    def test_visual_comes_before_editor(self):
        self.agree()
        self.use_editor(CHANGE, name="VISUAL")
        self.assertIsNotNone(self.mara.do("agreement", "edit")["id"])

    def test_nothing_changed_proposes_nothing(self):
        self.agree()
        for script in ("", "path.write_text('')\n", "path.write_text('# nothing')\n"):
            self.use_editor(script)
            self.assertIsNone(self.mara.do("agreement", "edit")["id"])
        self.assertEqual([], self.mara.do("proposals"))

    def test_an_editor_that_fails_or_dies_proposes_nothing_and_loses_nothing(self):
        self.agree()
        for end in ("sys.exit(1)\n", "os.kill(os.getpid(), 15)\n"):
            self.use_editor(end)
            self.assert_refused(self.mara.troth("agreement", "edit"), "editor_failed")
            self.assertEqual([], list(self.runtime.iterdir()))
            self.use_editor(CHANGE + end)
            answer = self.mara.troth("agreement", "edit")
            self.assert_refused(answer, "editor_failed_kept")
            kept, = (p for p in self.runtime.rglob("*") if p.is_file())
            self.assertIn(str(kept), answer.err)
            shutil.rmtree(kept.parent)
        self.assertEqual([], self.mara.do("proposals"))

    def test_places_that_are_not_in_memory_or_not_private_are_refused(self):
        self.make_profiles()
        self.use_editor(CHANGE)
        self.set_environment(XDG_RUNTIME_DIR="")
        self.assert_refused(self.mara.troth("agreement", "edit"), "runtime_folder_missing")
        self.set_environment(XDG_RUNTIME_DIR="/nowhere/at/all")
        self.assert_refused(self.mara.troth("agreement", "edit"), "runtime_folder_missing")
        self.set_environment(XDG_RUNTIME_DIR=str(self.runtime))
        self.runtime.chmod(0o755)
        self.assert_refused(self.mara.troth("agreement", "edit"), "runtime_folder_open_to_others")
        on_disk = Path("/var/tmp") / f"troth-{os.getpid()}"
        on_disk.mkdir(mode=0o700)
        self.addCleanup(on_disk.rmdir)
        if subprocess.run(["stat", "-f", "-c", "%T", on_disk], capture_output=True,
                          text=True).stdout.strip() == "tmpfs":
            self.skipTest("this system has no folder on a disk")
        self.set_environment(XDG_RUNTIME_DIR=str(on_disk))
        self.assert_refused(self.mara.troth("agreement", "edit"), "runtime_folder_on_disk")

    def test_without_an_editor_it_says_so(self):
        self.make_profiles()
        self.set_environment(EDITOR="")
        self.assert_refused(self.mara.troth("agreement", "edit"), "editor_missing")

    def test_a_text_that_does_not_parse_is_kept_in_memory_and_can_be_mended_there(self):
        self.agree()
        self.use_editor(CHANGE.replace("path.write_text(text)",
                                       "path.write_text(text.replace('[rhythm]', '[rhythm', 1))"))
        answer = self.mara.troth("agreement", "edit")
        self.assert_refused(answer, "document_syntax")
        self.assertRegex(answer.err, r"Line \d+, column \d+: ")
        (kept,) = self.left_in_memory()
        self.assertIn(str(kept), answer.err)
        self.assertEqual(0o600, stat.S_IMODE(kept.stat().st_mode))
        kept.write_text(kept.read_text().replace("[rhythm\n", "[rhythm]\n"))
        self.assertIsNotNone(self.mara.do("propose", kept)["id"])

    def test_on_a_terminal_the_line_is_told_and_the_editor_opens_again(self):
        self.agree()
        self.use_editor("broken = 'broken' in text\ntext = text.replace('broken', '')\n"
                        "path.write_text(text if broken else text + 'broken')\n"
                        "if broken:\n    " + CHANGE.replace("\n", "\n    ").rstrip() + "\n")
        session = self.at_terminal(self.mara, "agreement", "edit")
        session.expect(r"Line \d+, column \d+: ")
        session.expect("drop")
        self.assertEqual([], self.left_in_memory())
        session.type("edit")
        session.expect("Proposed: ")
        self.assertEqual(0, session.end())
        self.assertEqual([], list(self.runtime.iterdir()))

    def test_what_is_dropped_is_gone_and_what_is_kept_is_there(self):
        self.agree()
        self.use_editor("path.write_text(text + 'broken')\n")
        for answer, files, status in (("drop", 0, 0), ("keep", 1, 1)):
            session = self.at_terminal(self.mara, "agreement", "edit")
            session.expect("drop")
            session.type(answer)
            self.assertEqual(status, os.waitstatus_to_exitcode(session.end()))
            self.assertEqual(files, len(self.left_in_memory()))

    def wait_for_file(self):
        until = time.monotonic() + DEADLINE_S
        while not self.left_in_memory() and time.monotonic() < until:
            os.sched_yield()

    def test_ctrl_c_in_the_editor_leaves_nothing(self):
        self.agree()
        self.use_editor("print('ready', flush=True)\ntime.sleep(600)\n")
        session = self.at_terminal(self.mara, "agreement", "edit")
        session.expect("ready")
        os.write(session.screen, b"\x03")
        session.expect("ended with a failure")
        self.assertEqual(1, os.waitstatus_to_exitcode(session.end()))
        self.assertEqual([], list(self.runtime.iterdir()))
        self.mara.do("status")

    def test_a_program_that_is_ended_deletes_the_file_first(self):
        self.agree()
        self.use_editor("print('ready', file=sys.stderr, flush=True)\ntime.sleep(600)\n")
        running = self.mara.start("agreement", "edit")
        self.assertIn(b"ready", running.process.stderr.readline())
        self.assertEqual(1, len(self.left_in_memory()))
        running.process.send_signal(signal.SIGTERM)
        running.wait()
        self.assertEqual(-signal.SIGTERM, running.process.returncode)
        self.assertEqual([], list(self.runtime.iterdir()))

    def test_the_profile_is_free_while_the_editor_is_open(self):
        self.agree()
        pause = self.mara.arguments("pause")
        self.use_editor(f"import subprocess\nsubprocess.run({pause!r}, check=True, stdout=subprocess.DEVNULL)\n" + CHANGE)
        self.assertIsNotNone(self.mara.do("agreement", "edit")["id"])
        self.assertEqual("paused", self.mara.status()["agreement"]["status"])


class Countering(EditCase):
    def propose(self):
        self.pair()
        self.mara.do("propose", STORY / "first-proposal.toml")
        self.jonas.do("sync")
        return self.waiting_proposal(self.jonas)

    def test_the_others_proposal_is_answered_in_the_editor_and_shown_against_it(self):
        theirs = self.propose()
        self.use_editor('text = text.replace(\'reason = ""\', \'reason = "Rather so."\')\n'
                        'path.write_text(re.sub(r"^text = .*$", \'text = "Quite another thing."\', text, 1, re.M))\n')
        mine = self.jonas.do("counter", theirs, "--edit")["id"]
        view = self.jonas.do("proposal", "show", mine)
        self.assertEqual(theirs, view["counters"])
        (change,) = view["against_answered"]
        self.assertEqual(["text"], list(change["fields"]))
        self.assertGreater(len(view["changes"]), 1)
        self.mara.do("sync")
        self.jonas.do("sync")
        self.mara.do("accept", mine)
        self.sync()
        self.assert_same_agreement()

    def test_the_others_proposal_as_a_file_is_a_counter_as_it_stands(self):
        theirs = self.propose()
        toml = self.jonas.do("proposal", "show", theirs, "--toml")["toml"]
        file = self.folder / "counter.toml"
        file.write_text(toml)
        mine = self.jonas.do("counter", theirs, file)["id"]
        self.assertEqual([], self.jonas.do("proposal", "show", mine)["against_answered"])

    def test_a_counter_needs_a_file_or_an_editor_and_not_both(self):
        theirs = self.propose()
        self.assertEqual(2, self.jonas.troth("counter", theirs).status)
        self.assertEqual(2, self.jonas.troth("counter", theirs, "--edit", STORY / "counter.toml").status)
        self.assert_refused(self.jonas.troth("proposal", "show", "ffffffff", "--toml"), "id_unknown")
        self.assert_refused(self.jonas.troth("counter", "ffffffff", "--edit"), "id_unknown")


class Versions(EditCase):
    def test_a_history_its_versions_and_the_life_of_a_clause(self):
        self.agree()
        self.use_editor(CHANGE)
        self.mara.do("agreement", "edit")
        self.jonas.do("sync")
        self.jonas.do("accept", self.waiting_proposal(self.jonas))
        self.jonas.do("pause", "--reason", "A long week.")
        self.sync()
        hers, his = (person.do("agreement", "history") for person in (self.mara, self.jonas))
        self.assertEqual(hers, his)
        # Newest first; before all that was agreed stand the three limits that came with the files.
        self.assertEqual(["restricted", "accepted", "accepted"] + 3 * ["restricted"],
                         [version["what"] for version in hers])
        self.assertEqual(("Less", "It was much.", "Mara", "Jonas"),
                         tuple(hers[1][key] for key in ("title", "reason", "proposed_by", "by")))
        self.assertEqual(self.mara.digest(), hers[0]["digest"])
        first = self.jonas.do("agreement", "show", "--at", hers[2]["digest"][:10])
        self.assertEqual("in_force", first["status"])
        self.assertEqual(hers[2]["digest"], first["digest"])
        (changed,) = self.jonas.do("agreement", "diff", hers[2]["digest"][:10], hers[1]["digest"][:10])["clauses"]
        self.assertEqual({"reach": {"before": "delegate", "after": "discuss"}}, changed["fields"])
        life = self.jonas.do("clause", "show", changed["clause"])
        self.assertEqual(["set", "set", "restricted"], [step["what"] for step in life["steps"]])
        for command in (("agreement", "history"), ("agreement", "show", "--at", hers[2]["digest"][:10]),
                        ("agreement", "diff", hers[2]["digest"][:10]), ("clause", "show", changed["clause"])):
            shown = subprocess.run([a for a in self.jonas.arguments(*command) if a != "--json"],
                                   capture_output=True, text=True, timeout=DEADLINE_S)
            self.assertEqual(0, shown.returncode, shown.stderr)

    def test_texts_are_compared_by_the_word(self):
        self.agree()
        standard = next(c for c in self.mara.do("agreement", "show")["clauses"] if c["kind"] == "standard")
        line = standard["text"].splitlines()[0]
        word = line.split()[1]
        self.use_editor(WRITE_TITLE + f"path.write_text(text.replace({line!r}, {line.replace(word, 'EVERY', 1)!r}))\n")
        proposed = self.mara.do("agreement", "edit")["id"]
        (change,) = self.mara.do("proposal", "show", proposed)["changes"]
        pieces = change["fields"]["text"]["words"]
        self.assertIn({"added": "EVERY"}, pieces)
        self.assertIn({"removed": word}, pieces)

    def test_versions_and_clauses_that_are_not_there_are_refused(self):
        self.agree()
        self.assert_refused(self.mara.troth("agreement", "show", "--at", "ffffffffff"), "version_unknown")
        self.assert_refused(self.mara.troth("agreement", "show", "--at", "no"), "id_malformed")
        self.assert_refused(self.mara.troth("agreement", "diff", "ffffffffff"), "version_unknown")
        self.assert_refused(self.mara.troth("clause", "show", "ffffffffff"), "id_unknown")
        self.assertEqual(2, self.mara.troth("agreement", "history", "--most", "0").status)

    def test_the_ledger_by_day_kind_and_name(self):
        self.agree()
        everything = self.mara.do("ledger")
        kinds = {line["kind"] for line in everything}
        for kind in kinds:
            lines = self.mara.do("ledger", "--kind", kind)
            self.assertEqual([line for line in everything if line["kind"] == kind], lines)
        self.assertEqual([line for line in everything if line["by"] == "Jonas"],
                         self.mara.do("ledger", "--by", "Jonas"))
        self.assertEqual(everything[-2:], self.mara.do("ledger", "--most", "2"))
        self.assertEqual([], self.mara.do("ledger", "--since", "2999-01-01"))
        self.assertEqual(everything, self.mara.do("ledger", "--since", "2020-01-01"))
        for option, value, code in (("--since", "soon", "day_malformed"), ("--kind", "kiss", "kind_unknown"),
                                    ("--by", "Anna", "name_unknown")):
            self.assert_refused(self.mara.troth("ledger", option, value), code)


class Renewal(EditCase):
    def test_both_sign_it_again_and_the_date_moves(self):
        self.agree()
        asked = self.jonas.do("agreement", "reaffirm", "--renew-by", "2999-05-20", "--reason", "A good year.")["id"]
        self.mara.do("sync")
        view = self.mara.do("proposal", "show", asked)
        self.assertEqual(self.mara.digest(), view["reaffirms"])
        self.assert_refused(self.mara.troth("agreement", "reaffirm"), "reaffirmation_offered")
        self.mara.do("accept", asked)
        self.sync()
        self.assert_same_agreement()
        day = self.mara.status()["agreement"]["renew_by_ms"]
        self.assertEqual("2999-05-21", time.strftime("%Y-%m-%d", time.gmtime(day / 1000 + 14 * 3600)))
        self.assertTrue(self.mara.do("agreement", "history")[0]["reaffirms"])

    def test_bad_dates_are_refused(self):
        self.agree()
        self.assert_refused(self.mara.troth("agreement", "reaffirm", "--renew-by", "soon"), "day_malformed")
        self.assert_refused(self.mara.troth("agreement", "reaffirm", "--renew-by", "2001-01-01"), "renew_by_past")


if __name__ == "__main__":
    unittest.main()
