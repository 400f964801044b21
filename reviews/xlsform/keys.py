"""Names of a form as keys of the portal: each once, none too long, none an address of a page."""

import re
from collections.abc import Collection

from reviews.questionnaires.addresses import is_taken_by_a_page

NOT_IN_A_KEY = re.compile(r"[^\w-]+", re.ASCII)


class Keys:
    """Those given so far."""

    def __init__(
        self, longest: int, *, of_section: bool | None = None, taken: Collection[str] = ()
    ) -> None:
        self._longest = longest
        self._of_section = of_section
        self._given: set[str] = set(taken)

    def key_for(self, name: str, otherwise: str = "question") -> str:
        plain = NOT_IN_A_KEY.sub("-", name).strip("-")[: self._longest] or otherwise
        key, number = plain, 2
        while key in self._given or self._is_taken(key):
            ending = f"-{number}"
            key, number = plain[: self._longest - len(ending)] + ending, number + 1
        self._given.add(key)
        return key

    def _is_taken(self, key: str) -> bool:
        return self._of_section is not None and is_taken_by_a_page(key, of_section=self._of_section)
