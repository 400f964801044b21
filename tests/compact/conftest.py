"""The real reference data, loaded once for a module and rolled back after it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from compact.reference import Report, files, load
from tests.loaded_once import loaded_once


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with loaded_once(django_db_blocker, lambda: load(Report())):
        yield


@pytest.fixture
def loaded(_loaded: None, db: None) -> None:
    """Every test starts from the data as it was loaded."""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data files, to be changed at will."""
    copy = tmp_path / "data"
    shutil.copytree(files.DATA, copy)
    monkeypatch.setattr(files, "DATA", copy)
    return copy
