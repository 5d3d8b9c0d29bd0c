"""Which rows of the semantics a case has put to the test, seen from what the slow evaluator found: never from what a generator
meant to write. A row is hit where its decision makes a difference to this clock, or was at stake in it.

The way in: Witness is a part of a story (judge.py), asked at every verdict on a clock.
"""
from hours import DAY
from limits import clip, reach

ODD_ZONES = {"Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo", "Asia/Shanghai", "Europe/London"}
DATES = ("dates", "working_dates", "months")


class Witness:
    def hit(self, *rows):
        self.rows.update(rows)

    def verdict_on_clock(self, duty, inst, state, at, due):
        if state not in ("met", "met-late", "breached") or duty["limit"]["none"] or due is None:
            return
        limit = duty["limit"]
        if state == "met" and at == due:
            self.hit("sem-B2")
        if len({self.term_due(duty, inst, i) for i in range(len(limit["terms"]))}) > 1:
            self.hit("sem-B12")
        if inst.paused_at_deadline:
            self.hit("sem-P7")
        i = self.governing(duty, inst)
        term = limit["terms"][i]
        if term["kind"] == "at_once":
            self.hit("sem-B6")
        if term["kind"] == "promised":
            self.hit("promised-by")
        for arm in [term["amount"]] + [a["amount"] for a in term["arms"]]:
            if arm is not None and arm["untils"]:
                self.hit("sem-V1 dated values")
        span = self.span_of(duty, inst, i)
        if span is None or inst.calendar is None and span["kind"] != "elapsed":
            return
        segments = inst.segments if i not in inst.anchors else clip(inst.segments, inst.anchors[i])
        self.measured(self.way(duty, inst), limit, span, segments, due)

    def measured(self, way, limit, span, segments, due):
        kind, start = span["kind"], segments[0][0]
        reach(way, span, segments)
        self.hit(*way.rows)
        calendar = way.calendar
        if calendar is None:
            return
        first, last = calendar.date_of(start), calendar.date_of(due)
        if kind == "elapsed":
            if calendar.zone.offset(start) != calendar.zone.offset(due):
                self.hit("sem-C4")
        else:
            self.dates_between(calendar, first, last, kind)
        if kind in DATES:
            self.dates(way, limit, span, start, first, last, due)
        if kind == "working" or way.count == "clock" and kind == "working_dates":
            if not calendar.is_open(start):
                self.hit("sem-C1")
            if calendar.is_closing(due) and way.count != "clock":
                self.hit("sem-B1")
        if kind == "dates" and due != start + span["amount"] * DAY:
            self.hit("sem-B8")
        self.pauses(calendar, kind, segments, way)

    def dates_between(self, calendar, first, last, kind):
        """What the hours and dates from the first to the last one hold."""
        parts = calendar.parts if hasattr(calendar, "parts") else [(0, calendar)]
        if len(parts) > 1:
            self.hit("sem-C14")
        for _, part in parts:
            change = 0
            for date in range(first, last + 1):
                change = change or len(part.zone.offsets_around(date)) > 1
                if kind == "working":
                    moved = part.changed_by_zone(date)
                    if moved:
                        self.hit("sem-C2" if moved < 0 else "sem-C3")
                exception = part.exceptions.get(date)
                if exception and exception["hours"]:
                    self.hit("sem-C13")
                if exception and exception["kind"] == "off" and any(h["to"] < h["from"] for day in part.week for h in day["hours"]):
                    self.hit("sem-C7")
            if change and part.definition["zone"] in ODD_ZONES:
                self.hit("sem-C6 " + part.definition["zone"])
            if kind == "working" and any(h["to"] == 1440 for day in part.week for h in day["hours"]):
                self.hit("sem-C9")

    def dates(self, way, limit, span, start, first, last, due):
        calendar = way.calendar
        if way.count != "clock":
            if calendar.has_hours:
                self.hit("sem-B3")
            if calendar.works(first):
                self.hit("sem-B4")
            if calendar.zone.strange(last if due != calendar.end_of_day(last) else last + 1, 0) or \
                    calendar.zone.strange(last, 0) and due == calendar.zone.instant(last, 0):
                self.hit("sem-C5")

    def pauses(self, calendar, kind, segments, way):
        for (_, began), (ended, _) in zip(segments, segments[1:]):
            if began == ended:
                self.hit("sem-P3")
                continue
            if kind == "working":
                if not calendar.is_open(began):
                    self.hit("sem-P1")
                if not calendar.is_open(ended):
                    self.hit("sem-P2")
            if kind in DATES and way.count != "clock" and calendar.date_of(began) == calendar.date_of(ended):
                closing = calendar.closing(calendar.date_of(began), way.day_end)
                if not began <= closing < ended:
                    self.hit("sem-P11 inside a day")
