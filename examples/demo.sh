#!/usr/bin/env bash
# The main job of bylaw at a glance: a made-up bank day and a small year judged by the rule pack, one breach explained, then two
# real logs where they are at hand. Builds bylaw first if that has not been done. Uses the network for nothing but missing packages.
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

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
manual=rules/standard-manual/chapter-1.bylaw
say() { printf '\n\033[1m%s\033[0m\n' "$1"; }
[ -t 1 ] || say() { printf '\n%s\n' "$1"; }

say "1. The rules: five handbooks of customer service, written under the clauses they come from. One of them:"
sed -n '/^clause SM-1.5.1-a/,/^}/p' $manual
"$BYLAW" check --lang $lang rules
"$BYLAW" test --lang $lang rules

say "2. A bank day: 240 made-up tickets of 30 September 2026; the National Day holiday begins the day after"
examples/bank-day/replay.sh --lang $lang --events "$work/day.ndjson"

say "3. Why was complaint C055 answered late? The sum, line by line"
"$BYLAW" explain examples/bank-day/bank.bylaw --profile bank-day --events "$work/day.ndjson" --case C055 --rule answer-complaint --lang $lang

say "4. A small year of the whole pack: what was kept and broken in one of the five handbooks, and of the rules for tickets"
examples/bank-year/replay.sh --events 20000 --lang $lang > "$work/year.txt"
sed -n '/^== contact-centre/,/^== etiquette/p' "$work/year.txt" | sed '$d'
tail -n 1 "$work/year.txt"

say "5. A real log: incidents of an IT service desk, judged by rules and compared with its own verdicts"
examples/servicenow/replay.sh

say "6. A real log: requests to the City of Boston, whose due times are computed again"
examples/boston-311/replay.sh

say "Where to go next"
cat <<'TEXT'
  rules/standard-manual/   the rules you have just seen, with their tests; copy a clause and change its limit
  rules/README.md          how the pack is organised, and how a bank adapts it
  build/bylaw --help       check, run, explain, test, coverage
  include/README.md        calling the library from a program
  tests/run.sh             every test there is
TEXT
