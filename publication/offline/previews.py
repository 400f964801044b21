"""What came back beside what the portal has, in words, for somebody to look at and to choose."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from publication.differences import mark_changes
from publication.offline.merging import Merge

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Shown:
    """An answer in words, on both sides, with what either changed."""

    key: str
    label: "Text"
    mine: str
    theirs: str
    mine_marked: SafeString
    theirs_marked: SafeString

    @property
    def name(self) -> str:
        """Of the choice between the two."""
        return f"take-{self.key}"


@dataclass(frozen=True)
class Preview:
    """`clean` is taken over as it is; for each of `choices` the writer says which stands."""

    merge: Merge
    clean: Sequence[Shown]
    choices: Sequence[Shown]
    untouched: "Sequence[Text]"
    missing: "Sequence[Text]"

    def chosen(self, said: Mapping[str, str]) -> dict[str, str] | None:
        """The answers to take over; None while one is not chosen."""
        theirs = {one.key: one.theirs for one in self.merge.clean}
        theirs |= {one.key: one.theirs for one in self.merge.conflicts}
        taken = {one.key: theirs[one.key] for one in self.clean}
        for one in self.choices:
            wish = said.get(one.name, "")
            if wish not in {MINE, THEIRS}:
                return None
            if wish == THEIRS:
                taken[one.key] = theirs[one.key]
        return taken


def preview_of(
    merged: Merge, *, label: "Callable[[str], Text]", words: Callable[[str, str], str]
) -> Preview:
    """`label` names an answer by its key, `words` says it as a person reads it."""

    def shown(key: str, base: str, mine: str, theirs: str) -> Shown:
        before, now, came = (words(key, text) for text in (base, mine, theirs))
        marked = mark_changes(before, now), mark_changes(before, came)
        return Shown(key, label(key), now, came, *marked)

    changes = [shown(one.key, one.mine, one.mine, one.theirs) for one in merged.clean]
    cleared = {one.key for one in merged.clean if one.is_cleared}
    conflicts = [shown(one.key, one.base, one.mine, one.theirs) for one in merged.conflicts]
    return Preview(
        merge=merged,
        clean=[one for one in changes if one.key not in cleared],
        choices=[*conflicts, *(one for one in changes if one.key in cleared)],
        untouched=[label(key) for key in merged.untouched],
        missing=[label(key) for key in merged.missing],
    )
