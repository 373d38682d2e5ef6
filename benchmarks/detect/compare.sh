#!/usr/bin/env bash
# The whole of `gatehouse detect` against its physical floor: `gunzip -c` of the same files.
#
#   benchmarks/detect/compare.sh [FOLDER]
#
# With everything on: lineage, baselines, peers and all detections, with the estate, findings as JSON Lines. Generates
# four days of 40 accounts (about 1.35 million records, 2.1 GB uncompressed) unless FOLDER, as made by
# `gatehouse range generate`, is given. A folder of many quiet days costs more a record than one of few busy ones:
# every hour of every identity is learned. Prints CPU seconds (user + system) of both, in turn, and their ratio; and the
# peak memory of `detect` on the whole and on its first day. Machines are noisy: quote ratios of one run only, and
# measure on a machine that does nothing else.
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
rounds=${ROUNDS:-3}
if [[ $# -gt 0 ]]; then
  folder=$1
else
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  "$home/gatehouse" range generate --seed 7 --accounts 40 --days 4 --events-per-day 350000 --slot-minutes 5 --out "$folder"
fi

# Runs a command, prints "CPU-seconds peak-kB".
measure() {
  local report
  report=$(mktemp)
  /usr/bin/time -f '%U %S %M' -o "$report" "$@" >/dev/null 2>&1
  tail -n 1 "$report" | awk '{print $1 + $2, $3}'
  rm -f "$report"
}

floor() { find "$1" -name '*.json.gz' -print0 | xargs -0 -n 5000 gunzip -c; }
export -f floor

printf '%-8s %12s %12s %8s %12s\n' round gunzip detect ratio 'peak (kB)'
for ((round = 1; round <= rounds; round++)); do
  read -r floor_cpu _ < <(measure bash -c "floor '$folder/trail'")
  read -r detect_cpu peak < <(measure "$home/gatehouse" detect --format jsonl --estate "$folder/estate" "$folder/trail")
  awk -v r="$round" -v f="$floor_cpu" -v d="$detect_cpu" -v p="$peak" \
    'BEGIN {printf "%-8d %12.1f %12.1f %8.2f %12d\n", r, f, d, d / f, p}'
done

first=$(find "$folder/trail" -name '*.json.gz' | sed -E 's#.*/([0-9]{4})/([0-9]{2})/([0-9]{2})/.*#\1/\2/\3#' | sort -u | head -n 1)
day=$(mktemp -d)
find "$folder/trail" -path "*/$first/*" -name '*.json.gz' -exec cp -t "$day" {} +
read -r _ peak < <(measure "$home/gatehouse" detect --format jsonl --estate "$folder/estate" "$day")
rm -rf "$day"
printf '%-8s %12s %12s %8s %12d\n' 'day 1' - - - "$peak"
