#!/usr/bin/env python3
"""The rule pack against the list of clauses: every quantity of a clause stands in its rules as data, and handbooks that contradict
each other are not loaded together without a choice. Way in: account_test.py, with BYLAW naming the command line."""
import json
import os
import re
import subprocess
import unittest

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
BYLAW = os.environ.get("BYLAW", os.path.join(ROOT, "build", "bylaw"))
HANDBOOKS = ["contact-centre", "etiquette-guide", "process-optimisation-2025", "service-procedures", "standard-manual"]
# What the numbers of a handbook are called in rules. A year and a month of a project stand as the days on which they begin or end.
UNITS = {
    "working_days": r"{} working days?", "minutes": r"{} minutes?", "hours": r"{} hours?", "years": r"{} years?", "months": r"{} months?",
    "percent": r"{}\s?%|(?:score|rate|sharing) < {}\b", "points": r">= {}\b|(?:excellent|good) {}\b", "hours_per_day": r"service-hours < {}\b",
    "days_per_week": r"service-days < {}\b", "month": None, "year": None,
}


def run(*arguments):
    return subprocess.run([BYLAW, *arguments], cwd=ROOT, capture_output=True, text=True)


def clauses_of(handbook):
    """{clause id: text of its block}, and {rule name: text of its block}."""
    clauses, rules = {}, {}
    folder = os.path.join(ROOT, "rules", handbook)
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".bylaw") or name.endswith(".tests.bylaw"):
            continue
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            text = file.read()
        for block in re.split(r"(?m)^(?=clause )", text)[1:]:
            clauses[re.match(r"clause (\S+)", block).group(1)] = block
            for rule in re.split(r"(?m)^  (?=(?:duty|kpi|record|forbid|rating|table|routine|parameter) )", block)[1:]:
                rules[re.match(r"\S+ (\S+)", rule).group(1)] = rule
    return clauses, rules


class Numbers(unittest.TestCase):
    def test_every_quantity_stands_in_a_rule(self):
        with open(os.path.join(ROOT, "rules", "clauses.json"), encoding="utf-8") as file:
            listed = json.load(file)
        seen = 0
        for handbook in HANDBOOKS:
            clauses, rules = clauses_of(handbook)
            for clause in (c for c in listed if c["handbook"] == handbook):
                block = clauses[clause["id"]]
                shared = re.search(r"(?m)^  shared (.*)$", block)
                names = re.split(r",\s*", shared.group(1)) if shared else []
                # Rules that stand elsewhere, and what they are measured by: a KPI's parameter, a rating's parts.
                text = block + "".join(rules.get(name, "") for name in names)
                for quantity in clause["quantities"]:
                    if quantity["bound"] not in ("max", "min", "exact", "target") or UNITS.get(quantity["unit"], "") is None:
                        continue
                    with self.subTest(clause=clause["id"], quantity=quantity):
                        self.assertIn(quantity["unit"], UNITS)
                        if quantity["unit"] == "months" and "promised-by" in text:
                            continue  # a phase of a project: its first and last day are rules
                        value = quantity["value"]
                        # "75 to 84" is what is at least 75 and does not reach 85.
                        if (quantity["bound"], quantity["unit"]) == ("max", "points"):
                            value += 1
                        self.assertRegex(text, UNITS[quantity["unit"]].replace("{}", str(value)))
                        seen += 1
        self.assertGreater(seen, 45)


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
