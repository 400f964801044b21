"""Several at once, each on a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

Attempt = Callable[[], object]


def at_once(*attempts: Attempt) -> list[object]:
    """Start all in the same moment; return what each returned, or the exception that it raised."""
    start = Barrier(len(attempts))

    def run(attempt: Attempt) -> object:
        try:
            start.wait(10)
            return attempt()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(run, attempts))


def refusals(outcomes: list[object]) -> list[type[Exception]]:
    return [type(outcome) for outcome in outcomes if isinstance(outcome, Exception)]
