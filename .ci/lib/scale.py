"""The body of .ci/scale."""
import argparse
import json
import os
import pathlib
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

from apiserver import ApiServer, Authority, free_port
from audit import Audit, is_write, seconds, told
from processes import cpu, resident

options = argparse.ArgumentParser(prog=".ci/scale")
options.add_argument("gateways", type=int, nargs="?", default=200, help="more than the ten whose edits only warm up")
options.add_argument("--idle", type=float, default=300, help="seconds without a change")
options.add_argument("--edits", type=int, default=100)
options.add_argument("--order", default="ABBA", help="A: the operator, B: the bare client; the last A is measured further")
options.add_argument("--memory", type=int, default=512, help="MiB the operator's container would have; the chart's limit")
options.add_argument("--json", help="file for every figure")
options.add_argument("--keep", action="store_true", help="keep the logs, and the API servers' audit logs")
options = options.parse_args()
if options.gateways <= 10:
    raise SystemExit(".ci/scale: there must be more than 10 gateways: the edits of the first ten only warm up")

ROOT = pathlib.Path(__file__).parents[2]
N = options.gateways
NAMESPACE, NAME = "scale-operator", "inference-gateway"
OPERATOR, BARE = f"system:serviceaccount:{NAMESPACE}:{NAME}", f"system:serviceaccount:{NAMESPACE}:bare"
OWNED = {"serviceaccounts": "/api/v1", "services": "/api/v1", "networkpolicies": "/apis/networking.k8s.io/v1",
         "deployments": "/apis/apps/v1", "poddisruptionbudgets": "/apis/policy/v1",
         "servicemonitors": "/apis/monitoring.coreos.com/v1", "prometheusrules": "/apis/monitoring.coreos.com/v1"}
GATEWAYS = "inferencegateways"
STATUS = f"{GATEWAYS}/status"
QUIET, PATIENCE = 5, 120  # seconds without a request after which nothing more comes; without progress
FIXTURES = ROOT / ".ci/lib/scale.yaml"
JAVA, BINARIES, CRDS = os.environ["JAVA"], os.environ["BINARIES"], os.environ["MONITORING_CRDS"]
failed = []


def check(name, holds, words=""):
    print(f"{'PASS' if holds else 'FAIL'} {name}{'' if holds or not words else ': ' + words}", flush=True)
    if not holds:
        failed.append(name)


def image_flags():
    """The JVM options of the operator's image, as its Dockerfile has them."""
    return re.findall(r"-XX:[+A-Za-z]+(?:=\w+)?", (ROOT / "operator/Dockerfile").read_text())


class Operator:
    """The operator as a process, with the flags of its image and the heap its container's memory would give it."""

    def __init__(self, folder, kubeconfig, log="operator.log", **env):
        self.log, self.port = folder / log, free_port()
        env = dict(os.environ, KUBECONFIG=str(kubeconfig), POD_NAMESPACE=NAMESPACE, MANAGEMENT_PORT=str(self.port), **env)
        env.pop("JAVA_TOOL_OPTIONS", None)
        self.started = time.time()
        with open(self.log, "wb") as out:
            self.process = subprocess.Popen([JAVA, f"-XX:MaxRAM={options.memory}m", *image_flags(), "-jar",
                                             ROOT / "operator/target/operator.jar", "run"], env=env, stdout=out, stderr=out)

    def __enter__(self):
        end = time.monotonic() + PATIENCE
        while b'"operator started"' not in self.log.read_bytes():
            if self.process.poll() is not None or time.monotonic() > end:
                self.__exit__()
                raise SystemExit(f"the operator does not start:\n{self.log.read_text()[-2000:]}")
            time.sleep(0.05)
        return self

    def cpu(self):
        return cpu(self.process.pid)

    def lines(self):
        for line in self.log.read_text().splitlines():
            if line.startswith("{"):
                yield json.loads(line)

    def heap(self):
        """Bytes in use after a collection."""
        jcmd = pathlib.Path(JAVA).with_name("jcmd")
        for _ in range(2):  # what the first one's cleaners let go of
            subprocess.run([jcmd, str(self.process.pid), "GC.run"], check=True, capture_output=True)
        info = subprocess.run([jcmd, str(self.process.pid), "GC.heap_info"], check=True, capture_output=True, text=True).stdout
        used = re.findall(r"total \d+K, used (\d+)K", info)  # young and old
        assert len(used) == 2, info
        return 1024 * sum(map(int, used))

    def resident(self):
        return resident(self.process.pid)

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def client(*arguments, **how):
    """One of the Java clients of this measurement."""
    classes = f"{ROOT}/operator/target/test-classes:{ROOT}/operator/target/operator.jar"
    return subprocess.Popen([JAVA, "-XX:+UseSerialGC", "-Xmx1g", "-Dlogback.configurationFile=logback.xml", "-cp", classes, "io.inferencegateway.operator.scale.Scale",
                             *map(str, arguments)], text=True, env=dict(os.environ, POD_NAMESPACE=NAMESPACE), **how)


class Leg:
    """One API server with an empty store, and in it what a cluster has before the first gateway comes."""

    def __init__(self, folder, authority):
        self.folder = folder
        self.server = ApiServer(folder, BINARIES, authority)

    def __enter__(self):
        server = self.server.__enter__()
        server.establish(CRDS, ROOT / "helm/inference-gateway-crds/templates")
        namespaces = "".join(f"---\napiVersion: v1\nkind: Namespace\nmetadata: {{name: scale-{i}}}\n" for i in range((N + 19) // 20))
        server.kubectl("create", "namespace", NAMESPACE)
        chart = subprocess.run(["helm", "template", NAME, ROOT / "helm/inference-gateway", "-n", NAMESPACE, "--kube-version", "1.34",
                                "-s", "templates/rbac.yaml", "-s", "templates/serviceaccount.yaml"], check=True, capture_output=True, text=True)
        server.kubectl("apply", "--server-side", "-f", "-", input=chart.stdout)
        server.kubectl("apply", "--server-side", "-f", "-", input=FIXTURES.read_text() + namespaces)
        self.account = server.service_account(NAMESPACE, NAME)
        self.audit = Audit(server.audit_log)
        self.before = self.count()
        return self

    def __exit__(self, *what):
        self.server.__exit__(*what)

    def servers_cpu(self):
        return sum(cpu(process.pid) for process in self.server.processes)

    def until_quiet(self, user, done, operator=None):
        """Waits until `done()`, and for silence of the user; the operator must not end meanwhile."""
        position, since = 0, time.monotonic()
        while True:
            now = self.audit.position()
            if self.audit.since(position, user):
                since = time.monotonic()
            position = now
            silent = time.monotonic() - since
            if operator and operator.process.poll() is not None:
                raise SystemExit(f"the operator has ended:\n{operator.log.read_text()[-400:]}")
            if silent > QUIET and done():
                return
            if silent > PATIENCE:
                raise SystemExit(f"not done, and no request of {user} for {PATIENCE} s; logs in {self.folder}")
            time.sleep(0.5)

    def complete(self, user):
        """Every status was written, which is what comes last. (An object may be there although its writer was told 504.)"""
        written = {(asked.namespace, asked.name) for asked in self.audit.since(0, user) if asked.resource == STATUS and asked.code == 200}
        return len(written) == N

    def count(self):
        """Objects of every kind a gateway owns, whoever has made them."""
        answers = {kind: json.loads(self.server.kubectl("get", f"--raw={group}/{kind}?limit=1")) for kind, group in OWNED.items()}
        return {kind: len(answer["items"]) + answer["metadata"].get("remainingItemCount", 0) for kind, answer in answers.items()}

    def check_owned(self, who):
        owned = {kind: count - self.before[kind] for kind, count in self.count().items()}
        check(f"{who}: {N} gateways own what they should", set(owned.values()) == {N}, str(owned))

    def measure(self, user, began):
        """Seconds from the first create to the last write, and what was asked meanwhile."""
        asked = self.audit.since(0, user)
        writes = [request for request in asked if is_write(request)]
        created = min(request.begin for request in self.audit.read() if request.resource == GATEWAYS and request.verb == "create")
        return {"seconds": max(request.end for request in writes) - created, "writes": len(writes), "reads": len(asked) - len(writes),
                "requests": told(asked), "server_cpu_ms": 1000 * (self.servers_cpu() - began) / N}


def finish(process, what):
    """Waits for a client; the seconds of CPU it has used."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{what} failed")
    return usage.ru_utime + usage.ru_stime


def bare(leg):
    account = leg.server.service_account(NAMESPACE, "bare")
    began = leg.servers_cpu()
    used = finish(client("bare", leg.server.admin, account, N), "the bare client")
    leg.until_quiet(BARE, lambda: leg.complete(BARE))
    leg.check_owned("bare client")
    return leg.measure(BARE, began) | {"cpu_ms": 1000 * used / N}


def converge(leg, operator):
    began, used = leg.servers_cpu(), operator.cpu()
    created = finish(client("create", leg.server.admin, N), "creating the gateways")
    leg.until_quiet(OPERATOR, lambda: leg.complete(OPERATOR), operator)
    leg.check_owned("operator")
    return leg.measure(OPERATOR, began) | {"cpu_ms": 1000 * (created + operator.cpu() - used) / N}


def ready(leg):
    """How many gateways are Ready, of their newest spec, and have learned which version of the model their pods serve."""
    fields = r"{.status.conditions[?(@.type=='Ready')].status} {.metadata.generation} {.status.observedGeneration} {.status.model.version}"
    answer = leg.server.kubectl("get", GATEWAYS, "-A", "-o", "jsonpath={range .items[*]}" + fields + r"{'\n'}{end}")
    rows = [row.split() for row in answer.splitlines()]
    return sum(row[0] == "True" and row[1] == row[2] for row in rows if len(row) == 4)


def roll_out(leg, operator):
    address = f"127.{os.getpid() >> 16 & 127}.{os.getpid() >> 8 & 255}.{1 + os.getpid() % 254}"
    nodes = client("nodes", leg.server.admin, address, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        if nodes.stdout.readline() != "finished\n":
            raise SystemExit("finishing the rollouts failed")
        leg.until_quiet(OPERATOR, lambda: ready(leg) == N, operator)
    finally:
        nodes.stdin.close()
        nodes.wait()


def idle(leg, length):
    position = leg.audit.position()
    time.sleep(length)
    asked = leg.audit.since(position, OPERATOR)
    writes = [request for request in asked if is_write(request)]
    return {"writes": len(writes), "reads": len(asked) - len(writes), "requests": told(asked), "seconds": length}


def edit(leg):
    times = min(options.edits, N - 10)
    edits = client("edits", leg.server.admin, N, times, stdout=subprocess.PIPE)
    answers = sorted(map(float, edits.communicate()[0].split()))
    at = lambda share: answers[min(len(answers) - 1, int(share * len(answers)))]
    if edits.returncode or len(answers) != times:
        raise SystemExit("an edit did not reach its Deployment")
    return {"edits": len(answers), "p50_ms": at(.5), "p99_ms": at(.99), "longest_ms": answers[-1], "all_ms": answers}


def looked_at(operator):
    """When each gateway was first reconciled, by the operator's own log."""
    first = {}
    for line in operator.lines():
        if str(line.get("event", "")).startswith("reconciled"):
            first.setdefault((line["namespace"], line["name"]), line["timestamp"])
    return first


def restart(leg):
    position = leg.audit.position()
    with Operator(leg.folder, leg.account, "restarted.log", LOG_LEVEL="DEBUG") as operator:
        leg.until_quiet(OPERATOR, lambda: len(looked_at(operator)) == N, operator)
        asked = leg.audit.since(position, OPERATOR)
        writes = [request for request in asked if is_write(request)]
        settled = max(seconds(max(looked_at(operator).values())), max(request.end for request in asked))
        return {"seconds": settled - operator.started, "writes": len(writes), "reads": len(asked) - len(writes),
                "requests": told(asked), "rss": operator.resident(), "heap": operator.heap(), "cpu_s": operator.cpu()}


def in_depth(leg):
    """The last time the operator runs: convergence, and everything that comes after."""
    with Operator(leg.folder, leg.account) as operator:
        empty = operator.heap()
        figures = {"convergence": converge(leg, operator)}
        roll_out(leg, operator)
        figures["idle"] = idle(leg, options.idle)
        figures["memory"] = {"rss": operator.resident(), "heap": operator.heap(), "empty": empty}
        figures["edits"] = edit(leg)
        roll_out(leg, operator)
    save(figures)
    figures["restart"] = restart(leg)
    refused = [request for request in leg.audit.since(0, OPERATOR) if request.code in (401, 403)]
    check("the chart's rules are enough: the API server refused nothing", not refused, told(refused))
    return figures


def save(figures):
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(figures, indent=1))


def table(figures):
    operator, alone = figures["operator"], figures["bare"]
    median = lambda legs, what: statistics.median(leg[what] for leg in legs)
    row = lambda name, value: print(f"{name:44} {value}")
    ratio = median(operator, "seconds") / median(alone, "seconds")
    print(f"\n{N} gateways, 2 replicas each, {len(OWNED)} objects each; order {options.order}; container of {options.memory} MiB")
    for name, legs in (("operator", operator), ("bare client", alone)):
        row(f"convergence, {name} (s)", " ".join(f"{leg['seconds']:.2f}" for leg in legs))
        row(f"  writes, reads a gateway, {name}", " ".join(f"{leg['writes'] / N:.2f}+{leg['reads'] / N:.2f}" for leg in legs))
        row("  CPU of API server and etcd, ms a gateway", " ".join(f"{leg['server_cpu_ms']:.1f}" for leg in legs))
        row("  CPU of what asks them, ms a gateway", " ".join(f"{leg['cpu_ms']:.1f}" for leg in legs))
    both = lambda legs: median(legs, "server_cpu_ms") + median(legs, "cpu_ms")
    row("operator / bare client: time; all CPU", f"{ratio:.2f}; {both(operator) / both(alone):.2f}")
    still = figures["idle"]
    row(f"idle {still['seconds']:.0f} s: writes, reads", f"{still['writes']}, {still['reads']}")
    again = figures["restart"]
    row("restart: settled (s); writes, reads", f"{again['seconds']:.1f}; {again['writes']}, {again['reads']}")
    edits = figures["edits"]
    row(f"{edits['edits']} edits to patch: p50, p99, longest (ms)", f"{edits['p50_ms']:.1f}, {edits['p99_ms']:.1f}, {edits['longest_ms']:.1f}")
    memory, mib = figures["memory"], 1 << 20
    row("memory: RSS, heap after GC (MiB)", f"{memory['rss'] / mib:.0f}, {memory['heap'] / mib:.0f}")
    row("  after the restart", f"{again['rss'] / mib:.0f}, {again['heap'] / mib:.0f}")
    row("  heap a gateway (KiB)", f"{(memory['heap'] - memory['empty']) / N / 1024:.1f}")
    print()
    check("idle: no write", still["writes"] == 0, still["requests"])
    check("idle: no read but watches", still["reads"] == 0, still["requests"])
    check("restart: no write", again["writes"] == 0, again["requests"])


def main(folder):
    authority = Authority(folder / "pki")
    figures = {"operator": [], "bare": []}
    for number, who in enumerate(options.order):
        with Leg(folder / f"{number}-{who}", authority) as leg:
            if who == "B":
                figures["bare"].append(bare(leg))
            elif "A" in options.order[number + 1:]:
                with Operator(leg.folder, leg.account) as operator:
                    figures["operator"].append(converge(leg, operator))
            else:
                deep = in_depth(leg)
                figures["operator"].append(deep.pop("convergence"))
                figures |= deep
    table(figures)
    save(figures)


signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the servers are ended too
folder = pathlib.Path(tempfile.mkdtemp(prefix="scale-"))
main(folder)
if failed:
    print(f"logs are in {folder}")
    sys.exit(1)
if options.keep:
    print(f"logs are in {folder}")
else:
    shutil.rmtree(folder)
