"""The portal behind gunicorn on a database of its own, asked over one connection that is kept."""

import http.client
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

from imrf_portal.embedded.process import wait_until

ROOT = Path(__file__).resolve().parent.parent.parent
SETTINGS = "benchmarks.browsing.settings"
ARGUMENTS = ("--config", "python:imrf_portal.web", "--keep-alive", "600", "imrf_portal.wsgi")
KIBIBYTE = 1024


class Server:
    """One worker, so that it is one process that is measured."""

    def __init__(self, env: Mapping[str, str]) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *ARGUMENTS],
            cwd=ROOT,
            env={**env, "PORT": str(self.port), "WEB_CONCURRENCY": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)

    def wait(self) -> None:
        def answers() -> bool:
            try:
                return self.get("/health/live")[0] > 0
            except OSError:
                self.connection.close()
                return False

        if not wait_until(answers, 60):
            raise RuntimeError("The server did not start.")

    def get(self, path: str) -> tuple[float, bytes]:
        """How many seconds it took to the last byte, and the bytes."""
        begin = time.perf_counter()
        self.connection.request("GET", path, headers={"Host": "localhost"})
        response = self.connection.getresponse()
        content = response.read()
        seconds = time.perf_counter() - begin
        if response.status != HTTPStatus.OK:
            raise RuntimeError(f"{path} answered {response.status}")
        return seconds, content

    def growth_while_reading(self, path: str) -> float:
        """By how many MiB the worker grows at most while it sends the file."""
        before, peak, done = self._size(), 0, threading.Event()

        def watch() -> None:
            nonlocal peak
            while not done.wait(0.05):
                peak = max(peak, self._size())

        watcher = threading.Thread(target=watch)
        watcher.start()
        self.get(path)
        done.set()
        watcher.join()
        return max(peak - before, 0) / KIBIBYTE

    def _size(self) -> int:
        worker = self._worker()
        status = Path(f"/proc/{worker}/status").read_text()
        return next(int(line.split()[1]) for line in status.split("\n") if line.startswith("VmRSS"))

    def _worker(self) -> str:
        pid = self.process.pid
        return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0]

    def stop(self) -> None:
        self.connection.close()
        self.process.terminate()
        self.process.wait(30)


@contextmanager
def serving(env: Mapping[str, str]) -> Iterator[Server]:
    server = Server(env)
    try:
        server.wait()
        yield server
    finally:
        server.stop()
