#!/usr/bin/env python3
"""Writes the service models that the gate speaks, one JSON Lines file a service, from botocore's models.

    python3 gate/models/extract.py        (needs botocore; run from the top of the repository)

Line 1 is the service, then one line an operation, then one line a shape. Only facts of the wire are kept: names,
members, types, constraints, errors; no documentation. docs/gate.md says where the data come from.
"""
import gzip
import json
import pathlib

import botocore
import botocore.loaders

# Services of which every shape is needed, because the gate answers for them.
FULL = ["iam", "sts", "organizations", "cloudtrail", "account"]
OUT = pathlib.Path(__file__).parent.parent / "src/main/resources/dev/gatehouse/gate/model"
CONSTRAINTS = ["min", "max", "pattern", "enum"]


def line(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False) + "\n"


def signing_name(metadata):
    return metadata.get("signingName", metadata["endpointPrefix"])


def service(model):
    meta = model["metadata"]
    head = {"service": signing_name(meta), "protocol": meta["protocol"], "version": meta["apiVersion"]}
    for ours, theirs in (("namespace", "xmlNamespace"), ("target", "targetPrefix"), ("json", "jsonVersion")):
        if theirs in meta:
            head[ours] = meta[theirs]
    return head


def operation(name, op):
    out = {"operation": name, "method": op["http"]["method"], "uri": op["http"]["requestUri"]}
    if "input" in op:
        out["input"] = op["input"]["shape"]
    if "output" in op:
        out["output"] = op["output"]["shape"]
        if "resultWrapper" in op["output"]:
            out["wrapper"] = op["output"]["resultWrapper"]
    if op.get("authtype") == "none" or op.get("auth") == ["smithy.api#noAuth"]:
        out["unsigned"] = True
    return out


def member(name, ref):
    out = {"name": name, "shape": ref["shape"]}
    for key in ("locationName", "location"):
        if key in ref:
            out[key] = ref[key]
    return out


def shape(name, s):
    out = {"shape": name, "type": s["type"]}
    for key in CONSTRAINTS:
        if key in s:
            out[key] = s[key]
    if s["type"] == "structure":
        out["members"] = [member(n, r) for n, r in s.get("members", {}).items()]
        if s.get("required"):
            out["required"] = s["required"]
        if s.get("payload"):
            out["payload"] = s["payload"]
        if s.get("exception"):
            error = s.get("error", {})
            out["error"] = {"code": error.get("code", name), "status": error.get("httpStatusCode", 400)}
    elif s["type"] == "list":
        out["member"] = s["member"]["shape"]
    elif s["type"] == "map":
        out["key"], out["value"] = s["key"]["shape"], s["value"]["shape"]
    if s.get("sensitive"):
        out["sensitive"] = True
    return out


def write(loader, name):
    model = loader.load_service_model(name, "service-2")
    with open(OUT / (name + ".jsonl"), "w", encoding="utf-8") as file:
        file.write(line(service(model)))
        for op in sorted(model["operations"]):
            file.write(line(operation(op, model["operations"][op])))
        for s in sorted(model["shapes"]):
            file.write(line(shape(s, model["shapes"][s])))


def write_operations(loader):
    """Which call a request is, for every service: signing name, protocol, then name, method, path of operations."""
    with gzip.GzipFile(OUT / "operations.tsv.gz", "wb", mtime=0) as file:
        file.write(("# operations of AWS services, from botocore %s (Apache-2.0)\n" % botocore.__version__).encode())
        for name in sorted(loader.list_available_services("service-2")):
            model = loader.load_service_model(name, "service-2")
            meta = model["metadata"]
            cells = ["S", signing_name(meta), meta["endpointPrefix"], meta["protocol"], meta["apiVersion"], meta.get("targetPrefix", "")]
            file.write(("\t".join(cells) + "\n").encode())
            for op in sorted(model["operations"]):
                http = model["operations"][op]["http"]
                cells = [op]
                if meta["protocol"].startswith("rest"):
                    cells += [http["method"], http["requestUri"]]
                file.write(("\t".join(cells) + "\n").encode())


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    loader = botocore.loaders.Loader()
    for name in FULL:
        write(loader, name)
    write_operations(loader)


main()
