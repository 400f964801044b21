"""The criteria of the call as questions beside the fields that answer them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.forms import BoundField

from practices.forms.adding import name_of, text_of
from practices.forms.practice import PracticeForm
from practices.models import Criterion, PracticeFile
from practices.models.practices import NARRATIVE
from practices.problems import NEEDED

ALWAYS_NEEDED = {
    *("title", "language", "primary_objective", "principles", "countries", "scope"),
    *("starts_on", "progress", "is_own", "call", *NEEDED),
}


@dataclass(frozen=True)
class Asked:
    """A field of the form, with what the call asks of it. `most` is 0 where there is no limit."""

    field: BoundField
    questions: list[Criterion]
    most: int
    is_needed: bool


def asked_in(form: PracticeForm) -> Mapping[str, Asked]:
    """Every field by its name."""
    questions: dict[str, list[Criterion]] = {}
    for criterion in form.practice.call.criteria.exclude(answered_in=""):
        questions.setdefault(criterion.answered_in, []).append(criterion)
    return {
        name: Asked(
            form[name], questions.get(name, []), NARRATIVE.get(name, 0), name in ALWAYS_NEEDED
        )
        for name in form.fields
    }


def own_answers(form: PracticeForm) -> list[Asked]:
    """The criteria that no other field answers."""
    return [Asked(form[name_of(one)], [one], 0, is_needed=True) for one in form.criteria]


def image_texts(form: PracticeForm) -> Mapping[int, BoundField]:
    """What each image shows, by the number of its file."""
    return {image.pk: form[text_of(image)] for image in form.images}


@dataclass(frozen=True)
class FileShown:
    file: PracticeFile
    field: BoundField | None


def files_of(form: PracticeForm) -> list[FileShown]:
    """The files with the field that says what an image shows."""
    texts = image_texts(form)
    files = form.practice.files.filter(removed_at=None)
    return [FileShown(file, texts.get(file.pk)) for file in files]
