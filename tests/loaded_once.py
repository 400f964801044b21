"""What takes long to load, loaded once for several tests and rolled back behind them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from pytest_django import DjangoDbBlocker


@contextmanager
def loaded_once(blocker: DjangoDbBlocker, load: Callable[[], object]) -> Iterator[None]:
    with blocker.unblock(), transaction.atomic():
        load()
        # What is deferred is looked at once, here, and not at the end of each test again.
        connection.check_constraints()
        yield
        transaction.set_rollback(True)
