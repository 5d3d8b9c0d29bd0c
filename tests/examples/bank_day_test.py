#!/usr/bin/env python3
"""The made-up bank day and the demo: the same log on every run, the tables and the explained breach as they stand in expected/.

Way in: bank_day_test.py [unittest arguments], with BYLAW naming the command line. BYLAW_UPDATE_GOLDENS=1 rewrites expected/.
"""
import collections
import json
import os
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
EXAMPLES = os.path.join(os.path.dirname(os.path.dirname(HERE)), "examples")
DAY = os.path.join(EXAMPLES, "bank-day")


def run(*arguments, **environment):
    done = subprocess.run(arguments, capture_output=True, text=True, env={**os.environ, **environment})
    if done.returncode != 0:
        raise AssertionError(f"{arguments} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def tickets(*arguments, **environment):
    return run(sys.executable, os.path.join(DAY, "tickets.py"), *arguments, **environment)


class Case(unittest.TestCase):
    maxDiff = None

    def golden(self, name, text):
        path = os.path.join(HERE, "expected", name)
        if os.environ.get("BYLAW_UPDATE_GOLDENS") == "1":
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        with open(path, encoding="utf-8") as file:
            self.assertEqual(file.read(), text)


class Tickets(Case):
    def test_the_same_seed_gives_the_same_bytes_in_any_zone(self):
        first = tickets(TZ="America/New_York", PYTHONHASHSEED="1")
        self.assertEqual(first, tickets(TZ="Asia/Kathmandu", PYTHONHASHSEED="2"))
        self.assertNotEqual(first, tickets("--seed", "1"))
        self.golden("bank-day.head.ndjson", "".join(first.splitlines(True)[:40]))

    def test_two_hundred_tickets_at_least_each_a_story_that_can_happen(self):
        for seed in ["20260930", *map(str, range(20))]:
            stories = collections.defaultdict(list)
            identifiers = set()
            for line in tickets("--seed", seed).splitlines():
                event = json.loads(line)
                stories[next(iter(event["cases"].values()))].append((event["at"], event["event"]))
                identifiers.add(event["id"])
            self.assertGreaterEqual(len(stories), 200)
            self.assertEqual(len(identifiers), sum(map(len, stories.values())))
            for case, story in stories.items():
                if case[0] in "BT":  # the bank and its staff, of whom periodic duties are judged
                    continue
                names = [name for _, name in story]
                self.assertTrue(names[0].endswith(".received") and story[0][0].startswith("2026-09-30T"), story)
                self.assertEqual(len(set(names)), len(names), story)
                times = [at for at, _ in story]
                self.assertEqual(times, sorted(set(times)), story)
                for before, after in (("complaint.answered", "complaint.resolved"), ("complaint.resolved", "complaint.archived"),
                                      ("information.requested", "information.supplied"), ("enquiry.answered", "enquiry.closed")):
                    if after in names:
                        self.assertLess(names.index(before), names.index(after), story)
                if "complaint.withdrawn" in names:
                    self.assertEqual(names[-1], "complaint.withdrawn")


@unittest.skipUnless(os.environ.get("BYLAW"), "BYLAW does not name a command line")
class Replay(Case):
    def test_the_tables(self):
        for lang in ("en", "zh"):
            self.golden(f"bank-day.{lang}.txt", run(os.path.join(DAY, "replay.sh"), "--lang", lang, TZ="Asia/Kolkata"))

    def test_wrong_arguments(self):
        done = subprocess.run([os.path.join(DAY, "replay.sh"), "--what"], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("usage", done.stderr)

    def test_the_demo_without_the_real_logs(self):
        with tempfile.TemporaryDirectory() as nowhere:
            shown = run(os.path.join(EXAMPLES, "demo.sh"), BYLAW_LOGS=nowhere)
        parts = shown.split("\n3. ")
        self.assertEqual(len(parts), 2)
        self.golden("demo.en.txt", "3. " + parts[1])


if __name__ == "__main__":
    unittest.main()
