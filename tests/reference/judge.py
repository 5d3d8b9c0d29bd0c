"""The slow evaluator: what the engine must decide, worked out from the semantics alone, event by event and instant by instant.

The way in: Judge(tree).case(kind, events, until) gives the decisions of one case as a list of dictionaries.
"""
from deadlines import Deadlines
from effects import Effects
from facts import COMPARE, Facts
from hours import Calendar
from in_force import in_force
from passing import Passing
from routines import Routines
from single import Singles
from starts import Starts
from witness import Witness


class Judge:
    def __init__(self, tree):
        self.tree = tree
        self.editions = [[Calendar(e) for e in c["editions"]] for c in tree["calendars"]]
        self.calendars = [editions[0] for editions in self.editions]
        self.publications = sorted((e["published"], i, n) for i, c in enumerate(tree["calendars"])
                                   for n, e in enumerate(c["editions"]) if n > 0)
        self.in_force = {id(duty): in_force(tree, self.calendars, duty) for duty in tree["duties"]}
        # Which of several instances at once a repeated performance is a remark on is nothing that the semantics say.
        self.many = {duty["title"]["name"] for duty in tree["duties"] if duty["triggers_mode"] == "each"}
        names = [duty["title"]["name"] for duty in tree["duties"]]
        self.editions_of_tables = {}  # result -> indices of its tables
        for i, table in enumerate(tree["tables"]):
            self.editions_of_tables.setdefault(table["gives"], []).append(i)
        self.has_editions = {name for name in names if names.count(name) > 1}
        self.rows = set()  # rows of the semantics that the last case has put to the test

    def case(self, kind, events, until):
        events = sorted(events, key=lambda e: (e.at, e.seq, e.id))
        settled = {}
        while True:  # again from scratch with every pending condition that a later value settled
            story = Story(self, kind, events, until, settled)
            story.run()
            news = {k: v for k, v in story.settled_now.items() if k not in settled}
            if not news:
                self.rows = story.rows
                return story.decisions
            settled.update(news)


class Story(Deadlines, Passing, Effects, Starts, Witness):
    def __init__(self, judge, kind, events, until, settled):
        self.judge, self.tree, self.kind = judge, judge.tree, kind
        self.events, self.until, self.settled = events, until, settled
        self.settled_now = {}
        self.decisions = []
        self.facts = Facts(self.tree)
        self.grades = {}
        self.reasons = set()
        self.reached = {}  # events that limits are counted from -> the newest instant of each
        self.ended = False
        self.duties = [(d, []) for d in self.tree["duties"] if kind in d["cases"]]
        self.families = {d["title"]["name"]: [] for d, _ in self.duties}  # the instances of all editions of a rule, as they are numbered
        self.waited_for = set()  # names of the rules that something was waited for at the event in hand
        self.pending = []
        self.void = []
        self.rows = set()
        self.edition = [0] * len(judge.editions)  # of each calendar, the edition in force
        self.unpublished = list(judge.publications)
        self.touched = set()  # what the event in hand has done
        self.singles = Singles(self)

    def range_of(self, duty):
        """When it is in force."""
        return self.judge.in_force[id(duty)]

    # ---- what is said

    def say(self, what, rule, at, **more):
        self.decisions.append(dict(kind=what, rule=rule, at=at, **more))

    def state(self, duty, inst, state, cause, at):
        due = None if inst.state == "pending" else self.due(duty, inst)
        # A deadline that lies before the clock last went on is past in any case: which instant it was is not compared.
        went_on = [p[-1][0] for p in (inst.segments, inst.parts) if len(p) > 1]  # after a pause, or in another calendar
        past = due is not None and any(due <= since for since in went_on)
        self.decisions.append(dict(kind="state", rule=duty["title"]["name"], instance=inst.number, state=state, cause=cause,
                                   at=at, due=due, loose=inst.paused() or state == "indeterminate" or inst.resumed_at == at or
                                   inst.reopened or past, provisional=self.provisional(duty, inst, due)))
        inst.state = state
        self.verdict_on_clock(duty, inst, state, at, due)

    def remark(self, rule, cause, at):
        self.decisions.append(dict(kind="remark", rule=rule and rule["title"]["name"], cause=cause, at=at))

    # ---- matching

    def matches(self, match, event):
        if match is None or match["event"] != event.event:
            return False
        where = match["where"]
        if where is None:
            return True
        value = event.fields.get(where["field"])
        return value is not None and COMPARE[where["op"]](value, where["value"])

    def any(self, matches, event):
        return any(self.matches(m, event) for m in matches)

    # ---- events

    def run(self):
        before = None
        for index, event in enumerate(self.events):
            self.advance(event.at)
            if before and (before.at, before.event, before.fields) == (event.at, event.event, event.fields):
                self.remark(None, "same-content", event.at)
                self.hit("sem-L3 same content")
            before = event
            if self.ended:
                self.singles.kept(event)
            else:
                self.take(index, event)
        self.advance(self.until)
        Routines(self).run()

    def take(self, index, event):
        kind = self.tree["case_kinds"][self.kind]
        self.index = index
        self.take_fields(event)
        self.tables(event)
        self.singles.look(event)
        self.touched = set()
        self.settle(event)
        self.waited_for = {name for name, family in self.families.items() if any(map(self.is_waited_for, family))}
        for duty, instances in self.duties:
            self.perform(duty, instances, event)
            if self.any(duty["cancels"], event):
                for inst in instances:
                    self.finish(duty, inst, "cancelled", "cancelled-by-event", event.at)
            self.waive(duty, instances, event)
            for inst in instances:
                self.extend(duty, inst, event)
                self.regrade(duty, inst, event)
                self.promise(duty, inst, event)
                self.move(duty, inst, event)
                self.answer(inst, event)
        self.pause(event)
        old = list(self.edition)  # what runs goes by the old edition up to this very instant, what starts now does not
        for _, calendar, number in [p for p in self.unpublished if p[0] <= event.at]:
            self.edition[calendar] = number
        for duty, instances in self.duties:
            for term in duty["limit"]["terms"]:
                if self.matches(term["from"]["event"], event):
                    self.reached[repr(term["from"]["event"])] = event.at
            for inst in instances:
                for i, term in enumerate(duty["limit"]["terms"]):
                    if inst.state == "running" and i not in inst.anchors and self.matches(term["from"]["event"], event):
                        inst.anchors[i] = event.at
            self.start(duty, instances, index, event)
        self.edition = old
        for name, state, cause in (("ends", "cancelled", "case-ended"), ("withdrawn", "withdrawn", "case-withdrawn"),
                                   ("merged", "superseded", "case-merged")):
            if self.any(kind[name], event) and not self.ended:
                for duty, instances in self.duties:
                    for inst in instances:
                        if inst.state == "breached" and not inst.closed:
                            self.hit("sem-M3 breach stays")
                        self.finish(duty, inst, state, cause, event.at)
                if name == "ends":
                    self.singles.end(event)
                self.ended = True
        self.facts.happened.add(event.event)
        if len(self.touched) > 1:
            self.hit("sem-W3")

    def take_fields(self, event):
        """Row V1: a table is worked out by the edition in force at the event that changes something that any of its editions reads."""
        results = [f for f, tables in self.judge.editions_of_tables.items() if len(tables) > 1]
        before = {f: self.facts.fact(f) for f in range(len(self.tree["facts"]))} if results else {}
        self.facts.take(event.fields)
        for result in results:
            tables = self.judge.editions_of_tables[result]
            reads = set().union(*(self.facts.read_by(self.tree["tables"][t]) for t in tables))
            if self.index == 0 or any(before[f] != self.facts.fact(f) for f in reads):
                begun = [t for t in tables if in_force(self.tree, self.judge.calendars, self.tree["tables"][t]).first <= event.at]
                edition = begun[-1] if begun else tables[0]
                if self.facts.chosen.get(result, tables[0]) != edition:
                    self.hit("sem-V1 tables")
                self.facts.chosen[result] = edition

    def tables(self, event):
        told = set()
        for table in self.tree["tables"]:
            name = table["title"]["name"]
            if self.kind not in table["cases"] or name in told:
                continue
            told.add(name)  # once for all its editions
            value = self.facts.fact(table["gives"])
            if value is not None and self.grades.get(name) != value:
                self.grades[name] = value
                self.say("grade", name, event.at, value=value)
