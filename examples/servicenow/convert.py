#!/usr/bin/env python3
"""The incident log as events for bylaw: columns renamed and reordered, nothing judged.

Way in: convert.py LOG.csv[.gz] > events.ndjson. Every row becomes one event; the first row of a case also gives its
opening. Rows that cannot be read are reported on standard error, counted, and left out.
"""
import csv
import gzip
import io
import json
import sys
import zlib
from datetime import datetime

COLUMNS = ["number", "incident_state", "reopen_count", "sys_mod_count", "made_sla", "opened_at", "sys_updated_at", "priority"]

STATES = {
    "New": ("incident.updated", "new"),
    "Active": ("incident.updated", "active"),
    "Awaiting User Info": ("incident.waiting", "awaiting-user-info"),
    "Awaiting Vendor": ("incident.waiting", "awaiting-vendor"),
    "Awaiting Problem": ("incident.waiting", "awaiting-problem"),
    "Awaiting Evidence": ("incident.waiting", "awaiting-evidence"),
    "Resolved": ("incident.updated", "resolved"),
    "Closed": ("incident.closed", "closed"),
    "-100": ("incident.updated", None),  # the source's own mark for a state it could not name
    "?": ("incident.updated", None),
}
PRIORITIES = {"1 - Critical": "critical", "2 - High": "high", "3 - Moderate": "moderate", "4 - Low": "low", "?": None}


class Refused(Exception):
    """A row that cannot be used; the text says why. `case` is the case it belongs to, where that much can be read."""

    def __init__(self, why, case=None, harmless=False):
        super().__init__(why)
        self.case = case
        self.harmless = harmless  # nothing is lost by leaving the row out


def instant(text, column, case):
    try:
        return datetime.strptime(text, "%d/%m/%Y %H:%M")
    except ValueError:
        raise Refused(f"`{column}` is `{text}`, not a date and time", case) from None


def whole_number(text, column, case):
    if not text.isascii() or not text.isdigit():
        raise Refused(f"`{column}` is `{text}`, not a whole number", case)
    return int(text)


class Log:
    """The rows of a log in their order. `refused` holds (line, reason, case or None, harmless) of the rows left out."""

    def __init__(self, path):
        self.path = path
        self.read = 0
        self.refused = []

    def lines(self):
        opened = gzip.open(self.path, "rb") if self.path.endswith(".gz") else open(self.path, "rb")
        with opened as file:
            try:
                yield from io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
            except (EOFError, gzip.BadGzipFile, zlib.error) as error:
                self.refused.append((self.read + 2, f"the file ends here: {error}", None, False))

    @staticmethod
    def cells(text):
        """One row a line: no field of this log has a line break, so a quote that is never closed costs no row but its own."""
        return next(csv.reader([text.replace("\0", "?")]), [])

    def rows(self):
        numbered = enumerate(self.lines(), 1)
        header = self.cells(next(numbered, (1, ""))[1])
        missing = [name for name in COLUMNS if name not in header]
        if missing:
            sys.exit(f"{self.path}: not the incident log, column `{missing[0]}` is missing")
        where = {name: header.index(name) for name in COLUMNS}
        seen, opened = {}, {}
        for line, text in numbered:
            self.read += 1
            try:
                cells = self.cells(text)
                yield self.row(cells, len(header), where, line, seen, opened)
            except csv.Error as error:
                self.refused.append((line, str(error), None, False))
            except Refused as why:
                self.refused.append((line, str(why), why.case, why.harmless))

    def in_order(self):
        """The rows, less any that repeats an update of its case with a time later than a further update's: the count of
        updates is the order within a case, and such a time would put the row behind its successors."""
        rows = list(self.rows())
        times = {}
        for row in rows:
            times.setdefault(row["number"], []).append((row["sys_mod_count"], row["sys_updated_at"]))
        opened = set()
        for row in rows:
            count, at = row["sys_mod_count"], row["sys_updated_at"]
            of_case = times[row["number"]]
            repeated = sum(1 for other, _ in of_case if other == count) > 1
            if repeated and any(other > count and then < at for other, then in of_case):
                why = f"update {count} is told twice, this one with a time after update {count + 1}"
                self.refused.append((row["line"], why, row["number"], True))
            else:
                row["first"] = row["number"] not in opened
                opened.add(row["number"])
                yield row

    def row(self, cells, width, where, line, seen, opened):
        case = cells[where["number"]] if len(cells) > where["number"] else ""
        if not (case.startswith("INC") and case[3:].isascii() and case[3:].isdigit()):
            raise Refused(f"`number` is `{case[:40]}`, not a case")
        if len(cells) != width:
            raise Refused(f"{len(cells)} columns instead of {width}", case)
        key = hash(tuple(cells))
        if key in seen:
            raise Refused(f"the same as line {seen[key]}", case, harmless=True)
        get = {name: cells[index] for name, index in where.items()}
        if get["incident_state"] not in STATES:
            raise Refused(f"`incident_state` is `{get['incident_state']}`, not a state", case)
        if get["priority"] not in PRIORITIES:
            raise Refused(f"`priority` is `{get['priority']}`, not a priority", case)
        get["sys_mod_count"] = whole_number(get["sys_mod_count"], "sys_mod_count", case)
        get["opened_at"] = instant(get["opened_at"], "opened_at", case)
        get["sys_updated_at"] = instant(get["sys_updated_at"], "sys_updated_at", case)
        if opened.setdefault(case, get["opened_at"]) != get["opened_at"]:
            raise Refused("`opened_at` differs from the rows of this case before it", case)
        seen[key] = line
        get["line"] = line
        return get


def events_of(row):
    case, count, at = row["number"], row["sys_mod_count"], row["sys_updated_at"]
    if row["first"]:
        yield {"case": case, "event": "incident.opened", "at": row["opened_at"].isoformat(), "id": f"{case}/opened", "seq": 0}
    kind, state = STATES[row["incident_state"]]
    priority = PRIORITIES[row["priority"]]
    fields = {"state": state, "priority": priority, "closing-priority": priority if kind == "incident.closed" else None}
    # Several updates share a minute; the count of updates is their order. It is not unique in a few cases, so the id has the time too.
    yield {"case": case, "event": kind, "at": at.isoformat(), "id": f"{case}/{count}/{at.isoformat()}", "seq": count + 1,
           "fields": {name: value for name, value in fields.items() if value is not None}}


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: convert.py LOG.csv[.gz] > events.ndjson")
    log = Log(sys.argv[1])
    try:
        for row in log.in_order():
            for event in events_of(row):
                sys.stdout.write(json.dumps(event, separators=(",", ":")) + "\n")
    except OSError as error:
        sys.exit(f"{sys.argv[1]}: {error.strerror or error}")
    for line, why, case, _ in log.refused:
        print(f"line {line}: {why}" + (f" (case {case})" if case else ""), file=sys.stderr)
    print(f"{log.read} rows read, {len(log.refused)} refused", file=sys.stderr)


if __name__ == "__main__":
    main()
