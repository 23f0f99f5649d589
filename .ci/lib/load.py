"""What .ci/rolling-restart, .ci/overload and .ci/benchmark share: pods as processes, and HTTP by hand, so that nothing is retried."""
import asyncio
import os
import shlex
import signal
import subprocess
import time


READY = (200, 204)


class Pod:
    """A pod process on loopback: the API on `port`, management on the next one."""

    def __init__(self, name, port, log, **settings):
        self.name, self.port, self.log, self.settings = name, port, log, settings
        self.in_flight = 0
        self.process = None

    def start(self):
        env = dict(os.environ, ENVIRONMENT="production", HOST="127.0.0.1", PORT=str(self.port), METRICS_PORT=str(self.port + 1), GRPC_PORT="0",
                   OTEL_TRACES_EXPORTER="none", ORT_DISABLE_TELEMETRY="1") | self.settings
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(shlex.split(os.environ["POD"]), env=env, stdout=log, stderr=log)

    async def ready(self):
        return await probe(self.port + 1, "/health/ready", 1) in READY

    async def until_ready(self):
        end = time.monotonic() + 120
        while not await self.ready():
            if self.process.poll() is not None or time.monotonic() > end:
                raise SystemExit(f"pod {self.name} does not get ready; see {self.log}")
            await asyncio.sleep(0.1)

    def stop(self, how=signal.SIGTERM):
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)

    async def until_gone(self, seconds):
        end = time.monotonic() + seconds
        while self.process.poll() is None:
            if time.monotonic() > end:
                return False
            await asyncio.sleep(0.02)
        return True


class Connection:
    """One connection; `closed` once the server has closed it or said that it will."""

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer
        self.said_close = False

    @classmethod
    async def open(cls, port):
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    @property
    def closed(self):
        return self.said_close or self.reader.at_eof()

    async def ask(self, request):
        """Sends the request; returns the status of its answer."""
        self.writer.write(request)
        await self.writer.drain()
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        lines = head.split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
        if headers.get("transfer-encoding") == "chunked":
            while (size := int((await self.reader.readline()).split(b";")[0], 16)):
                await self.reader.readexactly(size + 2)
            await self.reader.readline()
        else:
            await self.reader.readexactly(int(headers.get("content-length", "0")))
        self.said_close = headers.get("connection") == "close"
        return int(lines[0].split(" ")[1])

    def close(self):
        self.writer.close()


def predict(picture):
    """The bytes of a prediction request with a JPEG file."""
    with open(picture, "rb") as file:
        body = file.read()
    head = ("POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/jpeg\r\n"
            f"Content-Length: {len(body)}\r\n\r\n")
    return head.encode() + body


async def probe(port, path, seconds):
    """The status of a GET on a new connection, or what went wrong."""
    connection = None
    try:
        async with asyncio.timeout(seconds):
            connection = await Connection.open(port)
            return await connection.ask(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    except (OSError, EOFError, TimeoutError) as failed:
        return type(failed).__name__
    finally:
        if connection:
            connection.close()
