"""Postgres and Valkey out of their wheels, for a machine that has neither. No Django here."""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from imrf_portal.embedded import postgres, valkey
from imrf_portal.embedded.place import InUseError, claim, find_place, open_place
from imrf_portal.embedded.process import ServiceError

__all__ = ["InUseError", "ServiceError", "addresses", "services"]

NAMES = ("DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL")


@contextmanager
def services(state_dir: Path, *, durable: bool = True) -> Iterator[dict[str, str]]:
    """Run what the environment does not name; yield the variables that lead there.

    `durable=False` trades safety against power loss for speed, as tests want it.
    """
    with ExitStack() as stack:
        stack.enter_context(claim(state_dir))
        found: dict[str, str] = {}
        if any(missing(name) for name in NAMES):
            place = stack.enter_context(open_place(state_dir))
        if missing("DATABASE_URL"):
            found |= stack.enter_context(postgres.running(place, durable=durable))
        if missing("CELERY_BROKER_URL") or missing("CACHE_URL"):
            found |= stack.enter_context(valkey.running(place))
        yield only_missing(found)


def addresses(state_dir: Path) -> dict[str, str]:
    """The same variables, for who joins the servers that another process runs."""
    place = find_place(state_dir)
    return only_missing(postgres.addresses(place) | valkey.addresses(place))


def missing(name: str) -> bool:
    return not os.environ.get(name)


def only_missing(found: Mapping[str, str]) -> dict[str, str]:
    return {name: address for name, address in found.items() if missing(name)}
