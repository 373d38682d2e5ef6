#!/usr/bin/env bash
# Races AssumeRole against moto's server in one run: benchmarks/gate/compare.sh [SECONDS] [CONNECTIONS]
# Needs moto (pip install 'moto[server]'), the AWS CLI, and a build of Gatehouse. Loopback only.
set -euo pipefail
seconds=${1:-15} connections=${2:-4}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trust='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}]}'
export AWS_DEFAULT_REGION=us-east-1
finish() { kill "${pids[@]}" 2>/dev/null || true; rm -rf "$work"; }
pids=()
trap finish EXIT

race() { # URL
  AWS_ENDPOINT_URL=$1 aws iam create-role --role-name load --assume-role-policy-document "$trust" >/dev/null
  java "$here/AssumeRoleLoad.java" "$1" arn:aws:iam::123456789012:role/load "$seconds" "$connections"
}

moto_server -H 127.0.0.1 -p 4588 >"$work/moto" 2>&1 & pids+=($!)
"$here/../../gatehouse" gate --port 4589 --state "$work/state" --trail "$work/trail" >"$work/gate" & pids+=($!)
for _ in $(seq 1 120); do
  grep -q ENDPOINT "$work/gate" 2>/dev/null && curl -s -o /dev/null http://127.0.0.1:4588/ && break
  sleep 0.5
done
for round in 1 2 3; do
  (export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test
   curl -s -X POST http://127.0.0.1:4588/moto-api/reset >/dev/null
   race http://127.0.0.1:4588)
  (. "$work/gate"; unset AWS_ENDPOINT_URL
   AWS_ENDPOINT_URL=http://127.0.0.1:4589 aws iam delete-role --role-name load >/dev/null 2>&1 || true
   race http://127.0.0.1:4589)
done
