#!/usr/bin/env bash
# The main job of bylaw at a glance: a small day of made-up bank complaints judged by rules, then two real logs where they are at
# hand. Builds bylaw first if that has not been done. Uses the network for nothing but missing packages.
# usage: examples/demo.sh [--lang zh]
set -eu
cd "$(dirname "$0")/.."

lang=en
[ "${1:-}" = --lang ] && lang=${2:-en}
case "$lang" in en|zh) ;; *) echo "usage: examples/demo.sh [--lang en|zh]" >&2; exit 2 ;; esac

bylaw=${BYLAW:-build/bylaw}
if [ -z "${BYLAW:-}" ]; then
  ./tests/install_packages.sh build || exit 2
  echo "Building bylaw (the first time takes a few minutes) …"
  mkdir -p build
  if ! { cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release && cmake --build build --target bylaw; } > build/demo.log 2>&1; then
    tail -n 20 build/demo.log >&2
    echo "demo: the build failed; all of it is in build/demo.log" >&2
    exit 2
  fi
fi
export BYLAW=$(cd "$(dirname "$bylaw")" && pwd)/$(basename "$bylaw")

day=examples/complaints
say() { printf '\n\033[1m%s\033[0m\n' "$1"; }
[ -t 1 ] || say() { printf '\n%s\n' "$1"; }

say "1. The rules: two limits of a service handbook, and what the bank made of them"
sed -n '/^clause SM-1.5.1-a/,/^}/p' $day/complaints.bylaw
"$BYLAW" check --lang $lang $day
"$BYLAW" test --lang $lang $day

say "2. Fifteen complaints of 30 September 2026; the National Day holiday begins the day after"
"$BYLAW" run $day --events $day/events.ndjson --until "2026-10-13 17:31" --format text --lang $lang
echo
"$BYLAW" run $day --events $day/events.ndjson --until "2026-10-13 17:31" --format summary --lang $lang

say "3. Why was complaint C04 answered late? The sum, line by line"
"$BYLAW" explain $day --events $day/events.ndjson --case C04 --rule answer-complaint --lang $lang

say "4. A real log: incidents of an IT service desk, judged by rules and compared with its own verdicts"
if [ -x examples/servicenow/replay.sh ]; then examples/servicenow/replay.sh; else echo "not part of this copy"; fi

say "5. A real log: requests to the City of Boston"
if [ -x examples/boston-311/replay.sh ]; then examples/boston-311/replay.sh; else echo "not part of this copy"; fi

say "Where to go next"
cat <<'TEXT'
  examples/complaints/complaints.bylaw   the rules you have just seen, with their worked examples
  build/bylaw --help                     check, run, explain, test
  README.md                              how to write rules of your own and how to call the library
  tests/run.sh                           every test there is
TEXT
