#!/usr/bin/env python3
"""Public headers as a host meets them: each compiles alone and without warnings, all of them twice in one program, and
the umbrella is cheap.

usage: headers_test.py COMPILER
"""
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

from verdicts import ROOT, Verdicts, tracked

FLAGS = ["-std=c++20", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Wold-style-cast", "-Werror",
         f"-I{ROOT / 'include'}"]
LINES_ALLOWED = 30_000  # of the umbrella after preprocessing


def run(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")


def unit(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)
    return path


def compiles(compiler, folder, name, text):
    done = run(compiler, *FLAGS, "-fsyntax-only", unit(folder, name, text))
    return done.stdout.splitlines()[:6] if done.returncode else []


def main():
    compiler = sys.argv[1]
    verdicts = Verdicts()
    public = [path.relative_to("include").as_posix() for path in tracked()
              if path.parts[0] == "include" and path.suffix in (".h", ".hpp")]
    with tempfile.TemporaryDirectory() as folder:
        headers = [name for name in public if name.endswith(".hpp")]
        with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
            jobs = [(name, pool.submit(compiles, compiler, folder, name.replace("/", "_") + ".cpp", f"#include <{name}>\n"))
                    for name in headers]
            for name, job in jobs:
                verdicts.check(f"<{name}> compiles alone", job.result())
            for name in (name for name in public if name.endswith(".h")):
                source = unit(folder, name.replace("/", "_") + ".c", f"#include <{name}>\n")
                done = run(compiler, "-x", "c", "-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only",
                           f"-I{ROOT / 'include'}", source)
                verdicts.check(f"<{name}> compiles as C99", done.stdout.splitlines()[:6] if done.returncode else [])

        everything = "".join(f"#include <{name}>\n" for name in public)
        one = unit(folder, "one.cpp", everything + "int other();\nint main() { return other(); }\n")
        other = unit(folder, "other.cpp", everything + "int other();\nint other() { return 0; }\n")
        program = os.path.join(folder, "two-units")
        linked = run(compiler, *FLAGS, one, other, "-o", program)
        verdicts.check("two units that include everything link", linked.stdout.splitlines()[:6] if linked.returncode else [])

        umbrella = unit(folder, "umbrella.cpp", "#include <bylaw/bylaw.hpp>\n")
        lines = run(compiler, *FLAGS, "-E", umbrella).stdout.count("\n")
        began = time.monotonic()
        run(compiler, *FLAGS, "-fsyntax-only", umbrella)
        print(f"<bylaw/bylaw.hpp>: {lines} lines after preprocessing, {time.monotonic() - began:.2f} s to read")
        over = [f"{lines} lines, {LINES_ALLOWED} are allowed"] if lines >= LINES_ALLOWED else []
        verdicts.check("the umbrella header is cheap to include", over)
    verdicts.close()


main()
