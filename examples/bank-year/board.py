#!/usr/bin/env python3
"""Reads `bylaw run --format board` and prints every key figure over the year: how many periods reached it, and the last one.

usage: board.py [--lang zh] < board.ndjson
"""
import argparse
import json
import sys

from report import table


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--lang", default="en", choices=["en", "zh"])
    zh = options.parse_args().lang == "zh"
    figures = {}
    for line in sys.stdin:
        row = json.loads(line)
        if row["from"] < "2026":
            figures.setdefault(row["kpi"], []).append(row)
    if not figures:
        return
    rows = []
    for kpi, all_rows in figures.items():
        said = [row for row in all_rows if "reached" in (row.get("target"), row.get("growth")) or "missed" in (row.get("target"), row.get("growth"))]
        reached = sum("missed" not in (row.get("target"), row.get("growth")) for row in said)
        last = all_rows[-1]
        rows.append([kpi, f"{reached} / {len(said)}" if said else "", last["from"][:7], last.get("figure", ""), last.get("band", "")])
    print()
    table(["指标", "达标期数", "末期", "数值", "档位"] if zh else ["figure", "periods reached", "last", "figure", "band"], rows)


main()
