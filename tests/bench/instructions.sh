#!/usr/bin/env bash
# Instructions per event of every contender, counted by valgrind over one run of 5,000 tickets each: the same figure every time.
# usage: tests/bench/instructions.sh BENCH RULES...
set -eu
bench=$1
shift
tickets=5000
command -v valgrind >/dev/null || { echo "valgrind is missing: tests/install_packages.sh bench" >&2; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

printf "instructions counted by valgrind, 5,000 tickets\n%-22s %14s %8s\n" "contender" "instr./event" "ratio"
per_event=()
for number in 0 1 2 3; do
  valgrind --tool=callgrind --callgrind-out-file="$folder/out" --toggle-collect=bench_measured \
    "$bench" "$@" "$tickets" --once "$number" >"$folder/text" 2>"$folder/log" || { cat "$folder/log" >&2; exit 1; }
  name=$(sed -n 's/: [0-9]* events$//p' "$folder/text")
  events=$(sed -n 's/.*: \([0-9]*\) events$/\1/p' "$folder/text")
  count=$(sed -n 's/.*Collected : \([0-9]*\).*/\1/p' "$folder/log")
  per_event[number]=$(awk -v c="$count" -v e="$events" 'BEGIN { printf "%.1f", c / e }')
  awk -v n="$name" -v c="${per_event[number]}" -v base="${per_event[number % 2]}" \
    'BEGIN { printf "%-22s %14s %8.2f\n", n, c, c / base }'
done
