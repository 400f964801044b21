"""Every test begins with an empty list."""

from collections.abc import Iterator

import pytest

from tests.publication.browsing import things


@pytest.fixture(autouse=True)
def _nothing_said() -> Iterator[None]:
    things.said.clear()
    yield
    things.said.clear()
