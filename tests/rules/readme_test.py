#!/usr/bin/env python3
"""The instructions of rules/README.md, followed: in a copy of the pack its blocks are written as files, its commands are run, and what
they print is compared. Way in: readme_test.py, with BYLAW naming the command line.

    ```text PATH         is a file;
    ```text more PATH    is added to it;
    ```text edit PATH    replaces, in it, the line that begins with the same word;
    ```console           holds commands ($) and lines of what they print, in order; a line of `…` stands for any others.

Commands that are not `bylaw` are left to other tests.
"""
import os
import re
import shlex
import shutil
import subprocess
import tempfile
import unittest

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
BYLAW = os.environ.get("BYLAW", os.path.join(ROOT, "build", "bylaw"))
FENCE = re.compile(r"(?ms)^```(text [^\n]+|console)\n(.*?)^```$")


def commands(block):
    """(arguments, lines that it prints)"""
    for part in re.split(r"(?m)^\$ ", block)[1:]:
        command, *printed = part.rstrip("\n").split("\n")
        yield shlex.split(command, comments=True), printed


class Readme(unittest.TestCase):
    def follow(self, page):
        with open(os.path.join(ROOT, "rules", page), encoding="utf-8") as file:
            text = file.read()
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(os.path.join(ROOT, "rules"), os.path.join(folder, "rules"))
            files = run = 0
            for fence, block in FENCE.findall(text):
                if fence == "console":
                    for arguments, printed in commands(block):
                        if arguments[0] == "bylaw" and "EVENTS.ndjson" not in arguments:
                            run += 1
                            self.check(folder, arguments, printed)
                    continue
                how, path = (["new"] + fence.split()[1:])[-2:]
                self.write(os.path.join(folder, path), how, block)
                files += 1
            return files, run

    def write(self, path, how, block):
        old = ""
        if how != "new":
            with open(path, encoding="utf-8") as file:
                old = file.read()
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if how == "edit":
            word = block.split()[0]
            block, changed = re.subn(rf"(?m)^  {word} +[^\"\n]*\n", lambda _: block, old, count=1)
            self.assertEqual(changed, 1, f"{path} has no line that begins with `{word}`")
        with open(path, "w", encoding="utf-8") as file:
            file.write(old + block if how == "more" else block)

    def check(self, folder, arguments, printed):
        done = subprocess.run([BYLAW, *arguments[1:]], cwd=folder, capture_output=True, text=True)
        said = done.stdout + done.stderr
        with self.subTest(command=" ".join(arguments)):
            at = 0
            for line in printed:
                if line == "…":
                    continue
                self.assertIn(line + "\n", said[at:])
                at = said.index(line + "\n", at) + len(line)
            # A command shown without what it prints is told to find nothing, or what its comment says.
            found = any("error[" in line for line in printed) or not printed and arguments[1] == "check" and "--profile" not in arguments
            self.assertEqual(done.returncode, int(found), said[-2000:])

    def test_the_instructions_work(self):
        files, run = self.follow("README.md")
        self.assertGreaterEqual(files, 11)
        self.assertGreaterEqual(run, 8)

    def test_the_profiles_page(self):
        self.assertGreaterEqual(self.follow(os.path.join("profiles", "README.md"))[1], 3)


if __name__ == "__main__":
    unittest.main()
