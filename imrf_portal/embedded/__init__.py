"""Postgres and Valkey out of their wheels, for a machine that has neither. No Django here."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from imrf_portal.embedded import postgres, valkey
from imrf_portal.embedded.place import InUseError, claim, find_place, open_place, remark
from imrf_portal.embedded.process import Child, ServiceError, wait_until

__all__ = ["InUseError", "ServiceError", "addresses", "remark", "servers", "services"]

NAMES = ("DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL")


@contextmanager
def services(state_dir: Path, *, durable: bool = True) -> Iterator[dict[str, str]]:
    """Run what the environment does not name; yield the variables that lead there.

    `durable=False` trades safety against power loss for speed, as tests want it.
    """
    with servers(state_dir, durable=durable) as (found, _children):
        yield found


@contextmanager
def servers(
    state_dir: Path, *, durable: bool = True
) -> Iterator[tuple[dict[str, str], list[Child]]]:
    """The same, with the processes, for who watches over them."""
    with ExitStack() as stack:
        stack.enter_context(claim(state_dir))
        found: dict[str, str] = {}
        children = []
        if any(missing(name) for name in NAMES):
            place = stack.enter_context(open_place(state_dir))
        if missing("DATABASE_URL"):
            children.append(postgres.prepare(place, durable=durable))
            run(children[-1], lambda: postgres.answers(place), stack)
            postgres.make_database(place)
            found |= postgres.addresses(place)
        if missing("CELERY_BROKER_URL") or missing("CACHE_URL"):
            children.append(valkey.prepare(place))
            run(children[-1], lambda: valkey.answers(place), stack)
            found |= valkey.addresses(place)
        yield only_missing(found), children


def run(server: Child, answers: Callable[[], bool], stack: ExitStack) -> None:
    """Start a server, wait until it answers, and stop it with the stack."""
    stack.callback(server.stop)
    server.start()
    wait_until(lambda: answers() or server.has_ended(), 60)
    if server.has_ended() or not answers():
        raise ServiceError(f"{server.name} did not start: {server.last_words()}")


def addresses(state_dir: Path) -> dict[str, str]:
    """The variables alone, for who joins the servers that another process runs."""
    place = find_place(state_dir)
    return only_missing(postgres.addresses(place) | valkey.addresses(place))


def missing(name: str) -> bool:
    return not os.environ.get(name)


def only_missing(found: Mapping[str, str]) -> dict[str, str]:
    return {name: address for name, address in found.items() if missing(name)}
