#!/usr/bin/env python3
"""Loads every two handbooks together without a choice, and writes what `bylaw check` finds as a Markdown table: which clauses
contradict each other, and for what.

usage: contradictions.py BYLAW      (prints the table that stands in README.md)
"""
import itertools
import os
import re
import subprocess
import sys

RULES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
HANDBOOKS = ["standard-manual", "contact-centre", "etiquette-guide", "service-procedures", "process-optimisation-2025"]
FOUND = re.compile(r"error\[B09\]: `(\S+)` \((\S+)\) and `(\S+)` \((\S+)\) give different (.*), and neither yields: (.*)")


def chapters(handbook):
    folder = os.path.join(RULES, handbook)
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if re.fullmatch(r"chapter-\d\.bylaw", name)]


def limit_of(rule, text):
    """As written in the rule, or the parameter's default."""
    block = re.search(rf"(?m)^  duty {rule} (?:.*\n)+?  \}}", text).group()
    limit = re.search(r"(?m)^    limit +(.*?) from trigger", block).group(1)
    default = re.search(rf"(?m)^  parameter {limit} .* default (\d[^\n]*?)(?:\s+because .*)?$", text)
    return f"{default.group(1)} (parameter `{limit}`)" if default else limit


def table(bylaw):
    text = ""
    for handbook in HANDBOOKS:
        for path in chapters(handbook):
            with open(path, encoding="utf-8") as file:
                text += file.read()
    lines = ["| clause | rule | its limit | clause | rule | its limit | both speak of |", "|---|---|---|---|---|---|---|"]
    for one, other in itertools.combinations(HANDBOOKS, 2):
        found = subprocess.run([bylaw, "check", *chapters(one), *chapters(other)], capture_output=True, text=True).stdout
        for b, clause_b, a, clause_a, _, when in FOUND.findall(found):
            lines.append(f"| {clause_a} | `{a}` | {limit_of(a, text)} | {clause_b} | `{b}` | {limit_of(b, text)} | {when} |")
        if "error[" in FOUND.sub("", found):
            sys.exit(f"{one} and {other}: another error than a contradiction")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(table(sys.argv[1]))
