#!/usr/bin/env python3
"""Explanations of generated cases: they tell the decisions of a plain run, and their intervals add up to every figure.

usage: generated_test.py BYLAW REFERENCE [--files N] [--seed S]

REFERENCE is the folder of the slow evaluator, whose generators make the rules, calendars and logs.
"""
import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import datetime

CASES = 12  # of each file
EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def micros(text):
    if text is None:
        return None
    delta = datetime.fromisoformat(text) - EPOCH
    return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds


def words(d):
    """What a decision says, in the words that a plain run and an explanation have in common."""
    return d["kind"], d.get("rule"), d.get("instance"), d.get("state"), d.get("cause"), micros(d["at"]), micros(d.get("due"))


def told(explanation):
    """Every decision in an explanation but results of tables, which are told as results."""
    for rule in explanation["rules"]:
        entries = list(rule.get("notes", [])) + list(rule.get("not_followed", []))
        for one in rule.get("instances", []) + rule.get("periods", []):
            entries += one["history"]
        yield from (entry["decision"] for entry in entries if "decision" in entry)
    yield from (entry["decision"] for entry in explanation["remarks"])


class Sums:
    """Adds up what an explanation says, from its members alone."""

    def __init__(self):
        self.figures, self.unexplained, self.faults = 0, 0, []  # unexplained: deadlines that no sum comes to, and that say so
        self.told = self.summed = 0  # warnings and levels, and those with a sum

    def hold(self, right, what, shown):
        if not right:
            self.faults.append(f"{what}: {json.dumps(shown, ensure_ascii=False)[:3000]}")

    def stretches(self, stretches, time):
        total, reached, counted_to = 0, None, None
        for s in stretches:
            begin, end, days = micros(s["from"]), micros(s["to"]), s.get("days", 1)
            self.hold(begin < end and reached in (None, begin), "a gap before a stretch", s)
            reached = end
            total += s["adds"]
            self.hold(total == s["total"], "the total so far", s)
            if "intervals" in s:
                at, counted = begin, 0
                for i in s["intervals"]:
                    self.hold(micros(i["from"]) == at < micros(i["to"]), "a gap before an interval", s)
                    at = micros(i["to"])
                    self.hold(i["counting"] != "paused" or "stop" in i, "a pause without its stop", s)
                    if i["counting"] == "counted":
                        counted += at - micros(i["from"])
                        counted_to = at if days == 1 else end
                self.hold(days > 1 or at == end, "intervals that stop short", s)
                self.hold(counted * days == s["adds"], "intervals that do not make what a stretch adds", s)
            else:
                whole = end - begin if time else days
                self.hold(s["adds"] == (whole if s["counting"] == "counted" else 0), "what a stretch adds", s)
                counted_to = end if time and s["adds"] else counted_to
        return total, reached, counted_to

    def sum(self, s, due, what, stops=()):
        time = s["measure"] in ("elapsed", "working")
        total, _, counted_to = self.stretches(s["stretches"], time)
        self.figures += 1
        self.hold(due is None or micros(s["comes_to"]) == due, what, s)
        self.hold(total == s["total"], what + ", its total", s)
        if "open" in s:
            self.hold(self.stretches(s["open"]["stretches"], True)[0] == s["open"]["microseconds"], what + ", opening time", s)
        if s["comes_to"] is None or not s["stretches"]:
            return
        self.hold(total == s["microseconds" if time else "dates"], what + ", the target", s)
        if not time:
            return
        self.hold(micros(s["stretches"][0]["from"]) == micros(s["start"]), what + ", where it begins", s)
        if "held_by" in s:
            self.hold(micros(stops[s["held_by"]]["to"]) == micros(s["comes_to"]) > counted_to, what + ", the stop that holds it", s)
        else:
            self.hold(counted_to == micros(s["comes_to"]), what + ", the last interval that counts", s)

    def measured(self, m, what):
        self.figures += 1
        time = "microseconds" in m
        self.hold(self.stretches(m["stretches"], time)[0] == m["microseconds" if time else "dates"], what, m)

    def margins(self, history):
        for entry in history:
            for word in ("late", "early"):
                if word in entry:
                    d = entry["decision"]
                    self.figures += 1
                    self.hold(entry[word]["microseconds"] == abs(micros(d["at"]) - micros(d["due"])), word, entry)
                    if "open" in entry[word]:
                        self.measured(entry[word]["open"], "opening time after the deadline")

    def points(self, instance):
        """Warnings and levels that an amount on a clock brings about, not those told from the deadline backwards."""
        for entry in instance["history"]:
            if entry.get("decision", {}).get("kind") not in ("warning", "level"):
                continue
            self.told += 1
            if "sum" in entry:
                self.summed += 1
                at = None if entry.get("to_opening") else micros(entry["at"])
                self.sum(entry["sum"], at, "the instant of a warning or level", instance["stops"])

    def rule(self, rule):
        for i in rule.get("instances", []):
            decides = False
            for term in i["terms"]:
                decides = decides or term.get("decides", False)
                if "sum" in term:
                    self.sum(term["sum"], micros(i["due"]) if term["decides"] else None, "the limit of " + rule["rule"], i["stops"])
            self.unexplained += bool(i["due"] and i["terms"] and not decides and not i.get("dated_by_stop"))
            if "used" in i.get("so_far", {}):
                self.measured(i["so_far"]["used"], "what is used of " + rule["rule"])
            self.margins(i["history"])
            self.points(i)
        for p in rule.get("periods", []):
            if "end" in p:
                self.sum(p["end"], micros(p["to"]), "the end of a period of " + rule["rule"])
            if "grace" in p:
                self.sum(p["grace"], micros(p["due"]), "the deadline of a period of " + rule["rule"])
            self.margins(p["history"])
        for note in rule.get("notes", []):
            if "sum" in note:
                self.sum(note["sum"], micros(note["decision"]["due"]), "how long a showing is valid")


def ndjson(logs, iso):
    events = []
    for case, log in logs.items():
        for n, (at, name, fields) in enumerate(log):
            event = dict(case=case, event=name, at=iso(at), id=f"{case}-{n:03}", seq=n)
            events.append((at, n, json.dumps(event | ({"fields": fields} if fields else {}))))
    return "".join(line + "\n" for _, _, line in sorted(events, key=lambda e: e[:2]))


def run(bylaw, *arguments):
    done = subprocess.run([bylaw, *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"bylaw {' '.join(arguments)}\n{done.stdout}{done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bylaw")
    parser.add_argument("reference")
    parser.add_argument("--files", type=int, default=16)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    sys.path.insert(0, options.reference)
    import generate
    import generate_routines
    import generate_single
    from words import iso

    passed, failed, figures, unexplained, points, summed = 0, 0, 0, 0, 0, 0
    for number in range(options.files):
        r = random.Random(options.seed * 7_000_003 + number)
        kind = generate_single if number % 4 == 3 else generate_routines if number % 8 == 1 else generate
        plan = kind.rules(r, waiting=number % 8 == 5, in_editions=number % 8 == 2) if kind is generate else kind.rules(r)
        with tempfile.TemporaryDirectory() as room:
            rules, events = os.path.join(room, "rules.bylaw"), os.path.join(room, "events.ndjson")
            with open(rules, "w", encoding="utf-8") as out:
                out.write(plan["rules"])
            until = (generate.days(plan["middle"]) + plan.get("days", 60)) * 86_400_000_000
            logs = {f"C{n}": kind.log(r, plan) for n in range(CASES)}
            for again in (True, False):  # once more, aiming at the instants that the first attempt brought out
                with open(events, "w", encoding="utf-8") as out:
                    out.write(ndjson(logs, iso))
                plain = {}
                end = iso(max([until] + [at for log in logs.values() for at, _, _ in log]))
                for d in run(options.bylaw, "run", rules, "--events", events, "--until", end):
                    plain.setdefault(d["case"], []).append(d)
                if not again:
                    break
                for case in list(logs)[::2]:
                    edges = sorted({micros(d[k]) for d in plain.get(case, []) for k in ("at", "due") if k in d})
                    logs[case] = kind.log(r, plan, edges)
            for case, log in logs.items():
                if not log:
                    continue
                faults = []
                sums = Sums()
                for at in (end, iso(log[len(log) // 2][0])):  # as it ended, and as it stood
                    explained = run(options.bylaw, "explain", rules, "--events", events, "--case", case, "--at", at, "--format", "json")
                    for one in explained:
                        for rule in one["rules"]:
                            sums.rule(rule)
                    if at == end:
                        ours = Counter(words(d) for one in explained for d in told(one))
                        theirs = Counter(words(d) for d in plain.get(case, []) if d["kind"] != "grade")
                        faults += [f"only explained: {d}" for d in ours - theirs] + [f"not explained: {d}" for d in theirs - ours]
                faults += sums.faults
                figures, unexplained = figures + sums.figures, unexplained + sums.unexplained
                points, summed = points + sums.told, summed + sums.summed
                passed, failed = passed + (not faults), failed + bool(faults)
                for fault in faults[:3] if failed <= 3 else []:
                    print(f"file {number}, case {case}: {fault}")
                if faults and failed <= 3:
                    print("\n".join(f"    {iso(at)} {name} {fields or ''}" for at, name, fields in log))
                    print(plan["rules"])
    print(f"{figures} figures, and {unexplained} deadlines that no sum comes to")
    print(f"{points} warnings and levels, {summed} with a sum; the others are told at the breach itself, from the deadline backwards, or of several limits")
    failed += unexplained > 0
    if figures < 200 * options.files:
        print("too few to say anything")
        failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
