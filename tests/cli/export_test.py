"""Taking everything out, and checking it on another machine that has no profile."""

import html.parser
import json
import os
import subprocess
import unittest

from troth import DEADLINE_S, ROOT, STORY, TROTH, Answer, Case, sentences

try:
    import jsonschema
except ImportError:  # a Debian package: tests/packages/check
    jsonschema = None

SCHEMA = ROOT / "core" / "document" / "record.schema.json"
FILES = ["README.md", "agreement.html", "agreement.md", "export.json", "history.html",
         "history.md", "ledger.troth", "record.json", "record.schema.json"]


class Elsewhere:
    """Another machine: its own empty home, no profile, no passphrase, no time zone of the couple's."""

    def __init__(self, folder):
        self.home = folder / "elsewhere"
        self.home.mkdir()

    def troth(self, *arguments):
        done = subprocess.run([str(TROTH), "--json", *map(str, arguments)], capture_output=True,
                              text=True, timeout=DEADLINE_S, stdin=subprocess.DEVNULL,
                              env={"HOME": str(self.home), "PATH": "/usr/bin", "TZ": "Asia/Tokyo"})
        return Answer(done.returncode, done.stdout, done.stderr)


class Tags(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen, self.attributes = set(), set()

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}


class Export(Case):
    def setUp(self):
        super().setUp()
        self.agree()
        self.mara.do("check-in", "--text", "It went well.")
        self.mara.do("pause", "--area", "Household", "--reason", "I am <b>tired</b>.")
        self.relay.stop()
        self.folder_out = self.folder / "out"
        self.elsewhere = Elsewhere(self.folder)

    def export(self, *options):
        return self.mara.do("export", self.folder_out, *options)

    def verify(self):
        return self.elsewhere.troth("verify", self.folder_out)

    def test_it_works_offline_signs_nothing_and_verifies_on_another_machine(self):
        before = self.mara.do("ledger")
        pending = self.mara.status()["sync"]["pending"]
        written = self.export()
        self.assertEqual(before, self.mara.do("ledger"))
        self.assertEqual(pending, self.mara.status()["sync"]["pending"])
        self.assertEqual(FILES, sorted(f.name for f in self.folder_out.iterdir()))
        self.assertEqual(sorted(written["files"]), FILES)
        answer = self.verify()
        self.assertEqual(0, answer.status, answer)
        verified = answer.json()
        self.assertEqual(len(before), verified["entries"])
        self.assertTrue(verified["digest"].startswith(self.mara.digest()), verified)
        self.assertTrue(verified["readable_files_derived"])
        self.assertEqual([], list(self.elsewhere.home.iterdir()))

    def test_it_is_for_its_owner_alone_and_over_nothing(self):
        os.umask(0)
        self.addCleanup(os.umask, 0o022)
        self.export()
        self.assertEqual(0o700, self.folder_out.stat().st_mode & 0o7777)
        for file in self.folder_out.iterdir():
            self.assertEqual(0o600, file.stat().st_mode & 0o7777, file)
        was = {f.name: f.read_bytes() for f in self.folder_out.iterdir()}
        self.assert_refused(self.mara.troth("export", self.folder_out), "export_place_taken")
        self.assertEqual(was, {f.name: f.read_bytes() for f in self.folder_out.iterdir()})
        self.assertFalse((self.folder / "out.part").exists())

    def test_every_word_of_the_story_is_in_it(self):
        self.export()
        with open(self.folder_out / "record.json", encoding="utf-8") as file:
            record = json.load(file)
        text = json.dumps(record, ensure_ascii=False)
        for sentence in sentences(STORY / "counter.toml"):
            self.assertIn(json.dumps(sentence, ensure_ascii=False)[1:-1], text)
        history = (self.folder_out / "history.html").read_text()
        self.assertIn("It went well.", history)
        self.assertIn("I am &lt;b&gt;tired&lt;/b&gt;.", history)

    def test_the_pages_run_nothing_and_fetch_nothing(self):
        self.export()
        for name in ("agreement.html", "history.html"):
            tags = Tags()
            tags.feed((self.folder_out / name).read_text())
            self.assertLessEqual(tags.seen, {"html", "head", "meta", "title", "style", "body", "h1",
                                             "h2", "h3", "p", "b", "blockquote"})
            self.assertLessEqual(tags.attributes, {"lang", "charset", "http-equiv", "content",
                                                   "name", "class"})

    def test_what_each_file_is_and_is_not_stands_in_its_readme(self):
        self.export()
        text = (self.folder_out / "README.md").read_text()
        for name in FILES:
            if name != "README.md":
                self.assertIn(name, text)
        for words in ("Agreed then, revocable now.", "no proof of consent", "not encrypted",
                      "the newest entries were left out"):
            self.assertIn(words, text.replace("\n", " "))

    def test_the_journal_goes_along_unless_it_is_left_out(self):
        self.mara.do("journal", "write", "--text", "I am unsure.")
        self.export()
        self.assertIn("I am unsure.", (self.folder_out / "journal.md").read_text())
        self.assertEqual(["journal.md", "journal.json"], self.verify().json()["unsigned_files"])
        without = self.folder / "without"
        self.mara.do("export", without, "--without-journal")
        self.assertEqual(FILES, sorted(f.name for f in without.iterdir()))
        for file in without.iterdir():
            self.assertNotIn(b"I am unsure.", file.read_bytes(), file)

    def test_a_changed_word_is_told_with_its_file_and_line(self):
        self.export()
        page = self.folder_out / "history.md"
        page.write_text(page.read_text().replace("It went well", "It went badly"))
        answer = self.verify()
        self.assert_refused(answer, "export_text_changed")
        self.assertRegex(answer.err, r"history\.md, line \d+, is not what the signed entries say")

    def test_a_changed_byte_of_an_entry_is_told_with_the_entry(self):
        self.export()
        ledger = self.folder_out / "ledger.troth"
        raw = bytearray(ledger.read_bytes())
        at = raw.index(b"It went well")
        raw[at] ^= 1
        ledger.write_bytes(raw)
        answer = self.verify()
        self.assert_refused(answer, "export_entry_wrong")
        self.assertRegex(answer.err, r"Entry \d+ of \d+ in ledger\.troth \(Mara, .*check_in\)")

    def test_what_is_no_export_is_told_in_one_sentence(self):
        self.assert_refused(self.verify(), "export_missing")
        self.folder_out.mkdir()
        self.assert_refused(self.verify(), "export_file_missing")
        (self.folder_out / "export.json").write_bytes(os.urandom(1000))
        self.assert_refused(self.verify(), "export_list_malformed")

    def test_one_who_leaves_with_an_export_has_it(self):
        left = self.mara.do("leave", "--yes", "--now", "--export", self.folder_out)
        self.assertEqual(str(self.folder_out), left["export"]["folder"])
        self.assertIsNone(self.mara.status()["partner"])
        self.assertEqual(0, self.verify().status)
        self.assert_refused(self.mara.troth("export", self.folder / "again"), "pair_none")

    def test_where_the_export_fails_nobody_has_left(self):
        (self.folder / "file").write_text("mine")
        self.assert_refused(self.mara.troth("leave", "--yes", "--export", self.folder / "file"),
                            "export_place_taken")
        self.assertEqual("Jonas", self.mara.status()["partner"]["name"])
        self.assertIsNone(self.mara.status().get("leaving"))
        self.assertEqual("mine", (self.folder / "file").read_text())


class Calendar(Case):
    def test_dates_are_written_once_and_say_nothing_else(self):
        self.agree()
        file = self.folder / "dates.ics"
        written = self.mara.do("calendar", file)
        text = file.read_bytes()
        self.assertEqual(written["events"], text.count(b"BEGIN:VEVENT\r\n"))
        self.assertEqual(written["events"], text.count(b"SUMMARY:Troth\r\n"))
        self.assertEqual(text.count(b"\n"), text.count(b"\r\n"))
        self.assertEqual(0o600, file.stat().st_mode & 0o7777)
        for sentence in sentences(STORY / "counter.toml"):
            self.assertNotIn(sentence.encode(), text)
        self.assert_refused(self.mara.troth("calendar", file), "file_exists")

    def test_before_an_agreement_there_is_no_date(self):
        self.pair()
        self.assert_refused(self.mara.troth("calendar", self.folder / "dates.ics"),
                            "calendar_empty")
        self.assertFalse((self.folder / "dates.ics").exists())


@unittest.skipIf(jsonschema is None, "python3-jsonschema is not installed")
class Schema(unittest.TestCase):
    def validator(self):
        schema = json.loads(SCHEMA.read_text())
        jsonschema.Draft202012Validator.check_schema(schema)
        return jsonschema.Draft202012Validator(schema)

    def test_a_record_with_one_of_everything_keeps_to_it(self):
        record = json.loads((ROOT / "tests" / "vectors" / "record-2.json").read_text())
        self.assertEqual([], [e.message for e in self.validator().iter_errors(record)])

    def test_what_is_not_so_is_found(self):
        record = json.loads((ROOT / "tests" / "vectors" / "record-2.json").read_text())
        for entry in range(len(record["entries"])):
            says = record["entries"][entry]["says"]
            changed = json.loads(json.dumps(record))
            changed["entries"][entry]["says"] = {"x": 1} if says is None else {**says, "x": 1}
            self.assertTrue(list(self.validator().iter_errors(changed)), record["entries"][entry])


@unittest.skipIf(jsonschema is None, "python3-jsonschema is not installed")
class ExportSchema(Case):
    def test_an_export_keeps_to_the_schema_that_it_brings(self):
        self.agree()
        self.jonas.do("limit", "add", "--text", "nothing on Sundays", "--strength", "hard")
        self.sync()
        self.jonas.do("export", self.folder / "out")
        schema = json.loads((self.folder / "out" / "record.schema.json").read_text())
        self.assertEqual(SCHEMA.read_text(), (self.folder / "out" / "record.schema.json").read_text())
        record = json.loads((self.folder / "out" / "record.json").read_text())
        jsonschema.Draft202012Validator(schema).validate(record)


if __name__ == "__main__":
    unittest.main()
