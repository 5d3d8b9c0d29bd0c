"""Routines: what is due in every period of a case (rows Q1, B9, B10), worked out as a list of periods that grows.

The way in: Routines(story).run() judges all routines of the story's case by its own log and adds their decisions.
"""
from in_force import in_force
from limits import Way, reach

ENDS = (("ends", "cancelled", "case-ended"), ("withdrawn", "withdrawn", "case-withdrawn"), ("merged", "superseded", "case-merged"))


class Period:
    def __init__(self, number, base, nth, start, end, due):
        self.number, self.base, self.nth = number, base, nth  # ends `nth` spans after `base`
        self.start, self.end, self.due = start, end, due
        self.verdict = None  # met, breached, met-late


class One:
    """One routine in one case."""

    def __init__(self, story, rule):
        self.story, self.rule = story, rule
        calendar = None if rule["calendar"] is None else story.judge.calendars[rule["calendar"]]
        plain = dict(count=None, roll=None, day_end="by_rule", including_day_of_receipt=False)
        self.way = Way(calendar, plain)
        self.grace = Way(calendar, dict(plain, count=rule["count"], roll=rule["roll"], day_end=rule["day_end"]))
        self.in_force = in_force(story.tree, story.judge.calendars, rule)
        self.begun = False
        self.now = None     # the period that is waited for
        self.before = None  # the newest that is judged
        self.done = set()

    def end(self, base, nth):
        every = self.rule["every"]
        due = reach(self.way, dict(kind=every["kind"], amount=every["amount"] * nth), [(base, None)])
        self.story.hit(*self.way.rows)
        return due

    def later(self, base, nth, start):
        """The first multiple of the span, from the nth on, that ends later than that."""
        while self.end(base, nth) <= start:
            nth += 1
        return nth

    def wait(self, base, nth, start, at):
        """The next period, from `at` on. None that begins out of force (rows V2, V4)."""
        nth = self.later(base, nth + 1, start)
        if start < self.in_force.first < self.in_force.until:
            self.story.hit("sem-V4 routine")
            nth = self.later(base, nth, self.in_force.first - 1)
            start = self.end(base, nth)
            nth = self.later(base, nth, start)
        self.now = None
        if start >= self.in_force.until:
            return
        end = self.end(base, nth)
        limit = self.rule["limit"]
        due = end
        if limit is not None:
            # Dates are counted after the last date of the period: one that ends at midnight ends with the date before.
            dates = limit["kind"] not in ("elapsed", "working") and self.grace.count != "clock"
            due = reach(self.grace, limit, [(end - 1 if dates else end, None)])
        number = self.before.number + 1 if self.before else 1
        # A shorter day may bring the deadline before that of the period before it, which is judged first.
        self.now = Period(number, base, nth, start, end, due if due is None else max(due, at))

    def tell(self, period, state, cause, at):
        period.verdict = state
        self.story.decisions.append(dict(kind="state", rule=self.rule["title"]["name"], instance=period.number, state=state,
                                         cause=cause, at=at, due=period.due))
        self.story.hit("sem-Q1")

    def begin(self, at):
        if not self.begun:
            self.begun = True
            self.wait(at, 0, at, at)

    def pass_time(self, until):
        while self.now and min(self.now.due, self.in_force.withdrawn) < until:
            now = self.now
            if self.in_force.withdrawn < now.due:
                self.story.hit("sem-V2 routine")
                return self.finish("withdrawn", "standard-withdrawn", self.in_force.withdrawn)
            self.tell(now, "breached", "late", now.due)
            self.before = now
            self.wait(now.base, now.nth, now.end, now.due)

    def perform(self, event):
        now, before = self.now, self.before
        late = before is not None and before.verdict == "breached"
        if not now and not late or event.at > self.in_force.withdrawn:
            return
        if before is not None and not late and event.at <= now.start:
            for must in self.rule["must"]:  # once more in a period that has been performed
                if self.story.matches(must, event):
                    self.story.remark(self.rule, "repeated-discharge", event.at)
            return
        for i, must in enumerate(self.rule["must"]):
            if self.story.matches(must, event):
                self.done.add(i)
        if len(self.done) < len(self.rule["must"]):
            return
        self.done = set()
        if before is None and now.start > now.base and event.at <= now.start:
            if self.rule["since_last"]:  # before its first period in force
                self.wait(event.at, 0, event.at, event.at)
            return
        self.tell(before if late else now, "met-late" if late else "met", "late" if late else "performed", event.at)
        if not late:
            self.before = now
        if self.rule["since_last"] and now:
            self.wait(event.at, 0, event.at, event.at)
        elif not late:
            self.wait(now.base, now.nth, now.end, event.at)

    def finish(self, state, cause, at):
        if self.now and (self.before is None and self.now.start == self.now.base or at > self.now.start):
            self.tell(self.now, state, cause, at)
        self.now = None
        if self.before and self.before.verdict == "breached":
            self.before.verdict = "closed"  # a breach stays, and nobody waits any more


class Routines:
    def __init__(self, story):
        self.story = story
        self.all = [One(story, r) for r in story.tree["routines"] if story.kind in r["cases"]]

    def run(self):
        kind = self.story.tree["case_kinds"][self.story.kind]
        for index, event in enumerate(self.story.events):
            for one in self.all:
                one.pass_time(event.at)
                if any(self.story.matches(must, event) for must in one.rule["must"]):
                    one.perform(event)
                if one.rule["from"] is not None and self.story.matches(one.rule["from"], event):
                    one.begin(event.at)
            over = [(state, cause) for name, state, cause in ENDS if self.story.any(kind[name], event)]
            for one in self.all:
                if one.rule["from"] is None and index == 0 and not over:
                    one.begin(event.at)
                for state, cause in over[:1]:
                    one.finish(state, cause, event.at)
            if over:
                return
        for one in self.all:
            one.pass_time(self.story.until)
