#!/usr/bin/env python3
"""The bank's year: the same bytes every time, as many events as asked for, and every rule for tickets is kept and broken. Way in:
bank_year_test.py, with BYLAW naming the command line."""
import json
import os
import re
import subprocess
import unittest
from collections import Counter

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
BYLAW = os.environ.get("BYLAW", os.path.join(ROOT, "build", "bylaw"))
YEAR = os.path.join(ROOT, "examples", "bank-year")


def year(*arguments, **environment):
    done = subprocess.run(["python3", os.path.join(YEAR, "year.py"), *arguments], capture_output=True, text=True, check=True,
                          env=os.environ | environment)
    return done.stdout


def replay(*arguments):
    return subprocess.run([os.path.join(YEAR, "replay.sh"), *arguments], capture_output=True, text=True, env=os.environ | {"BYLAW": BYLAW})


class Year(unittest.TestCase):
    def test_the_same_everywhere(self):
        first = year("--events", "500", TZ="America/New_York", PYTHONHASHSEED="1")
        self.assertEqual(first, year("--events", "500", TZ="Asia/Kathmandu", PYTHONHASHSEED="2"))
        self.assertNotEqual(first, year("--events", "500", "--seed", "1"))

    def test_it_is_as_long_as_asked_for_and_in_order(self):
        events = [json.loads(line) for line in year("--events", "20000").splitlines()]
        self.assertTrue(20000 <= len(events) < 20200, len(events))
        self.assertEqual([e["at"] for e in events], sorted(e["at"] for e in events))

    def test_every_kind_of_case_occurs(self):
        with open(os.path.join(ROOT, "rules", "vocabulary", "README.md"), encoding="utf-8") as file:
            kinds = set(re.findall(r"(?m)^## (\S+)$", file.read()))
        seen = Counter(kind for line in year("--every-fault").splitlines() for kind in json.loads(line)["cases"])
        self.assertGreater(len(kinds), 10)
        self.assertEqual(set(seen), kinds)

    def test_every_rule_for_tickets_is_kept_and_broken(self):
        done = replay("--every-fault", "--require")
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stdout[-4000:])
        said = re.search(r"(\d+) of (\d+) kept at least once, (\d+) of (\d+) broken at least once\n$", done.stdout)
        self.assertIsNotNone(said, done.stdout[-500:])
        self.assertEqual(len(set(said.groups())), 1, said.group())
        self.assertGreater(int(said.group(1)), 300)

    def test_a_year_that_leaves_rules_out_says_which(self):
        done = replay("--events", "2000", "--require")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, r"(?m)^SM-\S+ sm-\S+: kept \d+ times, broken 0 times$")
        self.assertRegex(done.stdout, r"\d+ of \d+ kept at least once, \d+ of \d+ broken at least once\n$")


if __name__ == "__main__":
    unittest.main()
