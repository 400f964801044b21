"""Whether a text names somebody who did not consent to be named."""

import re
from collections.abc import Iterator

from reviews.models import Input

FEWEST_CHARACTERS = 2
# Scripts that put no space between words.
UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def names_in(text: str, given: Input) -> list[str]:
    """The names of the sender that stand in the text, as far as they are to be kept back."""
    if given.consents_to_be_named:
        return []
    return [name for name in _names_of(given) if _stands_in(name, text)]


def _names_of(given: Input) -> Iterator[str]:
    if given.organisation is not None:
        yield str(given.organisation)
    yield str(given.by)


def _stands_in(name: str, text: str) -> bool:
    if len(name) < FEWEST_CHARACTERS:
        return False
    words = r"\s+".join(re.escape(word) for word in name.split())
    whole = words if UNSPACED.search(name) else rf"(?<!\w){words}(?!\w)"
    return re.search(whole, text, re.IGNORECASE) is not None
