"""Cold start and idle memory of the pod, from its image's file tree, sides compared in one run:
cold_start.py ROOT ROUNDS PICTURE NAME=FLAGS… ; needs root (chroot).

Starts the image's java with each side's flags, in the order A B … B A, files in the page cache; polls POST /predict and
prints the time from starting the process to the first 200, the CPU time the process had used by then, and after some idle
seconds its resident memory, of which anonymous. FLAGS are JVM options, or environment variables (NAME=VALUE) first."""
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request

from processes import cpu, malloc_of_the_image

root, rounds, picture = sys.argv[1], int(sys.argv[2]), open(sys.argv[3], "rb").read()
sides = [side.partition("=")[::2] for side in sys.argv[4:]]
idle = float(os.environ.get("IDLE_SECONDS", "5"))
port = int(os.environ.get("PORT", "18000"))
body = b'--b\r\nContent-Disposition: form-data; name="file"; filename="p.jpg"\r\n\r\n' + picture + b"\r\n--b--\r\n"
direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def predicts():
    request = urllib.request.Request(f"http://127.0.0.1:{port}/predict", body, {"Content-Type": "multipart/form-data; boundary=b"})
    try:
        with direct.open(request, timeout=10) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def status(pid):
    with open(f"/proc/{pid}/status") as lines:
        return {name: value.split()[0] for name, _, value in (line.partition(":") for line in lines) if value.split()}


def run(flags):
    variables = [flag for flag in flags if not flag.startswith("-")]
    options = [flag for flag in flags if flag.startswith("-")]
    environment = {"PATH": "/opt/jre/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "ORT_DISABLE_TELEMETRY": "1", "HOST": "127.0.0.1",
                   "PORT": str(port), "GRPC_PORT": str(port + 1), "METRICS_PORT": str(port + 2),
                   "REQUEST_TIMEOUT_MS": "60000", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9"}
    environment |= malloc_of_the_image() | dict(variable.split("=", 1) for variable in variables)
    command = [shutil.which("chroot", path="/usr/sbin:/sbin:/usr/bin:/bin"), "--userspec=65532:65532", root,
               "java", *options, "-cp", "/app/inference-pod.jar", "io.inferencegateway.pod.Main"]
    begin = time.monotonic()
    pod = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not predicts():
            if pod.poll() is not None or time.monotonic() - begin > 120:
                sys.exit(f"no answer from: {command}")
            time.sleep(0.005)
        took = time.monotonic() - begin
        used = cpu(pod.pid)
        time.sleep(idle)
        memory = status(pod.pid)
        return {"first200_ms": round(took * 1000), "cpu_ms": round(used * 1000),
                "rss_mib": int(memory["VmRSS"]) // 1024, "anonymous_mib": int(memory["RssAnon"]) // 1024}
    finally:
        pod.terminate()
        pod.wait()


samples = {name: [] for name, _ in sides}
for turn in range(rounds):
    for name, flags in sides if turn % 2 == 0 else sides[::-1]:
        sample = run(flags.split())
        samples[name].append(sample)
        print(json.dumps({"side": name, **sample, "load": os.getloadavg()[0]}), flush=True)
first = None
for name, flags in sides:
    median = {key: statistics.median(sample[key] for sample in samples[name]) for key in samples[name][0]}
    first = first or median
    ratios = " ".join(f"{median[key] / first[key]:.2f}" for key in median)
    print(f"{name:14} " + " ".join(f"{key}={value:g}" for key, value in median.items()) + f"  ratio {ratios}  {flags}")
