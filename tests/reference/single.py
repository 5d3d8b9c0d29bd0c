"""Rules judged at single events: disclosures, records, prohibitions, sequences (rows D1, D2, N1, N2, F1, S1).

The way in: Singles(story).look(event) at every event after its fields are known, .end(event) when the case ends, .kept(event)
for what happens to a case that has ended.
"""
from hours import DAY
from limits import Way, add_months, is_clipped, reach

AS_A_LIMIT = dict(count=None, roll=None, day_end="by_rule", including_day_of_receipt=False)


def date_up(date, months):
    """The date that many months later; one that the month does not have is the first of the next (row B10)."""
    return add_months(date, months) + is_clipped(date, months)


class Singles:
    def __init__(self, story):
        self.story, self.tree = story, story.tree
        mine = lambda rules: [r for r in self.tree[rules] if story.kind in r["cases"]]
        self.disclosures = [dict(rule=r, shown=[], confirmed=[], n=0) for r in mine("disclosures")]
        self.records = [dict(rule=r, made=False, possible=False, doubtful=False, until=None, gone=False, n=0) for r in mine("records")]
        self.forbidden = [dict(rule=r, n=0, sure=[], possible=[]) for r in mine("prohibitions") if r["forbid"]]
        self.sequences = [dict(rule=r, at={}, told=set(), n=0) for r in mine("sequences")]

    # ---- what is said

    def verdict(self, one, state, cause, event, due=None, missing=(), step=None):
        hit = self.story.hit
        self.story.touched.add("judge")
        if cause == "unknown-fact":
            hit("sem-U1")
        hit(*{"shown": ["sem-D1"], "not-shown": ["sem-D1"], "not-confirmed": ["sem-D1"], "expired": ["sem-D2"], "complete": ["sem-N1"],
              "missing-field": ["sem-N1"], "kept": ["sem-N2"], "destroyed-early": ["sem-N2"], "not-allowed": ["sem-F1"],
              "too-many": ["sem-F2"], "in-order": ["sem-S1"], "out-of-order": ["sem-S1"], "missing-step": ["sem-S1"]}.get(cause, []))
        if cause == "unknown-fact" and "sure" in one:
            hit("sem-F1")
        if cause == "shown" and due is not None:
            hit("sem-D2")
        one["n"] = 1 if step is not None or "told" in one else one["n"] + 1
        if missing:
            names = [self.tree["facts"][f]["title"]["name"] for f in missing]
            cause += ":" + ",".join(sorted(names))
        if step is not None:
            cause += "@" + self.tree["events"][step["event"]]["title"]["name"]
        self.story.decisions.append(dict(kind="state", rule=one["rule"]["title"]["name"], instance=one["n"], state=state,
                                         cause=cause, at=event.at, due=due))

    def unknown(self, facts):
        return {f for f in facts if self.story.facts.fact(f) is None}

    def calendar(self, rule):
        return None if rule["calendar"] is None else self.story.judge.calendars[rule["calendar"]]

    # ---- one event

    def look(self, event):
        holds, matches = self.story.facts.condition, self.story.matches
        for one in self.disclosures:
            if matches(one["rule"]["gate"], event):
                self.gate(one, event)
        for one in self.records:
            if matches(one["rule"]["at"], event):
                self.record(one, event)
        self.kept(event)
        for one in self.forbidden:
            if matches(one["rule"]["event"], event):
                self.forbid(one, event)
        for one in self.sequences:
            for i, step in enumerate(one["rule"]["steps"]):
                if matches(step, event):
                    self.step(one, i, event)
        # Only now does the event itself belong to the history.
        for one in self.disclosures:
            rule = one["rule"]
            before = list(one["shown"])
            if matches(rule["show"], event) and holds(rule["show_when"]):
                one["shown"].append(event.at)
            if matches(rule["confirm"], event) and holds(rule["confirm_when"]):
                one["confirmed"].append(before)

    def gate(self, one, event):
        rule = one["rule"]
        wanted = self.story.facts.condition(rule["scope"])
        if wanted is False:
            return
        counting = one["shown"]  # showings that may count
        fault = None if counting else "not-shown"
        if not fault and rule["confirm"] is not None:
            if rule["confirm_after_show"]:
                counting = [t for seen in one["confirmed"] for t in seen]
                fault = None if counting else "not-confirmed"
            elif not one["confirmed"]:
                fault = "not-confirmed"
        due = None
        if not fault and rule["valid"]:
            way = Way(self.calendar(rule), AS_A_LIMIT)
            dues = [reach(way, rule["valid"], [(t, None)]) for t in counting]
            due = None if None in dues else max(dues)  # None: past what the calendar knows
            fault = "expired" if due is not None and event.at > due else None
        if fault is None:
            self.verdict(one, "met", "shown", event, due)
        elif wanted is None:
            self.verdict(one, "indeterminate", "unknown-fact", event, missing=self.unknown(self.story.facts.named(rule["scope"])))
        else:
            self.verdict(one, "breached", fault, event, due)

    def record(self, one, event):
        rule = one["rule"]
        wanted = self.story.facts.condition(rule["when"])
        missing = self.unknown(rule["fields"])
        if wanted is False:
            return
        if wanted is None and missing:
            one["possible"] = True
            self.verdict(one, "indeterminate", "unknown-fact", event, missing=missing | self.unknown(self.story.facts.named(rule["when"])))
            return
        if one["gone"]:
            one["gone"], one["until"] = False, None
        one["made"] = True
        if missing:
            self.verdict(one, "breached", "missing-field", event, missing=missing)
        elif rule["fields"]:
            self.verdict(one, "met", "complete", event)

    def retention(self, rule, at, keep=None):
        keep = keep or rule["keep"]
        if keep["kind"] == "elapsed":
            return at + keep["amount"]
        calendar = self.calendar(rule)
        date = calendar.date_of(at)
        if keep["kind"] == "months":
            if is_clipped(date, keep["amount"]):
                self.story.hit("sem-B10")
            return calendar.end_of_day(date_up(date, keep["amount"]))
        left = keep["amount"]
        while left:
            date += 1
            left -= calendar.exists(date)
        return calendar.end_of_day(date)

    def kept(self, event):
        for one in self.records:
            rule = one["rule"]
            if rule["keep"] and self.story.matches(rule["keep_from"], event):
                if not (one["gone"] and rule["at"] is not None):
                    until = self.retention(rule, event.at)
                    if one["gone"] or one["until"] is None or until > one["until"]:
                        one["gone"], one["until"] = False, until
                        one["doubtful"] = one["doubtful"] and not one["made"]  # what has been made since is kept
                        self.story.decisions.append(dict(kind="retain-until", rule=rule["title"]["name"], at=event.at, due=until))
            if self.story.matches(rule["destroyed_by"], event) and one["gone"]:
                self.story.remark(rule, "repeated-discharge", event.at)
            elif self.story.matches(rule["destroyed_by"], event):
                there = rule["at"] is None or one["made"] or one["until"] is not None
                if not there and not one["possible"] and not one["doubtful"]:
                    continue  # there was nothing to destroy
                if not there or one["doubtful"] and not (one["made"] and (one["until"] is None or event.at < one["until"])):
                    # What may be there, and what may be gone: nobody knows, and a pass needs both.
                    one["doubtful"], one["made"], one["until"] = True, False, None
                    missing = self.unknown(rule["fields"]) | self.unknown(self.story.facts.named(rule["when"]))
                    self.verdict(one, "indeterminate", "unknown-fact", event, missing=missing)
                    continue
                one["doubtful"] = False
                late = one["until"] is not None and event.at >= one["until"]
                self.verdict(one, "met" if late else "breached", "kept" if late else "destroyed-early", event, one["until"])
                one["gone"] = True

    def holds(self, index):
        """Whether a prohibition or permission applies: its condition, but none of its exceptions (Kleene)."""
        rule = self.tree["prohibitions"][index]
        yields = [self.story.facts.condition(e) for e in rule["except"]]
        yields += [self.holds(i) for i, r in enumerate(self.tree["prohibitions"]) if r["exception_to"] == index]
        parts = [self.story.facts.condition(rule["when"])] + [None if y is None else not y for y in yields]
        return False if False in parts else None if None in parts else True

    def named(self, index):
        rule = self.tree["prohibitions"][index]
        found = self.story.facts.named(rule["when"])
        for e in rule["except"]:
            found |= self.story.facts.named(e)
        for i, r in enumerate(self.tree["prohibitions"]):
            if r["exception_to"] == index:
                found |= self.named(i)
        return found

    def forbid(self, one, event):
        index = self.tree["prohibitions"].index(one["rule"])
        broken = self.holds(index)
        if one["rule"]["more_than"]:
            if broken is not False:
                self.count(one, index, broken, event)
            return
        if broken:
            self.verdict(one, "breached", "not-allowed", event)
        elif broken is None:
            self.verdict(one, "indeterminate", "unknown-fact", event, missing=self.unknown(self.named(index)))

    def count(self, one, index, counts, event):
        """Row F2: how many of the earlier ones, all of them kept, still count at this event."""
        rule, most = one["rule"], one["rule"]["more_than"]
        ends = lambda instants: sorted(e for e in (self.retention(rule, t, rule["within"]) for t in instants) if event.at < e)
        sure, possible = ends(one["sure"]), ends(one["possible"])
        if counts and len(sure) >= most:
            self.verdict(one, "breached", "too-many", event, due=sure[-most])
        elif len(possible) >= most:
            self.verdict(one, "indeterminate", "unknown-fact", event, missing=self.unknown(self.named(index)))
        if counts:
            one["sure"].append(event.at)
        one["possible"].append(event.at)

    # ---- sequences

    def step(self, one, i, event):
        if i in one["at"]:
            self.story.remark(one["rule"], "repeated-step", event.at)
            self.story.hit("sem-S1 repeated")
            return
        later = any(j > i for j in one["at"])
        one["at"][i] = event.at
        if later:
            if i not in one["told"]:
                one["told"].add(i)
                self.verdict(one, "breached", "out-of-order", event, step=one["rule"]["steps"][i])
        elif one["rule"]["strict"]:
            self.missing(one, range(i), event)

    def missing(self, one, wanted, event):
        for i in wanted:
            if i in one["at"] or i in one["told"]:
                continue
            skip = one["rule"]["skips"][i]
            left_out = self.story.facts.condition(skip["when"]) if skip["may"] else False
            if left_out:
                continue
            one["told"].add(i)
            step = one["rule"]["steps"][i]
            if left_out is None:
                named = set()
                for s in one["rule"]["skips"]:
                    named |= self.story.facts.named(s["when"])
                self.verdict(one, "indeterminate", "unknown-fact", event, missing=self.unknown(named), step=step)
            else:
                self.verdict(one, "breached", "missing-step", event, step=step)

    def end(self, event):
        for one in self.sequences:
            if not one["at"]:
                continue  # never begun
            self.missing(one, range(len(one["rule"]["steps"])), event)
            if not one["told"]:
                self.verdict(one, "met", "in-order", event)
