"""A proxy that spoils one thing: `mutate.py PORT API MANAGEMENT PROMETHEUS` answers below http://127.0.0.1:PORT/MUTATION/ with
what the three servers answer, and spoils what the mutation says. The upstreams are plain HTTP; it ends with its parent's signal.

  http://127.0.0.1:PORT/METRICS-5/api/…         the API port, likewise /management/… and /prometheus/…
  http://127.0.0.1:PORT/none/…                  nothing is spoilt
"""
import http.client
import http.server
import json
import re
import sys
import urllib.parse

PORT = int(sys.argv[1])
UPSTREAM = dict(zip(("api", "management", "prometheus"), map(urllib.parse.urlsplit, sys.argv[2:5])))
unknown_paths = {}  # by mutation: the last path that is no route


def without(family):
    return lambda text, _: "".join(line for line in text.splitlines(True) if not re.match(rf"(# \w+ )?{family}(_bucket|_sum|_count)?[ {{]", line))


def replaced(pattern, by, times=0):
    return lambda text, _: re.sub(pattern, by, text, count=times)


def rules(change):
    def changed(text, _):
        document = json.loads(text)
        for group in document["data"]["groups"]:
            group["rules"] = [rule for rule in map(change, group["rules"]) if rule]
        return json.dumps(document)
    return changed


# Mutation: (path of an answer, what becomes of its text).
ANSWERS = {
    "METRICS-1": ("/metrics", lambda text, _: text + "http_requests_total{\n"),
    "METRICS-2": ("/metrics", without("http_errors_total")),
    "METRICS-3": ("/metrics", replaced(r"\bstatus_code=", "code=")),
    "METRICS-4": ("/metrics", without("inference_confidence_score")),
    "METRICS-5": ("/metrics", without("model_memory_bytes")),
    "METRICS-6": ("/metrics", replaced(r'(?m)^http_request_duration_seconds_bucket\{.*le="0\.3".*\n', "")),
    "METRICS-7": ("/metrics", lambda text, mutation: text.replace('"unmatched"', f'"{unknown_paths.get(mutation, "")}"')),
    "METRICS-8": ("/metrics", replaced(r"(?m)^# HELP inference_workers .*\n", "")),
    "TRACING-2": ("/debug/traces", replaced(r'"kind":\s*2', '"kind":1')),
    "TRACING-3": ("/debug/traces", replaced(r'"run_inference"', '"something"')),
    "HEALTH-1": ("/healthz", replaced("healthy", "so so")),
    "HEALTH-2": ("/readyz", replaced(r',"model_digest":"[^"]*"', "")),
    "SLO-1": ("/api/v1/rules", rules(lambda rule: None if rule["name"] == "slo:sli_error:ratio_rate5m" else rule)),
    "SLO-2": ("/api/v1/rules", rules(lambda rule: rule | {"query": "vector(0.5)"} if rule["name"] == "slo:objective:ratio" else rule)),
    "SLO-3": ("/api/v1/rules", rules(lambda rule: None if rule["name"] == "slo:period_error_budget_remaining:ratio" else rule)),
}


def spoil_request(mutation, headers, body):
    if mutation == "TRACING-6" and "traceparent" in headers:
        headers["traceparent"] = headers["traceparent"][:-2] + "00"
    if mutation == "LOGGING-8":  # the pod logs the file's name
        session = re.search(r"session=(\S+)", headers.get("Cookie", ""))
        body = re.sub(rb'filename="[^"]*"', b'filename="' + session[1].encode() + b'"', body) if session else body
    return body


class Proxy(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        _, mutation, server, path = self.path.split("/", 3)
        path = "/" + path
        base = UPSTREAM[server]
        headers = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection", "content-length", "accept-encoding", "upgrade", "http2-settings")}
        body = spoil_request(mutation, headers, self.rfile.read(int(self.headers.get("Content-Length", 0))))
        upstream = http.client.HTTPConnection(base.hostname, base.port, timeout=60)
        upstream.request(self.command, base.path + path, body or None, headers)
        answer = upstream.getresponse()
        content = answer.read()
        upstream.close()
        if answer.status == 404:
            unknown_paths[mutation] = path
        of, change = ANSWERS.get(mutation, ("", None))
        if change and path.split("?")[0] == of:
            content = change(content.decode(), mutation).encode()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("connection", "transfer-encoding", "content-length", "date", "server"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = answer

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", PORT), Proxy).serve_forever()
