"""What came back beside what the portal has, and how it gets into the form."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from practices.forms import PracticeForm, form_of
from practices.forms.saved import write
from practices.models import Practice
from practices.offline.answers import answers_of, typed_with
from practices.offline.words import from_words, in_words
from practices.services import answers_at, save_draft
from publication.offline import Merge, Returned, merge, previews
from publication.offline.previews import Preview
from stakeholders.models import User

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text


def merge_of(practice: Practice, returned: Returned) -> Merge:
    """Answer by answer. Without the answers that it left with, whatever differs is a conflict."""
    form = form_of(practice)
    theirs = {key: from_words(form, key, text) for key, text in returned.answers.items()}
    return merge(answers_at(practice, returned.base), answers_of(practice), theirs)


def preview_of(practice: Practice, returned: Returned) -> Preview:
    form = form_of(practice)
    return previews.preview_of(
        merge_of(practice, returned), label=partial(_label, form), words=partial(in_words, form)
    )


def _label(form: PracticeForm, key: str) -> "Text":
    if key in form.fields:
        return form.fields[key].label or key
    return {"partners": _("Partners"), "links": _("Links")}.get(key, key)


def take_over(practice: Practice, answers: Mapping[str, str], *, base: int, by: User) -> Practice:
    """Save them over the revision that the preview showed. Raises as `save_draft` does."""
    form = PracticeForm(typed_with(practice, answers), practice=practice)
    return save_draft(practice=practice, base_revision=base, write=partial(write, form), by=by)
