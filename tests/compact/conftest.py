"""Data files that a test may spoil."""

import shutil
from pathlib import Path

import pytest

from compact.reference import files


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data files, to be changed at will."""
    copy = tmp_path / "data"
    shutil.copytree(files.DATA, copy)
    monkeypatch.setattr(files, "DATA", copy)
    return copy
