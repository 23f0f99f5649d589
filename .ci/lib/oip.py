"""The script behind .ci/oip: oip.py JAVA JAR PORT MODEL... starts a pod for each model and calls it with every client.

Tritonclient and KServe register the same protobuf names, so one process cannot have both: KServe's part is this script once
more, as oip.py kserve PORT MODEL, against the pod that runs.
"""
import asyncio
import gzip
import json
import os
import pathlib
import socket
import subprocess
import sys
import time
import traceback
import zlib

import grpc
import ml_dtypes
import numpy as np
import onnxruntime
import requests

KSERVE = sys.argv[1] == "kserve"
if KSERVE:
    from kserve import InferInput, InferRequest, InferenceGRPCClient, InferenceRESTClient, RESTConfig
    from kserve.protocol.infer_type import RequestedOutput
else:
    import tritonclient.grpc as tgrpc
    import tritonclient.http as thttp
    from tritonclient.utils import InferenceServerException

ROOT = pathlib.Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "inference-pod/src/test/resources/models"
MODELS = {
    "default": ROOT / "config/models/efficientnet-lite0/model.onnx",
    "table": FIXTURES / "table.onnx",
    "strings": FIXTURES / "strings.onnx",
    "types": FIXTURES / "types.onnx",
}
PICTURE = (ROOT / "config/samples/chelsea.jpg").read_bytes()
NAME = "m"
passed = failed = 0
java, jar, port = ("", "", int(sys.argv[2])) if KSERVE else (sys.argv[1], sys.argv[2], int(sys.argv[3]))
url, target, base = f"127.0.0.1:{port}", f"127.0.0.1:{port + 1}", f"http://127.0.0.1:{port}"
http = requests.Session()
http.trust_env = False


def check(name, call, *args):
    global passed, failed
    try:
        call(*args)
        passed += 1
        print(f"PASS {name}")
    except Exception:
        failed += 1
        print(f"FAIL {name}")
        traceback.print_exc(limit=-3)


def start(model):
    """A pod of the model; waits until it is ready."""
    for each in range(port, port + 3):
        with socket.socket() as free:  # another pod's answers would be taken for ours
            free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            free.bind(("127.0.0.1", each))
    env = dict(os.environ, HOST="127.0.0.1", PORT=str(port), GRPC_PORT=str(port + 1), METRICS_PORT=str(port + 2),
               ENVIRONMENT="production", OTEL_TRACES_EXPORTER="none", REQUEST_TIMEOUT_MS="60000", ORT_DISABLE_TELEMETRY="1",
               MODEL_NAME=NAME, MODEL_VERSION="1")
    if model != "default":
        env["MODEL_URI"] = f"file://{MODELS[model]}"
    log = open(f"/tmp/oip-{port}-{model}.log", "w")
    pod = subprocess.Popen([java, "-XX:+UseSerialGC", "-Xmx384m", "-jar", jar], env=env, stdout=log, stderr=log)
    for _ in range(600):
        try:
            if http.get(base + "/readyz", timeout=2).status_code == 200:
                return pod
        except requests.RequestException:
            pass
        if pod.poll() is not None:
            sys.exit(f"the pod ended, see {log.name}")
        time.sleep(0.2)
    sys.exit(f"the pod is not ready, see {log.name}")


NP = {"tensor(float)": np.float32, "tensor(double)": np.float64, "tensor(float16)": np.float16, "tensor(int8)": np.int8,
      "tensor(int16)": np.int16, "tensor(int32)": np.int32, "tensor(int64)": np.int64, "tensor(uint8)": np.uint8,
      "tensor(bool)": np.bool_, "tensor(string)": np.object_}


def sample(spec, batch, rng):
    """An array that an input of the model takes."""
    shape = [batch if i == 0 else (d if isinstance(d, int) and d > 0 else 3) for i, d in enumerate(spec.shape)]
    kind = NP[spec.type]
    if kind is np.object_:
        words = ["", "grün", "😀", "a\"b\\c", "line\nbreak", "nul\0in"]
        return np.array([words[i % len(words)] for i in range(int(np.prod(shape)))], dtype=np.object_).reshape(shape)
    if kind is np.bool_:
        return rng.integers(0, 2, shape).astype(np.bool_)
    if np.issubdtype(kind, np.integer):
        info = np.iinfo(kind)
        return rng.integers(info.min, info.max, shape, dtype=kind, endpoint=True)
    return rng.standard_normal(shape).astype(kind)


def datatype(array):
    if array.dtype == np.object_:
        return "BYTES"
    return {"bfloat16": "BF16", "float16": "FP16", "float32": "FP32", "float64": "FP64"}.get(array.dtype.name, array.dtype.name.upper())


def wire(array):
    """As the clients want strings: bytes."""
    if array.dtype != np.object_:
        return array
    return np.array([s.encode() for s in array.flatten()], dtype=np.object_).reshape(array.shape)


def same(expected, got):
    if expected.dtype == np.object_:
        got = np.array([g.decode() if isinstance(g, bytes) else str(g) for g in np.asarray(got).flatten()], dtype=np.object_)
        assert list(got) == list(expected.flatten()), (got, expected)
        return
    assert got is not None and tuple(got.shape) == tuple(expected.shape), (None if got is None else got.shape, expected.shape)
    if expected.dtype.kind in "fV" or expected.dtype == ml_dtypes.bfloat16:
        np.testing.assert_allclose(got.astype(np.float64), expected.astype(np.float64), rtol=1e-5, atol=1e-5)
    else:
        np.testing.assert_array_equal(got, expected)


def triton_http(client, feed, expected, binary, packing, outputs):
    inputs = []
    for name, array in feed.items():
        tensor = thttp.InferInput(name, list(array.shape), datatype(array))
        tensor.set_data_from_numpy(wire(array), binary_data=binary or array.dtype == np.float16)
        inputs.append(tensor)
    wanted = [thttp.InferRequestedOutput(n, binary_data=binary or expected[n].dtype == np.float16) for n in outputs] if outputs else None
    result = client.infer(NAME, inputs, outputs=wanted, request_id="r-1", request_compression_algorithm=packing,
                          response_compression_algorithm=packing, priority=3, timeout=30_000_000)
    assert result.get_response()["id"] == "r-1"
    for name in outputs or expected:
        same(expected[name], result.as_numpy(name))


def triton_grpc(client, feed, expected, packing, outputs):
    inputs = []
    for name, array in feed.items():
        tensor = tgrpc.InferInput(name, list(array.shape), datatype(array))
        tensor.set_data_from_numpy(wire(array))
        inputs.append(tensor)
    wanted = [tgrpc.InferRequestedOutput(n) for n in outputs] if outputs else None
    result = client.infer(NAME, inputs, outputs=wanted, request_id="r-1", compression_algorithm=packing, client_timeout=60)
    assert result.get_response().id == "r-1"
    for name in outputs or expected:
        same(expected[name], result.as_numpy(name))


def kserve_request(feed, binary):
    inputs = []
    for name, array in feed.items():
        tensor = InferInput(name, list(array.shape), datatype(array))
        tensor.set_data_from_numpy(wire(array) if binary else array, binary_data=binary)
        inputs.append(tensor)
    return InferRequest(model_name=NAME, infer_inputs=inputs, request_id="r-1")


def kserve_rest(feed, expected, binary):
    async def ask():
        client = InferenceRESTClient(RESTConfig(protocol="v2", retries=0, timeout=60))
        assert await client.is_server_live(base) and await client.is_server_ready(base)
        assert await client.is_model_ready(base, NAME)
        request = kserve_request(feed, binary)
        if binary:
            request.request_outputs = [RequestedOutput(name, {"binary_data": True}) for name in expected]
        answer = await client.infer(base, request, model_name=NAME)
        for output in answer.outputs:
            same(expected[output.name], output.as_numpy())
        assert len(answer.outputs) == len(expected)
    asyncio.run(ask())


def kserve_grpc(feed, expected):
    async def ask():
        async with InferenceGRPCClient(target, retries=0, timeout=60) as client:
            assert await client.is_server_live() and await client.is_server_ready()
            assert await client.is_model_ready(NAME)
            answer = await client.infer(kserve_request(feed, True))
            for output in answer.outputs:
                same(expected[output.name], output.as_numpy())
    asyncio.run(ask())


def v1(feed, expected):
    """Rows of the first version, by KServe's client."""
    async def ask():
        client = InferenceRESTClient(RESTConfig(protocol="v1", retries=0, timeout=60))
        assert await client.is_model_ready(base, NAME)
        batch = len(next(iter(feed.values())))
        rows = [{n: a[i].tolist() for n, a in feed.items()} for i in range(batch)]
        if len(feed) == 1:
            rows = [row[next(iter(feed))] for row in rows]
        answer = await client.infer(base, {"instances": rows}, model_name=NAME)
        predictions = answer["predictions"]
        for name, values in expected.items():
            got = [row if len(expected) == 1 else row[name] for row in predictions]
            same(values, np.array(got, dtype=values.dtype))
    asyncio.run(ask())


def told(triton, trpc, session):
    """Everything that is asked of a server and its model beside inference."""
    assert triton.is_server_live() and triton.is_server_ready() and triton.is_model_ready(NAME) and triton.is_model_ready(NAME, "1")
    assert trpc.is_server_live() and trpc.is_server_ready() and trpc.is_model_ready(NAME) and trpc.is_model_ready(NAME, "1")
    assert triton.get_server_metadata()["extensions"] == list(trpc.get_server_metadata().extensions)
    metadata, over_grpc = triton.get_model_metadata(NAME), trpc.get_model_metadata(NAME, as_json=True)
    assert [i["name"] for i in metadata["inputs"]] == [i.name for i in session.get_inputs()]
    for kind in ("inputs", "outputs"):
        assert [(i["name"], i["datatype"], i["shape"]) for i in metadata[kind]] == [
            (i["name"], i["datatype"], [int(d) for d in i["shape"]]) for i in over_grpc[kind]]
    config, grpc_config = triton.get_model_config(NAME), trpc.get_model_config(NAME).config
    assert config["max_batch_size"] == grpc_config.max_batch_size
    assert [list(i["dims"]) for i in config["input"]] == [list(i.dims) for i in grpc_config.input]
    stats = triton.get_inference_statistics(NAME)["model_stats"][0]
    assert stats["inference_stats"]["success"]["count"] > 0
    assert trpc.get_inference_statistics(NAME).model_stats[0].inference_stats.success.count > 0
    assert triton.get_model_repository_index()[0]["name"] == NAME
    assert trpc.get_model_repository_index().models[0].name == NAME
    for call in (triton.load_model, triton.unload_model, trpc.load_model, trpc.unload_model):
        refuses(call, NAME)


def refuses(call, *args, **more):
    try:
        call(*args, **more)
    except InferenceServerException as refused:
        assert refused.message()
        return refused
    raise AssertionError("was not refused")


def rows_of_the_page():
    """Every row of the REST table, by plain requests."""
    for path, status in {"/v2": 200, "/v2/health/live": 200, "/v2/health/ready": 200, "/v2/models": 200, f"/v2/models/{NAME}": 200,
                         f"/v2/models/{NAME}/versions/1": 200, f"/v2/models/{NAME}/ready": 200, f"/v2/models/{NAME}/config": 200,
                         f"/v2/models/{NAME}/stats": 200, "/v2/models/stats": 200, "/v1/models": 200, f"/v1/models/{NAME}": 200,
                         "/v2/models/none": 404, "/v2/models/none/ready": 404, f"/v2/models/{NAME}/versions/9": 404, "/v2/none": 404,
                         f"/v2/models/{NAME}/infer": 405}.items():
        answer = http.get(base + path, timeout=30)
        assert answer.status_code == status, (path, answer.status_code, answer.text)
        assert answer.headers["Content-Type"] == "application/json", path
        assert (status == 200) != ("error" in answer.json()), (path, answer.text)
    assert http.get(base + "/v2/health/ready", timeout=30).json() == {"live": True, "ready": True}
    assert http.post(base + "/v2/repository/index", timeout=30).json()[0]["state"] == "READY"


def wrong(what, status, body=b"{}", headers=None, path=f"/v2/models/{NAME}/infer"):
    answer = http.post(base + path, data=body, headers=headers or {}, timeout=30)
    assert answer.status_code == status, (what, answer.status_code, answer.text)
    assert answer.headers["Content-Type"] == "application/json", what
    assert answer.json()["error"], what


def malformed(feed):
    name, array = next(iter(feed.items()))
    one = {"name": name, "shape": list(array.shape), "datatype": datatype(array),
           "data": array.flatten().tolist() if array.dtype != np.float16 else []}
    others = [{"name": n, "shape": list(a.shape), "datatype": datatype(a), "data": a.flatten().tolist()}
              for n, a in list(feed.items())[1:]]

    def body(**change):
        return json.dumps({"inputs": [{**one, **change}] + others}).encode()

    length = "Inference-Header-Content-Length"
    head = json.dumps({"inputs": [{"name": name, "shape": list(array.shape), "datatype": datatype(array),
                                   "parameters": {"binary_data_size": 5}}] + others}).encode()
    for what, status, data, headers in [
        ("not JSON", 400, b"{", None), ("empty", 400, b"", None), ("no inputs", 400, b"{}", None),
        ("unknown input", 400, body(name="none"), None), ("wrong type", 400, body(datatype="UINT64"), None),
        ("unknown type", 400, body(datatype="TEXT"), None), ("another rank", 400, body(shape=[1] * 9), None),
        ("negative", 400, body(shape=[-1] + list(array.shape[1:])), None), ("too few", 400, body(data=[]), None),
        ("huge shape", 400, body(shape=[2**62] + list(array.shape[1:])), None),
        ("header longer than the body", 400, head, {length: str(len(head) + 1)}),
        ("header no number", 400, head, {length: "x"}),
        ("size of binary is not the shape's", 400, head + b"12345", {length: str(len(head))}),
        ("binary missing", 400, head, {length: str(len(head))}),
        ("more binary than said", 400, head + b"123456", {length: str(len(head))}),
        ("not gzip", 400, head, {"Content-Encoding": "gzip"}), ("coding", 415, head, {"Content-Encoding": "zstd"}),
        ("too large", 413, b"{" + b" " * (17 << 20), None), ("too large unpacked", 413, gzip.compress(b" " * (17 << 20)), {"Content-Encoding": "gzip"}),
        ("too large unpacked, zlib", 413, zlib.compress(b" " * (17 << 20)), {"Content-Encoding": "deflate"}),
        ("unknown output", 400, json.dumps({"inputs": [one] + others, "outputs": [{"name": "none"}]}).encode(), None),
    ]:
        check(f"malformed: {what}", wrong, what, status, data, headers)
    check("malformed: model", wrong, "model", 404, b"{}", None, "/v2/models/none/infer")
    check("malformed: load", wrong, "load", 400, b"{}", None, f"/v2/repository/models/{NAME}/load")
    check("malformed: v1", wrong, "v1", 400, b"{}", None, f"/v1/models/{NAME}:predict")


def no_rows():  # which a model may take; a convolution does not
    empty = {"name": "input", "shape": [0, 3, 224, 224], "datatype": "FP32", "data": []}
    wrong("no rows", 400, json.dumps({"inputs": [empty]}).encode())
    wrong("no rows, v1", 400, b'{"instances": []}', None, f"/v1/models/{NAME}:predict")


def grpc_malformed(trpc, feed):
    def inputs(change=None):
        tensors = []
        for n, a in feed.items():
            tensor = tgrpc.InferInput(n, list(a.shape), datatype(a))
            tensor.set_data_from_numpy(wire(a))
            if change:
                change(tensor)
            tensors.append(tensor)
        return tensors

    def code(expected, *args, **more):
        refused = refuses(trpc.infer, *args, **more)
        assert refused.status() == f"StatusCode.{expected}", (refused.status(), refused.message())

    code("NOT_FOUND", "none", inputs())
    code("NOT_FOUND", NAME, inputs(), model_version="9")
    code("INVALID_ARGUMENT", NAME, inputs()[:0])
    code("INVALID_ARGUMENT", NAME, inputs(lambda t: setattr(t._input, "name", "none")))
    code("INVALID_ARGUMENT", NAME, inputs(lambda t: t._input.shape.append(2)))
    code("INVALID_ARGUMENT", NAME, inputs(), outputs=[tgrpc.InferRequestedOutput("none")])
    code("DEADLINE_EXCEEDED", NAME, inputs(), timeout=1)


def health_and_reflection():
    with grpc.insecure_channel(target) as channel:
        check_health = channel.unary_unary("/grpc.health.v1.Health/Check")
        assert check_health(b"", timeout=30) == b"\x08\x01"  # SERVING
        reflect = channel.stream_stream("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo")
        assert b"inference.GRPCInferenceService" in next(iter(reflect(iter([b"\x3a\x00"]), timeout=30)))


def pictures(triton, trpc, session):
    name = f"{NAME}_image"
    raw = http.post(f"{base}/v2/models/{name}/infer", data=PICTURE, headers={"Inference-Header-Content-Length": "0"}, timeout=60)
    head = int(raw.headers["Inference-Header-Content-Length"])
    logits = np.frombuffer(raw.content[head:], dtype=np.float32)
    predicted = http.post(f"{base}/predict", files={"file": PICTURE}, timeout=60).json()["predictions"]
    best = logits.argsort()[::-1][:5]
    assert [p["class_id"] for p in predicted] == best.tolist(), (predicted, best)
    for module, client in ((thttp, triton), (tgrpc, trpc)):
        for batch in (1, 4):
            tensor = module.InferInput("IMAGE", [batch], "BYTES")
            tensor.set_data_from_numpy(np.array([PICTURE] * batch, dtype=np.object_))
            wanted = module.InferRequestedOutput(session.get_outputs()[0].name, class_count=5)
            answer = client.infer(name, [tensor], outputs=[wanted]).as_numpy(session.get_outputs()[0].name)
            assert answer.shape == (batch, 5), answer.shape
            for row in answer:
                assert [int(each.decode().split(":")[1]) for each in row] == best.tolist()
            assert answer[0][0].decode().split(":")[2] == predicted[0]["class"]


def kserve(model):
    session = onnxruntime.InferenceSession(str(MODELS[model]))
    rng = np.random.default_rng(1)
    for batch in (1, 4):
        feed = {spec.name: sample(spec, batch, rng) for spec in session.get_inputs()}
        expected = dict(zip([o.name for o in session.get_outputs()], session.run(None, feed)))
        check(f"{model}: kserve grpc, batch {batch}", kserve_grpc, feed, expected)
        check(f"{model}: kserve rest, binary, batch {batch}", kserve_rest, feed, expected, True)
        check(f"{model}: kserve rest, json, batch {batch}", kserve_rest, feed, expected, False)
        check(f"{model}: first version, batch {batch}", v1, feed, expected)
    print(f"{passed} {failed}")


def kserve_apart(model):
    """Adds what KServe's part has counted."""
    global passed, failed
    part = subprocess.run([sys.executable, __file__, "kserve", str(port), model], stdout=subprocess.PIPE, text=True, timeout=600)
    *told_, last = part.stdout.strip().splitlines() or [""]
    print(*told_, sep="\n", end="\n" if told_ else "")
    counts = last.split()
    passed, failed = (passed + int(counts[0]), failed + int(counts[1])) if len(counts) == 2 else (passed, failed + 1)


def run(model):
    session = onnxruntime.InferenceSession(str(MODELS[model]))
    rng = np.random.default_rng(1)
    specs = [spec for spec in session.get_inputs() if spec.type in NP]
    complete = len(specs) == len(session.get_inputs())
    triton, trpc = thttp.InferenceServerClient(url, network_timeout=60), tgrpc.InferenceServerClient(target)
    for batch in (1, 4):
        feed = {spec.name: sample(spec, batch, rng) for spec in specs}
        if not complete:  # bfloat16, which neither numpy nor ONNX Runtime's Python has
            feed |= {s.name: np.arange(batch * 3).reshape(batch, 3).astype(ml_dtypes.bfloat16) for s in session.get_inputs() if s.type not in NP}
            bfloat(triton, trpc, session, feed, batch)
            continue
        expected = dict(zip([o.name for o in session.get_outputs()], session.run(None, feed)))
        for outputs in (None, list(expected)[-1:]):
            for packing in (None, "gzip", "deflate"):
                for binary in (True, False):
                    check(f"{model}: tritonclient http, batch {batch}, {packing}, binary {binary}, outputs {outputs}",
                          triton_http, triton, feed, expected, binary, packing, outputs)
                check(f"{model}: tritonclient grpc, batch {batch}, {packing}, outputs {outputs}",
                      triton_grpc, trpc, feed, expected, packing, outputs)
    check(f"{model}: what is told", told, triton, trpc, session)
    check(f"{model}: every row of the page", rows_of_the_page)
    check(f"{model}: health and reflection", health_and_reflection)
    if complete:
        kserve_apart(model)
        malformed(feed)
        if model == "default":
            check("no rows", no_rows)
        check(f"{model}: malformed over gRPC", grpc_malformed, trpc, feed)
    if model == "default":
        check("pictures", pictures, triton, trpc, session)


def bfloat(triton, trpc, session, feed, batch):
    """A model of every type there is, bfloat16 among them: what comes back is what was sent."""
    for module, client in ((thttp, triton), (tgrpc, trpc)):
        def ask():
            inputs = []
            for spec in session.get_inputs():
                array = feed[spec.name]
                tensor = module.InferInput(spec.name, list(array.shape), datatype(array))
                tensor.set_data_from_numpy(wire(array))
                inputs.append(tensor)
            result = client.infer(NAME, inputs)
            for spec in session.get_inputs():
                same(feed[spec.name], result.as_numpy(spec.name.replace("in_", "out_")))
        check(f"types: {module.__name__}, batch {batch}", ask)


if KSERVE:
    kserve(sys.argv[3])
    sys.exit()

for model in sys.argv[4:]:
    began, before = time.monotonic(), passed
    pod = start(model)
    try:
        run(model)
        check(f"{model}: the pod lives", lambda: http.get(base + "/readyz", timeout=5).raise_for_status())
        log = pathlib.Path(f"/tmp/oip-{port}-{model}.log").read_text()
        check(f"{model}: no bug was logged", lambda: [None][1 if '"event":"Unexpected error"' in log else 0])
    finally:
        pod.terminate()
        pod.wait(timeout=60)
    print(f"{model}: {passed - before} passed, {time.monotonic() - began:.0f} s")
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
