"""What came back beside what the portal has, and how it gets into the form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from practices.forms import PracticeForm, form_of
from practices.forms.saved import write
from practices.models import Practice
from practices.offline.answers import answers_of, typed_with
from practices.offline.words import from_words, in_words
from practices.services import answers_at, save_draft
from publication.differences import mark_changes
from publication.offline import Merge, Returned, merge
from stakeholders.models import User

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


def merge_of(practice: Practice, returned: Returned) -> Merge:
    """Answer by answer. Without the answers that it left with, whatever differs is a conflict."""
    form = form_of(practice)
    theirs = {key: from_words(form, key, text) for key, text in returned.answers.items()}
    return merge(answers_at(practice, returned.base), answers_of(practice), theirs)


def preview_of(practice: Practice, returned: Returned) -> Preview:
    form, merged = form_of(practice), merge_of(practice, returned)
    changes = [_shown(form, c.key, c.mine, c.mine, c.theirs) for c in merged.clean]
    cleared = {change.key for change in merged.clean if change.is_cleared}
    conflicts = [_shown(form, c.key, c.base, c.mine, c.theirs) for c in merged.conflicts]
    return Preview(
        merge=merged,
        clean=[one for one in changes if one.key not in cleared],
        choices=[*conflicts, *(one for one in changes if one.key in cleared)],
        untouched=[_label(form, key) for key in merged.untouched],
        missing=[_label(form, key) for key in merged.missing],
    )


def _shown(form: PracticeForm, key: str, base: str, mine: str, theirs: str) -> Shown:
    before, now, came = (in_words(form, key, text) for text in (base, mine, theirs))
    return Shown(
        key, _label(form, key), now, came, mark_changes(before, now), mark_changes(before, came)
    )


def _label(form: PracticeForm, key: str) -> "Text":
    if key in form.fields:
        return form.fields[key].label or key
    return {"partners": _("Partners"), "links": _("Links")}.get(key, key)


def chosen(preview: Preview, said: Mapping[str, str]) -> dict[str, str] | None:
    """The answers to take over; None while one is not chosen."""
    theirs = {one.key: one.theirs for one in preview.merge.clean}
    theirs |= {one.key: one.theirs for one in preview.merge.conflicts}
    taken = {one.key: theirs[one.key] for one in preview.clean}
    for one in preview.choices:
        wish = said.get(one.name, "")
        if wish not in {MINE, THEIRS}:
            return None
        if wish == THEIRS:
            taken[one.key] = theirs[one.key]
    return taken


def take_over(practice: Practice, answers: Mapping[str, str], *, base: int, by: User) -> Practice:
    """Save them over the revision that the preview showed. Raises as `save_draft` does."""
    form = PracticeForm(typed_with(practice, answers), practice=practice)
    return save_draft(practice=practice, base_revision=base, write=partial(write, form), by=by)
