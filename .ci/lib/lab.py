"""Reads the tables of docs/reference/lab.md and looks for their rows in what real pods answered, exposed, logged and traced.

  lab.py refused                       prints the refused settings as the JSON list of a container's `env`
  lab.py settings LOG                  the log has `Invalid setting` for each of them
  lab.py metrics SCRAPE                every family, with its type, labels and buckets
  lab.py log LOG                       every event that can be provoked, with its level and fields
  lab.py spans COLLECTOR-LOG TRACE     every span of a trace, below its parent, with its attributes
  lab.py endpoints URL ENVIRONMENT     every GET row; what is for development only is 404 elsewhere
Each prints what is missing and fails when anything is."""
import json
import pathlib
import re
import sys
import urllib.error
import urllib.request

PAGE = pathlib.Path(__file__).parents[2] / "docs/reference/lab.md"


def table(first_header):
    rows, inside = [], False
    for line in PAGE.read_text().splitlines():
        if line.startswith(f"| {first_header} |"):
            inside = True
        elif not line.startswith("|"):
            inside = False
        elif inside and not line.startswith("| ---"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
    assert rows, f"no table {first_header}"
    return rows


def quoted(cell):
    return re.findall(r"`([^`]+)`", cell)


def refused_settings():
    return {quoted(row[0])[0]: quoted(row[2])[0] for row in table("Lab | Allowed here") if quoted(row[2])}


def lines(path):
    for line in pathlib.Path(path).read_text().splitlines():
        try:
            yield json.loads(line)
        except ValueError:
            continue


def settings(log):
    said = [line.get("error", "") for line in lines(log) if line.get("event") == "Invalid setting"]
    for name, value in refused_settings().items():
        if not any(text.startswith(f"{name} is '{value}'; allowed: ") for text in said):
            yield f"{name}={value} is not refused"


def metrics(scrape):
    text = pathlib.Path(scrape).read_text()
    for family, kind, labels, buckets, *_ in table("Family"):
        name = quoted(family)[0]
        if f"\n# TYPE {name} {kind}\n" not in "\n" + text:
            yield f"no {kind} {name}"
            continue
        samples = [s for s in text.splitlines() if re.match(rf"{name}(_bucket|_sum|_count)?[ {{]", s)]
        if not samples:
            yield f"{name} has no sample"
        for sample in samples:
            found = set(re.findall(r'(\w+)="', sample)) - {"le"}
            if found != set(quoted(labels)):
                yield f"labels {found} in {sample}"
        bounds = {float(b) for s in samples if s.startswith(name + "_bucket") for b in re.findall(r'le="([^"]+)"', s)}
        if bounds - {float("inf")} != {float(b) for b in buckets.split()}:
            yield f"buckets of {name}: {sorted(bounds)}"


def log(path):
    written = list(lines(path))
    for _, here, level, fields, differs in table("Lab's event"):
        if not here or differs.startswith("Not provoked"):
            continue
        event = quoted(here)[0]
        if not any(l.get("event") == event and l.get("level") == level and set(quoted(fields)) <= set(l) for l in written):
            yield f"no {level} line {event} with {fields}"


def spans_of(path, trace):
    """The collector's debug exporter writes one indented `Key : value` a line."""
    found, span = {}, None
    for line in pathlib.Path(path).read_text().splitlines():
        if line.startswith("Span #"):
            span = {"attributes": set()}
        elif span is not None and (match := re.match(r"^ +(Trace ID|Parent ID|ID|Name) +: ?(.*)$", line)):
            span[match[1]] = match[2].strip()
            if match[1] == "Name" and span.get("Trace ID") == trace:
                found[span["Name"]] = span
        elif span is not None and (match := re.match(r"^ +-> ([\w.]+): ", line)):
            span["attributes"].add(match[1])
    return found


def spans(path, trace):
    found = spans_of(path, trace)
    for name, parent, attributes, *_ in table("Span"):
        name, span = quoted(name)[0], found.get(quoted(name)[0])
        if name == "load_model":  # a trace of its own
            if not re.search(r"^ +Name +: load_model$", pathlib.Path(path).read_text(), re.M):
                yield "no span load_model"
        elif span is None:
            yield f"no span {name}; there are {sorted(found)}"
        else:
            if missing := set(quoted(attributes)) - span["attributes"]:
                yield f"{name} lacks {missing}"
            if quoted(parent) and span.get("Parent ID") != found.get(quoted(parent)[0], {}).get("ID"):
                yield f"{name} is not below {parent}"


def status(url):
    class NoRedirect(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    opener = urllib.request.build_opener(NoRedirect, urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as answer:
        return answer.code


def endpoints(url, environment):
    for _, here, answer, differs in table("Lab | Here"):
        method, path = quoted(here)[0].split()
        if method != "GET" or path == "/metrics":
            continue
        expected = 404 if differs.startswith("Development only") and environment != "development" else int(answer)
        if (got := status(url + path)) != expected:
            yield f"GET {path} is {got}, not {expected}"


def main(what, *arguments):
    if what == "refused":
        print(json.dumps([{"name": name, "value": value} for name, value in refused_settings().items()]))
        return 0
    missing = list({"settings": settings, "metrics": metrics, "log": log, "spans": spans, "endpoints": endpoints}[what](*arguments))
    print("\n".join(missing))
    return 1 if missing else 0


sys.exit(main(*sys.argv[1:]))
