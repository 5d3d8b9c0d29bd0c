#!/usr/bin/env python3
"""The complaints of a replay by their last grade of risk: how many there were, how many were answered and finished late.

Way in: grades.py [en|zh] < decisions.ndjson, the decisions that `bylaw run` writes. Counts only; judges nothing.
"""
import json
import sys

HEADS = {"en": ("grade", "complaints", "answered late", "finished late"), "zh": ("风险等级", "投诉", "答复逾期", "办结逾期")}
LATE = ("breached", "met-late")
RULES = ("answer-complaint", "resolve-complaint")


def main():
    grade, late = {}, {rule: set() for rule in RULES}
    for line in sys.stdin:
        decision = json.loads(line)
        if decision["rule"] == "complaint-risk" and decision["kind"] == "grade":
            grade[decision["case"]] = decision["value"]
        elif decision["rule"] in RULES and decision.get("state") in LATE:
            late[decision["rule"]].add(decision["case"])
    heads = HEADS[sys.argv[1] if len(sys.argv) > 1 else "en"]
    # A Han character is two columns wide.
    widths = [len(head) + sum(ord(character) > 0x2E7F for character in head) for head in heads]
    rows = [[g, *(sum(grade[case] == g for case in cases) for cases in (grade, *late.values()))] for g in sorted(set(grade.values()))]
    print("  ".join(heads))
    print("  ".join("─" * width for width in widths))
    for row in rows:
        print("  ".join(str(number).rjust(width) for number, width in zip(row, widths)))


main()
