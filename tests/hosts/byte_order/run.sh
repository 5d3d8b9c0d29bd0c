#!/usr/bin/env bash
# The core on a machine of the other byte order: packs made here are loaded there, and decisions, snapshots, boards and packs are the
# same, byte by byte; each side goes on from the other's snapshots. usage: run.sh SOURCE BUILD
set -eu
source=$1 build=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ cmake -S "$source/tests/hosts/byte_order" -B "$work/there" -G Ninja -DCMAKE_BUILD_TYPE=Release -DBYLAW_SOURCE="$source" \
    -DCMAKE_TOOLCHAIN_FILE="$source/tests/hosts/byte_order/s390x.cmake" &&
  cmake --build "$work/there"; } >"$work/log" 2>&1 || { tail -n 40 "$work/log"; exit 1; }
here() { "$build/tests/hosts/byte_order_here" "$@"; }
there() { qemu-s390x "$work/there/byte_order" "$@"; }
[ "$(here)" != "$(there)" ] || { echo "both machines have the same byte order: $(there)"; exit 1; }

passed=0
failed=0
same() {  # same RULES WHAT ONE OTHER
  if [ -s "$3" ] && cmp -s "$3" "$4"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "$1: $2 differs"
    diff "$3" "$4" 2>&1 | cut -c 1-200 | head -n 6 || true
  fi
}
for rules in "$source"/tests/fuzz/rules/*.bylaw "$source"/tests/semantics/kpis.bylaw; do
  name=$(basename "$rules" .bylaw)
  at="$work/$name"
  "$build/bylaw" compile "$rules" -o "$at.pack"
  here "$at.pack" "$at.written-here" >"$at.here"
  there "$at.pack" "$at.written-there" >"$at.there"
  same "$name" "what was decided" "$at.here" "$at.there"
  same "$name" "what was written" "$at.written-here" "$at.written-there"
  tail -c "$(wc -c <"$at.pack")" "$at.written-there" >"$at.pack-there"
  same "$name" "the pack" "$at.pack" "$at.pack-there"
  here "$at.pack" "$at.written" "$at.written-there" >"$at.on-here"
  same "$name" "what was decided from snapshots made there" "$at.here" "$at.on-here"
  there "$at.pack" "$at.written" "$at.written-here" >"$at.on-there"
  same "$name" "what was decided from snapshots made here" "$at.here" "$at.on-there"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
