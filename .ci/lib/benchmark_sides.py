"""What .ci/benchmark measures: processes that are started once and then measured in turns."""
import asyncio
import ctypes
import http.client
import http.server
import io
import json
import math
import os
import pathlib
import re
import shlex
import signal
import socket
import struct
import subprocess
import threading
import time
import zipfile

from load import Pod
from processes import DOCKERFILE, cpu, malloc_of_the_image


PR_CAPBSET_DROP, CAP_SYS_NICE = 24, 23  # linux/prctl.h, linux/capability.h
TRAINED = 30  # answers, while an AOT cache is made


class Failed(Exception):
    """A server gave no good answer."""


class Commanded:
    """A process that answers each line it reads with a line of JSON."""

    def __init__(self, command, log, environment):
        self.log = log
        with open(log, "ab") as errors:
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True,
                                            env=dict(os.environ, ORT_DISABLE_TELEMETRY="1", **environment))
        self.facts = self.answer()

    def ask(self, *words):
        print(*words, file=self.process.stdin, flush=True)
        answer = self.answer()
        if "error" in answer:
            raise Failed(answer["error"])
        return answer

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"a process of the benchmark has ended:\n{pathlib.Path(self.log).read_text()[-3000:]}")
        return json.loads(line)

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


def jdk(tool):
    """A tool of the JDK that runs the pod."""
    return pathlib.Path(shlex.split(os.environ["POD"])[0]).resolve().parent / tool


def bench_command(main, classes, *flags):
    """A main class of the pod's tests, with the flags of the pod's own JVM."""
    words = shlex.split(os.environ["POD"])
    own = [word for word in words[1:words.index("-cp")] if not word.startswith("-XX:AOT")]
    return [words[0], *own, *flags, "-cp", classes, f"io.inferencegateway.pod.bench.{main}"]


def bench_jvm(main, log, *arguments, **environment):
    target = "inference-pod/target"
    classes = f"{target}/test-classes:{target}/classes:{target}/libs/*"
    return Commanded([*bench_command(main, classes), *map(str, arguments)], log, environment)


def claim(*ports):
    """Somebody else's answers would be taken for those of a server that is started. One that was stopped may still be ending."""
    for port in ports:
        for _ in range(100):
            with socket.socket() as free:
                free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    free.bind(("127.0.0.1", port))
                    break
                except OSError:
                    time.sleep(0.1)
        else:
            raise SystemExit(f"port {port} is taken: end what listens there (.ci/benchmark --port chooses all but 18000 to 18002)")


def as_in_the_image(folder):
    """Makes $POD what the image runs: its options, ONNX Runtime's libraries and the models in folders, its security providers,
    and an AOT cache trained as there. Returns the environment of the image."""
    java, *_, jar, main = shlex.split(os.environ["POD"])
    dockerfile = DOCKERFILE.read_text()
    platform = {"x86_64": "linux-x64", "aarch64": "linux-aarch64"}[os.uname().machine]
    libraries, cache = folder / "ort", folder / "pod.aot"
    libraries.mkdir()
    [archive] = pathlib.Path("inference-pod/target/libs").glob("onnxruntime*.jar")
    with zipfile.ZipFile(archive) as packed:
        for name in packed.namelist():
            if f"/native/{platform}/" in name and name.endswith(".so"):
                (libraries / name.rpartition("/")[2]).write_bytes(packed.read(name))
    options = re.search(r'--add-options="([^"]*)"', dockerfile)[1].split()
    places = {"/opt/ort": libraries, "/app/models": pathlib.Path("config/models").resolve()}
    options = [f"{name}={places[value]}" if value in places else word for word in options for name, _, value in [word.partition("=")]]
    providers = re.search(r"security.*provider.*\((\w+(?:\|\w+)+)\)", dockerfile)[1]
    security = (pathlib.Path(java).resolve().parents[1] / "conf/security/java.security").read_text()
    (folder / "java.security").write_text(re.sub(rf"(?m)^(security\.provider\.\d+=({providers})\b|#).*\n", "", security))
    options.append(f"-Djava.security.properties=={folder}/java.security")
    # In the image no thread may raise its priority. Nobody but root has this capability, and root's processes do without from here.
    ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_SYS_NICE)
    print("training the AOT cache", flush=True)
    claim(18000, 18001, 18002)  # the training's
    # A group of processes of its own: the pod that it starts must not outlive a benchmark that is ended meanwhile.
    training = subprocess.Popen([java, "-cp", f"inference-pod/target/test-classes:{jar}", "io.inferencegateway.pod.training.Training", cache,
                                 java, *options, f"-XX:AOTCacheOutput={cache}", "-cp", jar, main],
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)
    try:
        told, _ = training.communicate()
    finally:
        if training.poll() is None:
            os.killpg(training.pid, signal.SIGKILL)
    if training.returncode or not cache.exists():
        raise SystemExit(f"the AOT cache cannot be trained:\n{told[-4000:]}")
    os.environ["POD"] = shlex.join([java, *options, f"-XX:AOTCache={cache}", "-cp", jar, main])
    return malloc_of_the_image()


def tree(pid):
    """A process and all it started."""
    children = {}
    for entry in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            children.setdefault(int(entry.read_text().rpartition(")")[2].split()[1]), []).append(int(entry.parent.name))
        except OSError:
            pass  # it has ended meanwhile
    found = [pid]
    for each in found:
        found += children.get(each, [])
    return found


def others():
    """Seconds of CPU, until now, that went to what is no part of this benchmark: a quiet machine has next to none."""
    tick = os.sysconf("SC_CLK_TCK")
    all_but_idle = [int(word) for word in pathlib.Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    ours = 0
    for each in tree(os.getpid()):
        try:
            ours += cpu(each)
        except OSError:
            pass  # it has ended meanwhile
    # Without idle and waiting for a disk; stolen by the host counts as taken by others.
    return (sum(all_but_idle) - all_but_idle[3] - all_but_idle[4]) / tick - ours


def memory(pid):
    """MiB of a process tree: resident, and proportional (what processes share is counted once)."""
    rss = pss = 0
    for each in tree(pid):
        lines = pathlib.Path(f"/proc/{each}/smaps_rollup").read_text().splitlines()
        kib = {line.split(":")[0]: int(line.split()[1]) for line in lines[1:]}
        rss, pss = rss + kib["Rss"], pss + kib["Pss"]
    return {"rss": round(rss / 1024, 1), "pss": round(pss / 1024, 1)}


def heap(pid):
    """Bytes that the threads of a JVM have taken from its heap, virtual threads among their carriers."""
    text = subprocess.run([jdk("jcmd"), str(pid), "Thread.print", "-e"], capture_output=True, text=True, check=True).stdout
    units = {"B": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
    return sum(int(number) * units[unit or "B"] for number, unit in re.findall(r" allocated=(\d+)([BKMG]?)", text))


class Collector:
    """Takes spans like a collector, and scrapes metrics like Prometheus; keeps neither."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            self.server.received += len(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *words):
            pass

    def __init__(self, port):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", port), self.Handler)
        self.server.daemon_threads = True
        self.server.received = 0
        self.environment = {"OTEL_TRACES_EXPORTER": "otlp", "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{port}"}  # of a pod that sends here
        self.scraped = []  # ports
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        threading.Thread(target=self.scrape, daemon=True).start()

    def scrape(self):
        while True:
            for port in list(self.scraped):
                try:
                    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                    connection.request("GET", "/metrics")
                    connection.getresponse().read()
                    connection.close()
                except (OSError, http.client.HTTPException):
                    pass  # it has been stopped
            time.sleep(5)


def exchange(connection, request):
    """Sends a request that was written beforehand; the answer, and its body."""
    connection.sendall(request)
    answer = http.client.HTTPResponse(connection)
    answer.begin()
    return answer, answer.read()


class Server:
    """A server process with requests for it: `files[PROTOCOL]` are whole requests, one for each picture."""

    def __init__(self, name, port, log):
        self.name, self.port, self.log = name, port, log
        self.files = {}
        self.process = None

    @property
    def pid(self):
        return self.process.pid

    def once(self, file):
        """The body of the answer to a request that was written beforehand."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as connection:
            answer, body = exchange(connection, pathlib.Path(file).read_bytes())
            if answer.status != 200:
                raise SystemExit(f"{self.name} answers {answer.status}: {body[:400]}")
            return body, dict((name.lower(), value) for name, value in answer.getheaders())

    def until_first_answer(self, file, since):
        """Seconds until a request is answered with 200."""
        while True:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
                    answer, _ = exchange(connection, pathlib.Path(file).read_bytes())
                    if answer.status == 200:
                        return time.monotonic() - since
            except (OSError, http.client.HTTPException):
                pass
            if self.process.poll() is not None or time.monotonic() - since > 120:
                raise SystemExit(f"{self.name} does not answer:\n{pathlib.Path(self.log).read_text()[-3000:]}")
            time.sleep(0.01)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            # Workers were first asked by their own parent; ports are free when the last of them has ended.
            for _ in range(100):
                try:
                    os.killpg(self.process.pid, signal.SIGKILL)
                except ProcessLookupError:
                    return
                time.sleep(0.05)


class Bare(Server):
    """A server of the process without one: see BareServer.java, BareHelidon.java and BareGrpc.java."""

    def __init__(self, name, port, inside):
        super().__init__(name, port, inside.log)
        self.grpc_port, self.process = port, inside.process

    @classmethod
    def all(cls, port, inside):
        names = "bare server", "bare Helidon", "bare gRPC"
        claim(*range(port, port + len(names)))
        inside.ask("serve", port)
        return [cls(name, port + i, inside) for i, name in enumerate(names)]


class BareStart(Server):
    """That server in a process of its own, with an AOT cache as the pod has one: the least that a start takes."""

    def __init__(self, port, log, folder, model, file, environment):
        super().__init__("bare server", port, log)
        self.model, self.environment, self.cache = model, dict(os.environ, ORT_DISABLE_TELEMETRY="1", **environment), folder / "bare.aot"
        self.files["/predict"] = [file]
        target = pathlib.Path("inference-pod/target").resolve()
        jars = [folder / "test-classes.jar", folder / "classes.jar"]  # a cache is of jars
        for jar in jars:
            subprocess.run([jdk("jar"), "--create", "--file", jar, "-C", target / jar.stem, "."], check=True)
        self.classes = ":".join(map(str, [*jars, *sorted((target / "libs").glob("*.jar"))]))
        try:
            self.train(file)
        finally:
            self.stop()

    def train(self, file):
        self.run(f"-XX:AOTCacheOutput={self.cache}")
        self.until_first_answer(file, time.monotonic())
        for _ in range(TRAINED):
            self.once(file)
        self.process.stdin.close()
        if self.process.wait() or not self.cache.exists():
            raise SystemExit(f"no AOT cache for the bare server:\n{pathlib.Path(self.log).read_text()[-2000:]}")

    def run(self, flag):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen([*bench_command("BareServer", self.classes, flag), str(self.model), str(self.port)],
                                            stdin=subprocess.PIPE, stdout=log, stderr=log, env=self.environment, start_new_session=True)

    def start(self):
        claim(self.port)
        self.run(f"-XX:AOTCache={self.cache}")


class PodServer(Server):
    """The pod, with the settings of production but for a deadline that nothing misses."""

    def __init__(self, name, port, log, model, **settings):
        super().__init__(name, port, log)
        self.grpc_port, self.metrics_port = port + 2, port + 1
        self.pod = Pod(name, port, log, GRPC_PORT=str(self.grpc_port), REQUEST_TIMEOUT_MS="60000", MODEL_URI=model, MODEL_NAME="m",
                       **settings)

    def start(self):
        claim(self.port, self.metrics_port, self.grpc_port)
        self.pod.start()
        self.process = self.pod.process

    def until_ready(self):
        asyncio.run(self.pod.until_ready())


def multipart(path, picture):
    """A request with a file, as curl -F sends it."""
    boundary = "----benchmark"
    body = (f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="picture.jpg"\r\n'
            "Content-Type: image/jpeg\r\n\r\n").encode() + picture + f"\r\n--{boundary}--\r\n".encode()
    return post(path, body, f"multipart/form-data; boundary={boundary}")


def post(path, body, kind, **headers):
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", f"Content-Type: {kind}", f"Content-Length: {len(body)}",
             *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


def side_of(values):
    """Height and width of the picture whose three planes are in a tensor."""
    return math.isqrt(len(values) // 12)


def v2_binary(path, values, side):
    head = json.dumps({"inputs": [{"name": "input", "datatype": "FP32", "shape": [1, 3, side, side],
                                   "parameters": {"binary_data_size": len(values)}}],
                       "outputs": [{"name": "logits", "parameters": {"binary_data": True}}]}).encode()
    return post(path, head + values, "application/octet-stream", Inference_Header_Content_Length=len(head))


def v2_json(path, values, side):
    data = ",".join("%.9g" % value for value in floats(values))
    body = (f'{{"inputs": [{{"name": "input", "datatype": "FP32", "shape": [1, 3, {side}, {side}], "data": [{data}]}}]}}').encode()
    return post(path, body, "application/json")


def v2_message(values, side):
    """A ModelInferRequest (open_inference.proto), by hand."""
    def field(number, content):
        return varint(number << 3 | 2) + varint(len(content)) + content

    tensor = field(1, b"input") + field(2, b"FP32") + field(3, b"".join(map(varint, (1, 3, side, side))))
    return field(1, b"m") + field(5, tensor) + field(7, values)


def varint(number):
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes(out + bytes([number]))


def raw_output(message):
    """The tensor of a ModelInferResponse."""
    stream = io.BytesIO(message)

    def read():
        number = shift = 0
        while (byte := stream.read(1)):
            number |= (byte[0] & 127) << shift
            shift += 7
            if byte[0] < 128:
                return number

    while (tag := read()) is not None:
        content = stream.read(read()) if tag & 7 == 2 else read()
        if tag >> 3 == 6:
            return content
    raise SystemExit("the gRPC answer holds no raw output")


def floats(values):
    return struct.unpack(f"<{len(values) // 4}f", values)
