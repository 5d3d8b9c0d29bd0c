"""Which deadline an instance has: the terms of its limit, the calendar that counts, extensions and reopened cycles."""
from hours import Spliced
from limits import Way, clip, reach


class Deadlines:
    """A part of a story (judge.py)."""

    def calendar_of(self, choice, facts):
        """Which calendar counts: its index."""
        if choice["fact"] is None:
            return choice["calendar"]
        value = facts.fact(choice["fact"])
        arms = [a for a in choice["arms"] if value in a["keys"]] or [a for a in choice["arms"] if not a["keys"]]
        return arms[0]["calendar"] if arms else None

    def in_force(self, index):
        return None if index is None else self.judge.editions[index][self.edition[index]]

    def counting(self, inst):
        """The calendar of a clock: the edition in force, each in its interval where the case's calendar has changed."""
        if len(inst.parts) > 1:
            return Spliced([(start, self.in_force(index)) for start, index in inst.parts])
        return self.in_force(inst.parts[0][1])

    def move(self, duty, inst, event):
        """Row C14: the case has another calendar from now on."""
        index = self.calendar_of(duty["calendar"], self.facts)
        if inst.state not in ("running", "breached") or index == inst.parts[-1][1]:
            return
        inst.parts.append((event.at, index))
        inst.calendar = self.counting(inst)
        inst.floor = max(inst.floor, event.at)
        inst.regraded_at = event.at

    def publish(self, until):
        """Rows C11 and C12: clocks that run when an edition is published are measured anew in it from their start."""
        while self.unpublished and self.unpublished[0][0] <= until:
            at, index, number = self.unpublished.pop(0)
            self.edition[index] = number
            for duty, instances in self.duties:
                for inst in instances:
                    if inst.state not in ("running", "breached") or index not in [i for _, i in inst.parts]:
                        continue
                    before = self.due(duty, inst)
                    inst.calendar = self.counting(inst)
                    inst.floor = max(inst.floor, at)
                    if inst.regraded_at == at and all(t["kind"] == "amount" for t in duty["limit"]["terms"]):
                        inst.regraded_at = None  # the calendar that it went over to has changed at the same instant
                    after = self.due(duty, inst)
                    if None not in (before, after) and before != after:
                        self.hit("sem-C11" if after > before else "sem-C12")

    def unreachable(self, duty, inst):
        """Row C10: the deadline lies past the horizon of the calendar, three years after what it covers."""
        terms = duty["limit"]["terms"]
        span = self.span_of(duty, inst, 0) if len(terms) == 1 else None
        if span is None or span["kind"] not in ("working", "working_dates") or inst.calendar is None or inst.paused() or terms[0]["from"]["kind"] == "event":
            return False
        due = self.due(duty, inst)
        return due is None or due > inst.calendar.end_of_day(inst.calendar.horizon)

    def provisional(self, duty, inst, due):
        """Row C17: the deadline lies past what the calendar covers. None where more than one limit is at work."""
        limit = duty["limit"]
        if due is None or inst.state in ("pending", "unreachable") or inst.calendar is None or len(limit["terms"]) != 1 or inst.replaced or inst.added or inst.reopened:
            return None
        span = self.span_of(duty, inst, 0)
        if span is None or span["kind"] == "elapsed" or len(inst.parts) > 1:
            return None
        last = inst.calendar.definition["covers_last"]
        if last is None:
            return None
        late = due > inst.calendar.end_of_day(last)
        self.hit(*(["sem-C17"] if late else []))
        return late

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

    def segments_of(self, duty, inst, i):
        """When the clock of one term has run: from its own anchor on, where it has one. None before that."""
        segments = inst.segments
        if not duty["limit"]["terms"] or duty["limit"]["terms"][i]["from"]["kind"] != "event":
            return segments
        if i not in inst.anchors:
            return None
        anchor = inst.anchors[i]
        # What lies between an anchor and the trigger counts, whatever stood then.
        if anchor < segments[0][0]:
            return [(anchor, segments[0][1])] + segments[1:]
        clipped = clip(segments, anchor)
        return clipped if clipped and clipped[0][0] == anchor else [(anchor, anchor)] + clipped

    def term_due(self, duty, inst, i):
        term = duty["limit"]["terms"][i]
        way = self.way(duty, inst)
        segments = self.segments_of(duty, inst, i)
        if segments is None:
            return None
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
        if inst.breach is not None:
            return inst.missed  # a breach that is established stays (row C11)
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
        return next((i for i in range(len(terms)) if self.term_due(duty, inst, i) == due), 0)

    def imagined_due(self, duty, inst, now):
        """The deadline if a clock that stands went on at this instant."""
        kept = inst.segments
        if inst.paused():
            inst.segments = kept + [(now, None)]
        due = self.due(duty, inst)
        inst.segments = kept
        return due
