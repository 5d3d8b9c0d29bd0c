#!/usr/bin/env bash
# Builds bylaw and runs its tests. The last line is `N passed, N failed`; the exit status is 0 only if nothing failed and
# something passed.
# usage: tests/run.sh [--clang | --sanitize | --hosts | --long]
#   (none)      GCC release build, every suite, the test programs once more in a zone that is not UTC; ten seconds of fuzzing each target
#   --clang     the same with clang, warnings as errors
#   --sanitize  two builds: every test program with address + undefined behaviour, and what starts threads with threads
#   --hosts     the host projects: find_package, add_subdirectory, the core alone; the core on a machine of the other byte order
#   --long      the full counts of the generated tests
set -u
cd "$(dirname "$0")/.." || exit 2

mode=plain
for argument in "$@"; do
  case "$argument" in
    --clang) mode=clang ;;
    --sanitize) mode=sanitize ;;
    --hosts) mode=hosts ;;
    --long) export BYLAW_LONG=1 ;;
    *) sed -n '4,9p' "$0" | sed 's/^# //'; exit 2 ;;
  esac
done

passed=0
failed=0
suites() {  # suites PRESET ARGUMENTS…: configures, builds, runs; adds to the totals
  local preset=$1 configured=$1 folder line
  shift
  [ "$preset" != fuzz ] || configured=asan  # other programs of one build
  case "$configured" in release) folder=build ;; *) folder=build-$configured ;; esac
  mkdir -p "$folder"
  echo "== $preset: configure and build"
  if ! cmake --preset "$configured" >"$folder/configure.log" 2>&1; then
    tail -n 20 "$folder/configure.log"
    failed=$((failed + 1))
    return
  fi
  if ! cmake --build --preset "$preset" -j "$(nproc)" >"$folder/build.log" 2>&1; then
    grep -E -A6 'error|FAILED' "$folder/build.log" | head -n 60
    failed=$((failed + 1))
    return
  fi
  echo "== $preset: tests"
  python3 tests/suites.py "$folder" "$@" | tee "$folder/tests.log"
  line=$(tail -n 1 "$folder/tests.log")
  if [[ $line =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
    passed=$((passed + BASH_REMATCH[1]))
    failed=$((failed + BASH_REMATCH[2]))
  else
    failed=$((failed + 1))
  fi
}

groups="build test"
case "$mode" in
  plain | clang | sanitize) groups="$groups clang" ;;
  hosts) groups="$groups hosts" ;;
esac
# shellcheck disable=SC2086
./tests/install_packages.sh $groups || exit 2

case "$mode" in
  plain) suites release --again-in Asia/Kathmandu; suites fuzz --only '^libfuzzer_' ;;
  clang) suites clang ;;
  sanitize) suites asan --programs; suites tsan --only '^threads$' ;;
  hosts) suites release --only '^host_' ;;
esac

echo
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
