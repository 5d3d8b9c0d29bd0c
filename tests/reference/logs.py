#!/usr/bin/env python3
"""Judges the logs that fuzzing has kept (tests/fuzz/corpus/judge) with the slow evaluator and compares what bylaw decides.

usage: logs.py --bylaw PROGRAM --writer fuzz_logs FOLDER [--keep DIRECTORY]

FOLDER holds inputs of the fuzz target `judge`; the writer makes a log of each. The last line is `N passed, N failed`.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from generate import text_of  # noqa: E402
from instance import Event  # noqa: E402
from run import Rules, judged_by_engine  # noqa: E402
from words import iso, same, words  # noqa: E402


def read(path):
    """(rule file, kind of case, end, events) of a log; fields are integers."""
    with open(path, encoding="utf-8") as lines:
        head = json.loads(next(lines))
        events = [json.loads(line) for line in lines]
    return head["rules"], head["kind"], head["until"], events


def told(rules, fact, value):
    """The value as the command line reads it."""
    kind = rules.tree["facts"][rules.facts[fact]]["type"]
    if kind["kind"] == "enumeration":
        return rules.tree["enumerations"][kind["enumeration"]]["values"][value]["name"]
    if kind["kind"] == "set":
        values = rules.tree["enumerations"][kind["enumeration"]]["values"]
        return [v["name"] for n, v in enumerate(values) if value >> n & 1]
    if kind["kind"] == "yes_no":
        return value != 0
    if kind["kind"] == "money":
        return f"{value // 100}.{value % 100:02}"
    if kind["kind"] == "date":
        return text_of(value)
    if kind["kind"] == "instant":
        return iso(value)
    if kind["kind"] == "text":
        return "x" if value else ""
    return value


def line(rules, kind, case, number, event):
    fields = {name: told(rules, name, value) for name, value in event["fields"].items()}
    return json.dumps(dict(cases={kind: case}, event=event["event"], at=iso(event["at"]), id=f"{case}-{number:03}", seq=number, fields=fields))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bylaw", required=True)
    parser.add_argument("--writer", required=True)
    parser.add_argument("--keep", help="directory for the logs")
    parser.add_argument("folder")
    options = parser.parse_args()
    room = options.keep or tempfile.mkdtemp(prefix="bylaw-logs-")
    os.makedirs(room, exist_ok=True)
    subprocess.run([options.writer, options.folder, room], check=True)
    files, passed, failed = {}, 0, 0
    for name in sorted(os.listdir(room)):
        if not name.endswith(".ndjson"):
            continue
        path, kind, until, events = read(os.path.join(room, name))
        if path not in files:
            files[path] = Rules(options.bylaw, path)
        rules = files[path]
        kinds = [c["title"]["name"] for c in rules.tree["case_kinds"]]
        known = [Event(e["at"], rules.events[e["event"]], {rules.facts[k]: v for k, v in e["fields"].items()}, n, n)
                 for n, e in enumerate(events)]
        ours = [words(rules, d) for d in rules.judge.case(kinds.index(kind), known, until)]
        log = os.path.join(room, name + ".told")
        with open(log, "w", encoding="utf-8") as out:
            out.write("".join(line(rules, kind, "C", n, e) + "\n" for n, e in enumerate(events)))
        theirs = judged_by_engine(options.bylaw, rules, log, until) if events else {}
        left, right = same(ours, theirs.get("C", [])) if "?" not in theirs else ([], theirs["?"])
        if not left and not right:
            passed += 1
            continue
        failed += 1
        print(f"\ndisagreement: {path}, {log}")
        for n, e in enumerate(events):
            print(f"    {iso(e['at'])} {e['event']} {e['fields'] or ''}")
        for w in left:
            print("  only the reference:", *w)
        for w in right:
            print("  only bylaw:        ", *([w] if isinstance(w, str) else w))
    if failed == 0 and not options.keep:
        shutil.rmtree(room)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
