#!/usr/bin/env python3
"""A made-up bank day: 240 tickets of Wednesday 30 September 2026, the last day before the National Day holiday, as events.

Way in: tickets.py [--seed N] [--complaints N] [--enquiries N] > events.ndjson. The same arguments give the same bytes on any
machine: only random.Random.random() is used, whose numbers Python keeps, and whole seconds. README.md has the distributions.
"""
import argparse
import json
import random
from datetime import datetime, timedelta, timezone

ZONE = timezone(timedelta(hours=8))
MIDNIGHT = datetime(2026, 9, 30, tzinfo=ZONE)
# The bank's working days from the day of receipt on, as days after it: 8, 9, the make-up Saturday 10 October, then Mondays to Fridays.
WORKING = [0, 8, 9, 10, 12, 13, 14, 15, 16]
DAY, HOUR, MINUTE = 86400, 3600, 60
OPEN, CLOSE = 9 * HOUR, 17 * HOUR + 30 * MINUTE

CHANNEL = {"phone": 42, "online": 30, "counter": 16, "email": 9, "other": 3}
IMPACT = {"minor": 55, "moderate": 28, "major": 13, "severe": 4}
LIKELIHOOD = {"rare": 50, "possible": 35, "likely": 15}
STAGE = {"before-booking": 38, "while-booking": 27, "other": 35}
# Of a day's enquiries, how many per thousand in each hour from 00:00 on.
ENQUIRY_HOURS = [4, 2, 1, 1, 1, 3, 8, 24, 62, 98, 104, 82, 58, 66, 88, 94, 82, 60, 46, 40, 34, 24, 12, 6]
COMPLAINT_HOURS = [0] * 9 + [20, 18, 14, 8, 10, 14, 16, 12, 8, 4, 3, 2]
# Seconds until an enquiry is answered at each hundredth given; straight lines between them. The last two in a hundred never are.
ENQUIRY_WAIT = [(0, 15), (50, 4 * MINUTE), (80, 10 * MINUTE), (92, 15 * MINUTE), (96, 29 * MINUTE), (98, 95 * MINUTE)]
# On which working day after receipt a complaint is answered, and how many working days later its handling is finished.
ANSWER_DAY = {0: 46, 1: 34, 2: 12, 3: 5, 4: 2, None: 1}
RESOLVE_AFTER = {0: 34, 1: 36, 2: 21, 3: 6, 4: 2, None: 1}


class Dice:
    def __init__(self, seed):
        self.next = random.Random(seed).random

    def below(self, count):
        return int(self.next() * count)

    def between(self, first, last):
        return first + self.below(max(1, last - first))

    def percent(self, chance):
        return self.below(100) < chance

    def pick(self, weights):
        left = self.below(sum(weights.values()))
        for value, weight in weights.items():
            if left < weight:
                return value
            left -= weight

    def time_of_day(self, hours):
        return self.pick(dict(enumerate(hours))) * HOUR + self.below(HOUR)


def enquiry(dice):
    """[(second, event, fields)] of one enquiry."""
    received = dice.time_of_day(ENQUIRY_HOURS)
    events = [(received, "enquiry.received", {"stage": dice.pick(STAGE)})]
    hundredth = dice.below(10000)
    for (low, shortest), (high, longest) in zip(ENQUIRY_WAIT, ENQUIRY_WAIT[1:]):
        if low * 100 <= hundredth < high * 100:
            wait = shortest + (longest - shortest) * (hundredth - low * 100) // ((high - low) * 100)
            answered = received + wait
            events += [(answered, "enquiry.answered", {}), (answered + dice.between(1 * MINUTE, 20 * MINUTE), "enquiry.closed", {"resolved": True})]
    return events


def working_time(dice, day, after):
    """A second of opening time of the working day numbered `day`, later than `after`; that day's next opening if there is none left."""
    while WORKING[day] * DAY + CLOSE <= after + MINUTE:
        day += 1
    opening = WORKING[day] * DAY
    return dice.between(max(opening + OPEN, after + MINUTE), opening + CLOSE), day


def complaint(dice):
    """[(second, event, fields)] of one complaint."""
    channel, received = dice.pick(CHANNEL), dice.time_of_day(COMPLAINT_HOURS)
    if channel == "counter":
        received = dice.between(OPEN, CLOSE)
    impact, likelihood = dice.pick(IMPACT), dice.pick(LIKELIHOOD)
    events = [(received, "complaint.received", {"complaint-channel": channel, "impact": impact, "likelihood": likelihood})]
    if dice.percent(8):
        second, _ = working_time(dice, 0, received)
        events.append((second, "complaint.assessed", {"impact": dice.pick(IMPACT), "likelihood": likelihood}))
    if dice.percent(3):
        second, _ = working_time(dice, 1, events[-1][0])
        return events + [(second, "complaint.withdrawn", {})]
    day, now, asked = dice.pick(ANSWER_DAY), received, dice.percent(12)
    if asked:
        asking, first = working_time(dice, 1, received)
        now, supplied = working_time(dice, first + dice.below(2), asking)
        events += [(asking, "information.requested", {}), (now, "information.supplied", {})]
        day = None if day is None else max(day, supplied)
    if not asked and (day is None or day >= 3) and dice.percent(60):
        accepted = WORKING[3] * DAY + dice.between(OPEN, OPEN + 4 * HOUR)
        if accepted > now:
            events.append((accepted, "escalation.accepted", {}))
    if day is None:
        return events
    now, day = working_time(dice, day, now)
    events.append((now, "complaint.answered", {}))
    more = dice.pick(RESOLVE_AFTER)
    if more is None:
        return events
    now, day = working_time(dice, day + more, now)
    filed, _ = working_time(dice, day + 1, now)
    return events + [(now, "complaint.resolved", {}), (filed, "complaint.archived", {})]


# Periodic duties are judged of the bank and of its staff, so the log opens a case of each.
STANDING = [(OPEN - HOUR, "B001", 0, "institution.opened", {}), (OPEN - HOUR, "T001", 0, "staff.joined", {}),
            (OPEN, "T001", 1, "staff.authorised", {})]
KIND = {"B": "institution", "C": "complaint", "Q": "enquiry", "T": "staff-member"}


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--seed", type=int, default=20260930)
    options.add_argument("--complaints", type=int, default=90)
    options.add_argument("--enquiries", type=int, default=150)
    options = options.parse_args()
    dice = Dice(options.seed)
    tickets = sorted([("C", complaint(dice)) for _ in range(options.complaints)] +
                     [("Q", enquiry(dice)) for _ in range(options.enquiries)], key=lambda ticket: ticket[1][0][0])
    # Numbered as they come in; a ticket's own events stay in their order.
    number, events = {"C": 0, "Q": 0}, list(STANDING)
    for letter, story in tickets:
        number[letter] += 1
        events += [(second, f"{letter}{number[letter]:03}", step, event, fields) for step, (second, event, fields) in enumerate(story)]
    for count, (second, case, _, event, fields) in enumerate(sorted(events, key=lambda event: event[:3]), 1):
        # An event may happen to cases of several kinds; here each happens to one.
        line = {"cases": {KIND[case[0]]: case}, "event": event, "at": (MIDNIGHT + timedelta(seconds=second)).isoformat(), "id": f"e{count:04}"}
        print(json.dumps(line | ({"fields": fields} if fields else {}), separators=(",", ":")))


main()
