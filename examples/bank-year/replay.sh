#!/bin/sh
# Makes a year of events for every handbook, judges them by its rules, and prints what came of them: what was kept and broken by clause,
# escalations by level, and the key figures of the last month.
# Way in: replay.sh [--events N] [--lang zh]. N events a handbook; 200,000 of them make the million.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
events=200000
lang=en
while [ $# -gt 0 ]; do
  case "$1${2:+ }" in
    "--events ") events=$2 ;;
    "--lang ") lang=$2 ;;
    *) echo "usage: replay.sh [--events N] [--lang en|zh]" >&2; exit 2 ;;
  esac
  shift 2
done
bylaw=${BYLAW:-$root/build/bylaw}
[ -x "$bylaw" ] || { echo "$bylaw is not built: run examples/demo.sh first" >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
for handbook in standard-manual service-procedures process-optimisation-2025 contact-centre etiquette-guide; do
  set --
  for chapter in "$root/rules/$handbook"/chapter-?.bylaw; do set -- "$@" "$chapter"; done
  python3 "$here/stories.py" $handbook --events "$events" > "$work/events.ndjson"
  printf '\n== %s: %s events\n' "$handbook" "$(wc -l < "$work/events.ndjson")"
  # Routines of a bank's year need the bank among its cases; the etiquette guide's stories may leave one out in a small year.
  "$bylaw" run "$@" --events "$work/events.ndjson" --until 2026-01-31T00:00:00 > "$work/decisions.ndjson"
  python3 "$here/report.py" --lang "$lang" < "$work/decisions.ndjson"
  "$bylaw" run "$@" --events "$work/events.ndjson" --until 2026-01-31T00:00:00 --format board > "$work/board.ndjson"
  python3 "$here/board.py" --lang "$lang" < "$work/board.ndjson"
done
