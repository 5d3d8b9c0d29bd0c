#!/usr/bin/env python3
"""Every figure of the list of clauses stands in a rule as data: limits, shares, points, years and dates as they are; lists as the
fields, steps, grades or values that the clause's rules name. Way in: quantities_test.py, with BYLAW naming the command line.

What is no data is in NAMED_ONLY and OTHERWISE, clause by clause, with the reason. A clause that is not encoded says why itself.
"""
import json
import os
import re
import subprocess
import unittest

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
BYLAW = os.environ.get("BYLAW", os.path.join(ROOT, "build", "bylaw"))
PROFILES = {"standard-manual": "sm", "contact-centre": "cc", "etiquette-guide": "eg", "service-procedures": "sp", "process-optimisation-2025": "po"}
KINDS = ("duties", "records", "disclosures", "prohibitions", "sequences", "routines", "kpis", "ratings", "tables", "ladders")
# What the numbers of a handbook are called in rules.
UNITS = {
    "working_days": r"{} working days?", "minutes": r"{} minutes?", "hours": r"{} hours?", "years": r"{} years?", "months": r"{} months?",
    "percent": r"{}\s?%|(?:score|rate|sharing) < {}\b", "points": r">= {}\b|(?:excellent|good) {}\b", "hours_per_day": r"service-hours < {}\b",
    "days_per_week": r"service-days < {}\b",
}
# Lists of a clause that its rules do not take apart: the rule asks for the whole, and the paraphrase names its parts.
NAMED_ONLY = {
    "what a plan, a mechanism, a platform or a set of rules consists of: the rule asks for it at intervals":
        "SM-2.3-2a SM-2.4-4 SM-3.1-a SM-4.4-4a SM-5.3-c SM-7.1-d SM-7.1-f SM-7.2-d SM-7.4-i SP-6.3-3 PO-2.1-4 PO-2.3-1 PO-3.1.2-b PO-3.2.1-a PO-3.2.1-b "
        "PO-3.2.1-d PO-3.2.2-a PO-3.3-a PO-6.1-a PO-7.2-3a",
    "what a figure or a review may be made of, as examples: the rule measures or asks for one that stands for them":
        "SM-2.3-4 SM-4.4-3a SM-4.4-3b SM-5.1-c SM-5.4-1 SM-6.4-b SM-6.2-b CC-1.1-c SP-5.1-a2 SP-5.2-2 SP-5.2-3 SP-5.2-a SP-5.3-1 SP-5.3-2 SP-6.1-a SP-6.1-c PO-1.3-1b PO-1.3-2b PO-2.1-5 PO-2.2-5 "
        "PO-2.3-3a PO-2.3-3b PO-3.1-3a PO-3.3-3 PO-7.1-1 PO-7.1-3 PO-7.3-1b",
    "what an assessment of staff rests on or leads to, as examples: the record asks for the ground, a disclosure for the assessment before it":
        "SM-6.4-a SM-6.4-d SP-3.4-3b SP-5.3-a PO-5.2-b PO-5.2-4 PO-5.2-5 PO-5.3-1 PO-5.3-2 PO-5.3-3 PO-5.3-4",
    "what a training is about: one topic holds them": "PO-5.1-a PO-5.1-1 PO-5.1-2 PO-5.1-3",
    "who takes part: the event says that they did": "SM-2.2-3 EG-1.4-b SP-5.1-a3 PO-1.3-1d PO-2.1-2 PO-6.2-1",
    "fees of five classes: SM-4.3-1 to 6 have a rule each": "SM-4.3-a",
    "five parts of a plan, each a clause of its own: SM-7.1-c to -g": "SM-7.1-a",
    "four kinds of report, each a clause with a record of its own: SP-6.4-1 to -4": "SP-6.4-4",
    "four ways in which channels are joined: the event says that all are": "PO-3.1-b",
    "an example of matching customers and staff: whom a bank matches is its own": "SP-2.1.3-a SP-2.1.3-b",
}
# Figures that stand otherwise: (clause, unit).
OTHERWISE = {
    ("SM-7.2-a", "steps"): "prevention is the first of five and no event: four are steps, and SM-7.1-f asks for what is prepared",
    ("SP-1.3-a", "stages"): "four stages in five events: opening an account and identifying are one",
    ("SP-7.1-a", "steps"): "four steps in five events: the end, its confirmation, the report, the follow-up, the renewal",
    ("SP-2.2.3-a", "steps"): "three reviews, after the application that they review",
    ("PO-4.3-b", "months"): "quarterly or monthly: quarterly is what is broken at the latest",
    ("PO-6.3-d", "months"): "one bank's report, as an example",
}


def tree_of(profile):
    done = subprocess.run([BYLAW, "check", "rules/profiles/handbooks.bylaw", "--profile", profile, "--tree", "json"], cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def blocks_of(handbook):
    """{clause id: its text}, and {rule: the text of its block}."""
    clauses, rules = {}, {}
    folder = os.path.join(ROOT, "rules", handbook)
    for name in sorted(os.listdir(folder)):
        if not re.fullmatch(r"chapter-\d\.bylaw", name):
            continue
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            text = file.read()
        for block in re.split(r"(?m)^(?=clause )", text)[1:]:
            clauses[re.match(r"clause (\S+)", block).group(1)] = block
            for rule in re.split(r"(?m)^  (?=[a-z]+ [a-z][a-z0-9-]+ )", block)[1:]:
                rules[re.match(r"\S+ (\S+)", rule).group(1)] = rule
    return clauses, rules


class Sizes:
    """How many fields, steps, grades and values the rules of a clause name."""

    def __init__(self, tree, rules):
        self.tree = tree
        self.steps, self.fields, self.grades, self.values = set(), set(), set(), {len(rules)}
        together, all_fields, by_kind = set(), set(), {}
        for kind, rule in rules:
            by_kind[kind] = by_kind.get(kind, 0) + 1
            if kind == "sequences":
                self.steps.add(len(rule["steps"]))
            if kind == "records":
                # Over what channel something was told stands beside what was told.
                named = {f for f in rule["fields"] if not self.name(f).endswith("channel")}
                self.fields |= {len(rule["fields"]), len(named)}
                together |= named
                all_fields |= set(rule["fields"])
                for fact in rule["fields"]:
                    self.of_fact(fact)
            if kind in ("kpis", "ratings"):
                self.grades.add(len(rule.get("bands", [])))
            if kind == "kpis":
                for fact in rule["by"]:
                    self.of_fact(fact)
            if kind == "tables":
                self.grades.add(len(set(rule["grid"]) | {row["then"] for row in rule["rows"]}))
            if rule.get("when") is not None:
                self.of_condition(rule["when"])
        told = by_kind.get("disclosures", 0)  # each of what must be told
        self.fields |= {len(together), len(all_fields), told, by_kind.get("records", 0)}
        self.values |= set(by_kind.values()) | self.fields | {len(together) + told}

    def name(self, fact):
        return self.tree["facts"][fact]["title"]["name"]

    def of_fact(self, fact):
        of = self.tree["facts"][fact]["type"]
        if of.get("enumeration") is not None:
            values = [v["name"] for v in self.tree["enumerations"][of["enumeration"]]["values"]]
            self.values.add(len(values) - ("other" in values))
            self.grades.add(len(values))
        elif of.get("first") is not None and of.get("last") is not None:
            self.grades.add(int(of["last"]) - int(of["first"]) + 1)

    def of_condition(self, number):
        condition = self.tree["conditions"][number]
        if condition["kind"] == "member":
            self.values |= {len(condition["values"]), len(condition["values"]) - 1}
            enumeration = self.tree["enumerations"][self.tree["facts"][condition["fact"]]["type"]["enumeration"]]["values"]
            self.values.add(len(enumeration) - 1 - len(condition["values"]))  # what it leaves, but for `other`
        for part in condition.get("parts", []):
            self.of_condition(part)


class Quantities(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with open(os.path.join(ROOT, "rules", "clauses.json"), encoding="utf-8") as file:
            cls.listed = json.load(file)
        cls.named_only = {clause: reason for reason, clauses in NAMED_ONLY.items() for clause in clauses.split()}

    def holds(self, quantity, text, sizes):
        value, unit, bound = quantity["value"], quantity["unit"], quantity["bound"]
        if unit == "month":  # of a project: its first or its last day is a date in the rules
            return re.search(f"{value}-01\\b" if bound == "start" else f"{value}-(?:28|30|31)\\b", text)
        if unit == "year":
            return re.search(f"{value}-12-31|promised-by programme-ends", text)
        if unit == "months" and "promised-by" in text:
            return True  # a phase of a project: its first and last day are data
        if unit in UNITS:
            # "75 to 84" is what is at least 75 and does not reach 85.
            return re.search(UNITS[unit].replace("{}", str(value + ((bound, unit) == ("max", "points")))), text)
        if unit in ("steps", "stages"):
            return value in sizes.steps or value in sizes.grades or value in sizes.values
        if unit == "fields":
            return value in sizes.fields
        if unit == "grades":
            return value in sizes.grades
        return max(sizes.values, default=0) >= value  # of an open list: those that are named, and others

    def test_every_figure_is_data(self):
        seen, used = 0, set()
        for handbook, profile in PROFILES.items():
            tree = tree_of(profile)
            texts, blocks = blocks_of(handbook)
            rules = {rule["title"]["name"]: (kind, rule) for kind in KINDS for rule in tree[kind]}
            clauses = {clause["title"]["name"]: (number, clause) for number, clause in enumerate(tree["clauses"])}
            for listed in (c for c in self.listed if c["handbook"] == handbook):
                number, clause = clauses[listed["id"]]
                if clause["not_encoded_because"]:
                    continue
                names = [name for name, (_, rule) in rules.items() if rule["clause"] == number] + [n for n in clause["shares"] if n in rules]
                sizes = Sizes(tree, [rules[name] for name in names])
                text = texts[listed["id"]] + "".join(blocks.get(name, "") for name in names)
                for quantity in listed["quantities"]:
                    with self.subTest(clause=listed["id"], **quantity):
                        if (listed["id"], quantity["unit"]) in OTHERWISE:
                            used.add((listed["id"], quantity["unit"]))
                            continue
                        if quantity["bound"] == "count" and listed["id"] in self.named_only and not self.holds(quantity, text, sizes):
                            used.add(listed["id"])
                            continue
                        self.assertTrue(self.holds(quantity, text, sizes), f"{quantity} is not in {names}")
                        seen += 1
        self.assertGreater(seen, 220)
        # A reason for a figure that is there after all, or for a clause that has none, is no reason.
        self.assertEqual(used, set(OTHERWISE) | set(self.named_only))

    def test_what_is_not_encoded_has_no_limit(self):
        for handbook in PROFILES:
            texts, _ = blocks_of(handbook)
            for listed in (c for c in self.listed if c["handbook"] == handbook and "not-encoded because" in texts[c["id"]]):
                with self.subTest(clause=listed["id"]):
                    self.assertEqual([q for q in listed["quantities"] if q["bound"] in ("max", "min", "exact", "target", "by", "start", "end")], [])


if __name__ == "__main__":
    unittest.main()
