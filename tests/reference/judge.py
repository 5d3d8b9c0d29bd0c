"""The slow evaluator: what the engine must decide, worked out from the semantics alone, event by event and instant by instant.

The way in: Judge(tree).case(kind, events, until) gives the decisions of one case as a list of dictionaries.
"""
from facts import COMPARE, Facts
from hours import Calendar, MINUTE
from limits import Way, checkpoint, clip, reach, stands, used
from routines import Routines
from single import Singles

DONE = {"met", "met-late", "cancelled", "superseded", "withdrawn", "indeterminate", "unreachable"}
FOREVER = 1 << 62


class Event:
    def __init__(self, at, event, fields=None, seq=0, id=""):
        self.at, self.event, self.fields, self.seq, self.id = at, event, fields or {}, seq, id


class Instance:
    def __init__(self, number, start, floor):
        self.number, self.start, self.floor = number, start, floor
        self.state = "running"
        self.segments = [(start, None)]
        self.regraded_at = None
        self.resumed_at = None
        self.breach = None
        self.variant = {}       # term index -> the fact's value in force
        self.anchors = {}       # term index -> instant of its own starting event
        self.musts = set()
        self.warned = set()
        self.extended = set()
        self.replaced = None    # span that an extension put in the limit's place
        self.added = 0
        self.reopened = False
        self.pause_used = {}
        self.pause_since = {}
        self.spent = set()
        self.ladders = {}
        self.closed = False
        self.facts = None

    def paused(self):
        return stands(self.segments)

    def active(self):
        return self.state in ("running", "breached") and not self.closed


class LadderState:
    def __init__(self):
        self.reached = {}
        self.answered = set()
        self.ended = False
        self.repeats = 0
        self.last = None


class Judge:
    def __init__(self, tree):
        self.tree = tree
        self.calendars = [Calendar(c["editions"][0]) for c in tree["calendars"]]

    def case(self, kind, events, until):
        events = sorted(events, key=lambda e: (e.at, e.seq, e.id))
        settled = {}
        while True:  # again from scratch with every pending condition that a later value settled
            story = Story(self, kind, events, until, settled)
            story.run()
            news = {k: v for k, v in story.settled_now.items() if k not in settled}
            if not news:
                return story.decisions
            settled.update(news)


class Story:
    def __init__(self, judge, kind, events, until, settled):
        self.judge, self.tree, self.kind = judge, judge.tree, kind
        self.events, self.until, self.settled = events, until, settled
        self.settled_now = {}
        self.decisions = []
        self.facts = Facts(self.tree)
        self.grades = {}
        self.reasons = set()
        self.ended = False
        self.duties = [(d, []) for d in self.tree["duties"] if kind in d["cases"]]
        self.pending = []
        self.void = []
        self.singles = Singles(self)
        self.rows = set()

    # ---- what is said

    def say(self, what, rule, at, **more):
        self.decisions.append(dict(kind=what, rule=rule, at=at, **more))

    def state(self, duty, inst, state, cause, at):
        due = None if inst.state == "pending" else self.due(duty, inst)
        self.decisions.append(dict(kind="state", rule=duty["title"]["name"], instance=inst.number, state=state, cause=cause,
                                   at=at, due=due, loose=inst.paused() or state == "indeterminate" or inst.resumed_at == at or
                                   inst.reopened))
        inst.state = state

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

    # ---- clocks

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

    # ---- time passes

    def checkpoints(self, duty, inst):
        """(stamp, order, what, data) of everything that is still to come if nothing happens."""
        if inst.paused() or inst.state not in ("running", "breached") or inst.closed:
            return
        due = self.due(duty, inst)
        way = self.way(duty, inst)
        if inst.state == "running":
            span = None
            if not duty["limit"]["none"] and duty["limit"]["terms"]:
                span = self.span_of(duty, inst, self.governing(duty, inst))
            for i, warn in enumerate(duty["warns"]):
                # A cycle that is reopened past its deadline is breached at once: there is nothing left to warn of.
                if i not in inst.warned and not (inst.reopened and due is not None and due <= inst.floor):
                    at = checkpoint(way, warn["phase"], span, inst.segments, due)
                    if at is not None:
                        yield max(at, inst.floor), 0, "warning", i
            if due is not None:
                yield max(due, inst.floor), 1, "breach", due
        for ladder, state in inst.ladders.values():
            yield from self.levels(duty, inst, ladder, state, way, due)

    def levels(self, duty, inst, ladder, state, way, due):
        if state.ended:
            return
        calendar = self.calendar_of(ladder["calendar"], self.facts) or inst.calendar
        own = Way(calendar, duty["limit"])

        def stamp(at):
            at = max(at, inst.floor)
            if ladder["at_any_hour"] or calendar is None or not calendar.has_hours:
                return at
            return calendar.open_or_closing(at)

        for i, level in enumerate(ladder["levels"]):
            if i in state.reached:
                continue
            phase = level["phase"]
            at = None
            if phase["kind"] == "breached":
                if inst.breach is not None:
                    amount = phase["time"]["amount"]
                    at = inst.breach if amount == 0 else reach(own, phase["time"], clip(inst.segments, inst.breach))
            elif phase["kind"] == "unanswered":
                of = phase["level"] - 1
                if of in state.reached and of not in state.answered:
                    at = reach(own, ladder["levels"][of]["reply_limit"], clip(inst.segments, state.reached[of]))
            else:  # one that closed time held back is still to come after the breach
                span = None
                if not duty["limit"]["none"]:
                    span = self.span_of(duty, inst, self.governing(duty, inst))
                at = checkpoint(way, phase, span, inst.segments, due)
            if at is not None:
                yield stamp(at), 2 + i, "level", (ladder, state, i)
        last = len(ladder["levels"]) - 1
        if ladder["repeat_every"] and last in state.reached and last not in state.answered and \
                state.repeats < ladder["repeat_at_most"]:
            at = reach(own, ladder["repeat_every"], clip(inst.segments, state.last))
            if at is not None:
                yield stamp(at), 2 + last, "repeat", (ladder, state, last)

    def exhaustion(self, duty, inst):
        """The instant at which a bounded pause has used up its bound, if nothing happens."""
        found = None
        for i, since in inst.pause_since.items():
            bound = duty["pauses"][i]["at_most"]
            if bound is None or i in inst.spent:
                continue
            left = dict(kind=bound["kind"], amount=bound["amount"] - inst.pause_used.get(i, 0))
            at = reach(self.way(duty, inst), left, [(since, None)])
            if at is not None and (found is None or at < found[0]):
                found = (at, i)
        return found

    def advance(self, until):
        """Establishes every checkpoint with an instant before `until`, in order."""
        while not self.ended:
            best = None
            for duty, instances in self.duties:
                for inst in instances:
                    if inst.state in DONE or inst.state == "pending":
                        continue
                    spent = self.exhaustion(duty, inst)
                    if spent:
                        best = self.sooner(best, (spent[0], -1, "spent", spent[1]), duty, inst)
                    for point in self.checkpoints(duty, inst):
                        best = self.sooner(best, point, duty, inst)
            if best is None or best[0][0] >= until:
                return
            (stamp, _, what, data), duty, inst = best
            self.fire(duty, inst, stamp, what, data)

    @staticmethod
    def sooner(best, point, duty, inst):
        return (point, duty, inst) if best is None or point[:2] < best[0][:2] else best

    def fire(self, duty, inst, stamp, what, data):
        if what == "spent":
            inst.spent.add(data)
            del inst.pause_since[data]
            self.run_or_stand(inst, stamp)
        elif what == "warning":
            inst.warned.add(data)
            self.say("warning", duty["title"]["name"], stamp, instance=inst.number, level=data + 1)
        elif what == "breach":
            cause = "regraded" if inst.regraded_at is not None and inst.regraded_at > data and \
                inst.regraded_at == inst.floor else "late"
            inst.breach = stamp
            self.state(duty, inst, "breached", cause, stamp)
            inst.frozen_due = data
            if not duty["after_breach_continues"]:
                inst.closed = not inst.ladders
                inst.done_after = True
        else:
            ladder, state, i = data
            if what == "level":
                if ladder["highest_only"]:
                    together = [p[3][2] for p in self.checkpoints(duty, inst)
                                if p[2] == "level" and p[3][0] is ladder and p[0] == stamp]
                    for j in together:
                        state.reached[j] = stamp
                    i = max(together)
                state.reached[i] = stamp
            else:
                state.repeats += 1
            state.last = stamp
            self.say("level", ladder["title"]["name"], stamp, instance=inst.number, level=ladder["levels"][i]["number"])

    # ---- events

    def run(self):
        for index, event in enumerate(self.events):
            self.advance(event.at)
            if self.ended:
                self.singles.kept(event)
            else:
                self.take(index, event)
        self.advance(self.until)
        Routines(self).run()

    def take(self, index, event):
        kind = self.tree["case_kinds"][self.kind]
        self.facts.take(event.fields)
        self.tables(event)
        self.singles.look(event)
        self.index = index
        self.settle(event)
        for duty, instances in self.duties:
            for inst in list(instances):
                self.stop(duty, inst, event)
            if self.any(duty["cancels"], event):
                for inst in instances:
                    self.finish(duty, inst, "cancelled", "cancelled-by-event", event.at)
            for inst in instances:
                self.extend(duty, inst, event)
                self.regrade(duty, inst, event)
                self.answer(inst, event)
        self.pause(event)
        for duty, instances in self.duties:
            for inst in instances:
                for i, term in enumerate(duty["limit"]["terms"]):
                    if inst.state == "running" and i not in inst.anchors and self.matches(term["from"]["event"], event):
                        inst.anchors[i] = event.at
            self.start(duty, instances, index, event)
        for name, state, cause in (("ends", "cancelled", "case-ended"), ("withdrawn", "withdrawn", "case-withdrawn"),
                                   ("merged", "superseded", "case-merged")):
            if self.any(kind[name], event) and not self.ended:
                for duty, instances in self.duties:
                    for inst in instances:
                        self.finish(duty, inst, state, cause, event.at)
                if name == "ends":
                    self.singles.end(event)
                self.ended = True
        self.facts.happened.add(event.event)

    def tables(self, event):
        for table in self.tree["tables"]:
            if self.kind not in table["cases"]:
                continue
            name = table["title"]["name"]
            value = self.facts.fact(table["gives"])
            if value is not None and self.grades.get(name) != value:
                self.grades[name] = value
                self.say("grade", name, event.at, value=value)

    def settle(self, event):
        for inst, until in self.void:
            if until == self.index:
                inst.state, inst.closed = "none", True
        for item in list(self.pending):
            duty, inst, key, when, known = item
            for field, value in event.fields.items():
                known.values.setdefault(field, value)
            holds = known.condition(when)
            if holds is not None:
                self.settled_now[key] = (holds, self.index)
                self.pending.remove(item)

    def all_done(self, duty, inst):
        wanted = min(1, len(duty["must"])) if duty["must_any"] else len(duty["must"])
        return bool(duty["must"]) and len(inst.musts) >= wanted

    def stop(self, duty, inst, event):
        if inst.state not in ("running", "breached") or inst.closed or event.at < inst.start or getattr(inst, "done_after", False):
            return
        for i, must in enumerate(duty["must"]):
            if self.matches(must, event) and self.facts.condition(duty["must_when"]):
                inst.musts.add(i)
        if self.all_done(duty, inst):
            inst.stopped_at = event.at
            inst.stopped_paused = inst.paused()
            late = inst.state == "breached"
            self.state(duty, inst, "met-late" if late else "met", "late" if late else "performed", event.at)

    def finish(self, duty, inst, state, cause, at):
        if inst.state == "running":
            self.state(duty, inst, state, cause, at)
        elif inst.state == "breached":
            inst.closed = True
        elif inst.state == "pending":
            self.pending = [p for p in self.pending if p[1] is not inst]
            if cause != "cancelled-by-event":  # the case is over and the condition was never settled
                state = "indeterminate"
            self.state(duty, inst, state, cause if state != "indeterminate" else "unknown-fact", at)

    def extend(self, duty, inst, event):
        if inst.state != "running":
            return
        for i, e in enumerate(duty["extensions"]):
            if i in inst.extended or not self.matches(e["upon"], event) or self.facts.condition(e["when"]) is not True:
                continue
            bound = self.due(duty, inst) if e["within"] is None else reach(self.way(duty, inst), e["within"], [(inst.start, None)])
            if bound is not None and event.at > bound:
                continue
            inst.extended.add(i)
            inst.floor = max(inst.floor, event.at)
            if e["to"]:
                inst.replaced = dict(e["amount"])
            else:
                inst.added += e["amount"]["amount"]

    def regrade(self, duty, inst, event):
        if inst.state != "running" or duty["regrade"] == "unchanged":
            return
        changed = {}
        for i, term in enumerate(duty["limit"]["terms"]):
            if term["kind"] == "by_fact":
                value = self.facts.fact(term["fact"])
                if value != inst.variant.get(i):
                    changed[i] = value
        if not changed:
            return
        before = (dict(inst.variant), list(inst.segments))
        here = self.imagined_due(duty, inst, event.at)
        inst.variant.update(changed)
        if duty["regrade"] == "restart":
            inst.segments = [(event.at, None)]
            if before[1][-1][1] is not None:
                inst.segments = [(event.at, event.at)]
        elif duty["regrade"] == "tighten_only":
            there = self.imagined_due(duty, inst, event.at)
            if there is None or (here is not None and there >= here):
                inst.variant, inst.segments = before
                return
        inst.floor = max(inst.floor, event.at)
        inst.regraded_at = event.at

    def imagined_due(self, duty, inst, now):
        """The deadline if a clock that stands went on at this instant."""
        kept = inst.segments
        if inst.paused():
            inst.segments = kept + [(now, None)]
        due = self.due(duty, inst)
        inst.segments = kept
        return due

    def answer(self, inst, event):
        if inst.state not in ("running", "breached"):
            return
        for ladder, state in inst.ladders.values():
            if self.any(ladder["answered_by"], event):
                state.answered |= set(state.reached)
            if self.any(ladder["stops"], event):
                state.ended = True

    def pause(self, event):
        for duty, instances in self.duties:
            for i, p in enumerate(duty["pauses"]):
                starts, ends = self.matches(p["from"], event), self.matches(p["until"], event)
                if not starts and not ends:
                    continue
                for inst in instances:
                    if inst.state not in ("running", "breached"):
                        continue
                    if starts and i not in inst.pause_since and i not in inst.spent and not self.is_set(p):
                        inst.pause_since[i] = event.at
                    elif ends and i in inst.pause_since:
                        since = inst.pause_since.pop(i)
                        if p["at_most"]:
                            inst.pause_used[i] = inst.pause_used.get(i, 0) + used(
                                self.way(duty, inst), p["at_most"], [(since, None)], event.at)
                    self.run_or_stand(inst, event.at)
        for duty, _ in self.duties:
            for p in duty["pauses"]:
                key = self.key(p)
                if self.matches(p["from"], event):
                    self.reasons.add(key)
                elif self.matches(p["until"], event):
                    self.reasons.discard(key)

    @staticmethod
    def key(p):
        return repr((p["from"], p["until"]))

    def is_set(self, p):
        return self.key(p) in self.reasons

    @staticmethod
    def run_or_stand(inst, at):
        if inst.pause_since and not inst.paused():
            inst.segments[-1] = (inst.segments[-1][0], at)
        elif not inst.pause_since and inst.paused():
            inst.segments.append((at, None))
            inst.floor = max(inst.floor, at)
            inst.resumed_at = at

    def begin(self, duty, instances, at, trigger_at=None):
        inst = Instance(len(instances) + 1, at, at)
        inst.triggered = at if trigger_at is None else trigger_at
        inst.calendar = self.calendar_of(duty["calendar"], self.facts)
        inst.promises = {i: self.facts.fact(t["fact"]) for i, t in enumerate(duty["limit"]["terms"]) if t["kind"] == "promised"}
        for i, term in enumerate(duty["limit"]["terms"]):
            if term["kind"] == "by_fact":
                inst.variant[i] = self.facts.fact(term["fact"])
        for i, ladder in enumerate(self.tree["ladders"]):
            if self.tree["duties"][ladder["duty"]] is duty:
                inst.ladders[i] = (ladder, LadderState())
        for i, p in enumerate(duty["pauses"]):
            if self.is_set(p):
                inst.pause_since[i] = at
        if inst.pause_since:
            inst.segments = [(at, at)]
        instances.append(inst)
        return inst

    def start(self, duty, instances, index, event):
        if duty["reopen_upon"] and self.matches(duty["reopen_upon"], event) and instances and \
                instances[-1].state in ("met", "met-late"):
            self.reopen(duty, instances, event)
            return
        for n, trigger in enumerate(duty["triggers"]):
            if not self.matches(trigger["event"], event):
                continue
            holds = self.facts.condition(trigger["when"])
            if holds is False:
                continue
            live = [i for i in instances if i.state == "pending" or (i.state in ("running", "breached") and not i.closed
                                                                     and not getattr(i, "done_after", False))]
            if live and duty["triggers_mode"] == "ignore":
                return
            if duty["triggers_mode"] == "each" and len(live) >= duty["slots"]:
                self.decisions.append(dict(kind="state", rule=duty["title"]["name"], instance=None, state="indeterminate",
                                           cause="over-capacity", at=event.at, due=None, loose=True))
                return
            if live and duty["triggers_mode"] == "restart":
                for inst in live:
                    if inst.state == "breached":
                        inst.closed = True
                    else:
                        self.state(duty, inst, "superseded", "retriggered", event.at)
            self.arise(duty, instances, index, n, event, holds, trigger)
            return

    def arise(self, duty, instances, index, n, event, holds, trigger):
        key = (duty["title"]["name"], index)
        inst = self.begin(duty, instances, event.at)
        if holds is None:
            inst.state = "pending"
            self.decisions.append(dict(kind="state", rule=duty["title"]["name"], instance=inst.number, state="pending",
                                       cause="unknown-fact", at=event.at, due=None, loose=True))
            if key not in self.settled:
                known = Facts(self.tree, self.facts.values, self.facts.happened)
                self.pending.append((duty, inst, key, trigger["when"], known))
                return
            holds, until = self.settled[key]
            if not holds:  # pending up to the event that settles it, then as if it had never been
                self.void.append((inst, until))
                return
            inst.state = "running"
        if duty["must_or_before"]:
            for i, must in enumerate(duty["must"]):
                if must["event"] in self.facts.happened:
                    inst.musts.add(i)
            if self.all_done(duty, inst):
                self.state(duty, inst, "met", "performed", event.at)

    def reopen(self, duty, instances, event):
        """A new cycle. What `continue` leaves is the limit with the time between stood still; `from-start` counts that time."""
        old = instances[-1]
        inst = self.begin(duty, instances, event.at)
        inst.reopened = True
        if duty["reopen"] != "new_cycle":
            inst.start, inst.triggered = old.start, old.triggered
            inst.segments = list(old.segments)
            if duty["reopen"] == "resume":
                last = inst.segments[-1]
                if last[1] is None:
                    inst.segments[-1] = (last[0], old.stopped_at)
                inst.segments.append((event.at, None))
            elif inst.paused():
                inst.segments.append((old.stopped_at, None))
