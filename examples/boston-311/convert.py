#!/usr/bin/env python3
"""The log of service requests as events for bylaw: columns renamed and reordered, nothing judged.

Way in: convert.py due|promised LOG.csv[.gz] > events.ndjson. A row becomes the opening of a request (`due`) or the
telling of its due time (`promised`), and its closing. Only `promised` reads the due time that the city computed.
Rows that cannot be read are reported on standard error, counted, and left out.
"""
import csv
import gzip
import io
import json
import os
import sys
import zlib
from datetime import datetime

HERE = os.path.dirname(os.path.abspath(__file__))
COLUMNS = ["CASE_ENQUIRY_ID", "OPEN_DT", "TARGET_DT", "CLOSED_DT", "OnTime_Status", "TYPE"]


class Refused(Exception):
    """A row that cannot be used; the text says why. `case` is the case it belongs to, where that much can be read."""

    def __init__(self, why, case=None, harmless=False):
        super().__init__(why)
        self.case = case
        self.harmless = harmless  # nothing is lost by leaving the row out


def words():
    """What the rules call the request types of the log. A type without a rule is `unlisted`."""
    with open(os.path.join(HERE, "types.csv"), encoding="utf-8", newline="") as file:
        return {row["TYPE"]: row["word"] for row in csv.DictReader(file)}


def instant(text, column, case):
    if not text:
        return None
    try:
        return datetime.strptime(text, "%m/%d/%Y %I:%M:%S %p")
    except ValueError:
        raise Refused(f"`{column}` is `{text}`, not a date and time", case) from None


class Log:
    """The rows of a log in their order. `refused` holds (line, reason, case or None, harmless) of the rows left out."""

    def __init__(self, path):
        self.path = path
        self.read = 0
        self.refused = []
        self.words = words()

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
            sys.exit(f"{self.path}: not the log of service requests, column `{missing[0]}` is missing")
        where = {name: header.index(name) for name in COLUMNS}
        seen = {}
        for line, text in numbered:
            self.read += 1
            try:
                cells = self.cells(text)
                yield self.row(cells, len(header), where, line, seen)
            except csv.Error as error:
                self.refused.append((line, str(error), None, False))
            except Refused as why:
                self.refused.append((line, str(why), why.case, why.harmless))

    def row(self, cells, width, where, line, seen):
        case = cells[where["CASE_ENQUIRY_ID"]] if len(cells) > where["CASE_ENQUIRY_ID"] else ""
        if not (case.isascii() and case.isdigit()):
            raise Refused(f"`CASE_ENQUIRY_ID` is `{case[:40]}`, not a case")
        if case in seen:
            before, cells_before = seen[case]
            if hash(tuple(cells)) == cells_before:
                raise Refused(f"the same as line {before}", case, harmless=True)
            raise Refused(f"the case stands at line {before} already, with other values", case)
        if len(cells) != width:
            raise Refused(f"{len(cells)} columns instead of {width}", case)
        get = {name: cells[index] for name, index in where.items()}
        for column in ("OPEN_DT", "TARGET_DT", "CLOSED_DT"):
            get[column] = instant(get[column], column, case)
        if get["OPEN_DT"] is None:
            raise Refused("`OPEN_DT` is empty", case)
        get["word"] = self.words.get(get["TYPE"], "unlisted")
        seen[case] = (line, hash(tuple(cells)))
        return get


def events_of(row, check):
    case = row["CASE_ENQUIRY_ID"]
    opened = row["OPEN_DT"].isoformat()
    if check == "due":
        yield {"case": case, "event": "request.opened", "at": opened, "id": f"{case}/opened", "seq": 0,
               "fields": {"request-type": row["word"]}}
    elif row["TARGET_DT"] is None:
        return
    else:
        yield {"case": case, "event": "request.promised", "at": opened, "id": f"{case}/promised", "seq": 0,
               "fields": {"target-date": row["TARGET_DT"].isoformat()}}
    if row["CLOSED_DT"] is not None:
        yield {"case": case, "event": "request.closed", "at": row["CLOSED_DT"].isoformat(), "id": f"{case}/closed", "seq": 1}


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in ("due", "promised"):
        sys.exit("usage: convert.py due|promised LOG.csv[.gz] > events.ndjson")
    log = Log(sys.argv[2])
    try:
        for row in log.rows():
            for event in events_of(row, sys.argv[1]):
                sys.stdout.write(json.dumps(event, separators=(",", ":")) + "\n")
    except OSError as error:
        sys.exit(f"{sys.argv[2]}: {error.strerror or error}")
    for line, why, case, _ in log.refused:
        print(f"line {line}: {why}" + (f" (case {case})" if case else ""), file=sys.stderr)
    print(f"{log.read} rows read, {len(log.refused)} refused", file=sys.stderr)


if __name__ == "__main__":
    main()
