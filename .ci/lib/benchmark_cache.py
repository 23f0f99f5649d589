"""Where the models of .ci/benchmark are that a script makes: in the cache, under a name that changes with the script."""
import hashlib
import os
import pathlib
import subprocess
import sys

CI = pathlib.Path(__file__).resolve().parents[1]


def virtual_environment(pins):
    """The Python of an environment with the pinned packages, made when it is not there."""
    home = pathlib.Path(os.environ["BENCHMARK_CACHE"]) / f"{pins.stem}-{hashlib.sha256(pins.read_bytes()).hexdigest()[:12]}"
    python = home / "bin/python"
    if not (home / "ready").exists():
        print(f"installing {pins.name}", flush=True)
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", pins], check=True)
        (home / "ready").touch()
    return python


def made(name):
    script, pins = CI / "lib/benchmark_models.py", CI / "benchmark.txt"
    content = hashlib.sha256(script.read_bytes() + pins.read_bytes()).hexdigest()[:12]
    folder = pathlib.Path(os.environ["BENCHMARK_CACHE"]) / f"benchmark-models-{content}"
    if not (folder / f"{name}.onnx").exists():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run([virtual_environment(pins), script, folder], check=True)
    return folder / f"{name}.onnx"
