"""Deadlines of the reference evaluator. A clock is a list of running segments [(from, to or None)]; a limit is the earliest
instant at which enough has been counted in them, found by walking. The way in: `deadline` and the `reach_…` functions.
None as an instant: not reached, because the clock stands (or the calendar never opens again).
"""
from calendar import monthrange
from datetime import date as Date, timedelta


def running_at(segments, t):
    """A pause from its own instant on, a resume from its own instant on: half-open (rows P7, P11)."""
    return any(a <= t and (b is None or t < b) for a, b in segments)


def stands(segments):
    return not segments or segments[-1][1] is not None


def clip(segments, start):
    return [(max(a, start), b) for a, b in segments if b is None or b > start]


def measure(calendar, kind, segments, until):
    """Elapsed or open time run until an instant."""
    total = 0
    for a, b in segments:
        b = until if b is None else min(b, until)
        if b > a:
            total += b - a if kind == "elapsed" else calendar.open_between(a, b)
    return total


def reach_time(calendar, kind, segments, target, tie_opens=False):
    """The earliest instant at which the open-and-running time reaches the target: the end of a period, not the next opening."""
    if target <= 0 and tie_opens and kind == "working":
        return next_running_open(calendar, segments, segments[0][0])
    if target <= 0:
        return segments[0][0] if segments else None
    left = target
    for a, b in segments:
        if kind == "elapsed":
            if b is None or b - a >= left:
                return a + left
            left -= b - a
            continue
        for x, y in calendar.open_from(a):
            if b is not None and x >= b:
                break
            y = y if b is None else min(y, b)
            if y - x > left or (y - x == left and not tie_opens):
                return x + left
            left -= y - x
            if left == 0:  # the tie goes to the opening
                return next_running_open(calendar, segments, y)
    return None


def next_running_open(calendar, segments, t):
    for a, b in clip(segments, t):
        for x, y in calendar.open_from(max(a, t)):
            if b is not None and x >= b:
                break
            return x
    return None


def civil(date):
    return Date(1970, 1, 1) + timedelta(days=date)


def is_leap_day(date):
    return (civil(date).month, civil(date).day) == (2, 29)


def is_clipped(date, months):
    """The month in question does not have this date's day."""
    return civil(add_months(date, months)).day != civil(date).day


def add_months(date, months):
    """The same day of the month so many months later, or the month's last (row B9)."""
    base = civil(date)
    year, month = divmod(base.year * 12 + base.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return (base.replace(year=year, month=month + 1, day=min(base.day, last)) - civil(0)).days


class Way:
    """How the dates of one limit are counted."""

    def __init__(self, calendar, limit, cut_off=-1):
        self.calendar = calendar
        self.count = limit["count"] or (calendar.count if calendar else "civil")
        self.roll = limit["roll"] or (calendar.roll if calendar else None) or "none"
        self.day_end = limit["day_end"]
        self.inclusive = self.count == "inclusive" or limit["including_day_of_receipt"]
        self.cut_off = cut_off
        self.rows = set()  # rows of the semantics that a computation with it came across


def rolled(way, date):
    if way.count == "clock":
        return date
    c = way.calendar
    if way.roll == "wide":
        while not c.works(date):
            date += 1
    elif way.roll == "narrow":
        while c.statutory(date):
            date += 1
    return date


def start_date(way, t):
    c = way.calendar
    date, clock = c.zone.local(t)
    if way.cut_off >= 0 and clock > way.cut_off * 60_000_000:
        way.rows.add("sem-B5")
        date += 1
        while not c.works(date):
            date += 1
    return date


def counted_dates(way, kind, segments):
    """(date, closing) of the dates that count, in order."""
    c = way.calendar
    first = start_date(way, segments[0][0])
    for date in range(first, c.horizon):
        if not c.exists(date) or kind == "working_dates" and not c.works(date):
            continue
        if date == first and not (way.inclusive and c.works(date)):
            continue
        closing = c.closing(date, way.day_end)
        if running_at(segments, closing):
            yield date, closing
            continue
        way.rows.add("sem-P11")
        if any(b == closing for _, b in segments):
            way.rows.add("sem-P7")
        if segments[-1][1] is not None and closing >= segments[-1][1]:
            return


def reach_dates(way, kind, segments, target):
    if target <= 0:
        return segments[0][0]
    n = 0
    for date, closing in counted_dates(way, kind, segments):
        n += 1
        if n == target:
            last = rolled(way, date)
            return way.calendar.closing(last, way.day_end)
    return None


def reach_months(way, segments, months):
    """The nominal date, moved by the dates whose closing instants were paused, then rolled."""
    c = way.calendar
    first = start_date(way, segments[0][0])
    due = add_months(first, months)
    if is_clipped(first, months):
        way.rows |= {"sem-B9"} | ({"sem-B10"} if is_leap_day(first) else set())
    date = first if len(segments) > 1 or segments[0][1] is not None else due + 1  # nothing stands: nothing moves
    while date <= due:
        closing = c.closing(date, way.day_end)
        if c.exists(date) and closing >= segments[0][0] and not running_at(segments, closing) and (date > first or way.inclusive and c.works(date)):
            if segments[-1][1] is not None and closing >= segments[-1][1]:
                return None
            due += 1
        date += 1
    while not c.exists(due):  # the first that there is after it, as of a local time that is missing (rows C5, C6)
        due += 1
    return c.closing(rolled(way, due), way.day_end)


def reach_clock(way, kind, segments, target):
    """`count clock`: N dates later at the same time of day; with pauses, the open time up to there, open and running."""
    c = way.calendar
    start = segments[0][0]
    if kind == "working_dates":
        start = c.next_open(start)
        if start is None:
            return None
        date, clock = c.zone.local(start)
        for _ in range(target):
            date += 1
            while not c.works(date):
                date += 1
        nominal = c.zone.instant(date, clock)
        if not any(a <= nominal < b for a, b in c.intervals(date)):
            nominal = c.closing(date)
    else:
        date, clock = c.zone.local(start)
        date = add_months(date, target) if kind == "months" else date + target
        nominal = c.zone.instant(date, clock)
    if c.zone.strange(date, clock):
        way.rows.add("sem-C5")
    if stands(segments):
        return None
    # A pause in closed time costs nothing (row P1): the nominal time stays. Otherwise the tie goes to the opening.
    base = "working" if c.has_hours else "elapsed"
    since = segments[-1][0]
    if measure(c, base, [(start, None)], since) == measure(c, base, clip(segments, start), since):
        return nominal
    return reach_time(c, base, clip(segments, start), measure(c, base, [(start, None)], nominal), tie_opens=True)


def reach(way, span, segments):
    """The end of one span of any kind."""
    kind, amount = span["kind"], span["amount"]
    if not segments:
        return None
    if kind in ("elapsed", "working"):
        return reach_time(way.calendar, kind, segments, amount)
    if way.count == "clock":
        return reach_clock(way, kind, segments, amount)
    if kind == "months":
        return reach_months(way, segments, amount)
    return reach_dates(way, kind, segments, amount)


def used(way, span, segments, until):
    """What has been used of a span at an instant, in its own unit."""
    kind = span["kind"]
    if kind in ("elapsed", "working"):
        return measure(way.calendar, kind, segments, until)
    n = 0
    for _, closing in counted_dates(way, kind, segments):
        if closing > until or n >= span["amount"]:
            break
        n += 1
    return n


def percent_of(target, mantissa, scale):
    """The least whole number that is at least so many per cent of the target."""
    return -(-target * mantissa // (100 * 10 ** scale))


def checkpoint(way, phase, span, segments, due):
    """The instant of a warning or level that depends on the measure."""
    kind = phase["kind"]
    if not segments or (due is None and kind != "elapsed_span"):
        return None
    if kind == "elapsed_span":
        return reach(way, phase["time"], segments)
    if kind in ("elapsed_percent", "remaining_percent"):
        mantissa, scale = phase["percent_mantissa"], phase["percent_scale"]
        if kind == "remaining_percent":
            mantissa = 100 * 10 ** scale - mantissa
        if span is not None and span["kind"] in ("elapsed", "working"):
            return reach_time(way.calendar, span["kind"], segments, percent_of(span["amount"], mantissa, scale))
        base = "working" if way.calendar.has_hours else "elapsed"
        start = segments[0][0]
        whole = measure(way.calendar, base, [(start, due)], due)
        return reach_time(way.calendar, base, [(start, None)], percent_of(whole, mantissa, scale))
    time = phase["time"]
    if time["kind"] == "elapsed":
        return due - time["amount"]
    if time["kind"] == "working":
        return way.calendar.back(due, time["amount"])
    dates = span["amount"] - time["amount"]
    if dates <= 0:
        first = start_date(way, segments[0][0])  # after a cut-off it begins with the next working day
        return segments[0][0] if first == way.calendar.date_of(segments[0][0]) else way.calendar.intervals(first)[0][0]
    for n, (_, closing) in enumerate(counted_dates(way, span["kind"], segments), 1):
        if n == dates:
            return closing
    return None
