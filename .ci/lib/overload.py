"""The body of .ci/overload."""
import argparse
import asyncio
import collections
import gc
import pathlib
import signal
import sys
import tempfile
import time

from benchmark_sides import Collector, as_in_the_image
from load import Connection, Pod, predict, probe
from processes import resident

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
options.add_argument("--model", default="builtin://efficientnet-lite0", help="MODEL_URI of the pod")
options.add_argument("--image", action="store_true", help="with the options of the image, spans sent to a collector and metrics scraped")
options.add_argument("--settle", type=float, default=0, help="seconds after which memory must stay; by itself a sixth of the time, and only told")
options = options.parse_args()

ALLOWED_LATE = 0.1
RESTED = 30  # seconds after which a client closes a connection, before the server does
MOST_GROWTH = 0.02  # of the memory, once it should have settled
LOOK = 5  # seconds between two looks at the memory
log = tempfile.mktemp(prefix="overload-", suffix=".log")
settings = {}
if options.image:
    folder = tempfile.TemporaryDirectory(prefix="overload-image-")
    collector = Collector(options.port + 9)
    collector.scraped.append(options.port + 1)
    settings = as_in_the_image(pathlib.Path(folder.name)) | collector.environment
pod = Pod("a", options.port, log, REQUEST_TIMEOUT_MS=str(options.deadline_ms), ADMISSION=options.admission,
          MAX_QUEUE_SIZE=str(options.queue), LOG_LEVEL="WARNING", MODEL_URI=options.model, **settings)
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
        self.resident = []

    async def send(self):
        # A client's time begins when it decides to ask, so it includes the time to connect.
        begin = time.monotonic()
        connection = None
        try:
            while self.idle and begin - self.idle[0][1] > RESTED:
                self.idle.pop(0)[0].close()
            while self.idle and connection is None:
                connection, _ = self.idle.pop()
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
            self.idle.append((connection, time.monotonic()))

    async def ask_probes(self):
        while True:
            for path in ("/health/ready", "/health/live"):
                answer = await probe(pod.port + 1, path, 1)
                self.probes["answered" if answer in (200, 204) else f"{path}: {answer}"] += 1
            await asyncio.sleep(0.2)

    async def look_at_memory(self):
        """Resident MiB, from now on."""
        while True:
            self.resident.append(resident(pod.process.pid) / 2**20)
            await asyncio.sleep(LOOK)

    async def run(self, seconds):
        watching = [asyncio.create_task(each()) for each in (self.ask_probes, self.look_at_memory)]
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
        for each in watching:
            each.cancel()
        self.resident.append(resident(pod.process.pid) / 2**20)
        return took


def milliseconds(times):
    ordered = sorted(times)
    at = lambda share: 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]
    return f"p50 {at(.5):.1f} p99 {at(.99):.1f} longest {1000 * ordered[-1]:.0f} ms, p99 / p50 {at(.99) / at(.5):.2f}"


def grown(resident, settle):
    """What the memory did after the first seconds: the share it grew, the mean of its last tenth beside that of the tenth after them; in words."""
    tenth = max(1, len(resident) // 10)
    first = min(len(resident) - 1, int(settle / LOOK))
    mean = lambda values: sum(values) / len(values)
    early, late = mean(resident[first:first + tenth]), mean(resident[-tenth:])
    growth = late / early - 1
    return growth, f"{early:.0f} MiB after {settle:.0f} s, {late:.0f} at the end ({100 * growth:+.1f} %), {max(resident):.0f} at most"


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
    growth, words = grown(load.resident, options.settle or options.seconds / 6)
    print(f"resident: {words}")
    print(f"goodput: {good:.1f} a second, {good / best:.2f} of the peak")
    passed = not wrong and not late and not load.closed and set(load.probes) == {"answered"} and not (options.settle and growth > MOST_GROWTH)
    print("PASS" if passed else f"FAIL (log of the pod: {log})")
    return 0 if passed else 1


try:
    sys.exit(asyncio.run(main()))
finally:
    pod.stop(signal.SIGKILL)
