#!/usr/bin/env python3
"""Writes the calendar files of this folder, and the day-by-day table their test compares them with.

usage: generate.py DATA [--check]

DATA holds china-holidays.json, bank-calendars.json and licenses/, as their sources publish them:
github.com/NateScarlet/holiday-cn and github.com/vacanza/holidays. --check writes nothing and fails if a file would change.
"""
import datetime
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
TESTS = HERE.parent.parent / "tests" / "calendar"
DAY = datetime.timedelta(days=1)


def date(text):
    return datetime.date.fromisoformat(text)


def days(first, last):
    while first <= last:
        yield first
        first += DAY


# ---- Statutory holidays of the PRC -----------------------------------------------------------------------------------
# Regulation on Public Holidays for National Annual Festivals and Memorial Days, as in force from 1999, 2008, 2014 and 2025.
# Dates of the lunar calendar: first day of the first month, Dragon Boat, Mid-Autumn.
SPRING = """2007-02-18 2008-02-07 2009-01-26 2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 2016-02-08
2017-01-28 2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17""".split()
DRAGON_BOAT = """2008-06-08 2009-05-28 2010-06-16 2011-06-06 2012-06-23 2013-06-12 2014-06-02 2015-06-20 2016-06-09
2017-05-30 2018-06-18 2019-06-07 2020-06-25 2021-06-14 2022-06-03 2023-06-22 2024-06-10 2025-05-31 2026-06-19""".split()
MID_AUTUMN = """2008-09-14 2009-10-03 2010-09-22 2011-09-12 2012-09-30 2013-09-19 2014-09-08 2015-09-27 2016-09-15
2017-10-04 2018-09-24 2019-09-13 2020-10-01 2021-09-21 2022-09-10 2023-09-29 2024-09-17 2025-10-06 2026-09-25""".split()
QINGMING = """2008-04-04 2009-04-04 2010-04-05 2011-04-05 2012-04-04 2013-04-04 2014-04-05 2015-04-05 2016-04-04
2017-04-04 2018-04-05 2019-04-05 2020-04-04 2021-04-04 2022-04-05 2023-04-05 2024-04-04 2025-04-04 2026-04-05""".split()


def statutory_holidays():
    found = set()
    for new_year in map(date, SPRING):
        year = new_year.year
        if 2008 <= year < 2014:
            first, last = -1, 1
        elif year >= 2025:
            first, last = -1, 2
        else:
            first, last = 0, 2
        found.update(days(new_year + first * DAY, new_year + last * DAY))
        labour_days = 3 if year < 2008 else 1 if year < 2025 else 2
        found.update(datetime.date(year, 5, d) for d in range(1, labour_days + 1))
        found.add(datetime.date(year, 1, 1))
        found.update(datetime.date(year, 10, d) for d in (1, 2, 3))
    found.update(map(date, DRAGON_BOAT + MID_AUTUMN + QINGMING))
    return found


# ---- Writing ---------------------------------------------------------------------------------------------------------

def ranges(entries):
    """Consecutive dates with the same name and kind as one (first, last, name, kind)."""
    out = []
    for day, name, kind in sorted(entries):
        if out and out[-1][1] + DAY == day and out[-1][2:] == [name, kind]:
            out[-1][1] = day
        else:
            out.append([day, day, name, kind])
    return out


def field(first, last, name, kind):
    words = ["work" if kind == "work" else "off"]
    words.append(f"{first}" if first == last else f"{first} to {last}")
    words.append(f'"{name}"')
    if kind == "statutory":
        words.append("statutory")
    return "  " + words[0].ljust(6) + "  " + " ".join(words[1:])


def calendar_file(comment, name, label, zone, hours, covers, count, entries):
    lines = ["bylaw 1 lang en", ""]
    lines += [("# " + line).rstrip() for line in comment.strip().splitlines()]
    lines += ["", f'calendar {name} "{label}" {{', f'  zone    "{zone}"', f"  open    mon to fri {hours}"]
    year = None
    for first, last, title, kind in ranges(entries):
        if first.year != year:
            year = first.year
            lines += ["", f"  # {year}"]
        lines.append(field(first, last, title, kind))
    lines += ["", f"  covers  {covers[0]} to {covers[1]}", f"  count   {count}", "}", ""]
    return "\n".join(lines)


def working_days(name, covers, off, work):
    """A line a year: 1 for a working day, 0 for a day off, straight from the data's own rule."""
    lines = []
    for year in range(date(covers[0]).year, date(covers[1]).year + 1):
        marks = ""
        for day in days(datetime.date(year, 1, 1), datetime.date(year, 12, 31)):
            works = day in work or (day.weekday() < 5 and day not in off)
            marks += "1" if works else "0"
        lines.append(f"{name} {year} {marks}")
    return lines


def china(data, files, table):
    statutory = statutory_holidays()
    entries, off, work = [], set(), set()
    for year in data["years"].values():
        for entry in year:
            day = date(entry["date"])
            if not entry["off"]:
                work.add(day)
                entries.append((day, entry["name"] + "调休", "work"))
            else:
                off.add(day)
                entries.append((day, entry["name"], "statutory" if day in statutory else "off"))
    missing = sorted(statutory - off)
    if missing:
        sys.exit(f"statutory holidays that the data has as working days: {missing}")
    covers = (data["coverage"]["from"], data["coverage"]["to"])
    comment = f"""
Mainland China, 2007 to 2026: the State Council's yearly arrangements of days off and make-up working days.

Source: {data["source"]}, commit {data["source_commit"][:12]} ({data["source_date"]}), which reads the State Council's papers.
Licence: MIT, Copyright (c) 2019 NateScarlet; the text is in licenses/holiday-cn-MIT.txt.
Generated by generate.py; changes belong there.

`statutory` marks the holidays that the Regulation on Public Holidays itself names, in its versions of 1999, 2008, 2014 and 2025:
New Year, Spring Festival, Qingming, Labour Day, Dragon Boat, Mid-Autumn, National Day. Everything else is a day off by
arrangement. Two cases are uncertain and not marked: a day given in place of a statutory holiday that fell on a weekend or on
another one, and 3 September 2015. Only `roll narrow` reads the mark.

The hours are typical of a bank's office; a bank sets its own. A year is settled only when the paper of the next one is out,
because a late December may be part of its arrangements: 2026 may still change.
"""
    files["cn-mainland.bylaw"] = calendar_file(comment, "cn-mainland", "中国大陆工作日历", "Asia/Shanghai", "09:00 to 17:30", covers,
                                               "civil roll wide", entries)
    table += working_days("cn-mainland", covers, off, work)


BANKS = {
    "GB-ENG": ("gb-england-wales", "England and Wales", "Europe/London", "09:00 to 17:00", "civil roll wide",
               "Bank holidays in England and Wales; where one falls on a weekend, it stands here beside its substitute day."),
    "EU-TARGET": ("eu-target", "TARGET", "Europe/Berlin", "07:00 to 18:00", "civil roll wide",
                  "Closing days of TARGET (T2), the Eurosystem's settlement service, in Frankfurt's time."),
    "HK": ("hk", "Hong Kong", "Asia/Hong_Kong", "09:00 to 17:00", "civil roll wide",
           "General holidays of Hong Kong. Many banks also work on Saturday mornings; this calendar does not."),
    "US-FED": ("us-fed", "US Federal Reserve", "America/New_York", "09:00 to 17:00", "civil roll none",
               "Holidays of the Federal Reserve Banks; one that falls on a Saturday is not moved, on a Sunday it moves to Monday."),
}


def banks(data, files, table):
    for key, (name, label, zone, hours, count, about) in BANKS.items():
        titles = {}
        for entry in data["calendars"][key]["days"]:
            titles.setdefault(date(entry["date"]), []).append(entry["name"])
        entries = [(day, " / ".join(dict.fromkeys(names)).replace('"', "'"), "off") for day, names in titles.items()]
        years = sorted(day.year for day in titles)
        covers = (f"{years[0]}-01-01", f"{years[-1]}-12-31")
        comment = f"""
{about}

Source: {data["source"]}, commit {data["source_commit"][:12]}.
Licence: MIT, Copyright (c) Vacanza Team and individual contributors; the text is in licenses/vacanza-holidays-MIT.txt.
Generated by generate.py; changes belong there.

Years ahead are forecasts. The hours and the counting rule are an example; a bank sets its own. No day is marked `statutory`.
"""
        files[f"{name}.bylaw"] = calendar_file(comment, name, label, zone, hours, covers, count, entries)
        table += working_days(name, covers, set(titles), set())


def main(arguments):
    if not arguments or len(arguments) > 2 or (len(arguments) == 2 and arguments[1] != "--check"):
        sys.exit(__doc__)
    source = pathlib.Path(arguments[0])
    files, table = {}, []
    china(json.loads((source / "china-holidays.json").read_text(encoding="utf-8")), files, table)
    banks(json.loads((source / "bank-calendars.json").read_text(encoding="utf-8")), files, table)
    outputs = {HERE / name: text for name, text in files.items()}
    outputs[TESTS / "working_days.txt"] = "\n".join(table) + "\n"
    for licence in sorted((source / "licenses").glob("*MIT.txt")):
        outputs[HERE / "licenses" / licence.name] = licence.read_text(encoding="utf-8")
    changed = [p for p, text in outputs.items() if not p.exists() or p.read_text(encoding="utf-8") != text]
    if len(arguments) == 2:
        for path in changed:
            print(f"{path.name} differs from what the data gives")
        return 1 if changed else 0
    for path in changed:
        path.parent.mkdir(exist_ok=True)
        path.write_text(outputs[path], encoding="utf-8")
        print(f"wrote {path.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
