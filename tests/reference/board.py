"""KPIs and ratings of generated logs, worked out from the decisions of the slow evaluator and held against `bylaw run --format board`
(rows K1, K2, K3).

The way in: `run(bylaw, random, room, rows, make)` gives how many logs agreed and how many did not.
"""
import json
import os
import subprocess
from collections import defaultdict
from fractions import Fraction

import generate
from facts import COMPARE, Facts
from limits import add_months, civil
from words import iso, lines_of

APART = ("indeterminate", "excluded", "cancelled", "superseded", "withdrawn")
MINUTE = 60_000_000
MONTHS = {"month": 1, "quarter": 3, "year": 12}


# ---- rule files

def kpi(r, name, duties):
    duty = r.choice(duties)
    shape = r.choice(["share", "share", "count", "mean", "events", "how many", "time", "slow"])
    figures, extra = [f"{r.randint(0, 100)}%", "90%", "50%", "0%"], []
    if shape == "share":
        measure = f"share of {duty} {r.choice(['met', 'met', 'met-late', 'breached'])}"
    elif shape == "count":
        measure, figures = f"count of {duty} {r.choice(['met', 'breached', 'met-late'])}", [str(r.randint(0, 4)), "5", "2", "0"]
    elif shape == "mean":
        measure, figures = "mean of product at m.opened", [f"{r.randint(1, 4)}.5", "4.5", "2.25", "1"]
    elif shape == "events":
        measure = f"share of m.{r.choice(['changed', 'flagged', 'done'])} when " + \
            r.choice(["flag", "product >= 3", "urgency = top or flag", "has m.asked and not flag"])
    elif shape == "how many":
        measure, figures = f"count of m.{r.choice(['changed', 'done'])} when {r.choice(['product > 2', 'not flag'])}", ["1", "6", "3", "0"]
    else:
        kind = "mean" if shape == "time" else f"percentile {r.choice([1, 25, 50, 90, 100])}"
        measure = f"{kind} of time from m.{r.choice(['opened to m.done', 'asked to m.supplied'])}"
        figures = [f"{r.randint(1, 900)} minutes", "900", "60", "0"]
    over = r.choice(["", " over calendar day", " over calendar month", " over calendar month", " over calendar quarter", " over calendar year"])
    by = r.choice(["", "", "  by urgency", "  by impact, flag"])
    if r.random() < .6:
        extra.append(f"target {r.choice(['>=', '<=', '>', '<'])} {figures[0]}")
    if r.random() < .5 and shape not in ("time", "slow"):
        extra.append(f"bands high {figures[1]}, middle {figures[2]}, low {figures[3]}")
    elif r.random() < .5:
        steps = ["20 minutes", "3 hours", "48 hours"] if shape in ("time", "slow") else reversed(figures[1:])
        extra.append("bands " + ", ".join(f"{name} <= {step}" for name, step in zip(["best", "good", "fair"], steps)))
    if over and r.random() < .4:
        extra.append(f"growth {r.choice(['>=', '<='])} {r.choice(['0%', '10%', '25.5%'])}")
    if r.random() < .4:
        extra.append(f"exclude {r.choice(['flag', 'urgency = low', 'product = 2 or flag'])}")
    return f"  kpi {name} \"{name}\" {{ measure {measure}{by}{over}  {'  '.join(extra)} }}", (over, by)


def rules(r):
    plan = generate.rules(r, duties=4)
    single = [d for d in plan["duties"] if "each at most" not in plan["rules"].split(f"duty {d} {{")[1].split("\n  }")[0]]
    text, places = [], []
    for i in range(6):
        line, place = kpi(r, f"k{i + 1}", single or plan["duties"])
        text.append(line)
        places.append(place)
    if "share of" in text[0]:
        text.append("  rating alone \"alone\" { of k1  bands good 50%, poor 0% }")
    alike = [i for i in range(1, 6) if places[i] == places[0]]
    if alike:
        text.append(f"  rating both \"both\" {{ of k1 37.5%, k{alike[0] + 1} 62.5%  bands good 50, poor 0 }}")
    plan["rules"] = plan["rules"].rstrip()[:-1] + "\n".join(text) + "\n}\n"
    return plan


# ---- figures

class Row:
    def __init__(self):
        self.hits = self.counted = self.total = 0
        self.values = []
        self.apart = dict.fromkeys(APART, 0)


def period(tree, k, zone, at):
    if k["over"] == "all":
        return None
    date = zone.local(at)[0]
    if k["over"] == "day":
        return date, date + 1
    day = civil(date)
    first = (day.replace(month=(day.month - 1) // MONTHS[k["over"]] * MONTHS[k["over"]] + 1, day=1) - civil(0)).days
    return first, add_months(first, MONTHS[k["over"]])


def known_at(tree, events, until):
    """What is known after the first `until` events, and what had happened before the last of them."""
    facts = Facts(tree)
    for event in events[:until]:
        facts.take(event.fields)
    facts.happened = {e.event for e in events[:max(until - 1, 0)]}
    return facts


def verdicts(decisions, rule):
    """(instant, state, performed late) of every instance: its verdict stays whatever follows."""
    found = defaultdict(list)
    for d in decisions:
        if d["kind"] == "state" and d["rule"] == rule and d["instance"] is not None:
            found[d["instance"]].append(d)
    for states in found.values():
        settled = [d for d in states if d["state"] in ("met", "breached")] or \
            [d for d in states if d["state"] not in ("pending", "met-late")]
        if settled:
            yield settled[0]["at"], settled[0]["state"], any(d["state"] == "met-late" for d in states)


class Figures:
    def __init__(self, rules, told):
        self.rules, self.tree, self.told = rules, rules.tree, told  # told: [(events, decisions)] of every case

    def rows(self, k):
        found = defaultdict(Row)
        zone = self.rules.judge.calendars[k["calendar"] or 0].zone
        for events, decisions in self.told:
            events = sorted(events, key=lambda e: (e.at, e.seq, e.id))
            for at, until, count in self.items(k, events, decisions):
                facts = known_at(self.tree, events, until)
                if at is not None:  # a verdict is placed after all that happened at its instant
                    facts.happened = {e.event for e in events[:until]}
                instant = at if at is not None else events[until - 1].at
                row = found[period(self.tree, k, zone, instant), tuple(facts.fact(f) for f in k["by"])]
                out = [facts.condition(c) for c in k["exclude"]]
                if True in out or None in out:
                    row.apart["excluded" if True in out else "indeterminate"] += 1
                else:
                    count(row, facts)
        return found

    def items(self, k, events, decisions):
        """(instant of a verdict or None, how many events are known, what it does to its row)"""
        if k["rule"]:
            for at, state, late in verdicts(decisions, k["rule"]):
                yield at, sum(e.at <= at for e in events), lambda row, _, s=state, l=late: self.judged(k, row, s, l)
            return
        began = None
        for n, event in enumerate(events, 1):
            if k["to"] is not None:
                if began is not None and event.event == k["to"]["event"]:
                    took = -(-(event.at - began) // MINUTE)
                    began = None
                    yield None, n, lambda row, _, v=took: self.value(row, v)
                elif began is None and event.event == k["event"]["event"]:
                    began = event.at
            elif event.event == k["event"]["event"]:
                if k["fact"] is not None:
                    yield None, n, lambda row, _, v=event.fields.get(k["fact"]): self.value(row, v)
                else:
                    yield None, n, lambda row, facts: self.event(k, row, facts.condition(k["when"]))

    @staticmethod
    def judged(k, row, state, late):
        if state in ("cancelled", "superseded", "withdrawn"):
            row.apart[state] += 1
        elif state in ("indeterminate", "unreachable"):
            row.apart["indeterminate"] += 1
        else:
            row.counted += 1
            row.hits += late if k["state"] == "met-late" else state == k["state"]

    @staticmethod
    def value(row, value):
        if value is None:
            row.apart["indeterminate"] += 1
        else:
            row.counted += 1
            row.values.append(value)

    @staticmethod
    def event(k, row, holds):
        if holds is None:
            row.apart["indeterminate"] += 1
        else:
            row.counted += holds or k["measure"] == "share"
            row.hits += holds

    @staticmethod
    def figure(k, row):
        """The exact figure, a share in per cent; None where there are no cases."""
        if k["measure"] == "count":
            return Fraction(row.hits)
        if row.counted == 0:
            return None
        if k["measure"] == "share":
            return Fraction(100 * row.hits, row.counted)
        if k["measure"] == "mean":
            return Fraction(sum(row.values), row.counted)
        return Fraction(sorted(row.values)[-(-row.counted * k["percentile"] // 100) - 1])

    def lines(self):
        """A comparable line for every row of every KPI and rating."""
        every = {k["title"]["name"]: self.rows(k) for k in self.tree["kpis"]}
        for k in self.tree["kpis"]:
            found = every[k["title"]["name"]]
            for place, row in found.items():
                value = self.figure(k, row)
                growth = None
                if k["growth"]:
                    growth = "no-cases"
                    span = place[0]
                    before = found.get((self.before(k, span), place[1]))
                    past = before and self.figure(k, before)
                    if value is not None and past:
                        growth = reached(k["growth"], value, past * (1 + amount(k["growth"]) / 100))
                target = k["target"] and ("no-cases" if value is None else reached(k["target"], value, amount(k["target"])))
                yield line(k["title"]["name"], place, value, row, target or None, growth, band(k["bands"], value))
        for rating in self.tree["ratings"]:
            yield from self.rating(rating, every)

    @staticmethod
    def before(k, span):
        return (span[0] - 1, span[0]) if k["over"] == "day" else (add_months(span[0], -MONTHS[k["over"]]), span[0])

    def rating(self, rating, every):
        kpis = self.tree["kpis"]
        first = kpis[rating["of"][0]["kpi"]]
        for place, row in every[first["title"]["name"]].items():
            value = self.figure(first, row)
            if rating["of"][0]["weight"]:
                points = 0
                for part in rating["of"]:
                    k = kpis[part["kpi"]]
                    other = every[k["title"]["name"]].get(place)
                    figure = other and self.figure(k, other)
                    points = None if points is None or figure is None else points + figure * 10_000 // 1 * amount(part["weight"]) / 100
                value = None if points is None else Fraction(points // 1, 10_000)
            yield line(rating["title"]["name"], place, value, row, None, None, band(rating["bands"], value))


def amount(figure):
    return Fraction(figure["mantissa"], 10 ** figure["scale"])


def reached(figure, value, wanted):
    return "reached" if COMPARE[figure["op"]](value, wanted) else "missed"


def band(bands, value):
    return next((b["name"] for b in bands if value is not None and COMPARE[b["figure"]["op"]](value, amount(b["figure"]))), None)


def line(name, place, value, row, target, growth, band):
    span = place[0] and tuple(civil(day).isoformat() for day in place[0])
    return name, span, place[1], value, row.counted, tuple(row.apart.values()), target, growth, band


def engine_line(rules, d):
    by = {f["title"]["name"]: i for i, f in enumerate(rules.tree["facts"])}
    group = tuple(None if v is None else {"yes": 1, "no": 0}.get(v) if v in ("yes", "no") else rules.value(by[name], v)
                  for name, v in d.get("by", {}).items())
    value = None
    if d["figure"] is not None:
        value = Fraction(d["numerator"] * (100 if d["unit"] == "share" else 1), d["denominator"] * 10 ** d.get("decimals", 0))
    span = (d["from"], d["to"]) if "from" in d else None
    return d["kpi"], span, group, value, d["counted"], tuple(d[a] for a in APART), d.get("target"), d.get("growth"), d.get("band")


def empty(found):
    return not found[4] and not any(found[5]) and not found[3]


def run(bylaw, r, room, rows, make, count=40):
    failed = 0
    for number in range(count):
        plan = rules(r)
        path, events = os.path.join(room, f"board-{number}.bylaw"), os.path.join(room, f"board-{number}.ndjson")
        with open(path, "w", encoding="utf-8") as out:
            out.write(plan["rules"])
        one = make(bylaw, path)
        until = (generate.days(plan["middle"]) + 60) * 86_400_000_000
        logs = {f"C{n}": generate.log(r, plan) for n in range(20)}
        told = [([one.event(*e, n) for n, e in enumerate(log)], one.decisions(log, until)) for log in logs.values()]
        with open(events, "w", encoding="utf-8") as out:
            out.writelines(lines_of(logs))
        done = subprocess.run([bylaw, "run", path, "--events", events, "--until", iso(until), "--format", "board"],
                              capture_output=True, text=True)
        theirs = [x for x in (engine_line(one, json.loads(d)) for d in done.stdout.splitlines()) if not empty(x)]
        ours = [x for x in Figures(one, told).lines() if not empty(x)]
        left, right = [x for x in ours if x not in theirs], [x for x in theirs if x not in ours]
        if left or right or not ours or done.returncode != 0:
            failed += 1
            print(f"figures: {path} {done.stderr}", *(f"\n  only the reference: {x}" for x in left), *(f"\n  only bylaw: {x}" for x in right))
            continue
        rows["sem-K1 board"] += any(any(x[5]) for x in ours)
        rows["sem-K2 board"] += len({x[1] for x in ours}) > 2
        rows["sem-K3 board"] += any(x[6] == "no-cases" or x[3] is None for x in ours)
        os.remove(path)
        os.remove(events)
    return count - failed, failed
