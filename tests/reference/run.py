#!/usr/bin/env python3
"""Compares bylaw with the slow evaluator on generated rules, calendars and event logs, and on the goldens.

usage: run.py [--bylaw PROGRAM] [--cases N] [--seed S] [--per-file K] [--keep DIRECTORY] [--goldens] [--all]
              [--straight]

A case is one event log judged by all duties, ladders and tables of a generated rule file. The first disagreement is shown in
full and its files are kept. The last line is `N passed, N failed`.
"""
import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import arrival  # noqa: E402
import board  # noqa: E402
import generate  # noqa: E402
import generate_routines  # noqa: E402
import generate_single  # noqa: E402
import refused  # noqa: E402
import rows as rows_of_semantics  # noqa: E402
from instance import Event  # noqa: E402
from judge import Judge  # noqa: E402
from words import engine_words, iso, lines_of, micros, same, words  # noqa: E402

REMARKS = {"resume-without-pause", "repeated-discharge", "repeated-step", "same-content"}  # those that the semantics name
HERE = os.path.dirname(os.path.abspath(__file__))


class Rules:
    """A rule file as the engine's checker understands it, and the judge of it."""

    def __init__(self, bylaw, path):
        done = subprocess.run([bylaw, "check", "--tree", "json", path], capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"{path} is not accepted:\n{done.stdout}{done.stderr}")
        self.path, self.tree = path, json.loads(done.stdout)
        self.judge = Judge(self.tree)
        self.events = {e["title"]["name"]: i for i, e in enumerate(self.tree["events"])}
        self.facts = {f["title"]["name"]: i for i, f in enumerate(self.tree["facts"])}

    def value(self, fact, word):
        kind = self.tree["facts"][fact]["type"]
        if kind["kind"] == "enumeration":
            names = [v["name"] for v in self.tree["enumerations"][kind["enumeration"]]["values"]]
            return names.index(word)
        if kind["kind"] == "date":
            return generate.days(word)
        if kind["kind"] == "instant":
            return micros(word)
        if kind["kind"] == "text":
            return 1 if word else 0
        return int(word)

    def event(self, at, name, fields, number):
        known = {self.facts[k]: self.value(self.facts[k], v) for k, v in fields.items()}
        return Event(at, self.events[name], known, number, number)

    def texts(self):
        """The rules written in the file, each by its name."""
        with open(self.path, encoding="utf-8") as lines:
            rules = lines.read().split("\n  }\n")
        return {rule.split("{")[0].split()[-1]: rule for rule in rules if "{" in rule}

    def decisions(self, log, until):
        return self.judge.case(0, [self.event(*e, n) for n, e in enumerate(log)], until)


def judged_by_engine(bylaw, rules, events, until):
    done = subprocess.run([bylaw, "run", rules.path, "--events", events, "--until", iso(until)], capture_output=True, text=True)
    found = {}
    for line in done.stdout.splitlines():
        d = json.loads(line)
        if d["kind"] == "remark" and (d["cause"] not in REMARKS or d.get("rule") in rules.judge.many) or d["kind"] == "state" and d.get("state") in ("running", "paused"):
            continue
        found.setdefault(d["case"], []).append(engine_words(d))
    if done.stderr.strip() or done.returncode != 0:
        found["?"] = [done.stderr.strip() or f"exit {done.returncode}"]
    return found


def one_file(options, number, room, rows, show):
    r = random.Random(options.seed * 1_000_003 + number)
    # Every fourth file: rules judged at events; every eighth: routines; as many: duties that wait for a fact; every sixteenth: limits from an event,
    # or editions of rules.
    kind = generate_single if number % 4 == 3 else generate_routines if number % 8 == 1 else generate
    plan = kind.rules(r, waiting=number % 8 == 5, anchored=number % 16 == 10, in_editions=number % 16 == 2) if kind is generate else kind.rules(r)
    path = os.path.join(room, f"rules-{number}.bylaw")
    with open(path, "w", encoding="utf-8") as out:
        out.write(plan["rules"])
    rules = Rules(options.bylaw, path)
    until = (generate.days(plan["middle"]) + plan.get("days", 60)) * 86_400_000_000
    logs, ours = {}, {}
    for n in range(options.per_file):
        seed = r.random()
        log = kind.log(random.Random(seed), plan)
        if r.random() < .5:  # once more, aiming at the instants that the first attempt brought out
            found = rules.decisions(log, until)
            edges = sorted({d["at"] for d in found} | {d["due"] for d in found if d.get("due")})
            again = kind is generate and edges and r.random() < .75
            log = generate.aimed(r, log, edges) if again else kind.log(random.Random(seed), plan, edges)
        case = f"C{n}"
        logs[case] = log
        found = rules.decisions(log, until)
        ours[case] = [words(rules, d) for d in found]
        rows.update(rules.judge.rows)
    events = os.path.join(room, f"events-{number}.ndjson")
    with open(events, "w", encoding="utf-8") as out:
        out.writelines(lines_of(logs))
    theirs = judged_by_engine(options.bylaw, rules, events, until)
    failed = 0
    if "?" in theirs:
        print(f"file {number}: {theirs['?'][0][:2000]}")
    for case in logs:
        left, right = same(ours[case], theirs.get(case, []))
        if not left and not right:
            continue
        failed += 1
        if show(number):
            disagreement(plan, path, events, case, logs[case], left, right)
    if failed == 0 and number % 4 in (1, 3) and not options.straight:  # told in other ways, it comes to the same
        failed += arrival.retold(options.bylaw, r, rules, logs, ours, until, room, rows)
        if kind is generate_single:
            failed += arrival.less_known(options.bylaw, r, rules, logs, until, room, rows)
    if failed == 0:
        os.remove(path)
        os.remove(events)
    return len(logs) - failed, failed


def disagreement(plan, path, events, case, log, left, right):
    """One in full: the calendars, the rules that differ, the log, and what only one side decided."""
    print(f"\ndisagreement: {path}, {events}, case {case}")
    text = plan["rules"]
    shown = ("calendar", "  zone", "  open", "  off", "  work", "  count", "  published")
    print("  " + "\n  ".join(line for line in text.splitlines() if line.startswith(shown)))
    for name in sorted({str(w[1]).replace("-ladder", "") for w in left + right}):
        for head in (f"  duty {name} {{", f"  ladder {name}-ladder", f"  disclosure {name} {{", f"  record {name} {{",
                     f"  forbid {name} {{", f"  allow {name}-allowed", f"  sequence {name} {{", f"  routine {name} {{"):
            if head in text:
                print(head + text.split(head)[1].split("\n  }")[0])
    for at, name, fields in log:
        print(f"    {iso(at)} {name} {fields or ''}")
    for side, found in (("the reference:", left), ("bylaw:        ", right)):
        for w in sorted(found, key=str):
            print(f"  only {side}", *w)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bylaw", default=os.path.join(HERE, "../../build/bylaw"))
    parser.add_argument("--cases", type=int, default=20000 if os.environ.get("BYLAW_LONG") else 4000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-file", type=int, default=25)
    parser.add_argument("--first", type=int, default=0, help="number of the first file")
    parser.add_argument("--keep", help="directory for the files of disagreements")
    parser.add_argument("--straight", action="store_true", help="tell each log once, in order, and no more")
    parser.add_argument("--goldens", action="store_true", help="the hand-worked goldens alone")
    parser.add_argument("--all", action="store_true", help="show every file that disagrees, not only the first")
    options = parser.parse_args()
    if not os.path.exists(options.bylaw):
        print(f"{options.bylaw} is not built")
        return 2
    if options.goldens:
        import goldens
        return goldens.run(options.bylaw)
    room = options.keep or tempfile.mkdtemp(prefix="bylaw-reference-")
    os.makedirs(room, exist_ok=True)
    rows, passed, failed, shown = Counter(), 0, 0, set()

    def show(number):
        if shown and not options.all or number in shown:
            return False
        shown.add(number)
        return True

    for number in range(options.first, options.first + -(-options.cases // options.per_file)):
        good, bad = one_file(options, number, room, rows, show)
        passed, failed = passed + good, failed + bad
    r = random.Random(options.seed)
    good, bad = refused.run(options.bylaw, r, room, rows)
    passed, failed = passed + good, failed + bad + arrival.unjudged(options.bylaw, r, room, rows, Rules)
    good, bad = board.run(options.bylaw, r, room, rows, Rules)
    passed, failed = passed + good, failed + bad
    wrong = rows_of_semantics.report(rows, options.cases >= 3000 and not options.straight)
    for line in wrong:
        print(line)
    failed += len(wrong)
    if failed == 0 and not options.keep:
        shutil.rmtree(room)
    elif failed:
        print(f"the files of disagreements are in {room}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
