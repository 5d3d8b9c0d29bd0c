#!/usr/bin/env python3
"""Reads decisions of `bylaw run` and prints how often each clause was broken, and how often each level of a ladder was reached.

usage: report.py [--lang zh] [--worst N] [--counts FILE] < decisions.ndjson      (FILE: how often each rule came to which state, as JSON)
"""
import argparse
import json
import sys
from collections import Counter
from unicodedata import east_asian_width


def width(text):
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def table(headings, rows):
    widths = [max(width(str(row[i])) for row in [headings, *rows]) for i in range(len(headings))]
    for row in [headings, ["─" * w for w in widths], *rows]:
        print("  ".join(" " * (w - width(str(c))) + str(c) if i else str(c) + " " * (w - width(str(c)))
                        for i, (c, w) in enumerate(zip(row, widths))).rstrip())


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--lang", default="en", choices=["en", "zh"])
    options.add_argument("--worst", type=int, default=8)
    options.add_argument("--counts")
    options = options.parse_args()
    zh = options.lang == "zh"
    judged, broken, levels, states, decisions = Counter(), Counter(), Counter(), {}, 0
    for line in sys.stdin:
        decision = json.loads(line)
        decisions += 1
        if "level" in decision and decision.get("kind") == "level":
            levels[decision["rule"], decision["level"]] += 1
            continue
        if decision.get("kind") == "state":
            states.setdefault(decision["rule"], Counter())[decision["state"]] += 1
        if decision.get("state") in ("met", "breached") and decision.get("clause"):
            judged[decision["clause"]] += 1
            broken[decision["clause"]] += decision["state"] == "breached"
    if options.counts:
        with open(options.counts, "w", encoding="utf-8") as file:
            json.dump(states, file)
    kept = sum(judged.values()) - sum(broken.values())
    print(("{} 项判定：{} 次遵守，{} 次违反，涉及 {} 条条款" if zh else "{} decisions: kept {} times, broken {} times, under {} clauses").format(
        decisions, kept, sum(broken.values()), len(judged)))
    rows = [[clause, judged[clause], n, f"{100 * n // judged[clause]} %"] for clause, n in broken.most_common(options.worst)]
    print()
    table(["条款", "判定", "违反", ""] if zh else ["clause", "judged", "broken", ""], rows)
    if levels:
        print()
        table(["升级阶梯", "层级", "次数"] if zh else ["ladder", "level", "reached"], [[rule, level, n] for (rule, level), n in sorted(levels.items())])


if __name__ == "__main__":
    main()
