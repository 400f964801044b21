"""The demonstration, loaded once for all tests here; every test starts from it afresh."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from tests.imrf_portal.demonstration import load_everything


@pytest.fixture(scope="package")
def _loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_everything()
        # What is deferred is looked at once, here, and not at the end of each test again.
        connection.check_constraints()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demonstration(_loaded: None, db: None) -> None:
    """Every test starts from the demonstration as it was loaded."""
