"""The body of .ci/overload."""
import argparse
import asyncio
import collections
import gc
import signal
import sys
import tempfile
import time

from load import Connection, Pod, predict, probe

options = argparse.ArgumentParser()
options.add_argument("--seconds", type=float, default=60)
options.add_argument("--peak-seconds", type=float, default=10)
options.add_argument("--factor", type=float, default=2)
options.add_argument("--deadline-ms", type=int, default=600, help="REQUEST_TIMEOUT_MS of the pod")
options.add_argument("--admission", default="enforce")
options.add_argument("--queue", type=int, default=16, help="MAX_QUEUE_SIZE of the pod")
options.add_argument("--clients", type=int, default=4, help="clients that wait, while the peak is measured")
options.add_argument("--port", type=int, default=19300)
options.add_argument("--picture", default="config/samples/chelsea.jpg")
options = options.parse_args()

ALLOWED_LATE = 0.1
log = tempfile.mktemp(prefix="overload-", suffix=".log")
pod = Pod("a", options.port, log, REQUEST_TIMEOUT_MS=str(options.deadline_ms), ADMISSION=options.admission,
          MAX_QUEUE_SIZE=str(options.queue), LOG_LEVEL="WARNING")
request = predict(options.picture)


async def peak(seconds):
    """Good answers a second, by clients that wait for each."""
    good = 0
    end = time.monotonic() + seconds

    async def client():
        nonlocal good
        connection = await Connection.open(pod.port)
        while time.monotonic() < end:
            if await connection.ask(request) == 200:
                good += 1
            else:
                # One that asks again at once would take the pod's cores.
                await asyncio.sleep(0.1)
        connection.close()

    begin = time.monotonic()
    await asyncio.gather(*(client() for _ in range(options.clients)))
    return good / (time.monotonic() - begin)


class Overload:
    def __init__(self, rate):
        self.rate = rate
        self.idle = []
        self.opened = self.closed = self.sent = 0
        self.statuses = collections.Counter()
        self.times = collections.defaultdict(list)
        self.probes = collections.Counter()

    async def send(self):
        # A client's time begins when it decides to ask, so it includes the time to connect.
        begin = time.monotonic()
        connection = None
        try:
            while self.idle and connection is None:
                connection = self.idle.pop()
                if connection.closed:
                    self.closed += 1
                    connection = None
            if connection is None:
                self.opened += 1
                connection = await Connection.open(pod.port)
            async with asyncio.timeout(30):
                status = await connection.ask(request)
        except (OSError, EOFError, TimeoutError) as failed:
            self.statuses[type(failed).__name__] += 1
            self.closed += 1
            return
        self.times[status].append(time.monotonic() - begin)
        self.statuses[status] += 1
        if connection.closed:
            self.closed += 1
        else:
            self.idle.append(connection)

    async def ask_probes(self):
        while True:
            for path in ("/health/ready", "/health/live"):
                answer = await probe(pod.port + 1, path, 1)
                self.probes["answered" if answer in (200, 204) else f"{path}: {answer}"] += 1
            await asyncio.sleep(0.2)

    async def run(self, seconds):
        prober = asyncio.create_task(self.ask_probes())
        tasks = set()
        begin = time.monotonic()
        while (now := time.monotonic()) - begin < seconds:
            # Paced by the clock, not by the answers; what is due is sent at once.
            while self.sent < (now - begin) * self.rate:
                self.sent += 1
                task = asyncio.create_task(self.send())
                tasks.add(task)
                task.add_done_callback(tasks.discard)
            await asyncio.sleep(0.002)
        took = time.monotonic() - begin
        if tasks:
            await asyncio.wait(tasks)
        prober.cancel()
        return took


def milliseconds(times):
    ordered = sorted(times)
    at = lambda share: 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]
    return f"p50 {at(.5):.0f} p99 {at(.99):.0f} longest {1000 * ordered[-1]:.0f} ms"


async def main():
    pod.start()
    await pod.until_ready()
    await peak(5)
    best = await peak(options.peak_seconds)
    print(f"peak: {best:.1f} good answers a second ({options.clients} clients that wait)")
    gc.collect()
    gc.disable()
    load = Overload(options.factor * best)
    took = await load.run(options.seconds)
    good = load.statuses[200] / took
    limit = options.deadline_ms / 1000 + ALLOWED_LATE
    late = sum(t > limit for times in load.times.values() for t in times)
    print(f"offered: {load.sent / took:.1f} a second for {took:.0f} s, {load.sent} in all, ADMISSION={options.admission}")
    for status in sorted(load.times):
        print(f"  {status}: {load.statuses[status]:6}  {milliseconds(load.times[status])}")
    wrong = {s: n for s, n in load.statuses.items() if s not in (200, 503, 504)}
    print(f"other answers: {wrong or 'none'}")
    print(f"later than {1000 * limit:.0f} ms: {late}")
    print(f"connections: {load.opened} opened, {load.closed} closed by the server")
    print(f"probes: {dict(load.probes)}")
    print(f"goodput: {good:.1f} a second, {good / best:.2f} of the peak")
    passed = not wrong and not late and not load.closed and set(load.probes) == {"answered"}
    print("PASS" if passed else f"FAIL (log of the pod: {log})")
    return 0 if passed else 1


try:
    sys.exit(asyncio.run(main()))
finally:
    pod.stop(signal.SIGKILL)
