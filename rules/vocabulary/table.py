#!/usr/bin/env python3
"""Writes the vocabulary as a Markdown table: which events a host sends, to which kinds of case, with which fields.

usage: table.py BYLAW > README.md      (from this folder)
"""
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def label(title):
    return f"{title['en']} ({title['label']})" if title["en"] and title["label"] else title["label"] or title["en"]


def main():
    run = subprocess.run([sys.argv[1], "check", "--tree", "json", os.path.join(HERE, "vocabulary.bylaw")], capture_output=True, text=True, check=True)
    tree = json.loads(run.stdout)
    facts, cases = tree["facts"], tree["case_kinds"]
    print("# Vocabulary\n\nMade by `table.py` from the files in this folder. An event that happens to several kinds of case is sent with the number of each that it concerns;")
    print("each kind takes the fields that it has.\n\n## Kinds of case\n\n| case | | ends upon |\n|---|---|---|")
    for case in cases:
        ends = ", ".join(sorted({tree["events"][m["event"]]["title"]["name"] for m in [case["ends"]] if m} if isinstance(case["ends"], dict) else
                                {tree["events"][m["event"]]["title"]["name"] for m in case["ends"]}))
        print(f"| `{case['title']['name']}` | {label(case['title'])} | {ends} |")
    for number, case in enumerate(cases):
        print(f"\n## {case['title']['name']}\n\n| event | | fields |\n|---|---|---|")
        for event in tree["events"]:
            if number in event["cases"]:
                fields = ", ".join(facts[f]["title"]["name"] for f in event["fields"] if f in case["fields"])
                print(f"| `{event['title']['name']}` | {label(event['title'])} | {fields} |")


main()
