"""The fields of the form that depend on the practice: its call, its criteria, its images."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practices.models import Call, Criterion, Practice, PracticeFile
from publication.choices import State
from publication.drafts.fields import PlainText, long_text


def name_of(criterion: Criterion) -> str:
    """Of the field that answers a criterion: the same as in `practices.problems`."""
    return f"criterion-{criterion.key}"


def text_of(image: PracticeFile) -> str:
    """The name of the field that says what the image shows."""
    return f"shows-{image.pk}"


def add_call(form: forms.Form, practice: Practice) -> None:
    """Which call it answers may change until reviewers have read it."""
    if practice.state != State.DRAFT or practice.rounds.exists():
        return
    calls = Call.objects.open(timezone.now()) | Call.objects.filter(pk=practice.call_id)
    form.fields["call"] = forms.ModelChoiceField(
        calls.distinct(),
        label=_("Call"),
        required=False,
        empty_label=None,
        help_text=_("The questions beside the fields are those of the call. Save after a change."),
    )


def add_answers(form: forms.Form, practice: Practice) -> list[Criterion]:
    """A field for each criterion that has an answer of its own."""
    criteria = list(practice.call.criteria.filter(answered_in=""))
    for criterion in criteria:
        form.fields[name_of(criterion)] = long_text(5, label=criterion.title)
    return criteria


def add_image_texts(form: forms.Form, practice: Practice) -> list[PracticeFile]:
    files = practice.files.filter(removed_at=None, media_type__startswith="image/")
    images = list(files)
    for image in images:
        options: dict[str, Any] = {"widget": forms.TextInput(attrs={"dir": "auto"})}
        form.fields[text_of(image)] = PlainText(
            label=_("What “%(image)s” shows") % {"image": image.name}, max_length=300, **options
        )
    return images
