"""Random routines and logs for them. The way in: as in generate.py."""
from generate import counted, days, opening, place, some_instant, span, text_of
from hours import DAY, MINUTE, zone_of

PREAMBLE = """role clerk "clerk"
case post "post" {
  item one of apple, pear
  ends      upon m.closed
  withdrawn upon m.withdrawn
  merged    upon m.merged
}
event m.opened    on post
event m.begun     on post { item }
event m.done      on post { item }
event m.signed    on post
event m.noted on post
event m.closed    on post
event m.withdrawn on post
event m.merged    on post
"""


def kinds_of(plan):
    if plan["overnight"]:
        return ["elapsed", "working"]
    kinds = ["elapsed", "working", "working_dates", "dates"]
    kinds += [] if plan["count"] == "clock" else ["months", "months"]
    return [k for k in kinds if plan["hours"] or k != "working"]


def every(r, plan):
    kind = r.choice(kinds_of(plan))
    if kind == "elapsed":
        return counted(r, r.randint(8, 70), "hours")
    if kind == "working":
        return counted(r, r.randint(5, 30), "working hours")
    if kind == "months":
        return r.choice([counted(r, r.randint(1, 3), "months"), "1 month"])
    return span(r, [kind])[1]


def routine(r, name, plan):
    text = every(r, plan)
    since = " since last" if r.random() < .3 else ""
    begun = r.choice(["", "", " from m.begun", " from m.begun where item = apple"])
    lines = [f"  routine {name} {{ for post", f"    every {text}{since}{begun}",
             "    must " + r.choice(["m.done", "m.done", "m.done where item = apple", "m.done and m.signed"])]
    if r.random() < .4:
        kinds = [k for k in kinds_of(plan) if k != "months"]
        kind = r.choice(kinds)
        suffix = ""
        if kind in ("dates", "working_dates") and plan["count"] != "clock":
            suffix = r.choice(["", "", " by end of day", " by close of business"])
        lines.append(f"    limit {span(r, [kind])[1]}{suffix}")
    return lines + ["  }"]


def rules(r, count_of=8):
    plan, main = place(r, days=45)
    first = days(plan["middle"]) + r.randint(-9, 9)
    book = [[f'  edition "1" in-force from {text_of(first)}'] + ([f"  withdrawn from {text_of(first + r.randint(3, 40))}"] if r.random() < .7 else [])]
    text = opening(PREAMBLE, main, *(book if r.random() < .4 else []))
    for i in range(count_of):
        text += routine(r, f"r{i + 1}", plan)
    plan["rules"] = "\n".join(text + ["}"]) + "\n"
    return plan


def log(r, plan, edges=()):
    zone = zone_of(plan["zone"])
    t = some_instant(r, zone, zone.instant(days(plan["middle"]) + r.randint(-4, 4), r.randint(0, 1439) * MINUTE))
    if r.random() < .2:  # the last days of a month, that shorter months clip
        date = days(plan["middle"]) - 31
        while not zone_day(date) >= 29:
            date += 1
        t = zone.instant(date, r.randint(0, 1439) * MINUTE)
    names = ["m.begun"] * 2 + ["m.done"] * 8 + ["m.signed"] * 3
    gap = r.choice([200, 1500, 4000])
    events = [(t, r.choice(["m.opened", "m.opened", "m.begun", "m.done"]), {})]
    for _ in range(r.randint(1, 14)):
        pick = r.random()
        if pick < .08:
            pass  # the same instant
        elif pick < .35 and any(e > t for e in edges):
            t = r.choice([e for e in edges if e > t]) + r.choice([0, 0, 1, -1])
        else:
            t = max(t, some_instant(r, zone, t + int(r.expovariate(1 / gap)) * MINUTE))
        events.append((t, r.choice(names), {}))
    if r.random() < .4:
        events.append((t + r.choice([0, r.randint(1, 30) * DAY]), r.choice(["m.closed", "m.withdrawn", "m.merged"]), {}))
    return [(at, name, dict(item=r.choice(["apple", "pear"])) if name in ("m.begun", "m.done") else {}) for at, name, _ in events]


def zone_day(date):
    from datetime import date as Date, timedelta
    return (Date(1970, 1, 1) + timedelta(days=date)).day
