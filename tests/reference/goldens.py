"""The hand-worked goldens: short stories with the arithmetic beside them, held against both the reference and bylaw.

A file under goldens/ is a list of stories:

  == title
  # the arithmetic
  calendar …        a line of the calendar, instead of the usual one of the same keyword (the usual calendar is below)
  duty … / ladder … the rules, as in the language, up to the next line that opens otherwise
  disclosure … / record … / forbid … / allow … / sequence …  the same, about the `deal` of generate_single.py
  routine …         the same, about the `post` of generate_routines.py
  2026-03-02 09:00 opened urgency=low     an event, in the calendar's zone; `opened` is m.opened
  until 2026-03-05 12:00
  > d breached 2026-03-04 17:00           what must be decided, all of it: rule, state (or warning N, level N), instant;
                                          then, where it is to be held too: because CAUSE, due INSTANT, instance N
"""
import glob
import os
import re
import shutil
import tempfile
from datetime import datetime
from zoneinfo import ZoneInfo

import generate
import generate_routines
import generate_single

USUAL = {"zone": ['zone "Asia/Shanghai"'], "open": ["open mon to fri 09:00 to 17:00"],
         "off": ['off 2026-03-10 "stock-taking"', 'off 2026-04-06 "a feast" statutory'],
         "work": ['work 2026-03-14 "in exchange"'], "covers": ["covers 2026-01-01 to 2027-12-31"],
         "count": ["count civil roll wide"]}
STAMP = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d(?:\.\d+)?)?")


SINGLE = ("disclosure", "record", "forbid", "allow", "sequence")


class Golden:
    def __init__(self, title):
        self.title, self.calendar, self.rules, self.events, self.expected = title, {}, [], [], []
        self.until = None

    def text(self):
        lines = dict(USUAL, **self.calendar)
        calendar = ["calendar main \"main\" {"] + ["  " + x for k in USUAL for x in lines[k] if x != "none"] + ["}"]
        single = any(line.split()[0] in SINGLE for line in self.rules)
        routine = any(line.split()[0] == "routine" for line in self.rules)
        world = generate_single if single else generate_routines if routine else generate
        head = ["bylaw 1 lang en"] + calendar + world.PREAMBLE.splitlines()
        head += ['handbook book "book" {', '  edition "1" in-force from 1980-01-01', "  calendar main", "}",
                 'clause C.1 "one" of book {'] + (generate.TABLES.splitlines() if world is generate else [])
        return "\n".join(head + self.rules + ["}"]) + "\n"

    def zone(self):
        return ZoneInfo(dict(USUAL, **self.calendar)["zone"][0].split('"')[1])

    def instant(self, text):
        local = datetime.fromisoformat(text)
        micro = local.replace(tzinfo=self.zone())
        return (micro - datetime.fromisoformat("1970-01-01T00:00:00+00:00")) // (datetime.resolution)


def read(path):
    found, inside = [], False
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            word = line.split()[0] if line.split() else ""
            if not word or word == "#":
                continue
            if word == "==":
                found.append(Golden(line[3:]))
                inside = False
                continue
            golden = found[-1]
            stamp = STAMP.match(line)
            if word == ">":
                golden.expected.append(line[2:])
            elif stamp:
                parts = line[stamp.end():].split()
                fields = dict(p.split("=") for p in parts[1:])
                if "flag" in fields:
                    fields["flag"] = fields["flag"] == "yes"
                for number in {"product", "risk", "amount"} & set(fields):
                    fields[number] = int(fields[number])
                golden.events.append((stamp.group(), "m." + parts[0], fields))
            elif word == "until":
                golden.until = line[6:]
            elif word == "calendar":
                text = line.split(None, 1)[1]
                golden.calendar.setdefault(text.split()[0], []).append(text if text.split()[-1] != "none-at-all" else "none")
            else:
                golden.rules.append("  " + line)
    return found


def matches(golden, line, w):
    """Whether a decision in words is what a line expects."""
    from words import iso
    stamps = STAMP.findall(line)
    before = line[:line.index(stamps[0])].split()
    after = line[line.index(stamps[0]) + len(stamps[0]):].split()
    if w[1] != before[0] or w[3] != iso(golden.instant(stamps[0])):
        return False
    if before[1] in ("warning", "level"):
        if w[0] != before[1] or w[4] != int(before[2]):
            return False
    elif before[1] == "retain-until":
        return w[0] == "retain-until" and w[4] == iso(golden.instant(stamps[1]))
    elif before[1] == "grade":
        return w[0] == "grade" and w[4] == int(before[2])
    elif w[0] != "state" or w[4] != before[1]:
        return False
    if "instance" in after and w[2] is not None and w[2] != int(after[after.index("instance") + 1]):
        return False
    if "because" in after and w[5] != after[after.index("because") + 1]:
        return False
    return "due" not in after or w[6] is None or w[6] == iso(golden.instant(stamps[1]))


def compare(golden, decisions):
    wanted, extra = list(golden.expected), []
    grades = any(" grade " in line for line in wanted)
    for w in sorted(decisions, key=lambda d: (d[3], str(d))):
        if w[0] == "grade" and not grades or w[0] == "remark":
            continue
        hit = next((line for line in wanted if matches(golden, line, w)), None)
        if hit is None:
            extra.append(" ".join(str(x) for x in w))
        else:
            wanted.remove(hit)
    return wanted, extra


def run(bylaw):
    from run import Rules, judged_by_engine
    from words import lines_of, words
    here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "goldens")
    room = tempfile.mkdtemp(prefix="bylaw-goldens-")
    passed = failed = 0
    for path in sorted(glob.glob(os.path.join(here, "*.golden"))):
        for n, golden in enumerate(read(path)):
            rules_path, events_path = os.path.join(room, f"{n}.bylaw"), os.path.join(room, f"{n}.ndjson")
            with open(rules_path, "w", encoding="utf-8") as out:
                out.write(golden.text())
            log = [(golden.instant(at), name, fields) for at, name, fields in golden.events]
            log = [(at, name, dict(dict(product=1) if name == "m.opened" and "case matter" in golden.text() else {}, **fields)) for at, name, fields in log]
            until = golden.instant(golden.until)
            try:
                rules = Rules(bylaw, rules_path)
            except SystemExit as refused:
                print(f"{os.path.basename(path)}: {golden.title}\n  {refused}")
                failed += 1
                continue
            with open(events_path, "w", encoding="utf-8") as out:
                out.writelines(lines_of({"C1": log}))
            theirs = judged_by_engine(bylaw, rules, events_path, until)
            sides = (("the reference", [words(rules, d) for d in rules.decisions(log, until)]),
                     ("bylaw", theirs.get("C1", []) + [("?", "?", None, "", x) for x in theirs.get("?", [])]))
            for who, decisions in sides:
                wanted, extra = compare(golden, decisions)
                if not wanted and not extra:
                    passed += 1
                    continue
                failed += 1
                print(f"{os.path.basename(path)}: {golden.title}: {who}")
                for line in wanted:
                    print(f"  expected  {line}")
                for line in extra:
                    print(f"  but got   {line}")
    shutil.rmtree(room)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0
