#!/usr/bin/env python3
"""The examples that judge real logs, run on small made-up logs in the same format, and on the real ones where they are.

Way in: examples_test.py [unittest arguments], with BYLAW naming the command line. Without BYLAW only the converters are
tested. What the examples print stands in expected/; BYLAW_UPDATE_GOLDENS=1 rewrites it.
"""
import gzip
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
LOGS = os.path.join(HERE, "logs")
SERVICENOW = os.path.join(ROOT, "examples", "servicenow")
BOSTON = os.path.join(ROOT, "examples", "boston-311")
DATA = os.environ.get("BYLAW_LOGS", os.path.join(ROOT, "..", "shared", "data"))
BYLAW = os.environ.get("BYLAW")


def run(arguments, **environment):
    return subprocess.run(arguments, capture_output=True, text=True, env={**os.environ, "TZ": "Asia/Kolkata", **environment})


def replay(folder, log, rules=None):
    result = run([os.path.join(folder, "replay.sh"), log], **({"RULES": rules} if rules else {}))
    if result.returncode != 0:
        raise AssertionError(f"replay.sh ended with {result.returncode}\n{result.stdout}{result.stderr}")
    return result.stdout


def agreements(text):
    """name -> (agreeing, all) from the lines at the end of a replay."""
    found = re.findall(r"^agreement ([a-z-]+): (\d+) of (\d+) \((?:[0-9.]+%|no cases)\)$", text, re.M)
    return {name: (int(same), int(count)) for name, same, count in found}


def read(*parts):
    with open(os.path.join(*parts), encoding="utf-8") as file:
        return file.read()


class Case(unittest.TestCase):
    maxDiff = None

    def golden(self, name, text):
        path = os.path.join(HERE, "expected", name)
        if os.environ.get("BYLAW_UPDATE_GOLDENS") == "1":
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        self.assertEqual(read(path), text)


class Converters(Case):
    """Rows to events, without the command line."""

    def converted(self, script, log, *arguments):
        result = run([sys.executable, os.path.join(script, "convert.py"), *arguments, log])
        self.assertNotIn("Traceback", result.stderr)
        return result

    def test_incidents(self):
        result = self.converted(SERVICENOW, os.path.join(LOGS, "incidents.csv"))
        self.assertEqual((result.returncode, result.stderr), (0, "45 rows read, 0 refused\n"))
        self.golden("incidents.ndjson", result.stdout)

    def test_requests(self):
        for check in ("due", "promised"):
            result = self.converted(BOSTON, os.path.join(LOGS, "requests.csv"), check)
            self.assertEqual((result.returncode, result.stderr), (0, "13 rows read, 0 refused\n"))
            self.golden(f"requests-{check}.ndjson", result.stdout)

    def test_the_city_s_due_time_is_no_input_to_the_computed_one(self):
        with tempfile.TemporaryDirectory() as folder:
            log = os.path.join(folder, "log.csv")
            header, *rows = read(LOGS, "requests.csv").splitlines()
            with open(log, "w", encoding="utf-8") as file:
                file.write("\n".join([header] + [re.sub(r"^(\d+,[^,]*),[^,]*,([^,]*),[^,]*,", r"\1,,\2,,", row) for row in rows]))
            without = self.converted(BOSTON, log, "due").stdout
        self.assertEqual(without, self.converted(BOSTON, os.path.join(LOGS, "requests.csv"), "due").stdout)

    def test_damaged_rows_are_reported_and_the_rest_is_converted(self):
        self.golden("incidents-damaged.refused", self.converted(SERVICENOW, os.path.join(LOGS, "incidents-damaged.csv")).stderr)
        self.golden("requests-damaged.refused", self.converted(BOSTON, os.path.join(LOGS, "requests-damaged.csv"), "due").stderr)

    def test_the_order_of_rows_and_columns_does_not_matter(self):
        with tempfile.TemporaryDirectory() as folder:
            log = os.path.join(folder, "log.csv")
            header, *rows = [line.split(",") for line in read(LOGS, "incidents.csv").splitlines()]
            order = list(range(len(header)))
            random.Random(1).shuffle(order)
            random.Random(2).shuffle(rows)
            with open(log, "w", encoding="utf-8") as file:
                file.writelines(",".join(row[i] for i in order) + "\n" for row in [header] + rows)
            shuffled = self.converted(SERVICENOW, log)
        self.assertEqual(shuffled.stderr, "45 rows read, 0 refused\n")
        self.assertEqual(sorted(shuffled.stdout.splitlines()), sorted(read(HERE, "expected", "incidents.ndjson").splitlines()))

    def test_a_compressed_log_that_was_cut_short(self):
        for script, name, arguments in ((SERVICENOW, "incidents.csv", []), (BOSTON, "requests.csv", ["due"])):
            with tempfile.TemporaryDirectory() as folder:
                log = os.path.join(folder, "log.csv.gz")
                packed = gzip.compress(read(LOGS, name).encode())
                with open(log, "wb") as file:
                    file.write(packed[: len(packed) * 3 // 4])
                result = self.converted(script, log, *arguments)
            self.assertEqual(result.returncode, 0)
            self.assertIn("the file ends here", result.stderr)

    def test_a_file_that_is_no_log(self):
        for script, arguments in ((SERVICENOW, []), (BOSTON, ["due"])):
            with tempfile.TemporaryDirectory() as folder:
                log = os.path.join(folder, "log.csv")
                for content in (b"", b"a,b,c\n1,2,3\n", bytes(range(256)) * 40):
                    with open(log, "wb") as file:
                        file.write(content)
                    result = self.converted(script, log, *arguments)
                    self.assertEqual(result.returncode, 1)
                    self.assertIn("is missing", result.stderr)
                self.assertEqual(self.converted(script, log + ".absent", *arguments).returncode, 1)

    def test_any_bytes_after_the_header(self):
        noise = random.Random(3)
        for script, name, arguments in ((SERVICENOW, "incidents.csv", []), (BOSTON, "requests.csv", ["due"])):
            text = read(LOGS, name).encode()
            header = text.index(b"\n") + 1
            for _ in range(12):
                damaged = bytearray(text)
                for _ in range(60):
                    damaged[noise.randrange(header, len(damaged))] = noise.randrange(256)
                with tempfile.TemporaryDirectory() as folder:
                    log = os.path.join(folder, "log.csv")
                    with open(log, "wb") as file:
                        file.write(damaged)
                    result = self.converted(script, log, *arguments)
                self.assertEqual(result.returncode, 0)
                self.assertRegex(result.stderr, r"\d+ rows read, \d+ refused\n$")


class Types(Case):
    """The request types stand in four files, which have to name the same ones."""

    def test_the_same_types_everywhere(self):
        words = [line.rsplit(",", 1)[1] for line in read(BOSTON, "types.csv").splitlines()[1:]]
        self.assertEqual(len(words), 74)
        declared = re.search(r"request-type\s+one of\s+([a-z0-9,\s-]+?)\s+target-date", read(BOSTON, "vocabulary.bylaw")).group(1)
        self.assertEqual(sorted(words + ["unlisted"]), sorted(re.split(r",\s*", declared)))
        limits = re.sub(r"#.*", "", re.search(r"limit\s+by request-type \{(.*?)\n    \}", read(BOSTON, "due.bylaw"), re.S).group(1))
        keys = re.findall(r"[a-z][a-z-]*(?=\s*(?:,|:\s))", limits)
        self.assertEqual(sorted(words), sorted(keys))
        regular = [line for line in read(BOSTON, "regular-types.txt").splitlines() if not line.startswith("#")]
        self.assertLessEqual(set(regular), set(words))


@unittest.skipUnless(BYLAW, "BYLAW does not name the command line")
class SmallLogs(Case):
    """Whole replays of made-up logs."""

    def test_rules_have_tests_that_hold(self):
        for folder, name in ((SERVICENOW, "rules"), (SERVICENOW, "rules-with-pause"), (BOSTON, "due"), (BOSTON, "promised")):
            result = run([BYLAW, "test", os.path.join(folder, name + ".bylaw")])
            self.assertEqual(result.returncode, 0, result.stdout + result.stderr)

    def test_incidents(self):
        self.golden("incidents.report", replay(SERVICENOW, os.path.join(LOGS, "incidents.csv")))

    def test_requests(self):
        self.golden("requests.report", replay(BOSTON, os.path.join(LOGS, "requests.csv")))

    def test_damaged_incidents(self):
        self.golden("incidents-damaged.report", replay(SERVICENOW, os.path.join(LOGS, "incidents-damaged.csv")))

    def test_damaged_requests(self):
        self.golden("requests-damaged.report", replay(BOSTON, os.path.join(LOGS, "requests-damaged.csv")))

    def test_one_hour_less_agrees_less(self):
        log = os.path.join(LOGS, "incidents.csv")
        self.assertLess(with_61_hours(log)["made-sla-moderate"][0], agreements(replay(SERVICENOW, log))["made-sla-moderate"][0])

    def test_without_the_log_it_says_where_to_get_it(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, where in (("servicenow", "https://doi.org/10.24432/C57S4H"), ("boston-311", "data.boston.gov")):
                copy = os.path.join(folder, "repository", "examples", name)
                shutil.copytree(os.path.join(ROOT, "examples", name), copy)
                result = run([os.path.join(copy, "replay.sh")])
                self.assertEqual(result.returncode, 0, result.stderr)
                self.assertIn(where, result.stdout)
                self.assertEqual(run([os.path.join(copy, "replay.sh"), "no-such-log.csv"]).returncode, 2)


def with_61_hours(log):
    with tempfile.TemporaryDirectory() as folder:
        for name in os.listdir(SERVICENOW):
            if name.endswith(".bylaw"):
                shutil.copy(os.path.join(SERVICENOW, name), folder)
        rules = os.path.join(folder, "rules.bylaw")
        text = read(rules)
        changed = text.replace("moderate: 62 working hours", "moderate: 61 working hours")
        assert changed != text
        with open(rules, "w", encoding="utf-8") as file:
            file.write(changed)
        return agreements(replay(SERVICENOW, log, rules=folder))


@unittest.skipUnless(BYLAW, "BYLAW does not name the command line")
class RealLogs(Case):
    """The public logs; they are not part of the repository."""

    def log(self, name):
        path = os.path.join(DATA, name)
        if not os.path.exists(path):
            print(f"{name} is not here: its replay was not run", file=sys.stderr)
            self.skipTest(f"{name} is not here")
        return path

    def at_least(self, found, name, permille, count):
        same, of = found[name]
        self.assertEqual(of, count, name)
        self.assertGreaterEqual(same * 1000, of * permille, f"{name}: {same} of {of}")

    def test_incidents(self):
        log = self.log("servicenow-incidents-first40pct.csv.gz")
        found = agreements(replay(SERVICENOW, log))
        self.at_least(found, "made-sla-moderate", 999, 9311)
        self.at_least(found, "made-sla-low", 1000, 401)
        self.at_least(found, "reopen-count", 1000, 9967)
        self.assertLess(found["made-sla-moderate-with-pause"][0], 9311 * 95 // 100)
        self.assertLess(with_61_hours(log)["made-sla-moderate"][0], found["made-sla-moderate"][0])

    def test_requests(self):
        text = replay(BOSTON, self.log("boston-311-2015-first40pct.csv.gz"))
        found = agreements(text)
        self.at_least(found, "due-regular", 998, 14639)
        self.at_least(found, "due-all", 955, 35442)
        self.at_least(found, "on-time-promised", 1000, 30270)
        self.at_least(found, "on-time-computed", 980, 29972)
        good, types = map(int, re.search(r"(\d+) of (\d+) types agree in at least 97 %", text).groups())
        self.assertEqual(types, 74)
        self.assertGreaterEqual(good, 57)


if __name__ == "__main__":
    unittest.main()
