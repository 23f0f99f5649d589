#!/usr/bin/env python3
"""Reads dashboards with Grafana's own typed model (grafana-foundation-sdk) and writes them again: what is lost or
changed on the way is unknown to that Grafana.

  grafana_schema.py DASHBOARD.json...
"""
import json
import sys

from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.cog.plugins import register_default_plugins
from grafana_foundation_sdk.models.dashboard import Dashboard


def differences(ours, theirs, path):
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key, value in ours.items():
            if key not in theirs:
                yield f"{path}.{key} is unknown"
            else:
                yield from differences(value, theirs[key], f"{path}.{key}")
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for number, (one, other) in enumerate(zip(ours, theirs)):
            yield from differences(one, other, f"{path}[{number}]")
    elif ours != theirs:
        yield f"{path} is {ours!r}, read as {theirs!r}"


def main():
    register_default_plugins()
    wrong = 0
    for file in sys.argv[1:]:
        with open(file, encoding="utf-8") as text:
            ours = json.load(text)
        theirs = json.loads(JSONEncoder(sort_keys=True).encode(Dashboard.from_json(ours)))
        found = list(differences(ours, theirs, file))
        current = Dashboard().schema_version
        if ours["schemaVersion"] != current:
            found.append(f"{file}: schemaVersion is {ours['schemaVersion']}, that of this Grafana {current}")
        wrong += len(found)
        print("\n".join(found) or f"{file}: nothing is lost")
    sys.exit(1 if wrong or len(sys.argv) < 2 else 0)


if __name__ == "__main__":
    main()
