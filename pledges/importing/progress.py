"""How far a worker has come with a file: for the page that waits, and for nothing else.

Bringing in is one transaction, so that nobody else sees its rows; the cache is not part of it.
"""

from contextlib import suppress

from django.core.cache import cache
from redis.exceptions import RedisError

from pledges.models import ImportRun

KEPT = 3600


def tell(run: ImportRun, done: int, total: int) -> None:
    """Without a cache the page shows no bar, and the work goes on."""
    with suppress(RedisError, OSError):
        cache.set(_key(run), (done, total), KEPT)


def progress_of(run: ImportRun) -> tuple[int, int] | None:
    """Rows done, and all rows; None while that is not known."""
    with suppress(RedisError, OSError):
        found: tuple[int, int] | None = cache.get(_key(run))
        return found
    return None


def _key(run: ImportRun) -> str:
    return f"pledges.import:{run.pk}:{run.state}"
