"""When a rule is in force: from the first edition of its clause to the end of the last, or to the day its handbook is withdrawn
(rows V1, V2, V4). The way in: `in_force(tree, calendars, rule)`.
"""
EVER, NEVER = -10**30, 10**30


class InForce:
    """The instants from which and until which a trigger counts, that before which nothing is broken, and that of the withdrawal."""

    def __init__(self, first, until, since, withdrawn):
        self.first, self.until, self.since, self.withdrawn = first, until, since, withdrawn

    def at(self, instant):
        return self.first <= instant < self.until


def in_force(tree, calendars, rule):
    clause = tree["clauses"][rule["clause"]] if rule["clause"] is not None else None
    if clause is None or clause["handbook"] is None:
        return InForce(EVER, NEVER, EVER, NEVER)
    book = tree["handbooks"][clause["handbook"]]
    midnight = lambda day, otherwise: otherwise if day is None else calendars[book["calendar"]].zone.instant(day, 0)
    first = midnight(clause["from"], EVER)
    since = first if clause["retroactive"] else EVER
    return InForce(EVER if clause["retroactive"] else first, midnight(clause["until"], NEVER), since, midnight(book["withdrawn"], NEVER))
