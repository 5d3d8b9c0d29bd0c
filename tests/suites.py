#!/usr/bin/env python3
"""Runs the tests that a build folder has registered, and counts test cases.

usage: suites.py BUILD [--only REGEX] [--programs] [--again-in ZONE]

A Catch2 program is asked for its XML report; any other test may end with a line `N passed, N failed`, or counts as one
by its exit status. The last line printed is the total in that form.
"""
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

CLOSING = re.compile(r"^(?:\w+: )?(\d+) passed, (\d+) failed(?:, \d+ skipped)?$", re.M)
UNITTEST = re.compile(r"^Ran (\d+) tests? in .*\n\n(?:OK|FAILED \((.*)\))", re.M)
TABLE = re.compile(r"^row of the semantics .*\n(?:  .*\n)+", re.M)  # how often each row was put to the test
CASES = re.compile(r'<OverallResultsCases successes="(\d+)" failures="(\d+)"')


def registered(build):
    listing = subprocess.run(["ctest", "--show-only=json-v1"], cwd=build, capture_output=True, text=True, check=True)
    for test in json.loads(listing.stdout)["tests"]:
        if "command" not in test:
            yield test["name"], None, None, {}
            continue
        properties = {p["name"]: p["value"] for p in test.get("properties", [])}
        environment = dict(entry.split("=", 1) for entry in properties.get("ENVIRONMENT", []))
        yield test["name"], test["command"], properties.get("WORKING_DIRECTORY", build), environment


def count(text, catch, status):
    """(passed, failed) of a test's output: Catch2's report, the plain closing line, Python's unittest, or its exit status."""
    counted = (CASES if catch else CLOSING).findall(text)
    if counted:
        return int(counted[-1][0]), int(counted[-1][1])
    unittest = UNITTEST.search(text)
    if unittest:
        bad = sum(int(number) for number in re.findall(r"\d+", unittest.group(2) or ""))
        return int(unittest.group(1)) - bad, bad
    return int(status == 0), int(status != 0)


def run(name, command, folder, environment):
    """(name, passed, failed, text to show when something failed)"""
    if command is None:
        return name, 0, 1, "the program was not built"
    catch = os.path.basename(command[0]).startswith("test_")
    if catch:
        command = command + ["-r", "xml"]
    done = subprocess.run(command, cwd=folder, env=os.environ | environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    text = done.stdout.decode(errors="replace")
    passed, failed = count(text, catch, done.returncode)
    # A program that stops half-way has failed, whatever it counted before.
    if done.returncode != 0 and failed == 0:
        failed = 1
    if passed + failed == 0:
        failed, text = 1, text + "\nno test was run"
    return name, passed, failed, text


def main():
    arguments = sys.argv[1:]
    build = arguments.pop(0)
    only, programs, zone = None, False, None
    while arguments:
        option = arguments.pop(0)
        if option == "--only":
            only = re.compile(arguments.pop(0))
        elif option == "--programs":
            programs = True
        elif option == "--again-in":
            zone = arguments.pop(0)
        else:
            sys.exit(__doc__)
    tests = [t for t in registered(build) if only is None and not t[0].startswith("host_") or only is not None and only.search(t[0])]
    is_program = lambda t: t[1] is None or os.path.basename(t[1][0]).startswith("test_")
    if programs:
        tests = [t for t in tests if is_program(t)]
    if zone:
        tests += [(f"{name} in {zone}", command, folder, environment | {"TZ": zone})
                  for name, command, folder, environment in tests
                  if is_program((name, command)) and name not in ("calendar_oracle",)]
    total_passed = total_failed = 0
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        for name, passed, failed, text in pool.map(lambda t: run(*t), tests):
            total_passed += passed
            total_failed += failed
            print(f"{name}: {passed} passed, {failed} failed", flush=True)
            table = TABLE.search(text)
            if table:
                print(table.group(0), end="", flush=True)
            if failed:
                shown = [line for line in text.splitlines() if line.strip()]
                print("\n".join("    " + line for line in shown[-60:]), flush=True)
    print(f"{total_passed} passed, {total_failed} failed")
    return 1 if total_failed or not total_passed else 0


sys.exit(main())
