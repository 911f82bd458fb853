"""A couple's contract in Markdown: a draft, a proposal, an agreement; and files that are none."""

import os
import re
import subprocess
import unittest

from troth import STORY, TROTH, Case

CONTRACT = STORY / "contract.md"


def named_lines(toml):
    """The numbers of all lines that the comments of a draft name, each as often as it is named."""
    named = []
    for ranges in re.findall(r"^# (?:title: |preamble: )?from lines? ([-0-9, ]+)", toml, re.M):
        for first, last in re.findall(r"(\d+)(?:-(\d+))?", ranges):
            named.extend(range(int(first), int(last or first) + 1))
    return named


class Import(Case):
    def write(self, content):
        file = self.folder / "contract.md"
        file.write_bytes(content)
        return file

    def test_the_story_s_contract_becomes_an_agreement_unedited(self):
        self.pair()
        draft = self.folder / "draft.toml"
        made = self.mara.do("agreement", "import", CONTRACT, "--out", draft)
        self.mara.do("propose", draft)
        self.jonas.do("sync")
        self.jonas.do("accept", self.waiting_proposal(self.jonas))
        self.sync()
        self.assert_same_agreement()
        view = self.jonas.do("agreement", "show")
        self.assertEqual("in_force", view["status"])
        kinds = [clause["kind"] for clause in view["clauses"]]
        self.assertEqual(3, kinds.count("area"))
        self.assertEqual(7, kinds.count("standard"))
        self.assertEqual(3, kinds.count("limit"))
        self.assertEqual(2, kinds.count("expectation"))
        self.assertEqual(1, kinds.count("preamble"))
        self.assertEqual(0, kinds.count("role"), "who leads is never guessed")
        self.assertEqual((3, 7, 3, 2), (made["areas"], made["standards"], made["limits"], made["expectations"]))
        names = [clause["name"] for clause in view["clauses"] if clause["kind"] == "area"]
        self.assertIn("Household / Guests", names)
        texts = " ".join(str(clause) for clause in view["clauses"])
        for words in ("[our list on the fridge](https://example.org/fridge)", "| Fri, Sat  | midnight  |",
                      "bread and fruit from the market", "**100 euro**", "Jonas leads.", "half a year"):
            self.assertIn(words, texts)

    def test_the_draft_can_be_edited_by_hand(self):
        self.pair()
        draft = self.folder / "draft.toml"
        self.mara.do("agreement", "import", CONTRACT, "--out", draft)
        text = draft.read_text()
        text = re.sub(r"^title = .*$", 'title = "Our March paper"', text, flags=re.M)
        text = re.sub(r'^#\[\[role\]\]\n#partner = "(\w+)".*\n#title = (".*")\n#leads = (\w+).*$',
                      r'[[role]]\npartner = "\1"\ntitle = \2\nleads = \3', text, flags=re.M)
        text = text.replace('reach = "consult"', 'reach = "delegate"')
        draft.write_text(text)
        self.mara.do("propose", draft)
        self.jonas.do("sync")
        self.jonas.do("accept", self.waiting_proposal(self.jonas))
        kinds = [clause["kind"] for clause in self.jonas.do("agreement", "show")["clauses"]]
        self.assertEqual(2, kinds.count("role"))

    def test_every_line_of_the_contract_is_named_exactly_once(self):
        made = self.mara.do("agreement", "import", CONTRACT)
        written = [number for number, line in enumerate(CONTRACT.read_text().splitlines(), 1) if line.strip()]
        named = named_lines(made["toml"])
        self.assertEqual(len(named), len(set(named)))
        self.assertLessEqual(set(written), set(named))
        self.assertEqual(len(written), made["lines"])
        self.assertEqual(6, made["lines_left_over"], "the break, and the headings of limits and expectations")

    def test_no_profile_is_read_and_no_passphrase_asked_for(self):
        done = subprocess.run([str(TROTH), "--profile", str(self.folder / "none"), "agreement", "import",
                               str(CONTRACT)], capture_output=True, text=True, stdin=subprocess.DEVNULL)
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertIn('name = "Household / Guests"', done.stdout)
        self.assertFalse((self.folder / "none").exists())

    def test_a_file_is_written_for_its_owner_alone_and_never_over_another(self):
        draft = self.folder / "draft.toml"
        self.mara.do("agreement", "import", CONTRACT, "--out", draft)
        self.assertEqual(0o600, os.stat(draft).st_mode & 0o777)
        before = draft.read_bytes()
        answer = self.mara.troth("agreement", "import", STORY / "README.md", "--out", draft)
        self.assert_refused(answer, "file_exists")
        self.assertEqual(before, draft.read_bytes())

    def test_files_that_are_no_contract_are_refused_with_the_line(self):
        out = self.folder / "draft.toml"
        for content, code, words in [
                (b"\x89PNG\r\n\x1a\n\x00", "text_not_utf8", "Line 1 "),
                (b"# A\n\nzero \x00 byte\n", "text_control_character", "Line 3 "),
                (b"# A\n\nright \xe2\x80\xae left\n", "text_control_character", "Line 3 "),
                (b"x\n" * (1 << 20), "document_too_large", "1 MiB"),
                (b"ok\n\n" + b"> " * 2000 + b"deep\n", "document_syntax", "Line 3: "),
                (b"# A\n\n## " + b"n" * 300 + b"\n", "text_too_long", "Line 3: "),
                (b"## A\n\n" + b"- one\n\n" * 600, "proposal_too_large", "500"),
                (b"## A\n\n" + (b"- " + b"w" * 9000 + b"\n\n") * 9, "proposal_too_long", "49152"),
                (b"", "document_nothing_to_change", "nothing")]:
            answer = self.mara.troth("agreement", "import", self.write(content), "--out", out)
            self.assert_refused(answer, code)
            self.assertIn(words, answer.err)
            self.assertFalse(out.exists())
        self.assert_refused(self.mara.troth("agreement", "import", self.folder), "file_unreadable")
        self.assert_refused(self.mara.troth("agreement", "import", self.folder / "none.md"), "file_unreadable")


if __name__ == "__main__":
    unittest.main()
