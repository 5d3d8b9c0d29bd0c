"""What one event does to instances that are there: stop, cancel, extend, regrade, answer, pause and resume."""
from limits import reach, used


class Effects:
    """A part of a story (judge.py)."""

    def all_done(self, duty, inst):
        wanted = min(1, len(duty["must"])) if duty["must_any"] else len(duty["must"])
        return bool(duty["must"]) and len(inst.musts) >= wanted

    def perform(self, duty, instances, event):
        """The first terminal event ends the instance; a later one is a remark (row R3)."""
        family = self.families[duty["title"]["name"]]
        done = instances and instances[-1] is family[-1] and family[-1].state in ("met", "met-late") and duty["title"]["name"] not in self.judge.many
        for inst in list(instances):
            self.stop(duty, inst, event)
        if done and duty["title"]["name"] not in self.waited_for and self.facts.condition(duty["must_when"]):
            for must in duty["must"]:
                if self.matches(must, event):
                    self.remark(duty, "repeated-discharge", event.at)
                    self.hit("sem-R3")

    def moved(self, inst, what):
        """Row U1: what is not settled yet is paused, extended or regraded, before its deadline or after it."""
        if self.index < inst.pending_until and inst.state in ("running", "breached"):
            self.hit(f"sem-U1 {what} when {'due' if inst.state == 'running' else 'late'}")

    def is_waited_for(self, inst):
        return inst.state == "pending" or self.awaits(inst) or self.index <= inst.pending_until

    @staticmethod
    def awaits(inst):
        return inst.state in ("running", "breached") and not inst.closed and not inst.done_after

    def stop(self, duty, inst, event):
        if not self.awaits(inst) or event.at < inst.start:
            return
        for i, must in enumerate(duty["must"]):
            if self.matches(must, event) and self.facts.condition(duty["must_when"]):
                inst.musts.add(i)
                self.touched.add("stop")
        if self.all_done(duty, inst):
            inst.stopped_at = event.at
            if event.at == inst.start:
                self.hit("sem-B15")
            if inst.paused():
                self.hit("sem-P6")
            if any(not s.ended and len(s.reached) < len(ladder["levels"]) for ladder, s in inst.ladders.values()):
                self.hit("sem-E7")
            late = inst.state == "breached"
            self.state(duty, inst, "met-late" if late else "met", "late" if late else "performed", event.at)

    def finish(self, duty, inst, state, cause, at):
        if inst.state == "running":
            self.touched.add("end")
            self.hit(*{"superseded": ["sem-M1"], "withdrawn": ["sem-M3"]}.get(state, []))
        if inst.state == "running":
            self.state(duty, inst, state, cause, at)
        elif inst.state == "breached":
            inst.closed = True
        elif inst.state == "pending":
            self.pending = [p for p in self.pending if p[1] is not inst]
            if cause != "cancelled-by-event":  # the case is over and the condition was never settled
                state = "indeterminate"
            self.state(duty, inst, state, cause if state != "indeterminate" else "unknown-fact", at)

    def waive(self, duty, instances, event):
        """Beside each breach, by who may, with who and why told by the event; the breach stays (row A1)."""
        waiver = duty["waiver"]
        if waiver is None or not self.matches(waiver["upon"], event):
            return
        if not all(self.told(field, event) for field in (waiver["by"], waiver["because"])):
            return
        if waiver["when"] is not None and self.facts.condition(waiver["when"]) is not True:
            return
        for inst in instances:
            if inst.state in ("breached", "met-late") and inst.placed and not inst.waived:
                inst.waived = True
                self.hit("sem-A1")
                self.say("waiver", duty["title"]["name"], event.at, instance=inst.number, value=event.fields[waiver["by"]])

    def told(self, field, event):
        value = event.fields.get(field)
        return value is not None and (value != 0 or self.tree["facts"][field]["type"]["kind"] != "text")

    def extend(self, duty, inst, event):
        if inst.state == "breached" and self.awaits(inst):
            for i, e in enumerate(duty["extensions"]):
                if i not in inst.extended and self.matches(e["upon"], event) and self.facts.condition(e["when"]) is True:
                    self.hit("sem-X3")
                    self.moved(inst, "extended")
        if inst.state != "running":
            return
        for i, e in enumerate(duty["extensions"]):
            if i in inst.extended or not self.matches(e["upon"], event) or self.facts.condition(e["when"]) is not True:
                continue
            bound = self.due(duty, inst) if e["within"] is None else reach(self.way(duty, inst), e["within"], inst.segments)
            if bound is not None and event.at > bound:
                self.hit("sem-X2")
                continue
            self.moved(inst, "extended")
            inst.extended.add(i)
            self.touched.add("extend")
            self.hit("sem-X1", *(["sem-X4"] if e["when"] is not None else []))
            inst.floor = max(inst.floor, event.at)
            if e["to"]:
                inst.replaced = dict(e["amount"])
            else:
                inst.added += e["amount"]["amount"]

    def regrade(self, duty, inst, event):
        if inst.state not in ("running", "breached"):
            return
        changed = {}
        for i, term in enumerate(duty["limit"]["terms"]):
            if term["kind"] == "by_fact":
                value = self.facts.fact(term["fact"])
                if value != inst.variant.get(i):
                    changed[i] = value
        if not changed:
            return
        self.moved(inst, "regraded")
        if inst.state == "breached":
            return self.hit("sem-G3")
        self.hit("sem-G1 " + duty["regrade"])
        if duty["regrade"] == "unchanged":
            return
        self.touched.add("regrade")
        before = (dict(inst.variant), list(inst.segments))
        here = self.imagined_due(duty, inst, event.at)
        inst.variant.update(changed)
        if duty["regrade"] == "restart":
            inst.segments = [(event.at, None)]
            if before[1][-1][1] is not None:
                inst.segments = [(event.at, event.at)]
        elif duty["regrade"] == "tighten_only":
            there = self.imagined_due(duty, inst, event.at)
            # Two that are past are past alike.
            if there is None or (here is not None and max(there, event.at) >= max(here, event.at)):
                inst.variant, inst.segments = before
                return
        inst.floor = max(inst.floor, event.at)
        inst.regraded_at = event.at

    def promise(self, duty, inst, event):
        """A promise that is told, or told anew, moves the limit from then on, as a grade does that retargets it."""
        if inst.state not in ("running", "breached"):
            return
        told = {i: self.facts.fact(t["fact"]) for i, t in enumerate(duty["limit"]["terms"]) if t["kind"] == "promised"}
        if told == inst.promises:
            return
        if inst.state == "breached":
            return self.hit("sem-G3")
        inst.promises = told
        inst.floor = max(inst.floor, event.at)
        if not inst.lacks:
            self.hit("promised-by told anew")
            inst.regraded_at = event.at
        inst.lacks = self.lacks_a_promise(duty, self.facts)

    def answer(self, inst, event):
        if inst.state not in ("running", "breached"):
            return
        for ladder, state in inst.ladders.values():
            if self.any(ladder["answered_by"], event) and set(state.reached) - state.answered:
                self.touched.add("answer")
            if self.any(ladder["answered_by"], event):
                state.answered |= set(state.reached)
            if self.any(ladder["stops"], event):
                state.ended = True

    def pause(self, event):
        told = set()
        for duty, instances in self.duties:
            for i, p in enumerate(duty["pauses"]):
                starts, ends = self.matches(p["from"], event), self.matches(p["until"], event)
                if ends and not self.is_set(p) and self.key(p) not in told:
                    told.add(self.key(p))
                    self.remark(None, "resume-without-pause", event.at)
                    self.hit("sem-P5")
                if not starts and not ends:
                    continue
                for inst in instances:
                    if inst.state not in ("running", "breached"):
                        continue
                    if starts and i not in inst.pause_since and i not in inst.spent and not self.is_set(p):
                        self.rows_of_pause(duty, inst, event)
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

    def rows_of_pause(self, duty, inst, event):
        self.touched.add("pause")
        self.moved(inst, "paused")
        if inst.pause_since:
            self.hit("sem-P4")
        if inst.state == "breached":
            self.hit("sem-P8")
        elif not inst.paused() and self.due(duty, inst) == event.at:
            inst.paused_at_deadline = True
        if event.at == inst.start:
            self.hit("sem-B16")

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
            inst.regraded_at = None  # what has been late since before the pause is so by itself from now on
