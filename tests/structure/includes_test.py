#!/usr/bin/env python3
"""Holds the arrows between the folders of src/ (layers.txt), and what public headers may include.

usage: includes_test.py
"""
import re
from pathlib import Path

from verdicts import ROOT, Verdicts, tracked

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
FULL_HEADERS = {"bylaw/bylaw.hpp", "bylaw/compile.hpp", "bylaw/explain.hpp"}
# What a header of the core or of the full library may ask of the standard library: each is cheap to include.
CHEAP = {"compare", "cstddef", "cstdint", "initializer_list", "span", "string", "string_view", "type_traits", "vector"}
# Folders whose objects make up bylaw::core: the standard library alone, and no part of it that reads the world.
CORE = {"base", "program", "eval", "api/core"}
WORLD = {"chrono", "ctime", "cstdio", "cstdlib", "filesystem", "fstream", "iostream", "istream", "locale", "ostream",
         "random", "sstream", "thread", "time.h", "stdio.h", "stdlib.h", "unistd.h"}


def layers():
    table = {}
    for line in (Path(__file__).parent / "layers.txt").read_text(encoding="utf-8").splitlines():
        line = line.split("#")[0].strip()
        if line:
            folder, allowed = line.split(":")
            table[folder.strip()] = set(allowed.split())
    return table


def includes(path):
    for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), 1):
        found = INCLUDE.match(line)
        if found:
            yield number, found[1] == "<", found[2]


def folder_of(name, table):
    """The entry of the table that a path inside src/ belongs to: the longest that fits."""
    fitting = [folder for folder in table if name.startswith(folder + "/")]
    return max(fitting, key=len, default=None)


def resolved(path, name):
    """A quoted include, as a path from src/ or include/."""
    beside = (ROOT / path).parent / name
    if "/" not in name and beside.is_file():
        return beside.relative_to(ROOT / path.parts[0]).as_posix()
    return name


def may_include(folder, name, table):
    allowed = table[folder]
    if name.startswith("bylaw/"):
        return "public" in allowed or "public-core" in allowed and name not in FULL_HEADERS
    target = folder_of(name, table)
    if target is None:
        return False
    return target == folder or target in allowed or name in allowed


def cycle(table):
    """Folders that include each other, were every allowed include made."""
    edges = {folder: {a for a in allowed if a in table} for folder, allowed in table.items()}
    while edges:
        free = [folder for folder, targets in edges.items() if not targets & edges.keys()]
        if not free:
            return sorted(edges)
        for folder in free:
            del edges[folder]
    return []


def main():
    verdicts = Verdicts()
    table = layers()
    files = [path for path in tracked() if path.suffix in (".cpp", ".hpp", ".h") and path.parts[0] in ("src", "include")]
    sources = [path for path in files if path.parts[0] == "src"]
    headers = [path for path in files if path.parts[0] == "include"]

    verdicts.check("the arrows of layers.txt make no circle", cycle(table))
    known = {path.relative_to("src").as_posix() for path in sources}
    verdicts.check("every folder of src/ has a row in layers.txt",
                   sorted({name.split("/")[0] for name in known if folder_of(name, table) is None}))
    for folder in table:
        problems = []
        for path in sources:
            if folder_of(path.relative_to("src").as_posix(), table) != folder:
                continue
            for number, angled, name in includes(path):
                name = resolved(path, name)
                ours = name.startswith("bylaw/") or not angled
                if ours and not may_include(folder, name, table):
                    problems.append(f"{path}:{number}: `{folder}` may not include `{name}`")
        verdicts.check(f"`{folder}` includes what its row allows", problems)

    verdicts.check("Spirit is included in src/parse/grammar alone",
                   [f"{path}:{number}: {name}" for path in files if not path.as_posix().startswith("src/parse/grammar/")
                    for number, _, name in includes(path) if name.startswith("boost/spirit")])
    verdicts.check("a header never includes fmt, nlohmann/json (but for its declarations), simdjson or CLI11",
                   [f"{path}:{number}: {name}" for path in files if path.suffix != ".cpp"
                    for number, _, name in includes(path) if re.match(r"(fmt|nlohmann|CLI)/|simdjson", name) and name != "nlohmann/json_fwd.hpp"])
    verdicts.check("a public header includes public headers and cheap standard ones alone",
                   [f"{path}:{number}: {name}" for path in headers for number, _, name in includes(path)
                    if not name.startswith("bylaw") and name not in CHEAP])
    verdicts.check("a header of the core includes no header of the full library",
                   [f"{path}:{number}: {name}" for path in headers
                    if path.relative_to("include").as_posix() not in FULL_HEADERS and "tooling" not in path.parts
                    for number, _, name in includes(path) if name in FULL_HEADERS])
    verdicts.check("the core includes nothing that reads the world, and no package",
                   [f"{path}:{number}: {name}" for path in sources
                    if folder_of(path.relative_to("src").as_posix(), table) in CORE
                    for number, angled, name in includes(path)
                    if angled and not name.startswith("bylaw/") and ("/" in name or name in WORLD)])
    verdicts.check("headers are guarded by #pragma once",
                   [str(path) for path in files if path.suffix == ".hpp"
                    and "#pragma once" not in (ROOT / path).read_text(encoding="utf-8")])
    verdicts.close()


main()
