#!/usr/bin/env python3
"""The rule pack as a whole: its vocabulary's table is up to date, and handbooks that contradict each other are not loaded together
without a choice. Way in: account_test.py, with BYLAW naming the command line."""
import os
import re
import subprocess
import unittest

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
BYLAW = os.environ.get("BYLAW", os.path.join(ROOT, "build", "bylaw"))


def run(*arguments):
    return subprocess.run([BYLAW, *arguments], cwd=ROOT, capture_output=True, text=True)


class Vocabulary(unittest.TestCase):
    def test_its_table_is_up_to_date(self):
        folder = os.path.join(ROOT, "rules", "vocabulary")
        made = subprocess.run(["python3", os.path.join(folder, "table.py"), BYLAW], capture_output=True, text=True, check=True).stdout
        with open(os.path.join(folder, "README.md"), encoding="utf-8") as file:
            self.assertEqual(file.read(), made, "made anew by rules/vocabulary/table.py")


class Contradictions(unittest.TestCase):
    def test_two_handbooks_together_need_a_choice(self):
        found = run("check", "rules/standard-manual/chapter-2.bylaw", "rules/contact-centre/chapter-1.bylaw")
        self.assertEqual(found.returncode, 1)
        self.assertIn("B09", found.stdout)
        self.assertIn("SM-2.1-4b", found.stdout)
        self.assertIn("CC-1.1-f", found.stdout)

    def test_the_table_of_them_is_up_to_date(self):
        made = subprocess.run(["python3", os.path.join(ROOT, "rules", "profiles", "contradictions.py"), BYLAW], capture_output=True, text=True, check=True).stdout
        with open(os.path.join(ROOT, "rules", "profiles", "README.md"), encoding="utf-8") as file:
            self.assertIn("\n" + made + "\n", file.read(), "made anew by rules/profiles/contradictions.py")

    def test_the_whole_pack_needs_a_choice(self):
        found = run("check", "rules/profiles/handbooks.bylaw")
        self.assertEqual(found.returncode, 1)
        self.assertEqual(set(re.findall(r"error\[(\w+)\]", found.stdout)), {"B09"})

    def test_the_whole_pack_holds_under_each_profile(self):
        with open(os.path.join(ROOT, "rules", "profiles", "handbooks.bylaw"), encoding="utf-8") as file:
            profiles = re.findall(r"(?m)^profile (\S+) \{", file.read())
        self.assertEqual(profiles, ["sm", "cc", "eg", "sp", "po", "shortest-limit"])
        for profile in profiles:
            with self.subTest(profile=profile):
                found = run("check", "rules/profiles/handbooks.bylaw", "--profile", profile)
                self.assertEqual((found.returncode, found.stderr), (0, ""), found.stdout)

    def test_a_profile_chooses(self):
        found = run("check", "examples/bank-day/bank.bylaw", "--profile", "bank-day")
        self.assertEqual((found.returncode, found.stderr), (0, ""), found.stdout)


if __name__ == "__main__":
    unittest.main()
