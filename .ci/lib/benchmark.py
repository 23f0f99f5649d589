"""The body of .ci/benchmark."""
import argparse
import datetime
import json
import os
import pathlib
import platform
import re
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import time

import benchmark_network
import benchmark_tables
from benchmark_cache import made, virtual_environment
from benchmark_peers import KINDS, Peer
from benchmark_sides import (Bare, BareStart, Collector, Failed, PodServer, as_in_the_image, bench_jvm, exchange, floats, heap, memory, multipart, others,
                             raw_output, side_of, v2_binary, v2_json, v2_message)

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILTIN = ROOT / "config/models/efficientnet-lite0/model.onnx"
PICTURES = [ROOT / f"config/samples/{name}.jpg" for name in ("chelsea", "coffee", "rocket")]
PAGE = ROOT / "docs/performance.md"
CROWD = 8  # clients at once
FIRST = 2  # seconds a side is warmed up before anything is timed
# … and of ours, whose code a JVM compiles while it runs: a crowd's requests until that is done, which takes a number of
# calls. With the tiny model they have long been made, with the largest they would take ten minutes, of next to no effect.
COMPILED = {"pod": 24, "pod, no traces": 24, "pipeline": 8, "bare server": 8, "bare Helidon": 24, "bare gRPC": 24}
COMPILED_LATE = {benchmark_tables.LITE: 60}
# What only the pod's lone requests call: a wide run has both cores, and waits for the one that compiles.
COMPILED_ALONE = 10
WARM_UP = 0.5  # seconds before each sample
# What one client waits for differs by tenths of a millisecond, less than many a machine's speed from one second to the next:
# those sides are measured more often within a turn, each time half as long, beside each other.
ROUNDS = 4
COUNTED = 200  # answers whose heap is counted

# What A4 and A5 compare.
LONE = {("run", "narrow", 1), ("run", "wide", 1), ("bare server", "v2 binary", 1), ("pod", "v2 binary", 1),
        ("pipeline", "narrow", 1), ("pipeline", "wide", 1), ("bare server", "/predict", 1), ("pod", "/predict", 1)}

options = argparse.ArgumentParser(prog=".ci/benchmark")
options.add_argument("--repeats", type=int, default=3)
options.add_argument("--seconds", type=float, default=4, help="of each sample")
options.add_argument("--models", default=",".join(benchmark_tables.MODELS))
options.add_argument("--peers", default="", help="servers of PyPI to compare with: " + ", ".join(KINDS))
options.add_argument("--json", default="", help="file for every sample")
options.add_argument("--port", type=int, default=19400)
options.add_argument("--smoke", action="store_true", help="one model, a second each: that it works")
options.add_argument("--render", default="", help="write the tables of a file of samples, or of several with commas between, into the page of the first one's name beside it, else docs/performance.md")
options = options.parse_args()


def wanted(text, known, what):
    names = [name for name in text.split(",") if name]
    for name in names:
        if name not in known:
            raise SystemExit(f"there is no {what} '{name}'; there are: {', '.join(known)}")
    return names


def there_and_back(turns, repeat):
    return turns if repeat % 2 == 0 else reversed(turns)


class Benchmark:
    def __init__(self, folder, repeats, seconds, compiled, image):
        self.image = image
        self.folder, self.repeats, self.seconds, self.compiled = folder, repeats, seconds, compiled
        self.samples, self.starts, self.rates, self.failed = [], [], [], []
        self.client = bench_jvm("LoadClient", folder / "client.log")
        self.collector = Collector(options.port + 9)

    def model(self, name, file, peers):
        """All sides of one model, in turns: forwards, backwards, and so on."""
        print(f"\n== {name}", flush=True)
        inside = bench_jvm("InProcess", self.folder / f"inside-{name}.log", file, *PICTURES, **self.image)
        cores = inside.facts["cores"]
        uri = "builtin://efficientnet-lite0" if file == BUILTIN else f"file://{file}"
        pod = PodServer("pod", options.port, self.folder / f"pod-{name}.log", uri, **self.collector.environment, **self.image)
        dark = PodServer("pod, no traces", options.port + 4, self.folder / f"dark-{name}.log", uri, **self.image)
        servers = [pod, dark]
        try:
            pod.start()
            dark.start()
            pod.until_ready()
            dark.until_ready()
            self.collector.scraped.append(pod.metrics_port)
            bares = Bare.all(options.port + 10, inside)
            self.write_requests(name, inside, pod, dark, bares)
            self.check(name, pod, dark, bares)
            rivals = [self.peer(kind, i, name, file) for i, kind in enumerate(peers) if name in kind.models]
            servers += rivals
            for rival in rivals:
                rival.start()
                rival.until_ready()
                rival.check(self)
            print(f"answers of {len(servers)} servers to {len(PICTURES)} pictures compared", flush=True)
            turns = self.turns(inside, cores, pod, dark, bares, rivals)
            for labels, measure in turns:
                self.measured(name, labels, measure, 0, self.warming(name, labels))
            lone = [turn for turn in turns if turn[0] in LONE]
            rest = [turn for turn in turns if turn[0] not in LONE]
            for repeat in range(self.repeats):
                for round in range(ROUNDS):
                    for labels, measure in there_and_back(lone, round):
                        self.take(name, repeat + round * self.repeats, labels, measure, self.seconds / 2)
                for labels, measure in there_and_back(rest, repeat):
                    self.take(name, repeat, labels, measure, self.seconds)
            self.after(name, pod, bares[0])
        finally:
            self.collector.scraped.clear()
            inside.stop()
            for server in servers:
                server.stop()

    def warming(self, name, labels):
        side, _, clients = labels
        pod = side.startswith("pod")
        if not self.compiled:
            return min(FIRST, self.seconds)
        if clients < CROWD and side != "pipeline":
            return COMPILED_ALONE if pod else min(FIRST, self.seconds)
        return COMPILED_LATE.get(name, COMPILED[side]) if pod else COMPILED.get(side, FIRST)

    def peer(self, kind, place, name, file):
        peer = Peer(kind, options.port + 20 + place, self.folder / f"{kind.name}-{name}.log", self.folder, file)
        peer.write_requests([picture.read_bytes() for picture in PICTURES], self.tensors)
        return peer

    def write_requests(self, name, inside, pod, dark, bares):
        self.answers = inside.ask("answers", self.folder)["answers"]
        self.logits = [floats((self.folder / f"out-{i}").read_bytes()) for i in range(len(PICTURES))]
        self.tensors = [(self.folder / f"in-{i}").read_bytes() for i in range(len(PICTURES))]
        for i, (picture, values) in enumerate(zip(PICTURES, self.tensors)):
            side = side_of(values)
            path = "/v2/models/m/infer"
            for protocol, request in (("/predict", multipart("/predict", picture.read_bytes())), ("v2 binary", v2_binary(path, values, side)),
                                      ("v2 JSON", v2_json(path, values, side)), ("gRPC", v2_message(values, side))):
                file = self.folder / f"{name}-{protocol.strip('/').replace(' ', '-')}-{i}"
                file.write_bytes(request)
                pod.files.setdefault(protocol, []).append(file)
        for server, protocols in zip((dark, *bares), (("/predict", "v2 binary"), ("/predict", "v2 binary"), ("v2 binary",), ("gRPC",))):
            server.files = {protocol: pod.files[protocol] for protocol in protocols}

    def check(self, name, pod, dark, bares):
        """That every protocol gives what the pipeline gives in process."""
        bare, helidon, grpc = bares
        for i in range(len(self.answers)):
            for server in (pod, dark, bare):
                self.same_best(f"{server.name} /predict", i, [(p["class_id"], p["confidence"]) for p in
                                                              json.loads(server.once(server.files["/predict"][i])[0])["predictions"]])
            body, headers = pod.once(pod.files["v2 binary"][i])
            self.same_logits("v2 binary", i, floats(body[int(headers["inference-header-content-length"]):]))
            for server in (bare, helidon):
                self.same_logits(server.name, i, floats(server.once(server.files["v2 binary"][i])[0]))
            self.same_logits("v2 JSON", i, json.loads(pod.once(pod.files["v2 JSON"][i])[0])["outputs"][0]["data"])
            for server in (pod, grpc):
                self.same_logits(f"{server.name} gRPC", i, floats(raw_output(self.ask_by_grpc(server, server.files["gRPC"][i]))))

    def ask_by_grpc(self, server, message):
        self.client.ask("ask", server.grpc_port, message, self.folder / "answer")
        return (self.folder / "answer").read_bytes()

    def same_best(self, who, picture, best, tolerance=0.002):
        expected = self.answers[picture]
        for (wanted, confidence), (got, its) in zip(expected, best, strict=True):
            # Two classes with all but the same confidence may change places.
            near = {each for each, c in expected if abs(c - confidence) < tolerance}
            if abs(confidence - its) > tolerance or got not in near:
                raise SystemExit(f"{who} answers {best} to picture {picture}, not {expected}")

    def same_logits(self, who, picture, values):
        expected = self.logits[picture]
        scale = max(map(abs, expected))
        if len(values) != len(expected) or max(abs(a - b) for a, b in zip(expected, values)) > 1e-3 * scale:
            raise SystemExit(f"{who} answers other values to picture {picture}")

    def turns(self, inside, cores, pod, dark, bares, peers):
        """(labels, measurement) of each side, those that are compared beside each other."""
        def in_process(what, width, threads):
            return (what, width, threads), lambda warm, seconds: inside.ask(what, width, threads, warm, seconds)

        def served(server, protocol, clients):
            port = server.grpc_port if protocol == "gRPC" else server.port
            command = "grpc" if protocol == "gRPC" else "http"
            return (server.name, protocol, clients), lambda warm, seconds: self.client.ask(
                command, port, server.pid, clients, warm, seconds, *server.files[protocol]) | memory(server.pid)

        bare, helidon, grpc = bares
        turns = [in_process("run", "narrow", 1), in_process("run", "wide", 1), served(bare, "v2 binary", 1), served(helidon, "v2 binary", 1), served(grpc, "gRPC", 1)]
        turns += [served(pod, protocol, 1) for protocol in ("v2 binary", "gRPC", "v2 JSON")]
        turns += [in_process("pipeline", "narrow", 1), in_process("pipeline", "wide", 1), served(bare, "/predict", 1), served(pod, "/predict", 1)]
        turns += [in_process("run", "narrow", cores), served(bare, "v2 binary", CROWD), served(helidon, "v2 binary", CROWD), served(grpc, "gRPC", CROWD)]
        turns += [served(pod, protocol, CROWD) for protocol in ("v2 binary", "gRPC", "v2 JSON")]
        turns += [in_process("pipeline", "narrow", cores), served(bare, "/predict", CROWD), served(pod, "/predict", CROWD), served(dark, "/predict", CROWD),
                  served(dark, "v2 binary", CROWD)]
        for peer in peers:
            turns += [served(peer, protocol, clients) for protocol in peer.files for clients in (1, CROWD)]
        return turns

    def measured(self, name, labels, measure, warm_up, seconds):
        """None when another's server fails, which does not end the measurement."""
        try:
            return measure(warm_up, seconds)
        except Failed as failed:
            if labels[0] in ("pod", "pod, no traces"):
                raise SystemExit(f"{', '.join(map(str, labels))}: {failed}") from None
            self.failed.append({"model": name, "side": labels[0], "how": labels[1], "c": labels[2], "error": str(failed)})
            print(f"  {labels[0]} {labels[1]} c={labels[2]}: {failed}", flush=True)

    def take(self, name, repeat, labels, measure, seconds):
        sample = {"n": len(self.samples), "repeat": repeat, "model": name, "side": labels[0], "how": labels[1], "c": labels[2],
                  "load": round(os.getloadavg()[0], 2)}
        before = others()
        measured = self.measured(name, labels, measure, WARM_UP, seconds)
        if not measured:
            return
        sample |= measured
        sample["others"] = round((others() - before) / (WARM_UP + seconds), 2)
        self.samples.append(sample)
        print(f"  {repeat + 1}  {labels[0]:15} {labels[1]:10} c={labels[2]}  {sample['rps']:9.1f} /s  p50 {sample['p50']:8.3f}"
              f"  p99 {sample['p99']:8.3f} ms  CPU {sample['cpu_ms']:8.3f} ms", flush=True)

    def after(self, name, pod, bare):
        """What is not compared in turns: how much heap a request takes, and latency at 70 % of the peak, at a constant rate."""
        for protocol in pod.files:
            self.rates.append({"model": name, "how": protocol, "allocated": round(self.allocated(pod, protocol))})
        peak = benchmark_tables.median([s["rps"] for s in self.samples if s["model"] == name
                                        and (s["side"], s["how"], s["c"]) == ("pod", "/predict", CROWD)])
        for repeat in range(self.repeats):
            for server in (pod, bare) if repeat % 2 == 0 else (bare, pod):
                sample = self.client.ask("rate", server.port, server.pid, f"{0.7 * peak:.2f}", 1, 2 * self.seconds, *server.files["/predict"])
                self.rates.append({"model": name, "side": server.name, "how": "70 % of the peak", "repeat": repeat} | sample)

    def allocated(self, pod, protocol):
        """Bytes of heap for an answer. Counted while the connection lasts: what its thread took goes with it."""
        if protocol == "gRPC":
            before = heap(pod.pid)
            sample = self.client.ask("grpc", pod.grpc_port, pod.pid, 1, 0, min(1, self.seconds), *pod.files[protocol])
            return (heap(pod.pid) - before) / sample["requests"]
        requests = [file.read_bytes() for file in pod.files[protocol]]
        with socket.create_connection(("127.0.0.1", pod.port), timeout=60) as connection:
            exchange(connection, requests[0])
            before = heap(pod.pid)
            for turn in range(COUNTED):
                exchange(connection, requests[turn % len(requests)])
            return (heap(pod.pid) - before) / COUNTED

    def start(self, server, idle):
        """From the start of the process to the first 200, then the memory of a server that nobody asks."""
        for repeat in range(self.repeats):
            since = time.monotonic()
            server.start()
            try:
                took = server.until_first_answer(next(iter(server.files.values()))[0], since)
                time.sleep(idle)
                self.starts.append({"side": server.name, "repeat": repeat, "first_200_ms": round(1000 * took)} | memory(server.pid))
            finally:
                server.stop()
            print(f"  {repeat + 1}  {server.name:15} first 200 after {1000 * took:.0f} ms, idle {self.starts[-1]['pss']} MiB", flush=True)


def machine():
    cpu = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    return {"cpu": cpu[1] if cpu else platform.machine(), "cores": len(os.sched_getaffinity(0)),
            "pinning": "none: clients and servers share the cores", "memory_mib": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20,
            "system": f"{platform.system()} {platform.release()}", "load": os.getloadavg()[0]}


def versions():
    java = subprocess.run([shlex.split(os.environ["POD"])[0], "-version"], capture_output=True, text=True, check=True).stderr
    commit = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    libs = (ROOT / "inference-pod/target/libs").glob("onnxruntime*.jar")
    words = shlex.split(os.environ["POD"])
    return {"commit": commit, "java": java.splitlines()[1].strip(), "onnxruntime": ", ".join(jar.stem for jar in libs),
            "flags": re.sub(r"(?<==)/\S*/(?=\S)", "", " ".join(words[1:words.index("-cp")]))}


def main():
    if options.render:
        files = options.render.split(",")
        beside = pathlib.Path(files[0]).resolve().with_suffix(".md")
        benchmark_tables.render(files, beside if beside.exists() else PAGE)
        return
    models = ["efficientnet-lite0"] if options.smoke else wanted(options.models, benchmark_tables.MODELS, "model")
    peers = wanted(options.peers, KINDS, "peer")
    repeats, seconds, compiled, idle = (1, 1, False, 0) if options.smoke else (options.repeats, options.seconds, True, 5)
    files = {name: BUILTIN if name == "efficientnet-lite0" else made(name) for name in models}
    kinds = [kind for peer in peers for kind in KINDS[peer]]
    for kind in kinds:
        virtual_environment(ROOT / ".ci" / kind.pins)
    network = benchmark_network.own()  # all downloads are done
    begin = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        image = as_in_the_image(pathlib.Path(folder))
        run = Benchmark(pathlib.Path(folder), repeats, seconds, compiled, image)
        document = {"began": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"), "machine": machine() | {"network": network},
                    "versions": versions(), "settings": {"seconds": seconds, "repeats": repeats, "warm_up": WARM_UP, "rounds": ROUNDS, "clients": CROWD}}
        document["versions"]["peers"] = {kind.name: kind.version() for kind in kinds}
        for name in models:
            run.model(name, files[name], kinds)
        print("\n== start and idle memory, efficientnet-lite0", flush=True)
        pod = PodServer("pod", options.port, run.folder / "start.log", "builtin://efficientnet-lite0", **image)
        pod.files["/predict"] = [run.folder / "start-request"]
        pod.files["/predict"][0].write_bytes(multipart("/predict", PICTURES[0].read_bytes()))
        run.start(pod, idle)
        run.start(BareStart(options.port + 10, run.folder / "bare-start.log", run.folder, BUILTIN, pod.files["/predict"][0], image), idle)
        for i, kind in enumerate(kind for kind in kinds if benchmark_tables.LITE in kind.models):
            peer = Peer(kind, options.port + 20 + i, run.folder / f"start-{kind.name}.log", run.folder, BUILTIN)
            peer.write_requests([PICTURES[0].read_bytes()], run.tensors[:1])
            try:
                run.start(peer, idle)
            except SystemExit as broken:  # another's server, which leaves all that was measured as it is
                run.failed.append({"model": "efficientnet-lite0", "side": kind.name, "how": "start", "c": 1, "error": str(broken)})
        run.client.stop()
        if not run.collector.server.received:
            raise SystemExit("no span has reached the collector: the pod was not measured with its traces")
    document |= {"took_s": round(time.monotonic() - begin), "samples": run.samples, "rates": run.rates, "starts": run.starts, "failed": run.failed}
    if options.json:
        benchmark_tables.write(document, options.json)
    print()
    print(benchmark_tables.about(document), "", benchmark_tables.page(document), sep="\n")
    print(f"{document['took_s']} s in all")


# So that no server stays behind.
signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended by SIGTERM"))
try:
    main()
except Failed as failed:
    sys.exit(f"the pod failed: {failed}")
