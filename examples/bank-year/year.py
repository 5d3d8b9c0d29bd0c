#!/usr/bin/env python3
"""Makes a year of events of a mid-size bank, as NDJSON on standard output, ordered by time.

usage: year.py [--events N] [--seed N] [--every-fault] [--distributions]

Cases of customers live as lives.txt says; in some of them one thing goes wrong (`faults`). What the bank itself does at intervals comes
from stories.py. Deterministic: the same arguments give the same bytes. `--distributions` prints what was thrown instead of the events. `--every-fault` tells
every life well, then once with each fault, and every story, and stops there: the smallest year in which everything happens.
"""
import argparse
import bisect
import datetime
import json
import os
import re
import sys
from collections import Counter

from stories import END, Dice, fields_of, stories, with_dates_moved

HERE = os.path.dirname(os.path.abspath(__file__))
HANDBOOKS = ["standard-manual", "contact-centre", "etiquette-guide", "service-procedures", "process-optimisation-2025"]
YEAR = 2025
SECOND, MINUTE, HOUR, DAY = 10**6, 60 * 10**6, 3600 * 10**6, 86_400 * 10**6
EPOCH = datetime.date(1970, 1, 1)
LAST = (datetime.date(YEAR + 1, 3, 1) - EPOCH).days * DAY  # what would come later is left out

# Of a thousand cases, how many are of which kind; `bank` stands for what stories.py tells.
SHARES = {"service": 430, "enquiry": 190, "survey": 80, "complaint": 60, "feedback": 60, "communication": 60, "record-file": 50, "risk-item": 30,
          "bank": 20, "incident": 12, "violation-case": 8}
# Arrivals by hour of the day, in parts: a business day at the branches, a longer one on the phone, any hour for machines.
BRANCH = [0] * 8 + [4, 14, 16, 12, 6, 8, 13, 12, 8, 4, 2, 1] + [0] * 4
PHONE = [1, 1, 1, 1, 1, 1, 2, 4, 9, 13, 13, 10, 7, 8, 11, 10, 8, 6, 5, 5, 4, 3, 2, 1]
ANY = [1] * 24
HOURS = {"service": BRANCH, "record-file": BRANCH, "violation-case": BRANCH, "enquiry": PHONE, "survey": PHONE, "complaint": PHONE, "feedback": PHONE,
         "communication": PHONE, "risk-item": ANY, "incident": ANY}
# Arrivals by day of the week, Monday first, and on days that the calendar closes.
WEEKDAYS, CLOSED = [110, 100, 100, 100, 105, 30, 20], 20

ROWS = {
    "product": [("settlement", "basic", "payments", "payment", "processing")] * 4 + [
        ("account", "basic", "deposits", "account-management", "processing"), ("fintech", "fintech", "mobile-payment", "mobile-payment", "processing"),
        ("investment", "investment-and-wealth", "bonds", "fund-sales", "processing"), ("insurance", "investment-and-wealth", "insurance", "insurance-sales", "processing"),
        ("wealth", "wealth-management", "private-banking", "private-banking", "processing"), ("consultation", "comprehensive", "wealth-planning", "financial-planning", "processing"),
        ("guidance", "digital", "mobile-bank", "handling", "processing"), ("education", "value-added", "financial-education", "other", "processing"),
        ("other", "special-purpose", "credit-cards", "credit-card", "processing"), ("other", "other", "foreign-exchange", "foreign-exchange", "processing")],
    "product of account": [("account", "basic", "deposits", "account-management", "processing")],
    "product of wealth": [("wealth", "investment-and-wealth", "funds", "fund-sales", "processing")],
    "product of loan": [("loan", "basic", "loans", "loan-interest", "disbursement")],
    "customer": [("individual", "ordinary")] * 6 + [("individual", "elderly"), ("individual", "high-net-worth"), ("enterprise", "small-and-medium"), ("enterprise", "large"),
                                                     ("institutional", "financial-institution")],
    "channel": [("counter",)] * 4 + [("app",)] * 3 + [("phone",)] * 2 + [("online",), ("branch",), ("self-service",)],
    "branch": [(n,) for n in range(1, 41)],
    "message": [("enquiry", "phone"), ("enquiry", "online"), ("enquiry", "sms"), ("complex", "face-to-face"), ("complex", "phone"), ("internal", "internal-system"), ("internal", "meeting")],
    "file": [("service",)] * 3 + [("communication",), ("service-file",), ("upkeep",)],
    "grade": [("slight", "branch", "general", "minor")] * 3 + [("moderate", "city", "relatively-major", "general"), ("serious", "city", "major", "relatively-major"),
                                                                ("critical", "nationwide", "especially-major", "major")],
    "risk": [("low", "low", "low")] * 3 + [("medium", "medium", "medium"), ("high", "high", "high")],
}
ROUND = max(len(rows) for name, rows in ROWS.items() if name != "branch")
# What a field may wrongly say, beside a yes that becomes a no.
WRONG = {"product-item": ["deposits", "mobile-bank"], "fee-kind": ["big-data", "payment"], "customer-segment": ["large", "ordinary"], "message-channel": ["online", "meeting"],
         "notice-form": ["spoken"], "notice-channel": ["face-to-face"], "risk-class": ["credit", "process", "technology"], "risk-rank": ["low"], "manual-grade": ["general"],
         "procedure-grade": ["minor"], "response-level": [4], "product-risk": [5], "step": ["processing"]}
# What may befall a case that goes well otherwise.
MISHAPS = {
    "service": ["funds.loss-reported"] + [f"conduct.violation-recorded {{ misconduct {what} }}" for what in ("price-fraud", "improper-marketing", "discrimination")]
               + [f"violation.detected {{ violation-type {what} }}" for what in ("attitude", "process", "wrong-information", "duty-to-inform", "identification")],
    "complaint": ["violation.detected { violation-type complaint }", "customer-info.disclosed { authorised no, consent no }"],
}
LINE = re.compile(r"  (?:(\d+)% )? *(\d+)(?:\.\.(\d+))? (s|min|h|wd|cd) +([a-z-]+\.[a-z-]+)(?: \{ (.*) \})?$")
UNITS = {"s": SECOND, "min": MINUTE, "h": HOUR}
# How late a late event is: after limits in minutes, in days, and in weeks.
DELAYS = [3 * HOUR, 4 * DAY, 45 * DAY]


class Calendar:
    """Which days are open, from the pack's calendar."""

    def __init__(self, path):
        self.off, self.work = set(), set()
        with open(path, encoding="utf-8") as file:
            for word, first, last in re.findall(r"(?m)^  (off|work) +(\S+)(?: to (\S+))?", file.read()):
                a, b = self.day(first), self.day(last or first)
                (self.off if word == "off" else self.work).update(range(a, b + 1))

    @staticmethod
    def day(text):
        return (datetime.date.fromisoformat(text) - EPOCH).days

    def open(self, day):
        return day in self.work or day not in self.off and (day + 3) % 7 < 5  # 1970-01-01 was a Thursday

    def after(self, day, count):
        """The open day so many open days later; a closed day counts from the next open one."""
        while not self.open(day):
            day += 1
        for _ in range(count):
            day += 1
            while not self.open(day):
                day += 1
        return day


class Life:
    def __init__(self, name, kind, weight, faulty, began):
        self.name, self.kind, self.weight, self.faulty, self.began = name, kind, int(weight), int(faulty), int(began or 0)
        self.steps = []  # (per cent, least, most, unit, event, [(field, choices)])
        self.told = self.went_wrong = 0

    def faults(self, dice):
        """Everything that can go wrong in this life, in an order of the dice. Each comes as often as any other; a wrong value, which may be
        wrong for some cases only, comes oftener."""
        found = []
        for i, (_, _, _, unit, _, fields) in enumerate(self.steps):
            if i > 0:
                found += [("late", i, delay) for delay in DELAYS]
            found.append(("left out", i))
            if i + 1 < len(self.steps):
                found.append(("out of order", i))
            if unit == "cd":
                found += [("too early", i)] * 10
            for field, choices in fields:
                if choices[0] in ("yes", "no"):
                    found.append(("turned", i, field))
                found += [("wrong", i, field, value) for value in WRONG.get(field, [])] * 4
        found += [("not noted", field) for field in dict.fromkeys(field for step in self.steps for field, _ in step[5])]
        found += [("mishap", event) for event in MISHAPS.get(self.kind, [])]
        return dice.shuffled(found)


def lives(path):
    blocks, found, into = {}, [], None
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.rstrip()
            if not line or line.startswith("#"):
                continue
            head = re.match(r"life (\S+) of (\S+) (\d+) faulty (\d+)%(?: began (\d+))?$", line)
            if head:
                found.append(Life(*head.groups()))
                into = found[-1].steps
            elif line.startswith("block "):
                into = blocks.setdefault(line.split()[1], [])
            elif line.startswith("  use "):
                into += blocks[line.split()[1]]
            else:
                read = LINE.match(line)
                if not read:
                    sys.exit(f"{path}:{number}: not a line of a life: {line}")
                share, least, most, unit, event, fields = read.groups()
                pairs = re.findall(r'([a-z][a-z-]*) ("[^"]*"|[^,\s]+)', fields or "")
                into.append((int(share or 100), int(least), int(most or least), unit, event, [(name, words.split("|") if words[0] != '"' else [words]) for name, words in pairs]))
    return found


def value_of(word, rows):
    if word.startswith("$"):
        name, _, place = word[1:].partition(".")
        word = rows[name][int(place or 0)]
    if not isinstance(word, str):
        return word
    if word.startswith('"'):
        return word[1:-1]
    if word in ("yes", "no"):
        return word == "yes"
    return int(word) if word.isdecimal() else word


class Bank:
    def __init__(self, seed):
        self.dice = Dice(seed)
        self.calendar = Calendar(os.path.join(HERE, "..", "..", "rules", "calendars", "cn-mainland.bylaw"))
        self.lives = {}
        for life in lives(os.path.join(HERE, "lives.txt")):
            self.lives.setdefault(life.kind, []).append(life)
        self.faults = {life.name: life.faults(self.dice) for kind in self.lives.values() for life in kind}
        self.begin = Calendar.day(f"{YEAR}-01-01")
        self.days = Calendar.day(f"{YEAR + 1}-01-01") - self.begin
        self.by_day = self.sums(WEEKDAYS[(d + 3) % 7] if self.calendar.open(d) else CLOSED for d in range(self.begin, self.begin + self.days))
        self.by_hour = {kind: self.sums(parts) for kind, parts in HOURS.items()}
        # One after the other: so each is told before any is told twice.
        self.stories = self.dice.shuffled([story for handbook in HANDBOOKS for story in stories(handbook) if story[0] in (*END, "improvement")])
        self.told = 0
        self.lines = []
        self.counts = {"kind": Counter(), "life": Counter(), "hour": Counter(), "weekday": Counter(), "fault": Counter()}

    @staticmethod
    def sums(parts):
        total, sums = 0, []
        for part in parts:
            total += part
            sums.append(total)
        return sums

    def pick(self, sums):
        return bisect.bisect_right(sums, self.dice.below(sums[-1]))

    def arrival(self, kind):
        day, hour = self.begin + self.pick(self.by_day), self.pick(self.by_hour[kind])
        self.counts["hour"][hour] += 1
        self.counts["weekday"][(day + 3) % 7] += 1
        return day * DAY + hour * HOUR + self.dice.below(3600) * SECOND

    def later(self, at, least, most, unit):
        span = most - least + 1
        count = least + min(self.dice.below(span), self.dice.below(span))  # the shorter of two throws
        if unit in UNITS:
            return at + least * UNITS[unit] + min(self.dice.below((most - least) * UNITS[unit] // SECOND + 1), self.dice.below((most - least) * UNITS[unit] // SECOND + 1)) * SECOND
        day = at // DAY + count if unit == "cd" else self.calendar.after(at // DAY, count)
        opening, closing = day * DAY + 9 * HOUR, day * DAY + 17 * HOUR
        if at >= closing - HOUR:  # this day's hours are over
            day = self.calendar.after(day + 1, 0)
            opening, closing = day * DAY + 9 * HOUR, day * DAY + 17 * HOUR
        opening = max(opening, at + MINUTE)
        return opening + self.dice.below((closing - opening) // SECOND) * SECOND

    def throw_life(self, kind):
        choices = self.lives[kind]
        life = choices[self.pick(self.sums(life.weight for life in choices))]
        self.tell_life(kind, life, self.next_fault(life) if self.dice.below(100) < life.faulty else ("none",))

    def next_fault(self, life):
        life.went_wrong += 1
        return self.faults[life.name][(life.went_wrong - 1) % len(self.faults[life.name])]

    def tell_life(self, kind, life, fault, turn=None):
        """With rows and doubtful lines as the dice throw them; where a turn is given, with the rows of that turn and every line."""
        life.told += 1
        self.counts["life"][life.name] += 1
        self.counts["fault"][fault[0]] += 1
        rows = {name: all_rows[self.dice.below(len(all_rows)) if turn is None else turn % len(all_rows)] for name, all_rows in ROWS.items() if " of " not in name}
        if f"product of {life.name}" in ROWS:
            rows["product"] = ROWS[f"product of {life.name}"][0]
        at = self.arrival(kind) - life.began * DAY
        told = []
        for i, (share, least, most, unit, event, fields) in enumerate(life.steps):
            mine = fault[1:2] == (i,) and fault[0] not in ("not noted", "mishap")
            here = share == 100 or mine or turn is not None or self.dice.below(100) < share
            values = {}
            for name, words in fields:
                values[name] = value_of(words[self.dice.below(len(words))], rows)
                if fault == ("not noted", name):
                    del values[name]
                elif mine and fault[0] == "turned" and fault[2] == name:
                    values[name] = not values[name]
                elif mine and fault[0] == "wrong" and fault[2] == name:
                    values[name] = fault[3]
            if not here or mine and fault[0] == "left out":
                continue
            at = at + 700 * DAY if mine and fault[0] == "too early" else self.later(at, least, most, unit)
            if mine and fault[0] == "late":
                at += fault[2]
            told.append([at, event, values, mine and fault[0] == "out of order"])
        for one, next_one in zip(told, told[1:]):
            if one[3]:
                one[0], next_one[0] = next_one[0], one[0]
                break
        if fault[0] == "mishap":
            event, _, fields = fault[1].partition(" { ")
            told.append([told[self.dice.below(len(told) - 1)][0] + MINUTE, event, fields_of(fields.rstrip(" }")), False])
        self.add(kind, f"{life.name}-{self.told}", [(at, event, values) for at, event, values, _ in told])

    def add(self, kind, name, events):
        self.lines += [(at, self.told, step, kind, name, event, values) for step, (at, event, values) in enumerate(events) if at < LAST]

    def tell_story(self, story=None):
        _, _, cases, first, story = story or self.stories[self.counts["life"]["story"] % len(self.stories)]
        self.counts["life"]["story"] += 1
        room = max(1, self.days - story[-1][0] // DAY - 7)  # its latest event stays within the year where it can
        day = self.begin + self.dice.below(room)
        moved = day - first // DAY + (first // DAY - day) % 7  # to its own day of the week
        for step, (after, case, event, fields) in enumerate(story):
            self.lines.append((first + moved * DAY + after, self.told, step, cases[case], f"{case}-{self.told}", event, with_dates_moved(fields, moved)))

    def every_fault(self):
        for kind, lives_of_kind in self.lives.items():
            for life in lives_of_kind:
                for fault in [("none",), *dict.fromkeys(self.faults[life.name])]:
                    # With every row of a product what goes well and what is wrong beside some values only; the short lives always.
                    for turn in range(ROUND if fault[0] in ("none", "wrong") else 1 if kind == "service" else 6):
                        self.told += 1
                        self.tell_life(kind, life, fault, turn)
        for _ in self.stories:
            self.told += 1
            self.tell_story()
        self.lines.sort(key=lambda line: line[:3])

    def live(self, events):
        kinds = list(SHARES)
        shares = self.sums(SHARES.values())
        while len(self.lines) < events:
            self.told += 1
            kind = kinds[self.pick(shares)]
            self.counts["kind"][kind] += 1
            if kind == "bank":
                self.tell_story()
            else:
                self.throw_life(kind)
        # Routines are judged for the bank, its branches and its staff: the smallest year has one of each.
        there = {line[3] for line in self.lines}
        for kind in (kind for kind in END if kind not in there):
            self.told += 1
            self.tell_story(next(story for story in self.stories if story[0] == kind))
        self.lines.sort(key=lambda line: line[:3])


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--events", type=int, default=1_000_000)
    options.add_argument("--seed", type=int, default=2026)
    options.add_argument("--every-fault", action="store_true")
    options.add_argument("--distributions", action="store_true")
    options = options.parse_args()
    bank = Bank(options.seed)
    bank.every_fault() if options.every_fault else bank.live(options.events)
    if options.distributions:
        for life in (life for kind in bank.lives.values() for life in kind):
            print(f"{life.name}: told {life.told} times, {life.went_wrong} with one of {len(bank.faults[life.name])} faults")
        for name, counts in bank.counts.items():
            whole = sum(counts.values())
            print(f"{name}: " + ", ".join(f"{key} {count / whole:.1%}" for key, count in sorted(counts.items(), key=lambda item: (isinstance(item[0], str), -item[1] if isinstance(item[0], str) else item[0]))))
        return
    out = sys.stdout
    dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    for number, (at, _, _, kind, case, event, fields) in enumerate(bank.lines, 1):
        seconds, fraction = divmod(at, SECOND)
        when = (datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds)).isoformat() + (f".{fraction:06}" if fraction else "")
        line = {"cases": {kind: case}, "event": event, "at": when + "+08:00", "id": f"y{number}"}
        out.write(dump(line | ({"fields": fields} if fields else {})) + "\n")


main()
