#!/usr/bin/env bash
# What `gatehouse detect` costs, stage by stage, beside `gunzip -c`, jq and DuckDB over the same files.
#
#   benchmarks/detect/compare.sh [FOLDER…]
#
# FOLDERs as `gatehouse range generate` makes them: the first is compared and taken apart, the others are only measured,
# to see how memory grows with the input. Without one, four days of 40 accounts (1.35 million records, 2.1 GB of JSON)
# are generated, and then their first day. See README.md.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
duckdb=1.4.2.0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$root/gatehouse" --version >&2 # builds what is not built
(cd "$root" && mvn -q -B -ntp -pl benchmarks -am -DskipTests -Dspotless.check.skip package >&2)

driver=''
if mvn -q -B -ntp dependency:copy "-Dartifact=org.duckdb:duckdb_jdbc:$duckdb" "-DoutputDirectory=$work" >&2; then
  driver=$work/duckdb_jdbc-$duckdb.jar
fi

folders=("$@")
if [[ $# -eq 0 ]]; then
  "$root/gatehouse" range generate --seed 7 --accounts 40 --days 4 --events-per-day 350000 --out "$work/days" >&2
  "$root/gatehouse" range generate --seed 7 --accounts 40 --days 1 --events-per-day 130000 --out "$work/day" >&2
  folders=("$work/days" "$work/day")
fi
java -cp "$root/benchmarks/target/classes" dev.gatehouse.benchmarks.detect.CompareDetect \
  "$root" "$driver" "${folders[@]}"
