"""The same logs told in another way: out of order and twice (rows L1, L2, L3 and property 4, duplicate invariance), in many small
steps (row E1), with a field's values taken away (property 8), and not at all (row Q2).

The way in: `retold(...)` for one generated file, after its straight run has agreed; `unjudged(...)` for row Q2.
"""
import json
import os
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


def settled(decisions):
    """What stands after all corrections, by case. A retracted decision that never stood is kept, and so shows."""
    by_case = defaultdict(list)
    content = lambda d: json.dumps({k: v for k, v in d.items() if k != "flags"}, sort_keys=True)
    for d in decisions:
        if d["kind"] not in COMPARED or "rule" not in d:
            continue
        mine = by_case[d["case"]]
        stood = [e for e in mine if "retracted" in d.get("flags", []) and content(e) == content(d)]
        if stood:
            mine.remove(stood[0])
        else:
            mine.append(d)
    return by_case


def compare(ours, theirs):
    """Decisions of one case that only one side has."""
    theirs = [engine_words(d) for d in theirs if d["kind"] != "state" or d["state"] not in ("running", "paused")]
    return same([w for w in ours if w[0] in COMPARED], theirs)


def with_voids(r, lines):
    """And events that never happened, each with the line that takes it back."""
    more = []
    for line in lines:
        if r.random() < .15:
            wrong = json.loads(line)
            wrong.update(at=json.loads(r.choice(lines))["at"], id=wrong["id"] + "-wrong")
            more += [json.dumps(wrong) + "\n", json.dumps({"case": wrong["case"], "voids": wrong["id"]}) + "\n"]
    return lines + more


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
    lines = shuffled(r, with_voids(r, lines_of(logs)))
    ways = (("another order of arrival", lines), ("many small steps", lines_of(in_steps(r, logs, until))))
    for way, lines in ways:
        decisions, done = told(bylaw, rules, path, lines, until)
        standing = settled(decisions)
        corrected = {d["case"] for d in decisions if "correction" in d.get("flags", [])}
        twice = {json.loads(line)["case"] for line, n in Counter(lines).items() if n > 1}
        voided = {json.loads(line)["case"] for line in lines if '"voids"' in line}
        for case in logs:
            left, right = compare(ours[case], standing[case])
            if left or right:
                failed += 1
                print(f"{way}: {rules.path}, case {case}", *(f"\n  only the reference: {w}" for w in left),
                      *(f"\n  only bylaw: {w}" for w in right))
            elif way == "many small steps":
                rows["sem-E1 arrival"] += 1
            else:
                rows["sem-L2 arrival"] += 1
                rows["sem-L1 arrival"] += case in corrected
                rows["sem-L1 void arrival"] += case in voided
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
    broken = lambda decisions: {(d["case"], d["rule"], d["at"]) for d in decisions if d.get("state") == "breached"}
    breached = broken(before)
    met = {(d["case"], d["rule"], d["at"]) for d in after if d.get("state") == "met"}
    met -= {(d["case"], d["rule"], d["at"]) for d in before if d.get("state") == "met"}  # twice at one instant
    for case in logs:
        bad = [x for x in breached & met - broken(after) if x[0] == case and not any(a in x[1] or x[1] in a for a in asks)]
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
