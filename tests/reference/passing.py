"""Time passes: warnings, breaches and levels, each established at its own instant, in order."""
from instance import DONE
from limits import Way, checkpoint, clip, reach


class Passing:
    """A part of a story (judge.py)."""

    def checkpoints(self, duty, inst):
        """(stamp, order, what, data) of everything that is still to come if nothing happens."""
        if inst.paused() or inst.state not in ("running", "breached") or inst.closed or inst.lacks:
            return
        due = self.due(duty, inst)
        way = self.way(duty, inst)
        if inst.state == "running":
            span = None
            if not duty["limit"]["none"] and duty["limit"]["terms"]:
                span = self.span_of(duty, inst, self.governing(duty, inst))
            for i, warn in enumerate(duty["warns"]):
                if i not in inst.warned:
                    at = checkpoint(way, warn["phase"], span, self.segments_of(duty, inst, self.governing(duty, inst)), due)
                    if at is not None:
                        yield max(at, inst.floor), 0, "warning", i
            if due is not None:
                yield max(due, inst.floor), 1, "breach", due
        for ladder, state in inst.ladders.values():
            yield from self.levels(duty, inst, ladder, state, way, due)

    def levels(self, duty, inst, ladder, state, way, due):
        if state.ended:
            return
        calendar = self.in_force(self.calendar_of(ladder["calendar"], self.facts)) or inst.calendar
        # What a change of the case's calendar has split is counted piece by piece (row C14).
        own = Way(inst.calendar if ladder["calendar"] == duty["calendar"] else calendar, duty["limit"])

        def stamp(at):
            at = max(at, inst.floor)
            if ladder["at_any_hour"] or calendar is None or not calendar.has_hours:
                return at
            if not calendar.is_open(at):
                self.waits.add(calendar.open_or_closing(at))
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
                at = checkpoint(way, phase, span, self.segments_of(duty, inst, self.governing(duty, inst)), due)
            if at is not None:
                yield stamp(at), 2 + i, "level", (ladder, state, i)
        last = len(ladder["levels"]) - 1
        if ladder["repeat_every"] and last in state.reached and last not in state.answered and \
                state.repeats < ladder["repeat_at_most"]:
            at = reach(own, ladder["repeat_every"], clip(inst.segments, state.last))
            if at is not None:
                yield stamp(at), 2 + last, "repeat", (ladder, state, last)

    def rows_of_level(self, ladder, what, stamp, together):
        yield "sem-E3" if what == "level" else "sem-E6"
        if len(together) > 1:
            yield "sem-E2"
            if ladder["highest_only"]:
                yield "sem-E2 highest only"
        if stamp in self.waits:
            yield "sem-E4"

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
            best, self.waits = None, set()
            for duty, instances in self.duties:
                for inst in instances:
                    if inst.state in DONE or inst.state == "pending":
                        continue
                    withdrawn = self.range_of(duty).withdrawn
                    if not inst.closed:
                        # A deadline that is its very instant comes before it; reopened after it, nothing does.
                        best = self.sooner(best, (max(withdrawn, inst.floor), 9 if withdrawn >= inst.floor else -2, "withdrawn", None), duty, inst)
                    spent = self.exhaustion(duty, inst)
                    if spent:
                        best = self.sooner(best, (spent[0], -1, "spent", spent[1]), duty, inst)
                    for point in self.checkpoints(duty, inst):
                        best = self.sooner(best, point, duty, inst)
            if self.unpublished and self.unpublished[0][0] < until and (best is None or self.unpublished[0][0] <= best[0][0]):
                self.publish(self.unpublished[0][0])
                continue
            if best is None or best[0][0] >= until:
                return
            (stamp, _, what, data), duty, inst = best
            self.fire(duty, inst, stamp, what, data)

    @staticmethod
    def sooner(best, point, duty, inst):
        return (point, duty, inst) if best is None or point[:2] < best[0][:2] else best

    def fire(self, duty, inst, stamp, what, data):
        if what == "spent":
            self.hit("sem-P10")
            inst.spent.add(data)
            del inst.pause_since[data]
            self.run_or_stand(inst, stamp)
        elif what == "withdrawn":
            self.hit("sem-V2")
            if inst.state == "running":
                self.state(duty, inst, "withdrawn", "standard-withdrawn", stamp)
            inst.closed = True
        elif what == "warning":
            inst.warned.add(data)
            self.hit("sem-B13")
            self.say("warning", duty["title"]["name"], stamp, instance=inst.number, level=data + 1)
        elif what == "breach":
            cause = "regraded" if inst.regraded_at is not None and inst.regraded_at > data and \
                inst.regraded_at == inst.floor else "late"
            inst.breach, inst.missed = stamp, data
            if cause == "regraded":
                self.hit("sem-G2")
            self.state(duty, inst, "breached", cause, stamp)
            if not duty["after_breach_continues"]:
                inst.closed = not inst.ladders
                inst.done_after = True
        else:
            ladder, state, i = data
            together = [p[3][2] for p in self.checkpoints(duty, inst) if p[2] == "level" and p[3][0] is ladder and p[0] == stamp]
            self.hit(*self.rows_of_level(ladder, what, stamp, together))
            if what == "level":
                if ladder["highest_only"]:
                    for j in together:
                        state.reached[j] = stamp
                    i = max(together)
                state.reached[i] = stamp
            else:
                state.repeats += 1
            state.last = stamp
            self.say("level", ladder["title"]["name"], stamp, instance=inst.number, level=ladder["levels"][i]["number"])
