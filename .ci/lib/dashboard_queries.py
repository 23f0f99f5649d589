#!/usr/bin/env python3
"""The queries of Grafana dashboards, with their variables filled in.

  dashboard_queries.py DASHBOARD.json...               prints every query, one a line
  dashboard_queries.py --rules DASHBOARD.json...       prints them as a rule file, for `promtool check rules`
  dashboard_queries.py --prometheus URL DASHBOARD.json...
      asks a Prometheus each of them; says which fail or have no data, and fails when there is one. A panel whose
      description begins a sentence with "Empty" may be empty.

Options: --namespace REGEX, --gateway REGEX (default .+), --window DURATION (default 5m) for $__rate_interval.
"""
import argparse
import json
import re
import sys
import urllib.parse
import urllib.request

LABEL_VALUES = re.compile(r"^label_values\((.*),\s*[a-zA-Z_][a-zA-Z0-9_]*\)$", re.S)
LEFT_OVER = re.compile(r"\$\{?[A-Za-z_]|\[\[")


def panels(board):
    for panel in board.get("panels", []):
        yield panel
        yield from panels(panel)


def queries(board, variables):
    """Yields (where, query, may be empty)."""
    for variable in board.get("templating", {}).get("list", []):
        if variable["type"] == "query":
            text = variable["query"]["query"] if isinstance(variable["query"], dict) else variable["query"]
            found = LABEL_VALUES.match(text)
            if not found:
                sys.exit(f"variable {variable['name']}: '{text}' is no label_values(SERIES, LABEL)")
            yield f"variable {variable['name']}", fill(found.group(1), variables), False
    for panel in panels(board):
        optional = re.search(r"(^|\. )Empty ", panel.get("description", "")) is not None
        for target in panel.get("targets", []):
            yield f"panel '{panel['title']}' {target['refId']}", fill(target["expr"], variables), optional


def fill(expression, variables):
    for name in sorted(variables, key=len, reverse=True):
        expression = re.sub(r"\$(?:%s\b|\{%s(?::[a-z]+)?\})" % (name, name), lambda _: variables[name], expression)
    if LEFT_OVER.search(expression):
        sys.exit(f"a variable is left in: {expression}")
    return " ".join(expression.split())


def ask(prometheus, query):
    url = f"{prometheus.rstrip('/')}/api/v1/query?{urllib.parse.urlencode({'query': query})}"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=30) as answer:
            return json.load(answer)["data"]["result"], None
    except urllib.error.HTTPError as refused:
        return [], refused.read().decode(errors="replace")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("dashboards", nargs="+")
    arguments.add_argument("--rules", action="store_true")
    arguments.add_argument("--prometheus", metavar="URL")
    arguments.add_argument("--namespace", default=".+")
    arguments.add_argument("--gateway", default=".+")
    arguments.add_argument("--window", default="5m")
    given = arguments.parse_args()
    variables = {
        "namespace": given.namespace,
        "gateway": given.gateway,
        "__rate_interval": given.window,
        "__interval": given.window,
        "__range": given.window,
    }
    found = []
    for file in given.dashboards:
        with open(file, encoding="utf-8") as text:
            found += queries(json.load(text), variables)
    if not found:
        sys.exit("no queries found")
    if given.rules:
        rules = [{"record": f"dashboard:query:n{number}", "expr": query} for number, (_, query, _) in enumerate(found)]
        print(json.dumps({"groups": [{"name": "dashboard", "rules": rules}]}, indent=1))
    elif given.prometheus:
        sys.exit(1 if report(given.prometheus, found) else 0)
    else:
        for _, query, _ in found:
            print(query)


def report(prometheus, found):
    bad = 0
    for where, query, optional in found:
        result, error = ask(prometheus, query)
        if error:
            bad += 1
            print(f"FAIL {where}: {error}\n     {query}")
        elif not result and not optional:
            bad += 1
            print(f"FAIL {where}: no data\n     {query}")
        else:
            print(f"ok   {where}: {len(result)} series" if result else f"ok   {where}: empty, as its panel says it may be")
    print(f"{len(found)} queries, {bad} without an answer")
    return bad


if __name__ == "__main__":
    main()
