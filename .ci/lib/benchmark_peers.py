"""The servers of PyPI that .ci/benchmark compares with, each with the worker processes and threads that suit the cores."""
import base64
import dataclasses
import json
import os
import pathlib
import subprocess
import time

import benchmark_cache
from benchmark_sides import Server, claim, floats, multipart, post, raw_output, side_of, v2_binary, v2_json, v2_message
from benchmark_tables import MODELS, RESNET

HERE = pathlib.Path(__file__).resolve().parent / "peers"
CORES = len(os.sched_getaffinity(0))
GRPC = 20  # from the port of HTTP to that of gRPC


@dataclasses.dataclass(frozen=True)
class Kind:
    """How to start it on a port, and what to ask it: `requests(picture, values, side)` by protocol."""

    name: str
    pins: str
    command: tuple
    threads: int
    requests: object
    setting: object = lambda folder, port, model: {}
    models: tuple = MODELS

    def version(self):
        """Of it and of what it stands on, as pinned."""
        lines = (HERE.parents[1] / self.pins).read_text().splitlines()
        names = (self.name.split()[0].lower(), "torch", "fastapi", "uvicorn", "onnxruntime", "numpy", "pillow")
        return ", ".join(dict.fromkeys(line for name in names for line in lines if line.split("==")[0].lower() == name))


def instances(picture):
    return json.dumps({"instances": [{"b64": base64.b64encode(picture).decode()}]}).encode()


def of_fastapi(picture, values, side):
    return {"/predict": multipart("/predict", picture), "tensor": post("/tensor", values, "application/octet-stream")}


def of_form(picture, values, side):
    return {"/predict": multipart("/predict", picture)}


def of_kserve(picture, values, side):
    return {"v1 base64": post("/v1/models/m:predict", instances(picture), "application/json"),
            "v2 binary": v2_binary("/v2/models/m/infer", values, side)}


def of_mlserver(picture, values, side):
    inputs = [{"name": "picture", "shape": [1], "datatype": "BYTES", "parameters": {"content_type": "raw"},
               "data": [base64.b64encode(picture).decode()]}]
    path = "/v2/models/m/infer"
    return {"v2 base64": post(path, json.dumps({"inputs": inputs}).encode(), "application/json"), "v2 JSON": v2_json(path, values, side),
            "gRPC": v2_message(values, side)}


def settings_of_mlserver(folder, port, model):
    """It reads files: one for the server, one for the model."""
    home = folder / f"mlserver-{port}"
    home.mkdir(exist_ok=True)
    (home / "settings.json").write_text(json.dumps({
        "host": "127.0.0.1", "http_port": port, "grpc_port": port + GRPC, "metrics_port": port + 2 * GRPC, "parallel_workers": CORES,
        "load_models_at_startup": True, "debug": False, "gzip_enabled": False}))
    (home / "model-settings.json").write_text(json.dumps({"name": "m", "implementation": "mlserver_model.Pictures"}))
    return {"MLSERVER_FOLDER": str(home)}


def uvicorn(module, workers):
    return ("-m", "uvicorn", f"{module}:app", "--host", "127.0.0.1", "--port", "PORT", "--workers", str(workers), "--log-level", "warning")


def fastapi(workers, threads):
    return Kind(f"FastAPI {workers} x {threads}", "benchmark-peers.txt", uvicorn("fastapi_server", workers), threads, of_fastapi)


def pytorch(workers, threads):
    return Kind(f"PyTorch {workers} x {threads}", "benchmark-pytorch.txt", uvicorn("pytorch_server", workers), threads, of_form, models=(RESNET,))


KINDS = {
    "fastapi": (fastapi(CORES, 1), fastapi(1, CORES)),
    "pytorch": (pytorch(CORES, 1), pytorch(1, CORES)),
    "litserve": (Kind("LitServe", "benchmark-peers.txt", ("litserve_server.py", "PORT", str(CORES)), 1, of_form),),
    "kserve": (Kind("KServe", "benchmark-peers.txt", ("kserve_server.py", "PORT", str(CORES)), 1, of_kserve),),
    "mlserver": (Kind("MLServer", "benchmark-mlserver.txt", ("mlserver_server.py",), 1, of_mlserver, settings_of_mlserver),),
}


# The best classes in an answer.
READ = {"/predict": lambda answer: answer["predictions"], "v1 base64": lambda answer: answer["predictions"][0],
        "v2 base64": lambda answer: json.loads(answer["outputs"][0]["data"][0])}


class Peer(Server):
    def __init__(self, kind, port, log, folder, model):
        super().__init__(kind.name, port, log)
        self.kind, self.folder, self.model, self.grpc_port = kind, folder, model, port + GRPC
        self.python = benchmark_cache.virtual_environment(HERE.parents[1] / kind.pins)

    def start(self):
        claim(self.port, self.grpc_port)
        command = [self.python, *(str(self.port) if word == "PORT" else word for word in self.kind.command)]
        # One thread each for numpy's own library too: there are as many workers as cores.
        env = dict(os.environ, MODEL=str(self.model), THREADS=str(self.kind.threads), OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1",
                   PYTHONDONTWRITEBYTECODE="1", ORT_DISABLE_TELEMETRY="1") | self.kind.setting(self.folder, self.port, self.model)
        # With its workers in a group of their own, which ends as one.
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(command, cwd=HERE, env=env, stdout=log, stderr=log, start_new_session=True)

    def write_requests(self, pictures, tensors):
        for i, (picture, values) in enumerate(zip(pictures, tensors)):
            for protocol, request in self.kind.requests(picture, values, side_of(values)).items():
                file = self.folder / f"{self.name}-{protocol}-{i}".replace("/", "").replace(" ", "-")
                file.write_bytes(request)
                self.files.setdefault(protocol, []).append(file)

    def until_ready(self):
        """Until each protocol has answered once; its workers warm up later, before anything is timed."""
        for protocol, files in self.files.items():
            if protocol != "gRPC":
                self.until_first_answer(files[0], time.monotonic())

    def check(self, benchmark):
        for protocol, files in self.files.items():
            for i, file in enumerate(files):
                who = f"{self.name} {protocol}"
                if protocol == "gRPC":
                    benchmark.same_logits(who, i, floats(raw_output(benchmark.ask_by_grpc(self, file))))
                    continue
                body, headers = self.once(file)
                best = READ.get(protocol)
                if best:
                    benchmark.same_best(who, i, [(p["class_id"], p["confidence"]) for p in best(json.loads(body))])
                elif protocol == "v2 JSON":
                    benchmark.same_logits(who, i, json.loads(body)["outputs"][0]["data"])
                else:
                    benchmark.same_logits(who, i, floats(body[int(headers.get("inference-header-content-length", 0)):]))
