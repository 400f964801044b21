"""What every test starts from."""

from collections.abc import Iterator

import pytest
from django.utils import timezone, translation


@pytest.fixture(autouse=True)
def _plain_surroundings() -> Iterator[None]:
    """English and UTC: a page that an earlier test asked for leaves its language behind."""
    with translation.override("en"), timezone.override(None):
        yield
