"""Numbers of things in the reader's language, written some thousand times a second."""

from functools import cache

from django.utils.formats import get_format
from django.utils.translation import get_language

SMALL = 1000


def figure(count: int) -> str:
    """With what stands between thousands in the language, where anything does."""
    if count < SMALL:
        return str(count)
    return f"{count:,}".replace(",", _separator(get_language()))


@cache
def _separator(language: str | None) -> str:
    is_grouped = get_format("NUMBER_GROUPING", language) == 3  # noqa: PLR2004 - by thousands
    return str(get_format("THOUSAND_SEPARATOR", language)) if is_grouped else ""
