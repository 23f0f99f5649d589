"""The tables of .ci/benchmark, computed from its samples."""
import json
import pathlib
import statistics

BEGIN, END = "<!-- Computed from the samples by .ci/benchmark --render; do not edit. -->", "<!-- End of what is computed. -->"
MODELS = TINY, LITE, RESNET = "tiny", "efficientnet-lite0", "resnet50"


def median(values):
    return statistics.median(values)


def write(document, path):
    """One sample a line, so that a change of the file can be read."""
    lists = {key: value for key, value in document.items() if isinstance(value, list)}
    parts = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in document.items() if key not in lists]
    parts += [f"{json.dumps(key)}: [\n" + ",\n".join(map(json.dumps, value)) + "\n]" for key, value in lists.items()]
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{" + ",\n".join(parts) + "}\n")


class Samples:
    """Samples by model, side, how and clients; ratios are made within a repeat, where both sides had the same machine."""

    def __init__(self, document):
        self.document = document
        self.by = {}
        for sample in document["samples"]:
            self.by.setdefault((sample["model"], sample["side"], sample["how"], sample["c"]), {})[sample["repeat"]] = sample

    def figures(self, key, figure):
        """By repeat; empty when it was not measured."""
        return {repeat: sample[figure] for repeat, sample in self.by.get(key, {}).items()}

    def best(self, keys, figure, choose):
        """The best of several sides in each repeat."""
        by = [self.figures(key, figure) for key in keys]
        return {repeat: choose(each[repeat] for each in by if repeat in each) for repeat in set().union(*by)}

    def cores(self, model, side):
        return max((c for m, s, how, c in self.by if (m, s, how) == (model, side, "narrow")), default=1)


class Compared(list):
    """Of each repeat; beside them what both sides' best samples give, wherever in the run each was: whoever else is on the machine
    takes from a side and never gives."""
    best = None


def compared(above, below, choose, how):
    values = Compared(how(above[repeat], below[repeat]) for repeat in above if repeat in below)
    if values:
        values.best = how(choose(above.values()), choose(below.values()))
    return values


def ratio(above, below, choose):
    return compared(above, below, choose, lambda a, b: a / b)


def less(above, below):
    return compared(above, below, min, lambda a, b: a - b)


def ratios(document):
    """(id, what, values, floor, aim, whether more is better, what a bare server has of it) of everything that was measured."""
    s = Samples(document)
    clients = document["settings"]["clients"]
    found = []

    def add(id, what, values, floor, aim, more=True, bare=()):
        if values:
            found.append((id, what, values, floor, aim, more, bare))

    for model in dict.fromkeys(key[0] for key in s.by):
        of = lambda side: lambda how, c, figure: s.figures((model, side, how, c), figure)
        pod = of("pod")

        def beside(id, what, value, floor, aim, more=True, bare="bare server"):
            add(id, what, value(pod), floor, aim, more, value(of(bare)))

        def beside_both(id, what, how, rps, cpu, floor, aim):
            """By what a crowd gets, and by what it costs."""
            bare = "bare gRPC" if how == "gRPC" else "bare server"
            beside(id, f"{model}: {what}, answers a second", lambda side: ratio(side(how, clients, "rps"), rps, max), floor, aim, bare=bare)
            beside(id, f"{model}: the same by CPU time of an answer", lambda side: ratio(cpu, side(how, clients, "cpu_ms"), min), floor, aim, bare=bare)

        run = [(model, "run", "narrow", s.cores(model, "run")), (model, "run", "wide", 1)]
        alone = [(model, "run", "narrow", 1), (model, "run", "wide", 1)]
        alone_pipeline = [(model, "pipeline", "narrow", 1), (model, "pipeline", "wide", 1)]
        inside = (model, "pipeline", "narrow", s.cores(model, "pipeline"))
        raw, raw_cpu = s.best(run, "rps", max), s.figures(run[0], "cpu_ms")
        beside_both("A1", "/predict / pipeline in process", "/predict", s.figures(inside, "rps"), s.figures(inside, "cpu_ms"), 0.92, 0.96)
        if model != TINY:
            floor, aim = (0.92, 0.96) if model == RESNET else (0.80, 0.88)
            beside_both("A2", "/predict / ONNX Runtime alone", "/predict", raw, raw_cpu, floor, aim)
            for how, floor, aim in (("v2 binary", 0.90, 0.95), ("gRPC", 0.88, 0.93)):
                beside_both("A3", f"{how} / ONNX Runtime alone", how, raw, raw_cpu, floor, aim)
        beside("A4", f"{model}: /predict less the pipeline in process, one client, p50, ms",
               lambda side: less(side("/predict", 1, "p50"), s.best(alone_pipeline, "p50", min)), 0.30, 0.15, False)
        beside("A4", f"{model}: v2 binary less ONNX Runtime alone, one client, p50, ms",
               lambda side: less(side("v2 binary", 1, "p50"), s.best(alone, "p50", min)), 0.6, 0.35, False)
        if model != TINY:
            beside("A5", f"{model}: v2 binary / one run on all cores, one client, p50",
                   lambda side: ratio(side("v2 binary", 1, "p50"), s.figures((model, "run", "wide", 1), "p50"), min), 1.10, 1.05, False)
        dark = (model, "pod, no traces", "/predict", clients)
        add("A6", f"{model}: traced and scraped / neither, answers a second", ratio(pod("/predict", clients, "rps"), s.figures(dark, "rps"), max), 0.97, 0.99)
        add("A6", f"{model}: the same by CPU time of an answer", ratio(s.figures(dark, "cpu_ms"), pod("/predict", clients, "cpu_ms"), min), 0.97, 0.99)

        def against(id, name, theirs, how, floor, aim):
            """The best of another server's, by what it does and by what it costs."""
            protocol = theirs[0][2] if theirs else ""
            bare = {"v2 binary": "bare Helidon", "gRPC": "bare gRPC"}.get(how, "bare server")
            beside(id, f"{model}: {how} / {name}'s {protocol}, answers a second", lambda side: ratio(side(how, clients, "rps"), s.best(theirs, "rps", max), max), floor, aim, bare=bare)
            beside(id, f"{model}: the same by CPU time of an answer", lambda side: ratio(s.best(theirs, "cpu_ms", min), side(how, clients, "cpu_ms"), min), floor, aim, bare=bare)

        fastapi = dict.fromkeys(side for m, side, *_ in s.by if m == model and side.startswith("FastAPI"))
        index = MODELS.index(model)
        for how, theirs in (("/predict", "/predict"), ("v2 binary", "tensor")):
            against("B1", "FastAPI", [(model, side, theirs, clients) for side in fastapi], how, (5, 1.2, 1.03)[index], (10, 1.3, 1.08)[index])
        for side, how, theirs in (("LitServe", "/predict", "/predict"), ("KServe", "/predict", "v1 base64"), ("KServe", "v2 binary", "v2 binary"),
                                  ("MLServer", "/predict", "v2 base64")):
            against("B2", side, [(model, side, theirs, clients)], how, (6, 1.2, 1.05)[index], (12, 1.35, 1.1)[index])
        pytorch = dict.fromkeys(side for m, side, *_ in s.by if m == model and side.startswith("PyTorch"))
        against("B4", "FastAPI with PyTorch", [(model, side, "/predict", clients) for side in pytorch], "/predict", 1.3, 2)
        # Where the server counts: the smallest model, and the largest text.
        how, floor, aim = {TINY: ("gRPC", 5, 10), LITE: ("v2 JSON", 5, 15)}.get(model, ("", 0, 0))
        against("B3", "MLServer", [(model, "MLServer", how, clients)], how, floor, aim)
        rates = lambda side: [rate for rate in document["rates"] if "p99" in rate and (rate["model"], rate.get("side", "pod")) == (model, side)]
        spread = lambda side: Compared(rate["p99"] / rate["p50"] for rate in rates(side))
        refused = sum(rate["refused"] for rate in rates("pod"))
        add("A8", f"{model}: p99 / p50 at 70 % of the peak, constant rate, {refused} refused", spread("pod"), 2.5, 1.8, False, spread("bare server"))
    starts = {}
    for start in document["starts"]:
        starts.setdefault(start["side"], {})[start["repeat"]] = start
    ours, bare = starts.pop("pod", {}), starts.pop("bare server", {})
    if starts:
        took = lambda side: {repeat: start["first_200_ms"] for repeat, start in side.items()}
        # Of several runs, one may have had no others.
        fastest = {repeat: min(took(side)[repeat] for side in starts.values() if repeat in side) for repeat in set().union(*starts.values())}
        add("D1", "first 200 / the fastest Python peer's", ratio(took(ours), fastest, min), 1.0, 0.5, False, ratio(took(bare), fastest, min))
    resident = lambda side: {repeat: start["pss"] for repeat, start in side.items()}
    two = next((side for name, side in starts.items() if name.startswith("FastAPI") and name.endswith(" x 1")), {})
    add("D2", "idle memory / FastAPI's with a worker for each core", ratio(resident(ours), resident(two), min), 0.8, 0.5, False)
    return found


def met(value, floor, aim, more):
    good = (lambda bar: value >= bar) if more else (lambda bar: value <= bar)
    return "aim" if good(aim) else "floor" if good(floor) else "**below the floor**"


def number(value):
    return f"{value:.0f}" if abs(value) >= 1000 else f"{value:.1f}" if abs(value) >= 100 else f"{value:.2f}" if abs(value) >= 1 else f"{value:.3f}"


def rows(header, lines):
    align = ["---" if i == 0 else "---:" for i in range(len(header))]
    return ["| " + " | ".join(row) + " |" for row in (header, align, *lines)]


def ratio_table(document):
    lines = []
    for id, what, values, floor, aim, more, bare in ratios(document):
        value = median(values)
        sign = "≥" if more else "≤"
        lines.append([f"{id} {what}", number(value), f"{number(min(values))}–{number(max(values))}", f"{sign} {floor:g}", f"{sign} {aim:g}", met(value, floor, aim, more),
                      "" if values.best is None else number(values.best), number(median(bare)) if bare else ""])
    return rows(["ratio", "median", "range", "floor", "aim", "meets", "best of each", "a bare server"], lines)


def model_table(document, model):
    s = Samples(document)
    heap = {rate["how"]: rate["allocated"] for rate in document["rates"] if rate["model"] == model and "p99" not in rate}
    lines = []
    for (m, side, how, c), repeats in s.by.items():
        if m != model:
            continue
        figure = lambda name: median([sample[name] for sample in repeats.values()])
        served = side not in ("run", "pipeline")
        took = heap.get(how) if side == "pod" else None if served else figure("allocated")
        lines.append([f"{side}, {how}", str(c), number(figure("rps")), number(figure("p50")), number(figure("p99")), number(figure("cpu_ms")),
                      "" if took is None else number(took / 1024), number(figure("pss")) if served else ""])
    return rows(["side", "clients", "answers/s", "p50 ms", "p99 ms", "CPU ms", "heap KiB", "memory MiB"], lines)


def start_table(document):
    by = {}
    for start in document["starts"]:
        by.setdefault(start["side"], []).append(start)
    lines = []
    for side, starts in by.items():
        took, idle = [start["first_200_ms"] for start in starts], [start["pss"] for start in starts]
        lines.append([side, f"{median(took):.0f}", f"{min(took)}–{max(took)}", f"{median(idle):.0f}", f"{min(idle):.0f}–{max(idle):.0f}"])
    return rows(["side", "first 200, ms", "range", "idle, MiB", "range"], lines)


def quiet(document):
    """How much of the machine others took while this measured."""
    shares = [sample["others"] for sample in document["samples"]]
    return f"Other processes took {median(shares):.2f} cores meanwhile (median of the samples; at most {max(shares):.2f})."


def joined(documents):
    """The turns of several runs as if they were of one, for a machine on which three turns say little."""
    whole = dict(documents[0], samples=[], starts=[], rates=[], failed=[])
    turns = 0
    for document in documents:
        if any(document["machine"][key] != whole["machine"][key] for key in ("cpu", "cores", "network")):
            raise SystemExit("the samples are of different machines: render each file alone")
        for key in ("samples", "starts"):
            whole[key] += [dict(each, repeat=each["repeat"] + turns) for each in document[key]]
        for key in ("rates", "failed"):
            whole[key] += document[key]
        turns = 1 + max(each["repeat"] for each in whole["samples"] + whole["starts"])
    return whole


def about(document):
    """What one run was, in words."""
    machine, versions, settings = (document[key] for key in ("machine", "versions", "settings"))
    rounds = settings.get("rounds", 1)
    lone = f" (those that A4 and A5 compare: {rounds} times as many of {settings['seconds'] / 2:g} s)" if rounds > 1 else ""
    return (f"{document['began'][:10]}, commit {versions['commit']}, {machine['cores']} cores of {machine['cpu']}, pinning: {machine['pinning']}; network: {machine['network']}; "
            f"{versions['java']}, {versions['onnxruntime']}, `{versions['flags']}`; {settings['repeats']} samples of {settings['seconds']:g} s of "
            f"each side, in turns (ABBA){lone}; medians. "
            f"{document['took_s']} s in all. {quiet(document)}")


def page(document):
    """The tables, of one run or of several that were joined."""
    words = [*ratio_table(document)]
    for model in dict.fromkeys(sample["model"] for sample in document["samples"]):
        words += ["", f"**{model}**", "", *model_table(document, model)]
    words += [f"\nFailed while it was measured: {each['model']}, {each['side']}, {each['how']}, {each['c']} clients: {each['error']}" for each in document["failed"]]
    words += ["", f"**Start and idle memory**, {LITE}", "", *start_table(document)]
    return "\n".join(words)


def render(files, path):
    """Writes the tables of these files into the page, between its two lines."""
    files, text = [pathlib.Path(file).resolve() for file in files], path.read_text()
    for file in files:
        if not file.is_relative_to(path.parent):
            raise SystemExit(f"{file} is not below {path.parent}: put it there first, the page links to it")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"{path} lacks the lines '{BEGIN}' and '{END}'")
    documents, links = [json.loads(file.read_text()) for file in files], [file.relative_to(path.parent) for file in files]
    heads = [f"Every sample: [{link}]({link}). {about(document)}" for link, document in zip(links, documents)]
    path.write_text("\n\n".join([before + BEGIN, *heads, page(joined(documents)), END + after]))
