"""How instances come to be: triggers and their conditions, what is pending, and cycles that are reopened."""
from facts import Facts
from instance import Instance, LadderState


class Starts:
    """A part of a story (judge.py)."""

    def settle(self, event):
        for inst, until in self.void:
            if until == self.index:
                inst.state, inst.closed = "none", True
        for item in list(self.pending):
            duty, inst, key, guard, known = item
            for field, value in event.fields.items():
                known.values.setdefault(field, value)
            holds = self.starts(known, guard)
            if holds and self.lacks_a_promise(duty, known):
                holds = None
            if holds is not None:
                self.settled_now[key] = (holds, self.index)
                self.pending.remove(item)

    def take_place(self, duty, instances, reopened):
        """Once all places are taken, that of the oldest that is over; else of the oldest whose ladders alone go on."""
        held = [i for i in instances if i.placed]
        if reopened is None and len(held) < (duty["slots"] if duty["triggers_mode"] == "each" else 1):
            return
        live = lambda i: i.state == "pending" or self.awaits(i) or self.index < i.pending_until
        old = reopened or min((i for i in held if not live(i)), key=lambda i: (i.state == "breached" and not i.closed, i.number))
        old.placed, old.closed = False, True

    def begin(self, duty, instances, at, reopened=None):
        self.take_place(duty, instances, reopened)
        family = self.families[duty["title"]["name"]]
        inst = Instance(duty, len(family) + 1, at, max(at, self.range_of(duty).since))
        family.append(inst)
        inst.triggered = at
        inst.parts = [(at, self.calendar_of(duty["calendar"], self.facts))]
        inst.calendar = self.counting(inst)
        inst.promises = {i: self.facts.fact(t["fact"]) for i, t in enumerate(duty["limit"]["terms"]) if t["kind"] == "promised"}
        for i, term in enumerate(duty["limit"]["terms"]):
            if term["kind"] == "by_fact":
                inst.variant[i] = self.facts.fact(term["fact"])
            before = self.reached.get(repr(term["from"]["event"])) if term["from"]["kind"] == "event" else None
            if before is not None:
                inst.anchors[i] = before
                self.hit("limit from an event before the trigger")
        for i, ladder in enumerate(self.tree["ladders"]):
            if self.tree["duties"][ladder["duty"]] is duty:
                inst.ladders[i] = (ladder, LadderState())
        for i, p in enumerate(duty["pauses"]):
            if self.is_set(p):
                inst.pause_since[i] = at
        if inst.pause_since:
            inst.segments = [(at, at)]
            self.hit("sem-B16")
        self.touched.add("start")
        instances.append(inst)
        return inst

    def rivals(self, duty, trigger):
        """Conditions under which a duty that wins over this one starts at the same event."""
        found, todo, seen = [], list(duty["yields_to"]), set()
        while todo:
            winner = todo.pop()
            if winner in seen:
                continue
            seen.add(winner)
            other = self.tree["duties"][winner]
            todo += other["yields_to"]
            found += [t["when"] for t in other["triggers"] if t["event"] == trigger["event"]]
        return found

    @staticmethod
    def lacks_a_promise(duty, facts):
        """There is no deadline before it is told: the only limit, any of `latest of`, all of `earliest of`."""
        limit = duty["limit"]
        if limit["none"]:
            return False
        missing = [t["kind"] == "promised" and facts.fact(t["fact"]) is None for t in limit["terms"]]
        return any(missing) if limit["combine"] == "latest" else all(missing)

    @staticmethod
    def starts(facts, guard):
        """The condition holds and none of the rivals' does; None where it cannot be told."""
        when, rivals = guard
        parts = [facts.condition(when)]
        for rival in rivals:
            holds = facts.condition(rival)
            parts.append(None if holds is None else not holds)
        return False if False in parts else None if None in parts else True

    def start(self, duty, instances, index, event):
        family = self.families[duty["title"]["name"]]
        # One that was performed while it was pending is not answered before it is settled, and so not reopened.
        if duty["reopen_upon"] and self.matches(duty["reopen_upon"], event) and instances and instances[-1] is family[-1] and \
                instances[-1].state in ("met", "met-late") and index >= instances[-1].pending_until:
            self.reopen(duty, instances, event)
            return
        for n, trigger in enumerate(duty["triggers"]):
            if not self.matches(trigger["event"], event):
                continue
            if not self.range_of(duty).at(event.at):
                self.hit("sem-V4")
                continue
            guard = (trigger["when"], self.rivals(duty, trigger))
            holds = self.starts(self.facts, guard)
            if holds is False:
                continue
            # One that was performed while it was pending is not answered before it is settled.
            live = [i for i in family if i.state == "pending" or self.awaits(i) or index < i.pending_until]
            if live:
                self.hit("sem-W2 " + duty["triggers_mode"])
            if live and duty["triggers_mode"] == "ignore":
                return
            if duty["triggers_mode"] == "each" and len(live) >= duty["slots"]:
                self.decisions.append(dict(kind="state", rule=duty["title"]["name"], instance=None, state="indeterminate",
                                           cause="over-capacity", at=event.at, due=None, loose=True))
                self.hit("sem-W2 over capacity")
                return
            if live and duty["triggers_mode"] == "restart":
                for inst in live:
                    if inst.state == "breached":
                        inst.closed = True
                    else:
                        self.pending = [p for p in self.pending if p[1] is not inst]
                        self.state(inst.duty, inst, "superseded", "retriggered", event.at)
            self.arise(duty, instances, index, n, event, holds, guard)
            return

    def arise(self, duty, instances, index, n, event, holds, guard):
        if duty["title"]["name"] in self.judge.has_editions:
            self.hit("sem-V1 editions")
        if event.at < self.range_of(duty).since:
            self.hit("sem-V4 retroactive")
        key = (duty["title"]["name"], index)
        inst = self.begin(duty, instances, event.at)
        inst.lacks = self.lacks_a_promise(duty, self.facts)
        if holds is None or inst.lacks:
            inst.state = "pending"
            self.hit("sem-U1", *(["promised-by told later"] if inst.lacks else []))
            self.decisions.append(dict(kind="state", rule=duty["title"]["name"], instance=inst.number, state="pending",
                                       cause="unknown-fact", at=event.at, due=None, loose=True))
            if key not in self.settled:
                known = Facts(self.tree, self.facts.values, self.facts.happened)
                known.asked = Facts(self.tree, self.facts.values, self.facts.happened)  # what is known at the trigger
                known.chosen, known.asked.chosen = self.facts.chosen, dict(self.facts.chosen)
                self.pending.append((duty, inst, key, guard, known))
                return
            holds, until = self.settled[key]
            if not holds:  # pending up to the event that settles it, then as if it had never been
                self.void.append((inst, until))
                return
            inst.pending_until = until
            inst.state = "running"
        if self.unreachable(duty, inst):
            self.hit("sem-C10")
            self.state(duty, inst, "unreachable", "calendar-ends", event.at)
            return
        if any(must["event"] in self.facts.happened for must in duty["must"]):
            self.hit("sem-B15")
        if duty["must_or_before"]:
            for i, must in enumerate(duty["must"]):
                if must["event"] in self.facts.happened:
                    inst.musts.add(i)
            if self.all_done(duty, inst):
                self.state(duty, inst, "met", "performed", event.at)

    def reopen(self, duty, instances, event):
        """A new cycle. What `continue` leaves is the limit with the time between stood still; `from-start` counts that time."""
        old = instances[-1]
        inst = self.begin(duty, instances, event.at, old)
        inst.reopened = True
        self.hit("sem-R1 " + duty["reopen"])
        if old.state == "met-late":
            self.hit("sem-R2")
        if duty["reopen"] != "new_cycle":
            inst.start, inst.triggered = old.start, old.triggered
            inst.variant, inst.promises, inst.parts = dict(old.variant), dict(old.promises), list(old.parts)
            inst.calendar = self.counting(inst)
            inst.segments = list(old.segments)
            if duty["reopen"] == "resume":
                last = inst.segments[-1]
                if last[1] is None:
                    inst.segments[-1] = (last[0], old.stopped_at)
                inst.segments.append((event.at, None))
            elif inst.paused():
                inst.segments.append((old.stopped_at, None))
            self.regrade(duty, inst, event)  # what has changed meanwhile has changed now
            self.promise(duty, inst, event)
            self.move(duty, inst, event)
            due = self.due(duty, inst)
            if due is not None and due <= event.at:  # breached at once: there is nothing left to warn of
                inst.warned = set(range(len(duty["warns"])))
