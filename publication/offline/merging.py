"""Bringing a returned document together with what the portal has now, answer by answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from publication.offline.characters import is_same


@dataclass(frozen=True)
class Change:
    """An answer that was changed in the document alone: it can be taken over as it is."""

    key: str
    mine: str
    theirs: str

    @property
    def is_cleared(self) -> bool:
        return not self.theirs.strip()


@dataclass(frozen=True)
class Conflict:
    """An answer that was changed on both sides. `base` is what it was when the document left."""

    key: str
    base: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Merge:
    """`untouched` stays as the portal has it. `missing` was not found in the document, and stays
    too. `unknown` is in the document, but the item has no such answer.
    """

    untouched: Sequence[str]
    clean: Sequence[Change]
    conflicts: Sequence[Conflict]
    missing: Sequence[str]
    unknown: Sequence[str]

    @property
    def has_news(self) -> bool:
        return bool(self.clean or self.conflicts)


def merge(
    base: Mapping[str, str] | None, mine: Mapping[str, str], theirs: Mapping[str, str]
) -> Merge:
    """`base` is what the document left with (None if that is not known: then whatever differs
    is a conflict), `mine` what the portal has now, `theirs` what came back.

    Every key of the item is a key of `mine`, with "" where there is no answer. Merge again, with
    `mine` read under a lock, when a preview is taken over: somebody may have written meanwhile.
    """
    untouched, clean, conflicts = [], [], []
    for key in (key for key in mine if key in theirs):
        before = None if base is None else base.get(key, "")
        if is_same(theirs[key], mine[key]) or (before is not None and is_same(theirs[key], before)):
            untouched.append(key)
        elif before is not None and is_same(mine[key], before):
            clean.append(Change(key, mine[key], theirs[key]))
        else:
            conflicts.append(Conflict(key, before or "", mine[key], theirs[key]))
    return Merge(
        untouched=untouched,
        clean=clean,
        conflicts=conflicts,
        missing=[key for key in mine if key not in theirs],
        unknown=[key for key in theirs if key not in mine],
    )
