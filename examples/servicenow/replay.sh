#!/bin/sh
# Judges an incident log with the rules of this folder and compares the verdicts with the log's own.
# Way in: replay.sh [LOG.csv[.gz]]. Any part of the public data set in its published format will do.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
log=${1:-${BYLAW_LOGS:-$root/../shared/data}/servicenow-incidents-first40pct.csv.gz}
rules=${RULES:-$here}

if [ ! -r "$log" ]; then
  if [ $# -gt 0 ]; then
    echo "replay.sh: cannot read $log" >&2
    exit 2
  fi
  cat <<'TEXT'
The incident log is not here, so this part was not run. It is the public data set

  Amaral, C., Fantinato, M., & Peres, S. (2018). Incident management process enriched event log [Dataset].
  UCI Machine Learning Repository. https://doi.org/10.24432/C57S4H (CC BY 4.0)

Get it there and run: examples/servicenow/replay.sh incident_event_log.csv
TEXT
  exit 0
fi

bylaw=${BYLAW:-$root/build/bylaw}
if [ ! -x "$bylaw" ]; then
  echo "building $bylaw" >&2
  cmake -S "$root" -B "$root/build" -DCMAKE_BUILD_TYPE=Release >&2
  cmake --build "$root/build" --target bylaw >&2
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

# Exit code 1 of bylaw means that it had something to report; that is no reason to stop here.
judge() {
  "$bylaw" run "$1" --events "$work/events.ndjson" > "$2" || [ $? -eq 1 ]
}

echo "incident log: $(basename "$log")"
python3 "$here/convert.py" "$log" > "$work/events.ndjson" 2> "$work/refused"
sed 's/^/  /' "$work/refused"
judge "$rules/rules.bylaw" "$work/decisions.ndjson"
judge "$rules/rules-with-pause.bylaw" "$work/with-pause.ndjson"
python3 "$here/compare.py" "$log" "$work/decisions.ndjson" "$work/with-pause.ndjson"
