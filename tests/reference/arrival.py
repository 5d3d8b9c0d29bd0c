"""The same logs told in another way: out of order and twice (rows L1, L2, L3 and property 4, duplicate invariance), in many small
steps (row E1), with a field's values taken away (property 8), and not at all (row Q2).

The way in: `retold(...)` for one generated file, after its straight run has agreed; `unjudged(...)` for row Q2.
"""
import json
import os
import re
import subprocess
from collections import Counter, defaultdict

import generate_routines
from words import engine_words, iso, lines_of, same

COMPARED = ("state", "level", "warning")


def told(bylaw, rules, path, lines, until):
    with open(path, "w", encoding="utf-8") as out:
        out.write("".join(lines))
    done = subprocess.run([bylaw, "run", rules.path, "--events", path, "--until", iso(until)], capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()], done


def key_of(d):
    return d["case"], d["rule"], d.get("instance"), d["kind"], d.get("level"), d.get("step")


def settled(decisions):
    """What stands after all corrections, by case; and the keys of which several stand, so that a correction does not name one."""
    standing, doubtful = defaultdict(list), set()
    for d in decisions:
        if d["kind"] not in COMPARED or "rule" not in d:
            continue
        mine = standing[key_of(d)]
        if "correction" in d.get("flags", []):
            before = d["previous"]
            if d["kind"] == "state":
                old = [e for e in mine if (e["state"], e["at"]) == (before, d.get("previous_at"))]
            else:
                old = [e for e in mine if e["at"] == d["at"]] if d["state"] == "none" else mine
                if before != "none" and d["state"] != "none" and len(mine) != 1:
                    doubtful.add(key_of(d))
            if before != "none" and old:
                mine.remove(old[0])
            if d["state"] == "none":
                continue
        mine.append(d)
    by_case = defaultdict(list)
    for key, found in standing.items():
        by_case[key[0]] += found
    return by_case, doubtful


def compare(rules, case, ours, standing, doubtful):
    """Decisions of one case that only one side has."""
    unclear = {(k[1], k[3]) for k in doubtful if k[0] == case}
    theirs = [engine_words(d) for d in standing[case] if d["kind"] != "state" or d["state"] not in ("running", "paused")]
    usable = lambda w: w[0] in COMPARED and (w[1], w[0]) not in unclear
    # A correction carries the former instant where the facts that are missing would stand: they are not compared.
    plain = lambda w: w if w[0] != "state" else (*w[:5], w[5] and re.sub(":[^@]*", "", w[5]), *w[6:])
    return same([plain(w) for w in ours if usable(w)], [plain(w) for w in theirs if usable(w)])


def shuffled(r, lines):
    """In another order, some of them twice."""
    lines = list(lines) + [line for line in lines if r.random() < .15]
    if r.random() < .5:
        r.shuffle(lines)
    else:  # mostly in order
        for _ in range(len(lines) // 4):
            i, j = r.randrange(len(lines)), r.randrange(len(lines))
            lines[i], lines[j] = lines[j], lines[i]
    return lines


def in_steps(r, logs, until):
    """The logs with events in between that mean nothing: each lets time pass."""
    found = {}
    for case, log in logs.items():
        taken = {at for at, _, _ in log}
        first = log[0][0] if log else until
        extra = {first + r.randrange(max(until - first, 1)) // 4 for _ in range(4)}
        extra |= {at + r.choice([-1, 1, 60_000_000]) for at, _, _ in log}
        found[case] = sorted(log + [(at, "m.noted", {}) for at in extra - taken if first < at < until], key=lambda e: e[0])
    return found


def retold(bylaw, r, rules, logs, ours, until, room, rows):
    path, failed = os.path.join(room, "retold.ndjson"), 0
    lines = shuffled(r, lines_of(logs))
    ways = (("another order of arrival", lines), ("many small steps", lines_of(in_steps(r, logs, until))))
    for way, lines in ways:
        decisions, done = told(bylaw, rules, path, lines, until)
        standing, doubtful = settled(decisions)
        corrected = {d["case"] for d in decisions if "correction" in d.get("flags", [])}
        twice = {json.loads(line)["case"] for line, n in Counter(lines).items() if n > 1}
        for case in logs:
            left, right = compare(rules, case, ours[case], standing, doubtful)
            if left or right:
                failed += 1
                print(f"{way}: {rules.path}, case {case}", *(f"\n  only the reference: {w}" for w in left),
                      *(f"\n  only bylaw: {w}" for w in right))
            elif way == "many small steps":
                rows["sem-E1 arrival"] += 1
            else:
                rows["sem-L2 arrival"] += 1
                rows["sem-L1 arrival"] += case in corrected
                rows["sem-L3 arrival"] += case in twice
        if failed:
            os.replace(path, os.path.join(room, f"{way.replace(' ', '-')}-{os.path.basename(rules.path)}.ndjson"))
            return failed
    return failed


def less_known(bylaw, r, rules, logs, until, room, rows):
    """Property 8: without the values of one field, nothing that was breached at an event is met there."""
    field = r.choice(["risk", "amount", "flag", "name", "note"])
    without = {case: [(at, name, {k: v for k, v in fields.items() if k != field}) for at, name, fields in log] for case, log in logs.items()}
    path, failed = os.path.join(room, "less.ndjson"), 0
    before, after = (told(bylaw, rules, path, lines_of(which), until)[0] for which in (logs, without))
    # A condition that asks whether something is known has its answer, and no unknown.
    asks = {name for name, text in rules.texts().items() if "is known" in text}
    breached = {(d["case"], d["rule"], d["at"]) for d in before if d.get("state") == "breached"}
    met = {(d["case"], d["rule"], d["at"]) for d in after if d.get("state") == "met"}
    met -= {(d["case"], d["rule"], d["at"]) for d in before if d.get("state") == "met"}  # twice at one instant
    for case in logs:
        bad = [x for x in breached & met if x[0] == case and not any(a in x[1] or x[1] in a for a in asks)]
        if bad:
            failed += 1
            print(f"without {field} a breach became a pass: {rules.path}", *bad)
        elif any(x[0] == case for x in breached) and logs[case] != without[case]:
            rows["sem-property 8 arrival"] += 1
    return failed


def unjudged(bylaw, r, room, rows, make):
    """Row Q2: routines of a kind of case that the log does not have are an error, not a pass."""
    failed = 0
    for number in range(25):
        plan = generate_routines.rules(r)
        path = os.path.join(room, f"unjudged-{number}.bylaw")
        with open(path, "w", encoding="utf-8") as out:
            out.write(plan["rules"])
        rules = make(bylaw, path)
        if all(routine["from"] is not None for routine in rules.tree["routines"]):
            continue  # each waits for an event of its own
        done = told(bylaw, rules, os.path.join(room, "nothing.ndjson"), [], 0)[1]
        if done.returncode == 1 and "U04" in done.stderr:
            rows["sem-Q2 arrival"] += 1
        else:
            failed += 1
            print(f"{path}: no case, and exit {done.returncode}: {done.stderr}")
    return failed
