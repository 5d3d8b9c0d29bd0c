#!/usr/bin/env python3
"""Changes the rule pack at every site, one at a time, and looks whether its tests notice: a limit or a threshold that is one more, a
cell of a grid that is another grade, a level that comes at another time, a guard that is turned round, a step or a field that is left
out, a point of weight that goes from one part of a rating to another.

usage: mutate.py [--bylaw PATH] [--sample N] [--only OPERATOR] [--survivors] [HANDBOOK…]
Prints caught of all by operator; the last line is `N passed, N failed`, where each operator passes that reaches 95 %. A change that
changes nothing that can be seen is in EQUIVALENT with its reason, and counts neither way.
"""
import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
HANDBOOKS = ["contact-centre", "etiquette-guide", "process-optimisation-2025", "service-procedures", "standard-manual"]
RELATIONS = {" at least as grave as ": " graver than ", " graver than ": " at least as grave as ", " >= ": " > ", " < ": " <= ", " > ": " >= ", " != ": " = "}
# (handbook, the line it stands in, operator, old, new): why nobody can tell the two apart.
EQUIVALENT = {
    ("process-optimisation-2025", 'row      "待改进" when satisfaction-score < 75 then 3', "guard", "<", "<="):
        "the first row that holds counts, and 75 points are in the row before",
}


def sites(text):
    """(operator, offset, old, new)"""
    # Amounts: in limits, arms, defaults of parameters that are used, retentions, periods, targets, levels.
    for m in re.finditer(r"(?m)^    (?:limit|every|keep|valid) .*$|^  parameter .*$|^    level .*$|^    (?:target|growth) .*$|^    of .*%.*$|^    bands .*$", text):
        line = m.group()
        kind = line.split()[0]
        operator = {"level": "level", "target": "target", "growth": "target", "bands": "band"}.get(kind, "limit")
        if kind == "of":  # the weights of a rating make a hundred: what one gains the next one loses
            weights = list(re.finditer(r"(\d+)(?=%)", line))
            for gains, loses in zip(weights, weights[1:] + weights[:1]):
                changed = {gains: int(gains.group()) + 1, loses: int(loses.group()) - 1}
                new = re.sub(r"\d+(?=%)", lambda w: str({x.start(): y for x, y in changed.items()}.get(w.start(), w.group())), line)
                yield "weight", m.start(), line, new
            continue
        for n in re.finditer(r"(?<![\w.-])(\d+)(?= ?(?:%|minutes?|hours?|working|calendar|months?|years?|,|$))", line):
            if kind == "level" and n.start() < 12:
                continue
            # The growth of a count is moved by ten points: a single one shows only from a hundred cases on.
            new = str(int(n.group(1)) + (10 if kind == "growth" and "    measure  count " in text[:m.start()].rsplit("  kpi ", 1)[-1] else 1))
            yield operator, m.start() + n.start(1), n.group(1), new
    # Cells of grids.
    for grid in re.finditer(r"(?m)^    grid \{\n(.*?)^    \}", text, re.S):
        rows = grid.group(1)
        for cell in re.finditer(r"(?<=\| )(\d)\b", rows):
            value = int(cell.group(1))
            yield "cell", grid.start(1) + cell.start(1), cell.group(1), str(value - 1 if value > 1 else value + 1)
    # Guards: relations, negations, members of lists.
    for m in re.finditer(r"(?m)^    (?:trigger|event|scope|skip|at|except|row|measure)\b.*(?:\n {8,}.*)*", text):
        line = m.group()
        for relation, other in RELATIONS.items():
            for n in re.finditer(re.escape(relation), line):
                yield "guard", m.start() + n.start(), relation, other
        for n in re.finditer(r" not (?=[a-z(])", line):
            yield "guard", m.start() + n.start(), " not ", " "
        for n in re.finditer(r" when (?!not )(?=[a-z(])", line):
            yield "guard", m.start() + n.start(), " when ", " when not "
        for n in re.finditer(r"\bwhere ([a-z-]+) = ([a-z-]+)", line):
            yield "guard", m.start() + n.start(), n.group(), f"where {n.group(1)} != {n.group(2)}"
    # Steps and fields that are left out.
    for m in re.finditer(r"(?m)^    steps .*$", text):
        for n in re.finditer(r" > [a-z.-]+(?: where [a-z-]+ = [a-z-]+)?", m.group()):
            yield "step", m.start() + n.start(), n.group(), ""
    for m in re.finditer(r"(?m)^    fields .*$", text):
        for n in re.finditer(r"(?:, [a-z-]+)", m.group()):
            yield "field", m.start() + n.start(), n.group(), ""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bylaw", default=os.environ.get("BYLAW", os.path.join(ROOT, "build", "bylaw")))
    parser.add_argument("--sample", type=int, default=0, help="so many sites, the same every time; 0: all")
    parser.add_argument("--only", help="of these changes alone: limit, guard, step, …")
    parser.add_argument("--survivors", action="store_true", help="print what no test notices")
    parser.add_argument("handbooks", nargs="*", default=HANDBOOKS)
    options = parser.parse_args()
    work = []
    for handbook in options.handbooks:
        folder = os.path.join(ROOT, "rules", handbook)
        for name in sorted(os.listdir(folder)):
            if name.endswith(".bylaw") and not name.endswith(".tests.bylaw"):
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    text = file.read()
                work += [(handbook, name, text, *site) for site in sites(text) if options.only in (None, site[0])]
    if options.sample:
        work = random.Random(1).sample(work, min(options.sample, len(work)))

    rooms = []
    all_made, caught, made, equivalent = Counter(), Counter(), Counter(), Counter()

    def judge(one):
        handbook, name, text, operator, at, old, new = one
        room = rooms.pop() if rooms else None
        if room is None:
            room = tempfile.mkdtemp(prefix="bylaw-mutants-")
            shutil.copytree(os.path.join(ROOT, "rules"), os.path.join(room, "rules"))
        path = os.path.join(room, "rules", handbook, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text[:at] + new + text[at + len(old):])
        done = subprocess.run([options.bylaw, "test", os.path.join(room, "rules", handbook)], capture_output=True, text=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        rooms.append(room)
        # A mutant that is refused is no mutant: nobody could load it.
        refused = "error[" in done.stderr + done.stdout
        return one, refused, done.returncode != 0

    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        for one, refused, noticed in pool.map(judge, work):
            operator = one[3]
            all_made[operator] += 1
            if refused:
                continue
            line = one[2].count("\n", 0, one[4]) + 1
            reason = EQUIVALENT.get((one[0], one[2].split("\n")[line - 1].strip(), operator, one[5].strip(), one[6].strip()))
            if reason and not noticed:
                equivalent[operator] += 1
                if options.survivors:
                    print(f"rules/{one[0]}/{one[1]}:{line}: {operator}: `{one[5].strip()}` as `{one[6].strip()}` is the same: {reason}", flush=True)
                continue
            made[operator] += 1
            caught[operator] += noticed
            if options.survivors and not noticed:
                print(f"rules/{one[0]}/{one[1]}:{line}: {operator}: `{one[5].strip()}` as `{one[6].strip()}`", flush=True)
    for room in rooms:
        shutil.rmtree(room)
    print(f"{'operator':<10} {'sites':>6} {'equivalent':>11} {'loadable':>9} {'caught':>7}")
    passed = failed = 0
    for operator in sorted(all_made):
        good = caught[operator] * 100 >= 95 * made[operator]
        passed, failed = passed + good, failed + (not good)
        share = f"{100 * caught[operator] / made[operator]:.1f} %" if made[operator] else ""
        print(f"{operator:<10} {all_made[operator]:>6} {equivalent[operator]:>11} {made[operator]:>9} {caught[operator]:>7}  {share}")
    print(f"{sum(caught.values())} of {sum(made.values())} caught")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
