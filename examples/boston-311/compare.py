#!/usr/bin/env python3
"""Joins bylaw's decisions with what the city's system computed, and counts how many agree.

Way in: compare.py LOG.csv[.gz] DUE-DECISIONS.ndjson PROMISED-DECISIONS.ndjson. Two due times agree to the minute when
less than a minute lies between them: the log cuts the seconds of many times, and not the same ones everywhere.
"""
import json
import os
import sys
from collections import defaultdict
from datetime import datetime, timedelta

from convert import HERE, Log

MINUTE = timedelta(minutes=1)


class Decisions:
    """What was decided of each case by one rule: the due time, in the log's local time, and whether it was kept."""

    def __init__(self, path, rule):
        self.due = {}
        self.in_time = {}
        with open(path, encoding="utf-8") as file:
            for line in file:
                decision = json.loads(line)
                if decision.get("rule") != rule:
                    continue
                case, state = decision.get("case"), decision.get("state")
                if decision.get("due"):
                    # Written with the offset of the rules' zone, which is the city's: the local time is what stands there.
                    self.due[case] = datetime.fromisoformat(decision["due"]).replace(tzinfo=None)
                if state in ("breached", "met-late"):
                    self.in_time[case] = False
                elif state == "met":
                    self.in_time.setdefault(case, True)


def regular_types():
    with open(os.path.join(HERE, "regular-types.txt"), encoding="utf-8") as file:
        return {line.strip() for line in file if line.strip() and not line.startswith("#")}


def share(same, count):
    return f"{100 * same / count:.2f}%" if count else "no cases"


def agreement(name, results):
    same, count = sum(results), len(results)
    print(f"agreement {name}: {same} of {count} ({share(same, count)})")


def main():
    if len(sys.argv) != 4:
        sys.exit("usage: compare.py LOG.csv[.gz] DUE-DECISIONS.ndjson PROMISED-DECISIONS.ndjson")
    log = Log(sys.argv[1])
    computed = Decisions(sys.argv[2], "close-request")
    promised = Decisions(sys.argv[3], "keep-promise")
    rows = {row["CASE_ENQUIRY_ID"]: row for row in log.rows()}
    damaged = {case for _, _, case, harmless in log.refused if case and not harmless}
    kept = {case: row for case, row in rows.items() if case not in damaged}

    due = defaultdict(list)
    name = {}
    on_time_promised, on_time_computed = [], []
    without_target = 0
    for case, row in kept.items():
        target, word = row["TARGET_DT"], row["word"]
        if target is None:
            without_target += 1
            continue
        if word != "unlisted":
            ours = computed.due.get(case)
            due[word].append(ours is not None and abs(ours - target) < MINUTE)
            name[word] = row["TYPE"]
        if row["CLOSED_DT"] is None or not row["OnTime_Status"]:
            continue
        theirs = row["OnTime_Status"] == "ONTIME"
        on_time_promised.append(promised.in_time.get(case) == theirs)
        if word != "unlisted":
            on_time_computed.append(computed.in_time.get(case) == theirs)

    print(f"{len(kept) + len(damaged)} requests; left out: {len(damaged)} with rows refused; {without_target} have no due time")
    print()
    regular = regular_types()
    print(f"  {'request type':<52} {'rows':>6} {'agree':>6} {'share':>8}")
    for word, results in sorted(due.items(), key=lambda item: (-len(item[1]), item[0])):
        mark = " regular" if word in regular else ""
        print(f"  {name[word]:<52} {len(results):>6} {sum(results):>6} {share(sum(results), len(results)):>8}{mark}")
    good = sum(1 for results in due.values() if sum(results) * 100 >= len(results) * 97)
    print(f"  {good} of {len(due)} types agree in at least 97 % of their rows")
    print()
    agreement("due-regular", [same for word in regular for same in due.get(word, [])])
    agreement("due-all", [same for results in due.values() for same in results])
    agreement("on-time-promised", on_time_promised)
    agreement("on-time-computed", on_time_computed)


if __name__ == "__main__":
    main()
