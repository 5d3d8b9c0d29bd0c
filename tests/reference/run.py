#!/usr/bin/env python3
"""Compares bylaw with the slow evaluator on generated rules, calendars and event logs, and on the goldens.

usage: run.py [--bylaw PROGRAM] [--cases N] [--seed S] [--per-file K] [--keep DIRECTORY] [--goldens] [--all]

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
from datetime import datetime, timedelta, timezone

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import generate  # noqa: E402
import generate_routines  # noqa: E402
import generate_single  # noqa: E402
from instance import Event
from judge import Judge  # noqa: E402

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
ENOUGH = 20  # cases that each row of the semantics has to be hit by
REMARKS = {"resume-without-pause", "repeated-discharge", "repeated-step", "same-content"}  # those that the semantics name
HERE = os.path.dirname(os.path.abspath(__file__))


def iso(t):
    return (EPOCH + timedelta(microseconds=t)).strftime("%Y-%m-%dT%H:%M:%S.%f") + "Z"


def micros(text):
    return (datetime.fromisoformat(text.replace("Z", "+00:00")) - EPOCH) // timedelta(microseconds=1)


class Rules:
    """A rule file as the engine's checker understands it, and the judge of it."""

    def __init__(self, bylaw, path):
        done = subprocess.run([bylaw, "check", "--tree", "json", path], capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"{path} is not accepted:\n{done.stdout}{done.stderr}")
        self.path, self.tree = path, json.loads(done.stdout)
        # Which of several instances at once a repeated performance is a remark on is nothing that the semantics say.
        self.many = {d["title"]["name"] for d in self.tree["duties"] if d["triggers_mode"] == "each"}
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

    def decisions(self, log, until):
        return self.judge.case(0, [self.event(*e, n) for n, e in enumerate(log)], until)


def words(rules, d):
    """A decision as a line of words that can be compared."""
    if d["kind"] == "grade":
        return ("grade", d["rule"], None, iso(d["at"]), d["value"])
    if d["kind"] in ("warning", "level"):
        return (d["kind"], d["rule"], d["instance"], iso(d["at"]), d["level"])
    if d["kind"] == "remark":
        return ("remark", d["rule"], None, iso(d["at"]), d["cause"])
    if d["kind"] == "retain-until":
        return ("retain-until", d["rule"], None, iso(d["at"]), iso(d["due"]))
    due = None if d.get("loose") or d["due"] is None else iso(d["due"])
    return ("state", d["rule"], d["instance"], iso(d["at"]), d["state"], d["cause"], due, None if due is None else d.get("provisional"))


def engine_words(d):
    at = iso(micros(d["at"]))
    kind = d["kind"]
    if kind == "grade":
        return ("grade", d["rule"], None, at, d["value"])
    if kind in ("warning", "level"):
        return (kind, d["rule"], d.get("instance"), at, d["level"])
    due = iso(micros(d["due"])) if "due" in d else None
    if kind == "remark":
        return (kind, d.get("rule"), None, at, d["cause"])
    if kind == "retain-until":
        return (kind, d["rule"], None, at, due)
    cause = d.get("cause")
    if "missing" in d:
        cause += ":" + ",".join(sorted(d["missing"]))
    if "step" in d:
        cause += "@" + d["step"]
    return ("state", d["rule"], d.get("instance"), at, d.get("state"), cause, due, "provisional" in d.get("flags", []))


def judged_by_engine(bylaw, rules, events, until):
    done = subprocess.run([bylaw, "run", rules.path, "--events", events, "--until", iso(until)], capture_output=True, text=True)
    found = {}
    for line in done.stdout.splitlines():
        d = json.loads(line)
        if d["kind"] == "remark" and (d["cause"] not in REMARKS or d.get("rule") in rules.many) or d["kind"] == "state" and d.get("state") in ("running", "paused"):
            continue
        found.setdefault(d["case"], []).append(engine_words(d))
    if done.stderr.strip() or done.returncode != 0:
        found["?"] = [done.stderr.strip() or f"exit {done.returncode}"]
    return found


def ndjson(logs):
    lines = []
    for case, log in logs.items():
        for n, (at, name, fields) in enumerate(log):
            event = dict(case=case, event=name, at=iso(at), id=f"{case}-{n:03}", seq=n)
            if fields:
                event["fields"] = fields
            lines.append((at, n, json.dumps(event)))
    return "".join(line + "\n" for _, _, line in sorted(lines, key=lambda x: x[:2]))


def same(ours, theirs):
    """Decisions that only one side has. A deadline is not compared while its clock stands, nor where ours leaves it open."""
    left, right = [], list(theirs)
    for w in ours:
        match = next((v for v in right if agree(w, v)), None)
        if match is None:
            left.append(w)
        else:
            right.remove(match)
    return left, right


def agree(w, v):
    if w[0] != "state":
        return w == v
    return v[0] == "state" and (w[1], w[3:6]) == (v[1], v[3:6]) and (w[2] is None or w[2] == v[2]) and \
        (w[6] is None or w[6] == v[6]) and (w[7] is None or w[7] == v[7])


def one_file(options, number, room, rows, show):
    r = random.Random(options.seed * 1_000_003 + number)
    # Every fourth file: rules judged at events; every eighth: routines.
    kind = generate_single if number % 4 == 3 else generate_routines if number % 8 == 1 else generate
    plan = kind.rules(r)
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
            again = kind is generate and edges and r.random() < .4
            log = generate.aimed(r, log, edges) if again else kind.log(random.Random(seed), plan, edges)
        case = f"C{n}"
        logs[case] = log
        found = rules.decisions(log, until)
        ours[case] = [words(rules, d) for d in found]
        rows.update(rules.judge.rows)
    events = os.path.join(room, f"events-{number}.ndjson")
    with open(events, "w", encoding="utf-8") as out:
        out.write(ndjson(logs))
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
            print(f"\ndisagreement: {path}, {events}, case {case}")
            names = {w[1].replace("-ladder", "") for w in left + right}
            text = plan["rules"]
            print("  " + "\n  ".join(line for line in text.splitlines() if line.startswith(("calendar", "  zone", "  open", "  off", "  work", "  count"))))
            for name in sorted(names):
                for head in (f"  duty {name} {{", f"  ladder {name}-ladder",
                             f"  disclosure {name} {{", f"  record {name} {{", f"  forbid {name} {{", f"  allow {name}-allowed",
                             f"  sequence {name} {{", f"  routine {name} {{"):
                    if head in text:
                        print(head + text.split(head)[1].split("\n  }")[0])
            for at, name, fields in logs[case]:
                print(f"    {iso(at)} {name} {fields or ''}")
            for w in sorted(left, key=str):
                print("  only the reference:", *w)
            for w in sorted(right, key=str):
                print("  only bylaw:        ", *w)
    if failed == 0:
        os.remove(path)
        os.remove(events)
    return len(logs) - failed, failed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bylaw", default=os.path.join(HERE, "../../build/bylaw"))
    parser.add_argument("--cases", type=int, default=20000 if os.environ.get("BYLAW_LONG") else 2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-file", type=int, default=25)
    parser.add_argument("--first", type=int, default=0, help="number of the first file")
    parser.add_argument("--keep", help="directory for the files of disagreements")
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
    print("row of the semantics                 cases")
    for row, n in sorted(rows.items()):
        print(f"  {row:<34} {n:>6}")
    # A run of the full count puts every row that it names to the test; a shorter one may miss some.
    thin = [row for row, n in sorted(rows.items()) if n < ENOUGH] if options.cases >= 2000 else []
    for row in thin:
        print(f"{row}: hit by fewer than {ENOUGH} cases")
    failed += len(thin)
    if failed == 0 and not options.keep:
        shutil.rmtree(room)
    elif failed:
        print(f"the files of disagreements are in {room}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
