"""Which deadline an instance has: the terms of its limit, the calendar that counts, extensions and reopened cycles."""
from limits import Way, clip, reach


class Deadlines:
    """A part of a story (judge.py)."""

    def calendar_of(self, choice, facts):
        if choice["fact"] is None:
            return None if choice["calendar"] is None else self.judge.calendars[choice["calendar"]]
        value = facts.fact(choice["fact"])
        for keys, *rest in ((a["keys"], a["calendar"]) for a in choice["arms"]):
            if value in keys:
                return self.judge.calendars[rest[0]]
        for arm in choice["arms"]:
            if not arm["keys"]:
                return self.judge.calendars[arm["calendar"]]
        return None

    def way(self, duty, inst):
        return Way(inst.calendar, duty["limit"], duty["cut_off_minute"])

    def dated(self, dated, inst):
        for value, until in zip(dated["values"], dated["untils"]):
            if until["offset_seconds"] is not None:
                edge = until["day"] * 86_400_000_000 + until["time_of_day_us"] - until["offset_seconds"] * 1_000_000
            else:
                calendar = inst.calendar or self.judge.calendars[0]
                edge = calendar.zone.instant(until["day"], until["time_of_day_us"])
            if inst.triggered < edge:
                return value
        return dated["values"][-1]

    def span_of(self, duty, inst, i):
        """The amount of one term in force, extensions and reopened cycles considered; None where it is not an amount."""
        term = duty["limit"]["terms"][i]
        if inst.replaced is not None:
            return inst.replaced
        span = None
        if term["kind"] == "amount":
            span = self.dated(term["amount"], inst)
        elif term["kind"] == "by_fact":
            value = inst.variant.get(i)
            arms = [a for a in term["arms"] if value in a["keys"]] or [a for a in term["arms"] if not a["keys"]]
            span = self.dated(arms[0]["amount"], inst) if arms else None
        if span is None:
            return None
        return dict(kind=span["kind"], amount=span["amount"] + inst.added)

    def term_due(self, duty, inst, i):
        term = duty["limit"]["terms"][i]
        way = self.way(duty, inst)
        segments = inst.segments
        if term["from"]["kind"] == "event":
            if i not in inst.anchors:
                return None
            segments = clip(segments, inst.anchors[i])
        span = self.span_of(duty, inst, i)
        if span is not None:
            return reach(way, span, segments)
        if term["kind"] == "at_once":
            return inst.calendar.next_open(inst.start) if inst.calendar else inst.start
        if term["kind"] == "promised":
            value = inst.promises.get(i)
            if value is None:
                return None
            if self.tree["facts"][term["fact"]]["type"]["kind"] == "date":
                return inst.calendar.closing(value, way.day_end)
            return value
        return None

    def due(self, duty, inst):
        limit = duty["limit"]
        if limit["none"] or inst.start is None:
            return None
        if inst.replaced is not None:
            return self.term_due(duty, inst, 0)
        dues = [self.term_due(duty, inst, i) for i in range(len(limit["terms"]))]
        if limit["combine"] == "latest":
            return None if None in dues else max(dues)
        known = [d for d in dues if d is not None]
        return min(known) if known else None

    def governing(self, duty, inst):
        """The term whose end is the deadline."""
        due = self.due(duty, inst)
        terms = duty["limit"]["terms"]
        if due is None or len(terms) == 1:
            return 0
        return next(i for i in range(len(terms)) if self.term_due(duty, inst, i) == due)

    def imagined_due(self, duty, inst, now):
        """The deadline if a clock that stands went on at this instant."""
        kept = inst.segments
        if inst.paused():
            inst.segments = kept + [(now, None)]
        due = self.due(duty, inst)
        inst.segments = kept
        return due
