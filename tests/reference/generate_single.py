"""Random disclosures, records, prohibitions and sequences, and logs for them. The way in: as in generate.py."""
from generate import counted, days, opening, place, span, some_instant
from hours import MINUTE, zone_of

PREAMBLE = """case deal "deal" {
  risk    number 1 to 5
  amount  number 0 to 100
  flag    yes-no
  item    one of apple, pear
  name    text
  note    text
  ends      upon m.closed
  withdrawn upon m.withdrawn
}
event m.opened    on deal { risk, amount, flag, name, note }
event m.changed   on deal { risk, amount, flag, name, note }
event m.shown     on deal { item }
event m.agreed    on deal { item }
event m.held      on deal
event m.done      on deal { risk, item }
event m.signed    on deal
event m.burnt     on deal
event m.noted on deal
event m.closed    on deal
event m.withdrawn on deal
"""

CONDITIONS = ["flag", "not flag", "risk >= 3", "amount > 50 or flag", "flag and risk < 4", "risk = 2 or amount < 30",
              "has m.held", "not has m.signed", "has m.held and risk > 1", "not (flag and amount >= 20)", "name is known",
              "amount - risk > 40", "risk in 1, 5", "flag or not flag and risk > 2"]


def when(r, chance=.6):
    return f" when {r.choice(CONDITIONS)}" if r.random() < chance else ""


def where(r):
    return r.choice(["", " where item = apple", " where item = pear"])


def disclosure(r, name, plan):
    lines = [f"  disclosure {name} {{", f"    gate {r.choice(['m.done', 'm.signed', 'm.done where item = apple'])}"]
    if r.random() < .7:
        lines.append(f"    scope {r.choice(CONDITIONS)}")
    order = r.choice(["", " before gate", " after m.held before gate", " before m.held", " after m.opened"])
    lines.append(f"    show m.shown{where(r)}{order}")
    if r.random() < .6:
        order = r.choice(["", " after show before gate", " after show", " before gate", " after m.held"])
        lines.append(f"    confirm {r.choice(['m.agreed', 'm.signed', 'm.shown'])}{order}")
    if r.random() < .6:
        kinds = ["elapsed", "working"] if plan["overnight"] else ["elapsed", "working", "working_dates", "dates"]
        kinds += [] if plan["overnight"] or plan["count"] == "clock" else ["months"]
        kinds = [k for k in kinds if plan["hours"] or k != "working"]
        lines.append(f"    valid {span(r, kinds)[1]}")
    return lines + ["  }"]


def record(r, name, plan):
    lines = [f"  record {name} {{"]
    kept = r.random() < .6
    if not kept or r.random() < .8:
        lines.append(f"    at {r.choice(['m.opened', 'm.changed', 'm.done', 'm.signed'])}{when(r, .5)}")
        fields = r.sample(["risk", "amount", "flag", "name", "note", "item"], r.randint(1, 4))
        lines.append("    fields " + ", ".join(fields))
    if kept:
        amount = r.choice([counted(r, r.randint(1, 72), "hours"), counted(r, r.randint(1, 20), "calendar days"),
                           counted(r, r.randint(1, 4), "weeks"), "1 month", "13 months", "18 months", counted(r, r.randint(1, 30), "months"),
                           counted(r, r.randint(1, 6), "years")])
        lines.append(f"    keep {amount} from {r.choice(['m.closed', 'm.done', 'm.opened', 'm.signed', 'm.held'])}")
        if r.random() < .9:
            lines.append("    destroyed by m.burnt")
    return lines + ["  }"]


def forbid(r, name, plan):
    event = r.choice(["m.done", "m.done where item = pear", "m.agreed", "m.signed", "m.changed"])
    lines = [f"  forbid {name} {{ event {event}{when(r, .5)}"]
    lines += [f"    except {r.choice(CONDITIONS)}" for _ in range(r.choice([0, 0, 1, 1, 2]))]
    if r.random() < .8:
        span = r.choice(["45 minutes", "3 hours", "24 hours", "2 calendar days", "1 week", "1 month", "1 year"])
        lines.append(f"    more than {r.choice([1, 1, 1, 2])} within {span}")
    lines.append("  }")
    if r.random() < .4:
        lines += [f"  allow {name}-allowed {{ event {event}{when(r, .9)}", f"    exception to {name}"]
        lines += [f"    except {r.choice(CONDITIONS)}"] if r.random() < .4 else []
        lines.append("  }")
        if r.random() < .3:
            lines.append(f"  forbid {name}-again {{ event {event}{when(r, .9)}  exception to {name}-allowed }}")
    return lines


def sequence(r, name, plan):
    steps = r.sample(["m.opened", "m.shown where item = apple", "m.shown where item = pear", "m.agreed", "m.done", "m.signed",
                      "m.held", "m.closed"], r.randint(2, 5))
    if r.random() < .5 and "m.opened" in steps:
        steps.remove("m.opened")
        steps.insert(0, "m.opened")
    lines = [f"  sequence {name} {{", "    steps " + " > ".join(steps)]
    if r.random() < .5:
        lines.append("    strict")
    for step in r.sample(steps, r.choice([0, 0, 1, 2])):
        lines.append(f"    skip {step}{when(r)}")
    return lines + ["  }"]


def rules(r, each=3):
    plan, main = place(r, days=3000)
    text = opening(PREAMBLE, main)
    for make in (disclosure, record, forbid, sequence):
        for i in range(each):
            text += make(r, f"{make.__name__}-{i + 1}", plan)
    plan["rules"] = "\n".join(text + ["}"]) + "\n"
    return plan


def fields_for(r, name):
    if name in ("m.opened", "m.changed"):
        every = dict(risk=r.randint(1, 5), amount=r.choice([0, 20, 29, 30, 50, 51, 100]), flag=r.random() < .5,
                     name=r.choice(["Li", ""]), note=r.choice(["seen", "seen", ""]))
        return {k: v for k, v in every.items() if r.random() < (.75 if name == "m.opened" else .35)}
    if name in ("m.shown", "m.agreed"):
        return dict(item=r.choice(["apple", "pear"]))
    if name == "m.done" and r.random() < .7:
        return dict(item=r.choice(["apple", "pear"]))
    return {}


def log(r, plan, edges=()):
    zone = zone_of(plan["zone"])
    t = some_instant(r, zone, zone.instant(days(plan["middle"]) + r.randint(-4, 4), r.randint(0, 1439) * MINUTE))
    names = ["m.opened", "m.changed", "m.changed", "m.held", "m.burnt", "m.withdrawn", "m.closed"] + \
        ["m.shown", "m.agreed", "m.done", "m.signed"] * 4
    gap = r.choice([20, 120, 1500])
    events = [(t, "m.opened", fields_for(r, "m.opened"))] if r.random() < .8 else []
    for _ in range(r.randint(1, 12)):
        pick = r.random()
        if pick < .12:
            pass  # the same instant: the order written decides
        elif pick < .35 and any(e > t for e in edges):
            t = r.choice([e for e in edges if e > t]) + r.choice([0, 0, 1, -1])
        else:
            t = max(t, some_instant(r, zone, t + int(r.expovariate(1 / gap)) * MINUTE))
        name = r.choice(names)
        events.append((t, name, fields_for(r, name)))
    if r.random() < .4:  # once more after the end
        later = [e for e in edges if e > t]
        t = r.choice(later) + r.choice([0, -1]) if later and r.random() < .7 else t + r.randint(1, 90000) * MINUTE
        events.append((t, "m.burnt", {}))
    return events
