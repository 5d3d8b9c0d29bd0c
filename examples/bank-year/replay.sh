#!/bin/sh
# Makes a bank's year of events, judges it by each of the five handbooks, and prints what came of it: what was kept and broken by clause,
# escalations by level, the key figures, and how many of the rules for tickets the year kept and broke.
# Way in: replay.sh [--events N | --every-fault] [--lang zh] [--require]. --every-fault: the smallest year in which everything happens.
# --require: exit 1 unless every such rule was both kept and broken.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
events=1000000
lang=en
require=
every=
while [ $# -gt 0 ]; do
  case "$1" in
    --require) require=--require; shift; continue ;;
    --every-fault) every=--every-fault; shift; continue ;;
  esac
  case "$1${2:+ }" in
    "--events ") events=$2 ;;
    "--lang ") lang=$2 ;;
    *) echo "usage: replay.sh [--events N | --every-fault] [--lang en|zh] [--require]" >&2; exit 2 ;;
  esac
  shift 2
done
bylaw=${BYLAW:-$root/build/bylaw}
[ -x "$bylaw" ] || { echo "$bylaw is not built: run examples/demo.sh first" >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
rules=$root/rules/profiles/handbooks.bylaw
log=$work/events.ndjson
python3 "$here/year.py" --events "$events" $every > "$log"
printf '%s events\n' "$(wc -l < "$log" | tr -d ' ')"
# The last limits of the year have passed by the spring.
until=2026-03-01T00:00:00
for handbook in sm:standard-manual sp:service-procedures po:process-optimisation-2025 cc:contact-centre eg:etiquette-guide; do
  profile=${handbook%%:*}
  name=${handbook#*:}
  printf '\n== %s\n' "$name"
  "$bylaw" run "$rules" --profile "$profile" --events "$log" --until $until > "$work/decisions.ndjson"
  python3 "$here/report.py" --lang "$lang" --counts "$work/$name.counts.json" < "$work/decisions.ndjson"
  "$bylaw" run "$rules" --profile "$profile" --events "$log" --until $until --format board > "$work/$name.board.ndjson"
  python3 "$here/board.py" --lang "$lang" < "$work/$name.board.ndjson"
  "$bylaw" check "$rules" --profile "$profile" --tree json > "$work/$name.tree.json"
done
python3 "$here/kept.py" "$work" --lang "$lang" $require
