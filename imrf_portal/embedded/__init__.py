"""Postgres and Valkey out of their wheels, for a machine that has neither. No Django here."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from imrf_portal.embedded import postgres, valkey
from imrf_portal.embedded.place import claim
from imrf_portal.embedded.process import ServiceError

__all__ = ["ServiceError", "services"]


@contextmanager
def services(state_dir: Path, *, durable: bool = True) -> Iterator[dict[str, str]]:
    """Run what the environment does not name; yield the variables that lead there.

    `durable=False` trades safety against power loss for speed, as tests want it.
    """
    names = ("DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL")
    missing = {name for name in names if not os.environ.get(name)}
    with ExitStack() as stack:
        found: dict[str, str] = {}
        place = stack.enter_context(claim(state_dir))
        if "DATABASE_URL" in missing:
            found["DATABASE_URL"] = stack.enter_context(postgres.running(place, durable=durable))
        if missing - {"DATABASE_URL"}:
            found |= stack.enter_context(valkey.running(place))
        yield {name: address for name, address in found.items() if name in missing}
