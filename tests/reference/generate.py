"""Random rules, calendars and event logs, from a seed. The way in: `rules(random)` and `log(random, plan)`."""
from hours import MINUTE, zone_of
from words import iso

# A zone and the days about which its cases happen: clock changes, a skipped date, changes at midnight, and quiet times.
PLACES = [("Asia/Shanghai", "2026-09-28"), ("Europe/London", "2026-03-26"), ("Europe/London", "2026-10-23"),
          ("America/New_York", "2026-10-30"), ("America/New_York", "2026-03-06"), ("Australia/Lord_Howe", "2026-04-02"),
          ("Australia/Lord_Howe", "2026-10-02"), ("America/Sao_Paulo", "2018-11-01"), ("America/Sao_Paulo", "2018-02-15"),
          ("Pacific/Apia", "2011-12-27"), ("Asia/Shanghai", "1988-04-14"), ("Asia/Shanghai", "1991-09-12"),
          ("Asia/Kathmandu", "2026-05-11"), ("UTC", "2026-01-28"), ("Asia/Shanghai", "2026-03-02"),
          ("Europe/London", "2024-02-26"), ("Asia/Shanghai", "2028-02-27"), ("UTC", "2026-01-29"), ("UTC", "2026-08-30"), ("Europe/London", "2026-10-24"),
          ("Australia/Lord_Howe", "2026-04-04"), ("Europe/London", "2025-10-24"),
          ("America/New_York", "2025-10-31"), ("America/Sao_Paulo", "2018-11-01"), ("America/Sao_Paulo", "2018-02-15"),
          ("America/Sao_Paulo", "2018-02-15"), ("Europe/London", "2026-10-24"), ("America/New_York", "2026-10-31")]
HOURS = [["mon to fri 09:00 to 17:00"], ["mon to fri 09:00 to 12:00, 13:00 to 17:30"], ["mon to sat 08:30 to 16:45"],
         ["mon to fri 09:00 to 17:00", "sat 10:00 to 12:00"], ["mon to sun 00:00 to 24:00"], ["mon to sun 01:30 to 02:30"],
         ["mon to fri 00:00 to 24:00"], ["mon to sun 22:00 to 06:00"], ["mon to fri 21:00 to 05:30"],
         ["mon to fri 00:30 to 03:15, 08:00 to 18:00"],
         ["mon to sun 01:00 to 03:00, 09:00 to 17:00"], ["mon to sun 00:00 to 24:00"], []]


def days(text):
    from datetime import date
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


def text_of(date):
    from datetime import date as Date, timedelta
    return (Date(1970, 1, 1) + timedelta(days=date)).isoformat()


def exceptions(r, hours, middle, last):
    """Days off and worked about the middle, up to the last date that the calendar covers."""
    date = middle - 40
    overnight = is_overnight(hours)
    while True:
        date += r.randint(2, 7 if overnight else 14)
        kind, length = r.random(), r.randint(1, 4)
        if date + length > min(last, middle + 90):
            return
        if kind < .35:
            yield f'  off {text_of(date)} "off"' + (" statutory" if r.random() < .5 else "")
        elif kind < .5:
            yield f'  off {text_of(date)} to {text_of(date + length)} "feast"' + (" statutory" if r.random() < .6 else "")
            date += length
        elif kind < .65 and hours and not overnight:
            yield f"  work {text_of(date)} 10:00 to 14:00"
        elif kind < .75 and len(hours) == 1 and not overnight:
            yield f'  work {text_of(date)} "make-up"'


def is_overnight(lines):
    return any("22:00 to" in line or "21:00 to" in line for line in lines)


def calendar(r, name, zone, middle, count, editions=False):
    """Lines of a calendar, perhaps with a second edition that is published about the middle, and whether it has hours."""
    hours = r.choice(HOURS)
    if count == "clock":
        hours = r.choice(HOURS[:4])
    last = middle + r.choice([800, 800, 800, 800, r.randint(2, 9)])
    roll = "" if count == "clock" else " roll " + r.choice(["wide", "narrow", "none"])

    def edition(published):
        return [f'calendar {name} "{name}" {{', f'  zone "{zone}"'] + [f"  open {h}" for h in hours] + \
            list(exceptions(r, hours, middle, last)) + \
            [f"  covers {text_of(middle - 400)} to {text_of(last)}", f"  count {count}{roll}"] + published + ["}"]

    lines = edition([])
    if editions and r.random() < .4:
        day, hour = middle + r.randint(0, 4), r.randint(0, 23)
        lines += edition([f"  published {text_of(day)} {hour:02}:{r.choice([0, 17]):02}+00:00"])
    return lines, bool(hours)


def opening(preamble, calendars, editions=('  edition "1" in-force from 1980-01-01',)):
    """The first lines of a rule file: everything before its rules."""
    return ["bylaw 1 lang en", ""] + calendars + preamble.splitlines() + \
        ['handbook book "book" {', *editions, "  calendar main", "}", 'clause C.1 "one" of book {']


def place(r, **more):
    """A plan, and its calendar `main`."""
    zone, middle = r.choice(PLACES)
    count = r.choice(["civil", "civil", "clock", "inclusive"])
    plan = dict(zone=zone, middle=middle, count=count, duties=[], text=[], **more)
    lines, plan["hours"] = calendar(r, "main", zone, days(middle), count, editions=more.get("editions", False))
    plan["overnight"] = is_overnight(lines)
    return plan, lines


def counted(r, n, unit):
    return f"{n} {unit if n != 1 else unit[:-1]}"


def span(r, kinds):
    kind = r.choice(kinds)
    if kind == "elapsed":
        return kind, r.choice([counted(r, r.randint(1, 300), "minutes"), counted(r, r.randint(1, 96), "hours")])
    if kind == "working":
        return kind, r.choice([counted(r, r.randint(1, 400), "working minutes"), counted(r, r.randint(1, 40), "working hours")])
    if kind == "dates":
        return kind, r.choice([counted(r, r.randint(1, r.choice([4, 9])), "calendar days"), counted(r, r.randint(1, 2), "weeks")])
    if kind == "working_dates":
        return kind, counted(r, r.randint(1, 8), "working days")
    return kind, r.choice([counted(r, r.randint(1, 3), "months")] * 3 + [counted(r, r.randint(1, 2), "years")])


PREAMBLE = """role clerk "clerk"
role lead "lead"
role board "board"
grades risk 1 to 4 highest 1
case matter "matter" {
  urgency  one of low, high, top
  impact   one of minor, major, severe
  reach    one of few, many
  product  number 1 to 5
  flag     yes-no optional
  promise  date optional
  pledge   instant optional
  who      one of helper, head optional
  why      text optional
  ends      upon m.closed
  withdrawn upon m.withdrawn
  merged    upon m.merged
}
event m.opened   on matter { urgency, impact, reach, product, promise, pledge }
event m.changed  on matter { urgency, impact, reach, promise, pledge }
event m.flagged  on matter { flag }
event m.done     on matter
event m.signed   on matter
event m.asked    on matter
event m.supplied on matter
event m.held     on matter
event m.freed    on matter
event m.dropped  on matter
event m.rejected on matter
event m.credited on matter
event m.acked    on matter
event m.stopped  on matter
event m.noted on matter
event m.waived   on matter { who, why }
event m.closed   on matter
event m.withdrawn on matter
event m.merged   on matter
"""

TABLES_LATER = """  matrix matter-risk "risk" gives risk {
    rows impact
    cols reach
    grid {
             | few | many
      minor  | 2   | 3
      major  | 4   | 1
      severe | 1   | 1
    }
    otherwise 1
  }
  table flag-risk "flag" gives risk {
    row "a" when product >= 4 then 2
    row "b" when urgency = high then 1
    row "c" when flag then 4
    otherwise 1
    hit first
  }
"""

TABLES = """  matrix matter-risk "risk" gives risk {
    rows impact
    cols reach
    grid {
             | few | many
      minor  | 4   | 3
      major  | 3   | 2
      severe | 2   | 1
    }
    otherwise 1
    raise 1 when urgency = top
  }
  table flag-risk "flag" gives risk {
    row "a" when flag and product >= 3 then 1
    row "b" when product >= 2 or flag then 2
    row "c" when not flag then 3
    otherwise 1
    hit first
  }
"""


def duty(r, name, plan):
    """One duty, and perhaps a ladder for it."""
    hours, count = plan["hours"], plan["count"]
    kinds = ["elapsed", "working", "working_dates", "dates", "months"]
    if not hours:
        kinds = ["elapsed", "dates", "working_dates", "months"]
    if count == "clock":
        kinds = ["elapsed", "working", "working_dates", "working_dates", "dates", "dates", "dates"]
    if plan["overnight"]:
        kinds = ["elapsed", "working"]
    lines, fields = [], []
    shape = r.choice(["plain", "plain", "plain", "pause", "pause", "bounded", "grade", "grade", "enum", "dated", "combine",
                      "reopen", "reopen", "reopen", "reopen", "triggers", "triggers", "guard", "promise", "promise", "once", "extend", "extend", "extend", "receipt",
                      "musts", "calendar", "moving", "moving", "receipt", "receipt", "dayend", "far"])
    anchor = ""
    if plan["anchored"]:
        shape = r.choice(["plain", "plain", "pause", "pause", "calendar", "musts"])
        anchor = r.choice(["m.held", "m.signed", "m.credited", "m.asked"])
    if plan["waiting"]:
        shape = r.choice(["pause", "pause", "bounded", "grade", "grade", "enum", "enum", "extend", "extend", "extend", "extend", "extend", "extend", "extend", "reopen", "triggers", "musts", "combine"])
    shape = "plain" if shape in plan["without"] else shape
    wanted = {"moving": ["working"], "receipt": ["working_dates", "dates"]}.get(shape, kinds)
    kind, text = span(r, [k for k in wanted if k in kinds] or kinds)
    trigger, must, limit, suffix = "m.opened", "m.done", text, ""
    grades = "{{ 1: {}  2: {}  3: {}  4: {} }}"
    if shape in ("grade", "enum"):
        one = [kind] if r.random() < .7 else kinds
        parts = [span(r, one)[1] for _ in range(4)]
        if r.random() < .5:  # the gravest is so short that a raise may put the deadline into the past
            parts[0] = parts[2] = counted(r, r.randint(1, 30), "minutes")
        if shape == "grade":
            limit = "by matter-risk " + grades.format(*parts)
        else:
            limit = f"by urgency {{ low: {parts[0]}  high: {parts[1]}  otherwise: {parts[2]} }}"
        kind = "mixed"
        mode = r.choice(["retarget", "restart", "unchanged", "tighten-only"])
        fields.append(f"regrade {mode}")
        if r.random() < .15:
            fields.append(f"reopen upon m.rejected {r.choice(['continue', 'new-cycle', 'from-start'])}")
    elif shape == "dated":
        limit = f"{text} until {plan['middle']} 13:00 then {span(r, [kind])[1]}"
    elif shape == "combine":
        word = r.choice(["earliest of", "latest of"])
        limit = f"{word} {text}, {span(r, kinds)[1]}"
        kind = "mixed"
    elif shape == "promise":
        limit, kind = promised(r, plan, kinds), "promise"
        more = r.random()
        if more < .2:
            fields.append(f"reopen upon m.rejected {r.choice(['continue', 'new-cycle', 'from-start'])}")
        elif more < .4:
            trigger = "m.opened\n    trigger m.held"
            fields.append(f"triggers {r.choice(['ignore', 'each at most 2', 'restart'])}")
        elif more < .5:
            trigger += " when product > 2"
    elif shape == "once":
        limit, kind = "at once", "once"
    elif shape == "guard":
        guard = r.choice(["flag", "not flag", "flag or urgency = top", "flag and impact in major, severe", "urgency != low",
                          "product > 2", "matter-risk at least as grave as 2", "flag-risk graver than 3", "has m.held",
                          "flag is known"])
        trigger += f" when {guard}"
        if plan["duties"] and r.random() < .5:
            fields.append(f"exception to {r.choice(plan['duties'])}")
    elif shape == "musts":
        must = r.choice(["m.done and m.signed", "m.done or m.signed", "m.done or before", "m.signed or before",
                         "m.done or m.signed or before"])
    elif shape == "receipt" and kind in ("working_dates", "dates") and count != "clock":
        if r.random() < .3:
            suffix = " including the day of receipt"
        elif kind == "working_dates":
            fields.append(f"received after {r.choice(['10:00', '12:00', '16:00'])} counts as the next working day")
    elif shape == "dayend" and kind in ("working_dates", "dates", "months") and count != "clock":
        suffix = r.choice([" by end of day", " by close of business"])
    elif shape == "reopen":
        mode = r.choice(["continue", "new-cycle", "from-start"])
        fields.append(f"reopen upon m.rejected {mode}")
    elif shape == "triggers":
        mode = r.choice(["ignore", "each at most 1", "each at most 2", "restart"])
        trigger = "m.opened\n    trigger m.held"
        fields.append(f"triggers {mode}")
    elif shape == "extend":
        amount = span(r, [kind])[1]
        within = r.choice(["", f" within {counted(r, r.randint(5, 90), 'minutes')}", " within " + span(r, ["elapsed"])[1]])
        guard = r.choice(["", " when urgency != low"] + [" when flag"] * (not plan["waiting"]))
        fields.append(f"extend {r.choice(['to', 'by'])} {amount} upon m.credited{within}{guard}")
    elif shape == "calendar":
        fields.append("calendar other")
    elif shape == "moving" and kind == "working" and plan["one_zone"]:
        fields.append(f"calendar by urgency {{ low: main  high: other  otherwise: {r.choice(['main', 'other'])} }}")
        if r.random() < .15:
            fields.append(f"reopen upon m.rejected {r.choice(['continue', 'new-cycle', 'from-start'])}")
    if plan["waiting"]:
        guard = r.choice(["flag", "flag", "not flag", "flag or urgency = top", "flag and impact in major, severe"])
        trigger = trigger.replace("m.opened", f"m.opened when {guard}", 1)
    if shape == "far" and count != "clock" and plan["hours"]:
        limit, kind = "40000 working hours" if plan["overnight"] else r.choice(["4000 working days", "40000 working hours"]), "far"
    clocked_dates = count == "clock" and kind not in ("elapsed", "working", "working_dates")
    reopened = any(f.startswith("reopen") for f in fields)
    pausable = shape not in ("promise", "once", "reopen", "far") and not clocked_dates and not reopened
    if shape == "pause" or (pausable and r.random() < (.5 if plan["waiting"] else .25)):
        if pausable:
            fields.append("pause m.asked until m.supplied")
            if r.random() < .5:
                fields.append("pause m.held until m.freed")
            shape = "pause"
    elif shape == "bounded" and pausable:
        fields.append(f"pause m.asked until m.supplied at most {r.choice(['90 minutes', '5 hours', '2 hours'])} in total")
    if anchor and any(anchor in f for f in fields):
        anchor = "m.signed"
    if shape in ("plain", "pause", "grade", "enum", "extend", "calendar") and kind in ("elapsed", "working"):
        fields.append(f"warn elapsed {r.choice(['50%', '75%', '33.3%', '90%'])} notify clerk")
    elif kind in ("working_dates", "dates") and shape == "plain":
        fields.append(f"warn elapsed {r.choice(['50%', '80%'])} notify clerk")
    if kind not in ("once", "far") and r.random() < .4:
        choices = ["30 minutes", "3 hours"]
        if hours:
            choices += ["2 working hours", "45 working minutes"]
        if kind == "working_dates" and count != "clock":
            choices += ["1 working day"]
        if kind == "dates" and count != "clock":
            choices += ["1 calendar day"]
        fields.append(f"warn remaining {r.choice(choices)} notify clerk, lead")
    if r.random() < .2:
        fields.append("cancel m.dropped")
    if r.random() < .1:
        fields.append("after-breach ends")
    if r.random() < .2:
        fields.append("waive m.waived by who because why" + r.choice(["", " when who = head", " when flag"]))
    lines += [f"  duty {name} {{", f"    trigger {trigger}", f"    must {must}", f"    limit {limit}{suffix}"
              if kind == "promise" and " of " not in limit else f"    limit {limit} from {anchor or 'trigger'}{suffix}"]
    lines += ["    " + f for f in fields] + ["  }"]
    ladder = []
    if r.random() < .5 and shape != "far":
        ladder = ladder_of(r, name, plan, kind)
    plan["duties"].append(name)
    plan["text"] += lines + ladder


def promised(r, plan, kinds):
    """A limit with a promise: a date, except where hours go over midnight, or an instant, alone or beside another limit."""
    promises = ["promised-by pledge"] if plan["overnight"] else ["promised-by promise", "promised-by pledge"]
    if r.random() < .4:
        return r.choice(promises)
    parts = promises if r.random() < .3 else [r.choice(promises), span(r, kinds)[1]]
    if len(parts) == 1:
        return parts[0]
    r.shuffle(parts)
    return f"{r.choice(['earliest of', 'latest of'])} {', '.join(parts)}"


def ladder_of(r, name, plan, kind):
    hours = plan["hours"]
    short = ["20 minutes", "2 hours", "9 hours"] + (["1 working hour", "5 working hours"] if hours else [])
    lines = [f"  ladder {name}-ladder{plan.get('of_edition', '')} for {name} {{"]
    number = 1
    if kind in ("elapsed", "working", "dates", "working_dates") and r.random() < .6:
        lines.append(f"    level 1 notify lead when remaining {r.choice(short)}")
        number = 2
    lines.append(f"    level {number} notify lead when breached reply-limit {r.choice(short)}")
    shape = r.random()
    if shape < .4:
        lines.append(f"    level {number + 1} notify board when unanswered {number} reply-limit {r.choice(short)}")
    elif shape < .6:
        lines.append(f"    level {number + 1} notify board when breached by {r.choice(short)}")
    elif shape < .8:
        lines.append(f"    level {number + 1} notify board when breached")
    if r.random() < .3:
        lines.append("    highest only")
    if r.random() < .4:
        lines.append("    at any hour")
    if r.random() < .3:
        lines.append(f"    repeat every {r.choice(short)} at most {r.randint(1, 3)}")
    lines.append("    answered by m.acked")
    if r.random() < .5:
        lines.append("    stop m.stopped")
    return lines + ["  }"]


def book_editions(r, middle):
    """Three editions of the handbook, two of which come into force about the middle; perhaps it is withdrawn soon after."""
    second = middle + r.randint(-3, 4)
    third = second + r.randint(1, 5)
    lines = ['  edition "1" in-force from 1980-01-01', f'  edition "2" in-force from {text_of(second)}',
             f'  edition "3" in-force from {text_of(third)}']
    return lines + ([f"  withdrawn from {text_of(third + r.randint(1, 9))}"] if r.random() < .6 else [])


def clauses_in_editions(r, names, plan):
    """A clause that changes from edition to edition; its rules are others in each, and some are new, or there no more. Or one that
    is new, and for old cases too."""
    split = r.choice([['"1"', '"2", "3"'], ['"1", "2"', '"3"'], ['"1"', '"2"', '"3"'], ['"1"', '"2"'], ['"2", "3"'], ['"2", "3" retroactive'], ['"2" retroactive']])
    lines = []
    lasting = {name: (0 if r.random() < .8 else 1, len(split) if r.random() < .8 else len(split) - 1) for name in names}
    for number, editions in enumerate(split):
        own = dict(plan, text=[], duties=[], of_edition=f"-{number}")
        for name in names:
            if len(split) == 1 or lasting[name][0] <= number < lasting[name][1]:
                duty(r, name, own)
        lines += ['clause E.1 "changing" of book {', f"  edition {editions}"] + own["text"] + ["}"]
    return lines


def rules(r, duties=8, without=(), waiting=False, anchored=False, in_editions=False):
    """A plan with its rule file. `without`: shapes of duties ("far", "moving"), or "editions", that are not wanted. `waiting`: all of
    them wait for a flag that is told late, whatever else happens to them meanwhile. `anchored`: their limits are counted from events of their own, which may come before the
    trigger, after it or not at all. `in_editions`: most of them change from one edition of the handbook to the next."""
    plan, main = place(r, editions="editions" not in without, without=without, waiting=waiting, anchored=anchored)
    other_zone = r.choice(PLACES)[0] if r.random() < .3 else plan["zone"]
    other, other_hours = calendar(r, "other", other_zone, days(plan["middle"]), plan["count"], plan["editions"])
    plan["overnight"] = plan["overnight"] or is_overnight(other)
    plan["hours"] = plan["hours"] and other_hours
    plan["one_zone"] = other_zone == plan["zone"]
    book = [book_editions(r, days(plan["middle"]))] if in_editions else []
    text = opening(PREAMBLE, main + other, *book)
    if in_editions:  # tables in a clause of their own
        first, then = r.choice([('"1"', '"2", "3"'), ('"1", "2"', '"3"')])
        text[-1:] = ['clause T.1 "tables" of book {', f"  edition {first}", *TABLES.splitlines(), "}",
                     'clause T.1 "tables" of book {', f"  edition {then}", *TABLES_LATER.splitlines(), "}", text[-1]]
    else:
        text += TABLES.splitlines()
    names = [f"d{i + 1}" for i in range(duties)]
    clauses = clauses_in_editions(r, names, plan) if in_editions else []
    for name in [] if in_editions else names:
        duty(r, name, plan)
    plan["rules"] = "\n".join(text + plan["text"] + ["}"] + clauses) + "\n"
    return plan


URGENCY, IMPACT, REACH = ("low", "high", "top"), ("minor", "major", "severe"), ("few", "many")


def some_instant(r, zone, near):
    """Near an instant, often at a round local time, where calendars open and close."""
    if r.random() < .35:
        date, _ = zone.local(near)
        minute = r.choice([0, 90, 150, 510, 540, 600, 720, 780, 840, 960, 1005, 1020, 1050, 1080])
        return zone.instant(date + r.choice([0, 0, 1]), minute * MINUTE)
    return near // MINUTE * MINUTE


def aimed(r, log, edges):
    """The log up to one of the instants that it has brought out, and then an event at that very instant."""
    edge = r.choice(edges)
    before = [event for event in log if event[0] < edge]
    if not before:
        return log
    follow = r.choice(["m.supplied", "m.supplied", "m.done", "m.rejected"])
    return before + [(edge, r.choice(["m.asked"] * 6 + ["m.done", "m.credited"]), {}),
                     (edge + r.choice([0, 1, r.randint(1, 3000) * MINUTE]), follow, {}), (edge + 9000 * MINUTE, "m.done", {})]


def promises(r, zone, t, often):
    """Fields that tell a promise, each so often: mostly of what is to come, sometimes of what is past."""
    date, _ = zone.local(t)
    found = {}
    if r.random() < often:
        found["promise"] = text_of(date + r.choice([r.randint(1, 9)] * 4 + [r.randint(-2, 0)]))
    if r.random() < often:
        found["pledge"] = iso(some_instant(r, zone, t + r.choice([r.randint(1, 9000)] * 4 + [r.randint(-900, 0)]) * MINUTE))
    return found


def log(r, plan, edges=()):
    """Events of one case: [(instant, name, fields)] in order. `edges`: instants worth hitting exactly."""
    zone = zone_of(plan["zone"])
    start = zone.instant(days(plan["middle"]) + r.randint(-4, 4), r.randint(0, 1439) * MINUTE)
    t = some_instant(r, zone, start)
    changed = [m for m in (0, 30, 90, 135, 150, 1410) if any(zone.strange(days(plan["middle"]) + d, m * MINUTE) for d in range(9))]
    if changed and r.random() < (.8 if plan["count"] == "clock" else .1):  # a time of day that a change of the clocks concerns
        t = zone.instant(zone.local(start)[0], r.choice(changed) * MINUTE)
    fields = dict(urgency=r.choice(URGENCY), impact=r.choice(IMPACT), reach=r.choice(REACH), product=r.randint(1, 5))
    late = .3 if r.random() < .5 else 0  # how often a promise is not told at the opening
    fields.update(promises(r, zone, t, 1 - late))
    events = []
    told_late = plan["waiting"] or r.random() < .05  # what a trigger waits for is not told before everything else has happened
    if r.random() < .15:
        events.append((t - r.randint(1, 600) * MINUTE, r.choice(["m.asked", "m.held", "m.done", "m.signed"]), {}))
    events.append((t, "m.opened", fields))
    names = ["m.changed"] * 4 + ["m.flagged"] * 2 + ["m.asked", "m.supplied"] * 4 + ["m.held", "m.freed"] * 2 + \
        ["m.done"] * 4 + ["m.signed", "m.rejected", "m.acked", "m.acked"] + ["m.credited"] * 4 + \
        ["m.waived"] * 2 + ["m.dropped", "m.stopped", "m.opened", "m.opened", r.choice(["m.closed", "m.withdrawn", "m.merged"])]
    follows = {"m.done": ["m.rejected", "m.done"], "m.rejected": ["m.done"], "m.asked": ["m.supplied", "m.done", "m.held"],
               "m.opened": ["m.credited", "m.held", "m.changed"]}
    gap, name = r.choice([20, 120, 600, 2000]), "m.opened"
    if told_late:
        names = ["m.changed"] * 5 + ["m.asked", "m.supplied"] * 3 + ["m.credited"] * 6 + ["m.done", "m.rejected", "m.held", "m.freed", "m.acked", "m.waived"]
    for _ in range(r.randint(0, 9)):
        pick = r.random()
        at_edge = False
        if pick < .07:
            pass  # the same instant
        elif pick < .4 and edges and any(e > t for e in edges):
            t = r.choice([e for e in edges if e > t][:6]) + r.choice([0, 0, 0, 1, -1])
            at_edge = True
        else:
            t = max(t, some_instant(r, zone, t + int(r.expovariate(1 / gap)) * MINUTE))
        if told_late and at_edge:
            name = r.choice(["m.asked", "m.credited", "m.credited", "m.changed"])
        elif at_edge and r.random() < .6:
            name = r.choice(["m.asked"] * 6 + ["m.done"] * 2 + ["m.credited", "m.changed"])
        elif name in follows and r.random() < .4:
            name = r.choice(follows[name])
        else:
            name = r.choice(names)
        fields = {}
        if name in ("m.opened", "m.changed"):
            fields = dict(urgency=r.choice(URGENCY), impact=r.choice(IMPACT), reach=r.choice(REACH))
            fields.update(promises(r, zone, t, .25))
        if name == "m.opened":
            fields["product"] = r.randint(1, 5)
        if name == "m.waived":
            fields = {k: v for k, v in dict(who=r.choice(["helper", "head", "head"]), why=r.choice(["flood", "storm", ""])).items() if r.random() < .9}
        if name == "m.flagged":
            fields = dict(flag=r.random() < .5)
        events.append((t, name, fields))
        if name == "m.asked" and r.random() < .12:  # a pause of no length
            name = "m.supplied"
            events.append((t, name, {}))
    if told_late:
        events = [event for event in events if event[1] != "m.flagged"]
        t += r.choice([0, 1, r.randint(1, 3000) * MINUTE])
        events.append((t, "m.flagged", dict(flag=r.random() < .8)))
        if r.random() < .3:
            events.append((t + r.randint(0, 3000) * MINUTE, r.choice(["m.done", "m.supplied", "m.rejected", "m.acked"]), {}))
    return events
