#!/usr/bin/env python3
"""Proves that a Collector configuration keeps the traces that matter.

  tail_sampling.py OTELCOL CONFIG

Starts the Collector with the configuration, its addresses moved to this machine, sends traces of four kinds over
OTLP/HTTP, and counts which of them come out: every error, every 5xx answer and every slow request must, and most of
the rest must not.
"""
import http.server
import json
import random
import subprocess
import sys
import threading
import time
import urllib.request

KINDS = {"error": 20, "unavailable": 20, "slow": 20, "usual": 400}
# Twice the configuration's decision_wait, and then some for a busy machine.
PATIENCE = 60


def span(kind):
    begin = time.time_ns()
    attributes = [{"key": "kind", "value": {"stringValue": kind}}]
    status = 503 if kind == "unavailable" else 200
    attributes.append({"key": "http.response.status_code", "value": {"intValue": str(status)}})
    return {
        "traceId": f"{random.getrandbits(128):032x}",
        "spanId": f"{random.getrandbits(64):016x}",
        "name": "POST /predict",
        "kind": 2,
        "startTimeUnixNano": str(begin),
        "endTimeUnixNano": str(begin + (400 if kind == "slow" else 40) * 1_000_000),
        "attributes": attributes,
        "status": {"code": 2} if kind == "error" else {},
    }


class Sink(http.server.BaseHTTPRequestHandler):
    kept = []

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        for resource in body["resourceSpans"]:
            for scope in resource["scopeSpans"]:
                for one in scope["spans"]:
                    kind = next(a["value"]["stringValue"] for a in one["attributes"] if a["key"] == "kind")
                    self.kept.append((kind, one["traceId"]))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_):
        pass


def free_port():
    with http.server.HTTPServer(("127.0.0.1", 0), Sink) as server:
        return server.server_port


def main():
    otelcol, config = sys.argv[1:]
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    sink = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Sink)
    threading.Thread(target=sink.serve_forever, daemon=True).start()
    grpc, otlp = free_port(), free_port()
    moved = [
        f"receivers::otlp::protocols::grpc::endpoint: 127.0.0.1:{grpc}",
        f"receivers::otlp::protocols::http::endpoint: 127.0.0.1:{otlp}",
        f"exporters::otlphttp::endpoint: http://127.0.0.1:{sink.server_port}",
        "exporters::otlphttp::encoding: json",
        "exporters::otlphttp::compression: none",
        "service::pipelines::traces::exporters: [otlphttp]",
        "service::telemetry::metrics::level: none",
    ]
    collector = subprocess.Popen(
        [otelcol, f"--config={config}", *(f"--config=yaml:{line}" for line in moved)], stderr=subprocess.PIPE
    )
    log = []
    threading.Thread(target=lambda: log.extend(collector.stderr), daemon=True).start()
    try:
        spans = [span(kind) for kind, count in KINDS.items() for _ in range(count)]
        random.shuffle(spans)
        body = json.dumps({"resourceSpans": [{"resource": {}, "scopeSpans": [{"spans": spans}]}]}).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{otlp}/v1/traces", body, {"Content-Type": "application/json"}
        )
        send(opener, request, collector, log)
        verdict(spans)
    finally:
        collector.terminate()
        collector.wait(timeout=30)


def send(opener, request, collector, log):
    for _ in range(PATIENCE * 2):
        try:
            opener.open(request, timeout=10).close()
            return
        except OSError as refused:
            if collector.poll() is not None:
                sys.exit("the Collector ended:\n" + b"".join(log).decode())
            last = refused
            time.sleep(0.5)
    sys.exit(f"the Collector does not answer: {last}")


def verdict(spans):
    must = sum(count for kind, count in KINDS.items() if kind != "usual")
    end = time.monotonic() + PATIENCE
    while sum(kind != "usual" for kind, _ in Sink.kept) < must and time.monotonic() < end:
        time.sleep(0.5)
    time.sleep(3)  # for what should not come
    kept = {kind: len({trace for found, trace in Sink.kept if found == kind}) for kind in KINDS}
    for kind, count in KINDS.items():
        print(f"{kind}: {kept[kind]} of {count} traces kept")
    lost = [kind for kind in KINDS if kind != "usual" and kept[kind] != KINDS[kind]]
    if lost:
        sys.exit(f"lost: {', '.join(lost)}")
    # A tenth of 400, within five standard deviations.
    if not 10 <= kept["usual"] <= 70:
        sys.exit("the rest is not sampled at about a tenth")


if __name__ == "__main__":
    main()
