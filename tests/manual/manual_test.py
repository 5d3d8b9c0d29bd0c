#!/usr/bin/env python3
"""Every example in the manual is a test: its rules have no finding, and the tests that stand in it pass.

usage: manual_test.py BYLAW FOLDER

In the Markdown files below FOLDER, a block that opens with

    ```bylaw file NAME     begins a rule file;
    ```bylaw more NAME     goes on with it, in the same Markdown file;
    ```bylaw wrong CODE    is a whole file in which `bylaw check` finds CODE, and no other error.

A file that declares profiles is checked under each of them. No other block may call itself bylaw. Every file that is begun needs a test. Links to files of the project must lead somewhere.
"""
import os
import re
import subprocess
import sys
import tempfile

FENCE = re.compile(r"^```(.*)$")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
CLOSING = re.compile(r"^(\d+) passed, (\d+) failed$", re.M)
PROFILE = re.compile(r"^profile (\S+) \{", re.M)
CODE = re.compile(r"error\[([A-Z]\d+)\]")


def blocks(text):
    """(line, what stands after the fence, the block's text)"""
    fence, start, lines = None, 0, []
    for number, line in enumerate(text.splitlines(), 1):
        mark = FENCE.match(line)
        if mark and fence is None:
            fence, start, lines = mark.group(1).strip(), number, []
        elif mark:
            yield start, fence, "\n".join(lines) + "\n"
            fence = None
        elif fence is not None:
            lines.append(line)
    if fence is not None:
        yield start, "never closed", ""


class Manual:
    def __init__(self, bylaw, scratch):
        self.bylaw, self.scratch = bylaw, scratch
        self.passed = self.failed = 0

    def say(self, good, what, why=""):
        self.passed += good
        self.failed += not good
        if not good:
            print(f"failed: {what}\n    " + why.strip().replace("\n", "\n    "))

    def run(self, command, text, name, *options):
        path = os.path.join(self.scratch, name + ".bylaw")
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)
        done = subprocess.run([self.bylaw, command, path, *options], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        return done.returncode, done.stdout

    def page(self, path):
        text = open(path, encoding="utf-8").read()
        folder = os.path.dirname(path)
        files = {}
        for line, fence, body in blocks(text):
            words = fence.split()
            where = f"{path}:{line}"
            if words[:2] == ["bylaw", "file"] and len(words) == 3 and words[2] not in files:
                files[words[2]] = [where, body]
            elif words[:2] == ["bylaw", "more"] and len(words) == 3 and words[2] in files:
                files[words[2]][1] += "\n" + body
            elif words[:2] == ["bylaw", "wrong"] and len(words) == 3:
                status, said = self.run("check", body, "wrong")
                self.say(status != 0 and set(CODE.findall(said)) == {words[2]}, f"{where} is to be refused with {words[2]}", said)
            elif words[:1] == ["bylaw"] or fence == "never closed":
                self.say(False, f"{where}: ```{fence} is no block of the manual")
        for name, (where, body) in files.items():
            for profile in PROFILE.findall(body) or [None]:
                status, said = self.run("check", body, name, *(["--profile", profile] if profile else []))
                self.say(status == 0, f"{where} ({name}, profile {profile}) is to be free of findings", said)
            status, said = self.run("test", body, name)
            counts = CLOSING.findall(said)
            passed, failed = map(int, counts[-1]) if counts else (0, 1)
            self.passed += passed
            if failed or not passed or status:
                self.failed += max(failed, 1)
                print(f"failed: the tests of {where} ({name})\n    " + said.strip().replace("\n", "\n    "))
        for target in LINK.findall(re.sub(r"```.*?```", "", text, flags=re.S)):
            if "://" not in target:
                self.say(os.path.exists(os.path.join(folder, target)), f"{path}: the link to {target} leads nowhere")


def main():
    bylaw, top = sys.argv[1:]
    with tempfile.TemporaryDirectory() as scratch:
        manual = Manual(bylaw, scratch)
        for folder, _, names in sorted(os.walk(top)):
            for name in sorted(names):
                if name.endswith(".md"):
                    manual.page(os.path.join(folder, name))
    print(f"{manual.passed} passed, {manual.failed} failed")
    return 1 if manual.failed or not manual.passed else 0


sys.exit(main())
