#!/bin/sh
# Judges a log of service requests with the rules of this folder and compares due times and verdicts with the city's own.
# Way in: replay.sh [LOG.csv[.gz]]. Any part of the log in the same format will do.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
log=${1:-${BYLAW_LOGS:-$root/../shared/data}/boston-311-2015-first40pct.csv.gz}
rules=${RULES:-$here}

if [ ! -r "$log" ]; then
  if [ $# -gt 0 ]; then
    echo "replay.sh: cannot read $log" >&2
    exit 2
  fi
  cat <<'TEXT'
The log of service requests is not here, so this part was not run. It is the public data set

  City of Boston, 311 Service Requests, 2015. Analyze Boston, https://data.boston.gov/dataset/311-service-requests
  (Open Data Commons Public Domain Dedication and License)

as it stood in January 2016, with the columns CASE_ENQUIRY_ID, OPEN_DT, TARGET_DT, CLOSED_DT, OnTime_Status and TYPE.
Get it there and run: examples/boston-311/replay.sh LOG.csv
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

# Requests that are still open are followed until the last of them is due.
# Exit code 1 of bylaw means that it had something to report; that is no reason to stop here.
judge() {
  "$bylaw" run "$rules/$1.bylaw" --events "$work/$1-events.ndjson" --until 2019-01-01T00:00:00 > "$work/$1.ndjson" || [ $? -eq 1 ]
}

echo "log of service requests: $(basename "$log")"
python3 "$here/convert.py" due "$log" > "$work/due-events.ndjson" 2> "$work/refused"
python3 "$here/convert.py" promised "$log" > "$work/promised-events.ndjson" 2> /dev/null
sed 's/^/  /' "$work/refused"
judge due
judge promised
python3 "$here/compare.py" "$log" "$work/due.ndjson" "$work/promised.ndjson"
