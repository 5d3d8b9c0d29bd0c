#!/usr/bin/env bash
# Fuzzes one target, or each of them after the other; the last line is `N passed, N failed`, a target that found nothing counting as
# one. What is found is kept in build-asan/found/, inputs that reach new code in build-asan/corpus/.
# usage: tests/fuzz/run.sh [--built] [TARGET|all] [SECONDS] [OPTION OF LIBFUZZER…]
#   --built   the programs are there: do not configure and build first
set -u
cd "$(dirname "$0")/../.." || exit 2

built=no
[ "${1-}" = --built ] && { built=yes; shift; }
target=${1-all}
seconds=${2-10}
shift $(($# < 2 ? $# : 2))
if [ "$target" = all ]; then set -- "syntax rules events pack snapshot board judge calendar" "$@"; else set -- "$target" "$@"; fi
targets=$1
shift

if [ "$built" = no ]; then
  mkdir -p build-asan
  { cmake --preset asan && cmake --build --preset fuzz; } >build-asan/build.log 2>&1 || { tail -n 40 build-asan/build.log; exit 2; }
fi

# Texts of the repository to begin with, besides the kept inputs.
texts="tests/check/bad tests/cases/good tests/cases/bad tests/compile/programs rules/examples"
passed=0
failed=0
for target in $targets; do
  program=build-asan/tests/fuzz/fuzz_$target
  [ -x "$program" ] || { echo "$program is not built" >&2; exit 2; }
  mkdir -p "build-asan/corpus/$target" build-asan/found
  seeds="build-asan/corpus/$target tests/fuzz/corpus/$target"
  options=""
  case "$target" in
    syntax | rules) seeds="$seeds $texts"; most=4096 ;;
    events) seeds="$seeds tests/cases/complaints tests/cli/files"; most=4096 ;;
    pack) most=4096 options=-len_control=0 ;;
    *) most=512 options=-len_control=0 ;;
  esac
  log=build-asan/found/$target.log
  # shellcheck disable=SC2086
  if "$program" -max_total_time="$seconds" -max_len=$most -timeout=60 -rss_limit_mb=4096 -print_final_stats=1 \
    -artifact_prefix="build-asan/found/$target-" $options "$@" $seeds >"$log" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    grep -aE -A12 'ERROR|broken:|runtime error' "$log" | head -n 40
  fi
  echo "$target: $(grep -aoE 'number_of_executed_units: +[0-9]+' "$log" | grep -oE '[0-9]+$') inputs, $(grep -aoE 'cov: [0-9]+' "$log" | tail -n 1 | grep -oE '[0-9]+') branches, $(grep -aoE 'ft: [0-9]+' "$log" | tail -n 1 | grep -oE '[0-9]+') features"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
