"""The body of .ci/rolling-restart."""
import argparse
import asyncio
import collections
import itertools
import signal
import sys
import tempfile
import time

from load import READY, Connection, Pod, predict, probe

options = argparse.ArgumentParser()
options.add_argument("--restarts", type=int, default=20)
options.add_argument("--rate", type=float, default=25, help="requests a second")
options.add_argument("--lag", type=float, default=0.5)
options.add_argument("--no-drain", action="store_true")
options.add_argument("--port", type=int, default=19200)
options.add_argument("--picture", default="config/samples/chelsea.jpg")
options = options.parse_args()

logs = tempfile.mkdtemp(prefix="rolling-restart-")
# The deadline is long and nothing is shed: this is about requests that get lost, not about the speed of a machine that
# starts pods all the time.
pods = [Pod(name, options.port + 10 * i, f"{logs}/{name}.log", REQUEST_TIMEOUT_MS="60000",
            ADMISSION="off", MAX_QUEUE_SIZE="5000")
        for i, name in enumerate("ab")]
ready = {pod: False for pod in pods}
unready_since = {pod: 0.0 for pod in pods}
results = collections.Counter()
failures = []
sent = 0
request = predict(options.picture)


async def watch(pod):
    while True:
        answer = await probe(pod.port + 1, "/health/ready", 1)
        # As for a kubelet, one probe that is late on a busy machine changes nothing.
        if answer != "TimeoutError":
            if ready[pod] and answer not in READY:
                unready_since[pod] = time.monotonic()
            ready[pod] = answer in READY
        await asyncio.sleep(0.05)


def chosen_for(pod):
    return ready[pod] or time.monotonic() - unready_since[pod] < options.lag


async def send(pod):
    pod.in_flight += 1
    connection = None
    try:
        async with asyncio.timeout(60):
            connection = await Connection.open(pod.port)
            results[await connection.ask(request)] += 1
    except (OSError, EOFError, TimeoutError) as failed:
        results[type(failed).__name__] += 1
        failures.append(f"{pod.name}: {type(failed).__name__}: {failed}")
    finally:
        pod.in_flight -= 1
        if connection:
            connection.close()


async def load(stop):
    global sent
    tasks = set()
    next_pod = itertools.cycle(pods)
    begin = time.monotonic()
    while not stop.is_set():
        # Paced by the clock, not by the answers.
        await asyncio.sleep(max(0.0, begin + sent / options.rate - time.monotonic()))
        chosen = next((pod for pod in itertools.islice(next_pod, len(pods)) if chosen_for(pod)), None)
        if chosen is None:
            raise SystemExit("no pod is ready")
        sent += 1
        task = asyncio.create_task(send(chosen))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
    if tasks:
        await asyncio.wait(tasks)
    return sent / (time.monotonic() - begin)


async def main():
    for pod in pods:
        pod.start()
    for pod in pods:
        await pod.until_ready()
    watches = [asyncio.create_task(watch(pod)) for pod in pods]
    await asyncio.sleep(1)
    stop = asyncio.Event()
    generator = asyncio.create_task(load(stop))
    await asyncio.sleep(2)
    how = signal.SIGKILL if options.no_drain else signal.SIGTERM
    late = 0
    for restart, pod in zip(range(1, options.restarts + 1), itertools.cycle(pods)):
        while pod.in_flight == 0:
            await asyncio.sleep(0.001)
        in_flight, begin = pod.in_flight, time.monotonic()
        pod.stop(how)
        gone = await pod.until_gone(25)
        took = time.monotonic() - begin
        late += not gone
        print(f"{restart:3} {how.name} to {pod.name} with {in_flight} in flight: "
              f"{'ended' if gone else 'STILL THERE'} after {took:.2f} s; sent {sent}, 200: {results[200]}", flush=True)
        pod.start()
        await pod.until_ready()
        while not all(ready.values()):
            await asyncio.sleep(0.05)
    stop.set()
    rate = await generator
    for task in watches:
        task.cancel()
    failed = sum(n for status, n in results.items() if status != 200)
    for failure in failures[:10]:
        print("   ", failure)
    print(f"sent {sent} at {rate:.1f} a second, answered 200: {results[200]}, failed: {failed} "
          f"{dict((str(k), v) for k, v in results.items() if k != 200) or ''}")
    passed = sent == results[200] and late == 0
    print("PASS" if passed else f"FAIL (logs of the pods: {logs})")
    return 0 if passed else 1


try:
    sys.exit(asyncio.run(main()))
finally:
    for pod in pods:
        pod.stop(signal.SIGKILL)
