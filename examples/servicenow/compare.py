#!/usr/bin/env python3
"""Joins bylaw's decisions with the verdicts that stand in the incident log, and counts how many agree.

Way in: compare.py LOG.csv[.gz] DECISIONS.ndjson DECISIONS-WITH-PAUSE.ndjson. The log's verdicts (`made_sla`,
`reopen_count`) are read here and nowhere else.
"""
import json
import sys
from collections import Counter, defaultdict

from convert import Log


def cases_of(log):
    """The last row of every case, as far as its rows could be read."""
    last = {}
    for row in log.rows():
        rank = (row["sys_updated_at"], row["sys_mod_count"])
        if row["number"] not in last or rank >= last[row["number"]][0]:
            last[row["number"]] = (rank, row)
    return {case: row for case, (_, row) in last.items()}


def states_of(path):
    """What was decided: rule -> case -> how often each state was entered."""
    states = defaultdict(lambda: defaultdict(Counter))
    with open(path, encoding="utf-8") as file:
        for line in file:
            decision = json.loads(line)
            if decision.get("state"):
                states[decision.get("rule")][decision.get("case")][decision["state"]] += 1
    return states


def made_sla(states):
    """True in time, false late, None not judged."""
    if states["breached"] or states["met-late"]:
        return False
    return True if states["met"] else None


def agreement(name, pairs, note=""):
    pairs = list(pairs)
    same = sum(1 for ours, theirs in pairs if ours == theirs)
    share = f"{100 * same / len(pairs):.2f}%" if pairs else "no cases"
    print(f"agreement {name}: {same} of {len(pairs)} ({share}){note}")


def main():
    if len(sys.argv) != 4:
        sys.exit("usage: compare.py LOG.csv[.gz] DECISIONS.ndjson DECISIONS-WITH-PAUSE.ndjson")
    log = Log(sys.argv[1])
    cases = cases_of(log)
    damaged = {case for _, _, case, harmless in log.refused if case and not harmless}
    unfinished = {case for case, row in cases.items() if row["incident_state"] != "Closed" and case not in damaged}
    judged = {case: row for case, row in cases.items() if case not in damaged and case not in unfinished}
    plain, paused = states_of(sys.argv[2]), states_of(sys.argv[3])

    print(f"{len(cases | dict.fromkeys(damaged))} cases; compared: {len(judged)}; left out: {len(damaged)} with rows refused, "
          f"{len(unfinished)} not closed within the log")

    def sla(decisions, priority):
        for case, row in judged.items():
            if row["priority"] == priority:
                yield made_sla(decisions["made-sla"][case]), row["made_sla"] == "true"

    agreement("made-sla-moderate", sla(plain, "3 - Moderate"))
    agreement("made-sla-low", sla(plain, "4 - Low"))
    agreement("made-sla-moderate-with-pause", sla(paused, "3 - Moderate"))
    agreement("reopen-count", ((str(plain["resolution-holds"][case]["breached"]), row["reopen_count"])
                               for case, row in judged.items()))


if __name__ == "__main__":
    main()
