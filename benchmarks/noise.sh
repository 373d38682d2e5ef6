#!/usr/bin/env bash
# What each detection said on labelled organizations, as docs/noise.tsv has it.
#
#   benchmarks/noise.sh SCORE.json… > docs/noise.tsv
#
# SCORE.json is the output of `gatehouse range score --format json` for the findings of one seed. Detections that
# docs/detections.md lists and a score does not name said nothing there. Needs jq.
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
if [[ $# -eq 0 ]]; then
  echo "noise: give one score or several, as \`gatehouse range score --format json\` prints them." >&2
  exit 2
fi

known=$(sed -n 's/^## //p' "$home/docs/detections.md" | jq --raw-input . | jq --slurp .)
for score in "$@"; do
  if ! jq --exit-status '.seed and .findings > 0' "$score" >/dev/null; then
    echo "noise: \`$score\` is not a score of findings with a seed: score the findings with \`--format json\`." >&2
    exit 2
  fi
done

echo '# Written by benchmarks/noise.sh; how is told in docs/range.md.'
printf '# detection\tseed\tdays\tidentities\tfindings\tfalse\n'
jq --raw-output --argjson known "$known" '
  . as $score
  | (.detectors | map({key: .detector, value: [.findings, .false]}) | from_entries) as $said
  | ($known + ($said | keys) | unique)[]
  | [., $score.seed, $score.days, $score.identities] + ($said[.] // [0, 0])
  | @tsv' "$@" | LC_ALL=C sort --stable --field-separator=$'\t' --key=1,1 --key=2,2n
