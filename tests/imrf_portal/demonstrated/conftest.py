"""The demonstration, loaded once for all tests here; every test starts from it afresh."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.imrf_portal.demonstration import load_everything
from tests.loaded_once import loaded_once


@pytest.fixture(scope="package")
def _loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with loaded_once(django_db_blocker, load_everything):
        yield


@pytest.fixture
def demonstration(_loaded: None, db: None) -> None:
    """Every test starts from the demonstration as it was loaded."""
