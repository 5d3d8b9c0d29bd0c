#!/bin/sh
# Makes a bank day of tickets, judges them by the rules of three chapters, and prints what came of them: a table of the duties, one of
# the grades, the ladders and the latest.
# Way in: replay.sh [--lang zh] [--events FILE]. --events keeps the log that was made.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
lang=en
kept=
while [ $# -gt 0 ]; do
  case "$1${2:+ }" in
    "--lang ") lang=$2 ;;
    "--events ") kept=$2 ;;
    *) echo "usage: replay.sh [--lang en|zh] [--events FILE]" >&2; exit 2 ;;
  esac
  shift 2
done

bylaw=${BYLAW:-$root/build/bylaw}
if [ ! -x "$bylaw" ]; then
  echo "building $bylaw" >&2
  cmake -S "$root" -B "$root/build" -DCMAKE_BUILD_TYPE=Release >&2
  cmake --build "$root/build" --target bylaw >&2
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
log=${kept:-$work/events.ndjson}
set -- "$here/bank.bylaw" --profile bank-day

# The log ends on Friday 16 October; every limit has passed by the Monday after.
until=2026-10-19T09:00:00
python3 "$here/tickets.py" > "$log"
"$bylaw" run "$@" --events "$log" --until $until --format summary --lang "$lang"
echo
"$bylaw" run "$@" --events "$log" --until $until | python3 "$here/grades.py" "$lang"
