#!/usr/bin/env python3
"""The bank's year: the same bytes every time, and every rule judged on tickets is kept and broken. Way in: bank_year_test.py, with
BYLAW naming the command line."""
import glob
import json
import os
import subprocess
import tempfile
import unittest

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
BYLAW = os.environ.get("BYLAW", os.path.join(ROOT, "build", "bylaw"))
YEAR = os.path.join(ROOT, "examples", "bank-year")
HANDBOOKS = ["contact-centre", "etiquette-guide", "process-optimisation-2025", "service-procedures", "standard-manual"]


def stories(*arguments, **environment):
    done = subprocess.run(["python3", os.path.join(YEAR, "stories.py"), *arguments], capture_output=True, text=True, check=True,
                          env=os.environ | environment)
    return done.stdout


class Year(unittest.TestCase):
    def test_the_same_everywhere(self):
        first = stories("contact-centre", "--events", "500", TZ="America/New_York", PYTHONHASHSEED="1")
        self.assertEqual(first, stories("contact-centre", "--events", "500", TZ="Asia/Kathmandu", PYTHONHASHSEED="2"))
        self.assertNotEqual(first, stories("contact-centre", "--events", "500", "--seed", "1"))

    def test_every_rule_on_tickets_is_kept_and_broken(self):
        for handbook in HANDBOOKS:
            chapters = sorted(glob.glob(os.path.join(ROOT, "rules", handbook, "chapter-?.bylaw")))
            with tempfile.NamedTemporaryFile("w", suffix=".ndjson") as log:
                log.write(stories(handbook, "--events", "4000"))
                log.flush()
                run = subprocess.run([BYLAW, "run", *chapters, "--events", log.name, "--until", "2026-06-30T00:00:00"],
                                     capture_output=True, text=True)
            self.assertEqual(run.stderr, "", handbook)
            states = {}
            for line in run.stdout.splitlines():
                decision = json.loads(line)
                states.setdefault(decision.get("rule"), set()).add(decision.get("state"))
            tree = json.loads(subprocess.run([BYLAW, "check", "--tree", "json", *chapters], capture_output=True, text=True, check=True).stdout)
            for kind, wanted in (("duties", {"met", "breached"}), ("disclosures", {"met", "breached"}), ("records", {"met", "breached"}),
                                 ("sequences", {"met", "breached"}), ("prohibitions", {"breached"})):
                for rule in tree[kind]:
                    name = rule["title"]["name"]
                    with self.subTest(handbook=handbook, rule=name):
                        self.assertLessEqual(wanted, states.get(name, set()))


if __name__ == "__main__":
    unittest.main()
