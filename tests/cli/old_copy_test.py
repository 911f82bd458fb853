"""A whole profile put back from an old copy: it gives nothing, says so, and what it
takes away still arrives."""

import shutil
import unittest

from troth import STORY, Case


class OldCopy(Case):
    def put_an_old_copy_back(self):
        self.agree()
        copy = self.folder / "copy"
        shutil.copytree(self.mara.profile, copy, ignore=shutil.ignore_patterns("vault.door"))
        for number in range(2):
            self.mara.do("check-in", "--text", f"After the copy, {number}")
            self.jonas.do("sync")
            self.jonas.do("check-in", "--text", f"An answer, {number}")
            self.sync()
        shutil.rmtree(self.mara.profile)
        shutil.copytree(copy, self.mara.profile)

    def test_it_is_told_and_gives_nothing(self):
        self.put_an_old_copy_back()
        report = self.mara.do("sync")
        self.assertIn("own_ledger_maybe_behind", [t["code"] for t in report["troubles"]])
        problem = self.mara.status()["signing_problem"]
        self.assertEqual("own_ledger_maybe_behind", problem["code"])
        self.assertIn("trust-this-device", problem["message"])
        self.assert_refused(self.mara.troth("propose", STORY / "evenings.toml"),
                            "own_ledger_maybe_behind")

    def test_its_pause_arrives(self):
        self.put_an_old_copy_back()
        self.mara.do("sync")
        self.mara.do("pause", "--reason", "It must arrive.")
        self.sync()
        self.assertEqual("paused", self.jonas.status()["agreement"]["status"])


if __name__ == "__main__":
    unittest.main()
