"""The stories that the rule pack's tests tell, to be told again on other days to other cases; and the dice. Way in: year.py."""
import datetime
import os
import re

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
# Periodic duties run as long as their case: a story about one ends with it.
END = {"institution": "institution.closed", "staff-member": "staff.left", "branch": "branch.closed"}
DAY = 86_400_000_000
DATE = r"\d{4}-\d\d-\d\d"
EPOCH = datetime.date(1970, 1, 1)


class Dice:
    """splitmix64: whole numbers only, the same everywhere."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = self.state + 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF
        z = self.state
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF
        z = (z ^ z >> 27) * 0x94D049BB133111EB & 0xFFFFFFFFFFFFFFFF
        return (z ^ z >> 31) % n

    def shuffled(self, items):
        for i in range(len(items) - 1, 0, -1):
            j = self.below(i + 1)
            items[i], items[j] = items[j], items[i]
        return items


def instant(date, time):
    h, m, *s = time.split(":")
    seconds, _, fraction = (s[0] if s else "0").partition(".")
    day = (datetime.date.fromisoformat(date) - EPOCH).days
    return day * DAY + ((int(h) * 60 + int(m)) * 60 + int(seconds)) * 1_000_000 + int((fraction + "000000")[:6])


def value(word):
    if word.startswith('"'):
        return word.strip('"')
    if word in ("yes", "no"):
        return word == "yes"
    return int(word) if re.fullmatch(r"-?\d+", word) else word


def fields_of(text):
    pairs = re.findall(r'([a-z][a-z-]*) ("[^"]*"|[^,}\s]+)', text or "")
    return {name: value(word) for name, word in pairs}


def with_dates_moved(fields, days):
    """A date that a story names moves with the story."""
    return {name: (datetime.date.fromisoformat(v) + datetime.timedelta(days=days)).isoformat() if isinstance(v, str) and re.fullmatch(DATE, v) else v
            for name, v in fields.items()}


def stories(handbook):
    """(kind of the first case, broken, {name: kind}, [(µs from the first event, case name, event, fields)]) of every test with events"""
    folder = os.path.join(ROOT, "rules", handbook)
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".tests.bylaw"):
            continue
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            text = file.read()
        for test in re.findall(r'(?ms)^test "[^"]*" \{\n(.*?)^\}', text):
            cases = dict((c, k) for k, c in re.findall(r"(?m)^  given +(\S+) +(\S+)", test))
            steps = []
            for date, time, case, event, fields in re.findall(
                    r"(?m)^  at (\S+) (\S+) +(?:([A-Z]\w*) +)?([a-z-]+\.[a-z-]+)(?: \{(.*)\})?", test):
                steps.append((instant(date, time), case or next(iter(cases)), event, fields_of(fields)))
            if not steps:
                continue
            first = steps[0][0]
            broken = bool(re.search(r"(?m)^  expect .*\b(breached|met-late|missed)\b", test))
            story = [(at - first, case, event, fields) for at, case, event, fields in steps]
            for case, kind in cases.items():
                if kind in END and not any(event == END[kind] for _, _, event, _ in story):
                    last = max(instant(*until) - first for until in re.findall(r"(?m)^  (?:until|at) +(\S+) ([\d:.]+)", test))
                    story.append((last + 10 * DAY, case, END[kind], {}))
            yield next(iter(cases.values())), broken, cases, first, story
