"""Every row of the semantics, and what holds it: generated cases here, counted, or a test elsewhere, with the reason.

A row that is met by generated cases has to be hit by ENOUGH of them in a full run, as the slow evaluator itself sees it; a hit
that the table does not know fails as well. A new row is a line here.
"""
ENOUGH = 20

# By the slow evaluator, where the row made a difference to a verdict; "row what" where one row has several sides.
COUNTED = """
B1 B2 B3 B4 B5 B6 B8 B9 B10 B12 B13 B15 B16
C1 C2 C3 C4 C5 C7 C9 C10 C11 C12 C13 C14 C17
C6 America/Sao_Paulo|C6 Asia/Shanghai|C6 Australia/Lord_Howe|C6 Europe/London|C6 Pacific/Apia
P1 P2 P3 P4 P5 P6 P7 P8 P10 P11|P11 inside a day
G1 retarget|G1 restart|G1 unchanged|G1 tighten_only|G2 G3
R1 resume|R1 new_cycle|R1 from_start|R2 R3
M1 M3|M3 breach stays
W2 ignore|W2 each|W2 over capacity|W2 restart|W3
E2|E2 highest only|E3 E4 E6 E7
X1 X2 X3 X4
D1 D2 N1 N2 F1 F2 S1|S1 repeated|Q1
U1|U1 paused when due|U1 paused when late|U1 extended when due|U1 extended when late|U1 regraded when due|U1 regraded when late
L3 same content|A1
limit from an event before the trigger
V1 editions|V1 tables|V2 V4|V4 retroactive|V2 routine|V4 routine
V1 dated values|promised-by|promised-by told anew|promised-by told later
"""

# By generated rule files that are refused (or warned of) with the diagnostic expected: refused.py.
REFUSED = "B6 B7 B8 B13 C8 C9 C10 G5 P9".split()

# By the same logs told in another way: arrival.py.
ARRIVAL = ["L1", "L1 void", "L2", "L3", "E1", "Q2", "property 8"]

# By generated logs and the figures on them: board.py.
BOARD = ["K1", "K2", "K3"]

# Held elsewhere: nothing that a generated log of the command line can bring about.
ELSEWHERE = {
    "B7 run time": "no instant of an event that can be written overflows: tests/eval/reach_test.cpp",
    "C16": "the zone data is part of the rule set's hash, not of a log: tests/eval/reach_test.cpp",
    "G4": "a second breach would be a decision too many in every case of G3",
    "L4": "`bylaw run` has no watermark: tests/eval/events_test.cpp, tests/eval/late_test.cpp",
    "L5": "`bylaw run` has no clock that could go backwards: tests/eval/events_test.cpp",
    "L6": "`bylaw run` has no watermark: tests/eval/late_test.cpp",
    "V3": "a run of its own: tests/cli/goldens/run-as-of.golden",
    "O1": "the size of the host's buffer: tests/eval/events_test.cpp, tests/eval/routines_test.cpp",
}

# The properties that cover most rows at once, and the tests that hold them.
PROPERTIES = {
    1: "the deadline is the earliest instant at which the measure reaches the target: tests/calendar/properties_test.cpp, "
       "tests/calendar/against_brute_force_test.cpp",
    2: "any order of arrival: tests/eval/desk_test.cpp (sem-L2), and sem-L2 arrival above",
    3: "any steps: tests/eval/desk_test.cpp (sem-E1), and sem-E1 arrival above",
    4: "events told twice: sem-L3 arrival above",
    5: "a pause, a day off, opening time: tests/calendar/properties_test.cpp",
    6: "an interval in parts: tests/calendar/properties_test.cpp",
    7: "a breach on a prefix: tests/eval/desk_test.cpp",
    8: "a value taken away: sem-property 8 arrival above",
}


def counted():
    found = set()
    for line in COUNTED.strip().splitlines():
        for part in line.split("|"):
            words = part.split()
            sided = len(words) > 1 and not (words[1][0].isupper() and words[1][1:].isdigit())
            found |= {part} if sided or words[0] in ("promised-by", "limit") else set(words)
    return {row if row.startswith(("promised-by", "limit")) else "sem-" + row for row in found}


def wanted():
    return counted() | {f"sem-{row} refused" for row in REFUSED} | {f"sem-{row} arrival" for row in ARRIVAL} | \
        {f"sem-{row} board" for row in BOARD}


def report(rows, full):
    """Prints the table; the lines that say what is wrong with it. Only a full run has to put every row to the test."""
    print("row of the semantics                 cases")
    for row in sorted(wanted() | set(rows)):
        print(f"  {row:<34} {rows[row]:>6}")
    for row, why in ELSEWHERE.items():
        print(f"  sem-{row:<30}      -   {why}")
    for number, what in PROPERTIES.items():
        print(f"  property {number}: {what}")
    wrong = [f"{row}: hit by fewer than {ENOUGH} cases" for row in sorted(wanted()) if rows[row] < ENOUGH] if full else []
    return wrong + [f"{row}: not in the table of rows" for row in sorted(set(rows) - wanted())]
