"""Calendars of the reference evaluator: open time as a plain set of intervals, built by walking dates.

Everything is an integer of microseconds since 1970-01-01T00:00Z; dates are days since then. Written for plainness, not speed.
The way in: Calendar(definition) with `intervals`, `closing`, `next_open`, `local_instant`.
"""
from datetime import datetime, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo

MINUTE = 60_000_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
HORIZON = 1096  # dates after those that a calendar covers: what lies behind them is not reached
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


@cache
def zone_of(name):
    return Zone(name)


class Zone:
    """Local time of one IANA zone."""

    def __init__(self, name):
        self.info = ZoneInfo(name)
        self.known = {}
        self.steady = {}

    def offset(self, t):
        minute = t // MINUTE
        if minute not in self.known:
            moment = EPOCH + timedelta(minutes=minute)
            self.known[minute] = int(moment.astimezone(self.info).utcoffset().total_seconds()) * 1_000_000
        return self.known[minute]

    def local(self, t):
        """(date, microseconds of the day) on the wall clock."""
        return divmod(t + self.offset(t), DAY)

    def offsets_around(self, date):
        """Every offset in force within a day and a half of the date."""
        if date not in self.steady:
            self.steady[date] = {self.offset((date * 24 + h) * HOUR) for h in range(-38, 63)}
        return self.steady[date]

    @cache
    def strange(self, date, time_of_day):
        """A wall-clock time that does not exist, or exists twice."""
        wall = date * DAY + time_of_day
        return sum(self.offset(wall - o) == o for o in self.offsets_around(date)) != 1

    @cache
    def instant(self, date, time_of_day):
        """The instant of a wall-clock time: the earlier of two, the first valid one after a missing one (row C5)."""
        wall = date * DAY + time_of_day
        exact = [wall - o for o in self.offsets_around(date) if self.offset(wall - o) == o]
        if exact:
            return min(exact)
        t = (wall - 38 * HOUR) // MINUTE * MINUTE
        while t + self.offset(t) < wall:
            t += MINUTE
        return t


class Hours:
    """What the open intervals of dates answer: `intervals(date)` in a `zone`."""

    def date_of(self, t):
        return self.zone.local(t)[0]

    def around(self, t):
        return [i for d in (-1, 0, 1) for i in self.intervals(self.date_of(t) + d)]

    def is_open(self, t):
        return any(a <= t < b for a, b in self.around(t))

    def is_closing(self, t):
        """The end of an open interval, with closed time after it."""
        return not self.is_open(t) and any(b == t for _, b in self.around(t))

    def open_from(self, t):
        """All open intervals that end after t, in order; without end (the caller stops)."""
        for d in range(self.date_of(t) - 2, self.horizon):
            for a, b in self.intervals(d):
                if b > t:
                    yield max(a, t), b

    def next_open(self, t):
        for a, _ in self.open_from(t):
            return a
        return None

    def open_or_closing(self, t):
        """A closing instant counts as open; an instant strictly inside closed time moves to the next opening (row E4)."""
        for d in range(self.date_of(t) - 2, self.date_of(t) + 2):
            for a, b in self.intervals(d):
                if a <= t <= b:
                    return t
        return self.next_open(t)

    def back(self, t, amount):
        """The latest instant with `amount` of open time between it and t."""
        for d in range(self.date_of(t) + 2, self.date_of(t) - HORIZON, -1):
            for a, b in reversed(self.intervals(d)):
                b = min(b, t)
                if b <= a:
                    continue
                if b - a >= amount:
                    return b - amount
                amount -= b - a
        return None

    def open_between(self, a, b):
        total = 0
        for d in range(self.date_of(a) - 2, self.date_of(b) + 3):
            for x, y in self.intervals(d):
                total += max(0, min(y, b) - max(x, a))
        return total


class Spliced(Hours):
    """One calendar after another, each in force from an instant of its own (row C14). For hours, not for dates."""

    def __init__(self, parts):
        self.parts = parts  # [(from, calendar)]; the first holds before its instant as well
        self.zone, self.has_hours = parts[0][1].zone, all(c.has_hours for _, c in parts)
        self.horizon = max(c.horizon for _, c in parts)
        self.count, self.roll = parts[0][1].count, parts[0][1].roll

    def intervals(self, date):
        found = []
        for i, (start, calendar) in enumerate(self.parts):
            start = start if i else -1 << 62
            end = self.parts[i + 1][0] if i + 1 < len(self.parts) else 1 << 62
            found += [(max(a, start), min(b, end)) for a, b in calendar.intervals(date) if b > start and a < end]
        return sorted(found)


class Calendar(Hours):
    def __init__(self, definition):
        self.definition = definition
        self.zone = zone_of(definition["zone"])
        self.week = definition["week"]
        self.count = definition["count"]
        self.roll = definition["roll"]
        self.has_hours = any(day["works"] for day in self.week)
        self.horizon = definition["covers_last"] + HORIZON
        self.exceptions = {}
        for e in definition["exceptions"]:
            for date in range(e["first"], e["last"] + 1):
                self.exceptions[date] = e

    @cache
    def exists(self, date):
        """False for a date that a zone skipped (row C6): it has no instant, so it can neither be open nor count."""
        return len(self.zone.offsets_around(date)) == 1 or self.zone.instant(date + 1, 0) > self.zone.instant(date, 0)

    @cache
    def works(self, date):
        if not self.exists(date):
            return False
        e = self.exceptions.get(date)
        if e:
            return e["kind"] == "work"
        return self.week[(date + 3) % 7]["works"] or not self.has_hours

    def changed_by_zone(self, date):
        """By how much a change of the zone's offset lengthens (or shortens) the hours of this date."""
        written = sum(b - a for a, b in self.minutes(date)) * MINUTE
        return sum(b - a for a, b in self.intervals(date)) - written

    def statutory(self, date):
        e = self.exceptions.get(date)
        return bool(e and e["kind"] == "off" and e["statutory"])

    def own_hours(self, date):
        """The hours that begin on this date, in minutes, as written."""
        e = self.exceptions.get(date)
        usual = self.week[(date + 3) % 7]["hours"]
        if e and e["kind"] == "off":
            return []
        if e and e["hours"]:
            hours = e["hours"]
        elif e and not usual:
            hours = next((day["hours"] for day in self.week if day["works"]), [])
        else:
            hours = usual
        return [(h["from"], h["to"]) for h in hours]

    def minutes(self, date):
        """Half-open intervals of the wall clock on this date, in minutes."""
        e = self.exceptions.get(date)
        if e and e["kind"] == "off":
            return []
        found = []
        for a, b in self.own_hours(date):
            found.append((a, b) if b > a else (a, 1440))
        # The night before runs on, unless this date is off (row C7): an off date closes its own civil date only.
        usual_before = [(h["from"], h["to"]) for h in self.week[(date + 2) % 7]["hours"]]
        before = self.exceptions.get(date - 1)
        for a, b in self.own_hours(date - 1) if not before or before["kind"] == "work" else usual_before:
            if b <= a and b > 0:
                found.append((0, b))
        if not self.has_hours and self.works(date):
            found.append((0, 1440))
        return sorted(found)

    @cache
    def intervals(self, date):
        """The same as instants: every minute whose local time is in them, joined where they touch."""
        hours = self.minutes(date)
        offsets = self.zone.offsets_around(date)
        found = []
        if len(offsets) == 1:
            offset = next(iter(offsets))
            found = [(date * DAY + a * MINUTE - offset, date * DAY + b * MINUTE - offset) for a, b in hours]
        elif hours:
            t = date * DAY - 38 * HOUR
            while t < date * DAY + 62 * HOUR:
                d, clock = self.zone.local(t)
                if d == date and any(a <= clock // MINUTE < b for a, b in hours):
                    if found and found[-1][1] == t:
                        found[-1] = (found[-1][0], t + MINUTE)
                    else:
                        found.append((t, t + MINUTE))
                t += MINUTE
        return found

    def end_of_day(self, date):
        return self.zone.instant(date + 1, 0)

    @cache
    def closing(self, date, day_end="by_rule"):
        """Close of business; end of the day where there are no hours."""
        own = self.intervals(date) if self.works(date) and self.has_hours else []
        if day_end == "end_of_day" or not own:
            return self.end_of_day(date)
        return own[-1][1]
