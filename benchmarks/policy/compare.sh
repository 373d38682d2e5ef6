#!/usr/bin/env bash
# Races the policy engine against @cloud-copilot/iam-simulate (AGPL, fetched into a temporary folder and
# never kept) on the same questions in the same run, and checks that both give the same answers.
# Usage: benchmarks/policy/compare.sh FOLDER [SECONDS]
#   FOLDER holds questions: {"name", "request": {principal, action, resource, resourceAccount, context},
#   "identityPolicies", "resourcePolicy", "boundary", "scps", "rcps", "expected"}.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
inputs=$(cd "$1" && pwd)
seconds=${2:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

(cd "$root" && mvn -q -B -pl benchmarks -am -DskipTests package >&2)
(cd "$root" && mvn -q -B -pl policy dependency:build-classpath -Dmdep.outputFile="$work/classpath" >&2)
class_path="$root/benchmarks/target/classes:$root/policy/target/classes:$(cat "$work/classpath")"

cp "$here/peer.mjs" "$work/"
(cd "$work" && npm init -y >/dev/null && npm install --silent --no-audit --no-fund @cloud-copilot/iam-simulate@0.1.173 >&2)

java -cp "$class_path" dev.gatehouse.benchmarks.policy.PolicyBenchmark "$inputs" "$seconds" >"$work/ours"
(cd "$work" && node peer.mjs "$inputs" "$seconds") >"$work/theirs"

printf '%-24s %-18s %14s %12s %8s\n' question answer gatehouse/s peer/s ratio
status=0
while IFS=$'\t' read -r name ours rate; do
  IFS=$'\t' read -r _ theirs peer < <(grep -P "^\Q$name\E\t" "$work/theirs")
  answer=$ours
  if [ "$ours" != "$theirs" ]; then answer="$ours!=$theirs"; status=1; fi
  printf '%-24s %-18s %14.0f %12.0f %7.0fx\n' "$name" "$answer" "$rate" "$peer" "$(awk "BEGIN {print $rate / $peer}")"
done <"$work/ours"
exit $status
