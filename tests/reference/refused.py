"""Generated rule files that have to be refused, or warned of, with one diagnostic: rows that are decided before anything runs.

The way in: run(bylaw, random, room, rows) gives how many were as they should be, and how many not.
"""
import json
import os
import subprocess

import generate

EACH = 20
BODY = "duty d {{ trigger m.opened  must m.done  limit {limit}{rest} }}"


def file(r, calendar, rule):
    lines = calendar or generate.calendar(r, "main", "UTC", generate.days("2026-03-02"), "civil")[0]
    return "\n".join(generate.opening(generate.PREAMBLE, lines) + generate.TABLES.splitlines() + ["  " + rule, "}"]) + "\n"


def calendar_of(*hours):
    return ['calendar main "main" {', '  zone "UTC"', *("  " + h for h in hours), "  covers 2026-01-01 to 2026-12-31", "  count civil roll none", "}"]


def clock(minutes):
    return f"{minutes // 60:02}:{minutes % 60:02}"


def cases(r):
    """(row, code, rule file) of one of each."""
    def rule(limit, rest=""):
        return file(r, None, BODY.format(limit=limit, rest=rest))

    span = generate.span(r, ["elapsed", "dates", "months"])[1]
    unit = r.choice(["minutes", "hours", "calendar days", "working days", "months", "years"])
    yield "B6", "T08", rule(f"0 {unit} from trigger")
    most = {"minutes": 53_000_000, "hours": 880_000, "calendar days": 36_600, "working days": 36_600, "months": 1201, "years": 101}
    yield "B7", "T09", rule(f"{most[unit] + r.randint(0, 10 ** 6)} {unit} from trigger")
    yield "B8", "T03", rule(f"{r.randint(2, 90)} days from trigger")
    months = counted = generate.counted(r, r.randint(1, 9), r.choice(["months", "years"]))
    yield "B13", "T36", rule(f"{counted} from trigger", f"  warn remaining {months} notify clerk")
    yield "P9", "D12", rule(f"{span} from trigger", "  pause m.asked until m.supplied  suspendable no")
    yield "G5", "G11", file(r, None, f"table t \"t\" gives risk {{ row \"a\" when flag then {r.randint(1, 4)}  hit first }}\n  " +
                            BODY.format(limit=f"by t {{ 1: {span}  otherwise: {span} }} from trigger", rest=""))
    opens, closes = sorted(r.sample(range(0, 1380), 2))
    inside = r.randint(opens, closes - 1)
    yield "C8", "C08", file(r, calendar_of(f"open mon to fri {clock(opens)} to {clock(closes)}, {clock(inside)} to {clock(closes + 30)}"),
                            BODY.format(limit=f"{span} from trigger", rest=""))
    yield "C9", "S08", file(r, calendar_of(f"open mon to fri {clock(opens)} to 23:59"), BODY.format(limit=f"{span} from trigger", rest=""))
    day = r.choice(["sat", "sun", "mon"])
    yield "C10", "C09", file(r, [f'calendar main "main" {{', '  zone "UTC"', f"  open {day} {clock(opens)} to {clock(closes)}",
                                 "  off 1990-01-01 to 2089-12-30 \"shut\"", "  covers 1990-01-01 to 2089-12-30", "  count civil roll none", "}"],
                             BODY.format(limit=f"{span} from trigger", rest=""))


def found(bylaw, path):
    done = subprocess.run([bylaw, "check", "--format", "json", path], capture_output=True, text=True)
    return done.returncode, {d["code"] for d in json.loads(done.stdout or "[]")}, done


def run(bylaw, r, room, rows):
    passed = failed = 0
    for number in range(EACH):
        for row, code, text in cases(r):
            path = os.path.join(room, f"refused-{row}-{number}.bylaw")
            with open(path, "w", encoding="utf-8") as out:
                out.write(text)
            status, codes, done = found(bylaw, path)
            refused = code == "S08" or status != 0
            if codes == {code} and refused:
                passed += 1
                rows[f"sem-{row} refused"] += 1
                os.remove(path)
            else:
                failed += 1
                print(f"{path}: {code} is expected, found {sorted(codes)}\n{done.stdout}{done.stderr}"[:1500])
    return passed, failed
