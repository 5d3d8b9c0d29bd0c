#!/usr/bin/env bash
# The hand-written rules of this bench against the reference workload's own (`gen.cpp` makes its events, `cpp_limit.cpp` is its limit), all
# 24 rules, same compiler and flags, by turns: both must come to the same decisions, and by_hand.cpp must be within 5 % of the
# limit's speed, or a ratio to it says nothing. The reference is not part of the repository.
# usage: tests/bench/limit.sh FOLDER [BENCH [TURNS]]
set -eu
cd "$(dirname "$0")/../.."
reference=${1:?"usage: tests/bench/limit.sh FOLDER [BENCH [TURNS]]"}
bench=${2:-build/tests/bench/bylaw_bench}
turns=${3:-7}
for file in gen.cpp wl.hpp cpp_limit.cpp; do
  [ -f "$reference/$file" ] || { echo "$reference has no $file" >&2; exit 2; }
done
[ -x "$bench" ] || { echo "there is no $bench: cmake --build build --target bylaw_bench" >&2; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

g++ -O3 -DNDEBUG -std=c++20 "$reference/gen.cpp" -o "$folder/gen"
g++ -O3 -DNDEBUG -std=c++20 "$reference/cpp_limit.cpp" -lsimdjson -o "$folder/limit"
"$folder/gen" 100000 20260101 "$folder/events.ndjson" "$folder/events.csv" >/dev/null 2>&1

for ((turn = 0; turn < turns; ++turn)); do
  # `hash` finds a ticket as by_hand.cpp does, `online` keeps the order of time over all tickets.
  for variant in hash online; do
    "$folder/limit" "$folder/events.ndjson" "$variant" 5 | sed -n "s/.*\"ns_event\":\([0-9.]*\).*\"checksum\":\([0-9]*\).*/limit-$variant \1 \2/p"
  done
  "$bench" tests/bench/rules.bylaw tests/bench/findings.bylaw 100000 7 >"$folder/text"
  awk '/^by hand, 24 rules/ { sum = $NF }
       /^by hand, in order .*[0-9]\.[0-9]/ { print "hand-online", $6, sum }
       /^by hand  .*[0-9]\.[0-9]/ { print "hand-hash", $4, sum }' "$folder/text"
done >"$folder/times"

median() { awk -v name="$1" '$1 == name { print $2 }' "$folder/times" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
sums=$(awk '{ print $3 }' "$folder/times" | sort -u)
fault=0
[ "$(wc -w <<<"$sums")" -eq 1 ] || { echo "the two DISAGREE: checksums" $sums; fault=1; }
printf "medians of %s turns, all 24 rules, checksum %s\n%-22s %12s %12s %8s\n" "$turns" "$(head -n 1 <<<"$sums")" "" "limit ns" "by hand ns" "ratio"
for variant in hash online; do
  awk -v name="$variant" -v limit="$(median "limit-$variant")" -v hand="$(median "hand-$variant")" \
    'BEGIN { printf "%-22s %12.1f %12.1f %8.2f\n", name == "hash" ? "by ticket" : "in the order of time", limit, hand, hand / limit; exit hand / limit > 1.05 }' || fault=1
done
exit "$fault"
