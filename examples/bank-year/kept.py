#!/usr/bin/env python3
"""Tells how many rules of clauses that are checked on a ticket the year kept and how many it broke, and lists those that it did not.

usage: kept.py FOLDER [--lang zh] [--require]

FOLDER holds events.ndjson and, for each handbook H, H.counts.json (from report.py), H.board.ndjson and H.tree.json. --require: exit 1
unless every rule was kept at least once and broken at least once.

Duties, records, disclosures and sequences say so themselves: a verdict met, or breached (or met-late). A figure is kept in a period that reaches its target. A
prohibition says nothing while it is kept. One that has a condition is kept by an event that it watches and does not condemn; one that
forbids an event as such is kept by a case of its kind in which it does not occur.
"""
import argparse
import json
import os
import sys
from collections import Counter

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
JUDGED = ("duties", "records", "disclosures", "prohibitions", "sequences", "routines", "kpis", "ratings")


def lines(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


class Log:
    def __init__(self, path):
        self.events, cases = Counter(), {}
        for line in lines(path):
            for kind, case in line["cases"].items():
                self.events[kind, line["event"]] += 1
                cases.setdefault(kind, set()).add(case)
        self.cases = {kind: len(names) for kind, names in cases.items()}


def serving(tree, handbook, wanted):
    """{rule: (group, rule's tree)} of every rule that a wanted clause of the handbook has of its own or names."""
    rules = {rule["title"]["name"]: (group, rule) for group in JUDGED for rule in tree[group]}
    names = set()
    for number, clause in enumerate(tree["clauses"]):
        if clause["title"]["name"] not in wanted or tree["handbooks"][clause["handbook"]]["title"]["name"] != handbook:
            continue
        names.update(name for name, (_, rule) in rules.items() if rule["clause"] == number)
        names.update(name for name in clause["shares"] if name in rules)
    return {name: rules[name] for name in names}


def kept_and_broken(tree, group, rule, counts, figures, log):
    name = rule["title"]["name"]
    if group in ("kpis", "ratings"):
        said = figures.get(name, Counter())
        return said["reached"], said["missed"]
    states = counts.get(name, {})
    broken = states.get("breached", 0) + states.get("met-late", 0)
    if group != "prohibitions":
        return states.get("met", 0), broken
    kinds = [tree["case_kinds"][kind]["title"]["name"] for kind in rule["cases"]]
    event = tree["events"][rule["event"]["event"]]["title"]["name"]
    watched = sum(log.events[kind, event] for kind in kinds) if rule["when"] is not None else sum(log.cases.get(kind, 0) for kind in kinds)
    return max(0, watched - broken - states.get("indeterminate", 0)), broken


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder")
    options.add_argument("--lang", default="en", choices=["en", "zh"])
    options.add_argument("--require", action="store_true")
    options = options.parse_args()
    zh = options.lang == "zh"
    with open(os.path.join(ROOT, "rules", "clauses.json"), encoding="utf-8") as file:
        clauses = json.load(file)
    log = Log(os.path.join(options.folder, "events.ndjson"))
    total, kept, broken, missing = 0, 0, 0, []
    for handbook in dict.fromkeys(clause["handbook"] for clause in clauses):
        at = os.path.join(options.folder, handbook)
        with open(at + ".tree.json", encoding="utf-8") as file:
            tree = json.load(file)
        with open(at + ".counts.json", encoding="utf-8") as file:
            counts = json.load(file)
        figures = {}
        for row in lines(at + ".board.ndjson"):
            said = [row[of] for of in ("target", "growth") if row.get(of) in ("reached", "missed")]
            if said:
                figures.setdefault(row["kpi"], Counter())["missed" if "missed" in said else "reached"] += 1
        wanted = {clause["id"] for clause in clauses if clause["checked_on"] == "ticket"}
        for name, (group, rule) in sorted(serving(tree, handbook, wanted).items()):
            good, bad = kept_and_broken(tree, group, rule, counts, figures, log)
            total, kept, broken = total + 1, kept + (good > 0), broken + (bad > 0)
            if not good or not bad:
                clause = tree["clauses"][rule["clause"]]["title"]["name"]
                missing.append((clause, name, good, bad))
    print()
    for clause, name, good, bad in missing:
        print((f"{clause} {name}：遵守 {good} 次，违反 {bad} 次" if zh else f"{clause} {name}: kept {good} times, broken {bad} times"))
    print((f"逐件检查的规则：{kept} / {total} 条至少遵守一次，{broken} / {total} 条至少违反一次" if zh else
           f"rules of clauses checked on a ticket: {kept} of {total} kept at least once, {broken} of {total} broken at least once"))
    return 1 if options.require and missing else 0


sys.exit(main())
