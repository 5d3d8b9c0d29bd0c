#!/usr/bin/env python3
"""Makes a year of events of a mid-size bank, as NDJSON on standard output, ordered by time. The stories are those that the rule pack's
tests tell, each told again and again on other days to other cases: so every rule of a handbook is kept and broken.

usage: stories.py HANDBOOK [--events N] [--seed N] [--year N]

Deterministic: the same arguments give the same bytes. How often which kind of case occurs is in SHARES; within a kind, stories of a
broken rule are told once for every KEPT of the others.
"""
import argparse
import bisect
import datetime
import json
import os
import re
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
# Of a thousand stories, how many are about which kind of case.
SHARES = {"service": 460, "enquiry": 200, "complaint": 90, "survey": 90, "feedback": 70, "communication": 40, "record-file": 20, "risk-item": 10,
          "staff-member": 8, "violation-case": 4, "incident": 4, "improvement": 2, "institution": 1, "branch": 1}
KEPT = 12
# Periodic duties run as long as their case: a story about one ends with it.
END = {"institution": "institution.closed", "staff-member": "staff.left", "branch": "branch.closed"}
DAY = 86_400_000_000
DATE = r"\d{4}-\d\d-\d\d"
EPOCH = datetime.date(1970, 1, 1)


class Dice:
    """splitmix64: whole numbers only, the same everywhere."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = self.state + 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF
        z = self.state
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF
        z = (z ^ z >> 27) * 0x94D049BB133111EB & 0xFFFFFFFFFFFFFFFF
        return (z ^ z >> 31) % n


def instant(date, time):
    h, m, *s = time.split(":")
    seconds, _, fraction = (s[0] if s else "0").partition(".")
    day = (datetime.date.fromisoformat(date) - EPOCH).days
    return day * DAY + ((int(h) * 60 + int(m)) * 60 + int(seconds)) * 1_000_000 + int((fraction + "000000")[:6])


def value(word):
    if word.startswith('"'):
        return word.strip('"')
    if word in ("yes", "no"):
        return word == "yes"
    return int(word) if re.fullmatch(r"-?\d+", word) else word


def fields_of(text):
    pairs = re.findall(r'([a-z][a-z-]*) ("[^"]*"|[^,}\s]+)', text or "")
    return {name: value(word) for name, word in pairs}


def with_dates_moved(fields, days):
    """A date that a story names moves with the story."""
    return {name: (datetime.date.fromisoformat(v) + datetime.timedelta(days=days)).isoformat() if isinstance(v, str) and re.fullmatch(DATE, v) else v
            for name, v in fields.items()}


def stories(handbook):
    """(kind of the first case, broken, {name: kind}, [(µs from the first event, case name, event, fields)]) of every test with events"""
    folder = os.path.join(ROOT, "rules", handbook)
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".tests.bylaw"):
            continue
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            text = file.read()
        for test in re.findall(r'(?ms)^test "[^"]*" \{\n(.*?)^\}', text):
            cases = dict((c, k) for k, c in re.findall(r"(?m)^  given +(\S+) +(\S+)", test))
            steps = []
            for date, time, case, event, fields in re.findall(
                    r"(?m)^  at (\S+) (\S+) +(?:([A-Z]\w*) +)?([a-z-]+\.[a-z-]+)(?: \{(.*)\})?", test):
                steps.append((instant(date, time), case or next(iter(cases)), event, fields_of(fields)))
            if not steps:
                continue
            first = steps[0][0]
            broken = bool(re.search(r"(?m)^  expect .*\b(breached|met-late|missed)\b", test))
            story = [(at - first, case, event, fields) for at, case, event, fields in steps]
            for case, kind in cases.items():
                if kind in END and not any(event == END[kind] for _, _, event, _ in story):
                    last = max(instant(*until) - first for until in re.findall(r"(?m)^  (?:until|at) +(\S+) ([\d:.]+)", test))
                    story.append((last + 10 * DAY, case, END[kind], {}))
            yield next(iter(cases.values())), broken, cases, first, story


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("handbook")
    options.add_argument("--events", type=int, default=200_000)
    options.add_argument("--seed", type=int, default=2026)
    options.add_argument("--year", type=int, default=2025)
    options = options.parse_args()
    dice = Dice(options.seed)
    by_kind = {}
    for kind, broken, cases, start, story in stories(options.handbook):
        by_kind.setdefault(kind, ([], []))[broken].append((cases, start, story))
    kinds = [kind for kind in SHARES if kind in by_kind]
    edges, total = [], 0
    for kind in kinds:
        total += SHARES[kind]
        edges.append(total)
    begin = (datetime.date(options.year, 1, 1) - EPOCH).days
    days = (datetime.date(options.year + 1, 1, 1) - EPOCH).days - begin
    every = [(kind, broken, story) for kind in kinds for broken in (0, 1) for story in by_kind[kind][broken]]
    lines, told = [], 0
    while len(lines) < options.events:
        if told < len(every):  # every story at least once
            cases, first, story = every[told][2]
        else:
            kept, broken = by_kind[kinds[bisect.bisect_right(edges, dice.below(total))]]
            chosen = broken if broken and (not kept or dice.below(KEPT + 1) == 0) else kept
            cases, first, story = chosen[dice.below(len(chosen))]
        # The latest event of a story stays within the year where it can.
        room = max(1, days - story[-1][0] // DAY - 7)
        day = begin + dice.below(room)
        moved = day - first // DAY + (first // DAY - day) % 7  # to its own day of the week
        start = first + moved * DAY
        for step, (after, case, event, fields) in enumerate(story):
            lines.append((start + after, told, step, cases[case], f"{case}{told}", event, with_dates_moved(fields, moved)))
        told += 1
    lines.sort(key=lambda line: line[:3])
    out = sys.stdout
    for number, (at, _, _, kind, case, event, fields) in enumerate(lines, 1):
        seconds, fraction = divmod(at, 1_000_000)
        when = (datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds)).isoformat() + (f".{fraction:06}" if fraction else "")
        line = {"cases": {kind: case}, "event": event, "at": when + "+08:00", "id": f"y{number}"}
        out.write(json.dumps(line | ({"fields": fields} if fields else {}), ensure_ascii=False, separators=(",", ":")) + "\n")


main()
