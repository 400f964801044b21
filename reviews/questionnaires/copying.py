"""A draft that begins as another version: the same questions under the same keys."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Model
from modeltranslation.utils import build_localized_fieldname

from publication.translated import LANGUAGES
from reviews.models import (
    Condition,
    Option,
    Question,
    Questionnaire,
    TableColumn,
    TableRow,
)
from reviews.questionnaires.holding import values_of

Row = TypeVar("Row", bound=Model)

LINES: tuple[type[Option] | type[TableColumn] | type[TableRow], ...] = (
    Option,
    TableColumn,
    TableRow,
)


def titles_of(questionnaire: Questionnaire) -> dict[str, str]:
    names = [build_localized_fieldname("title", language) for language in LANGUAGES]
    return {name: getattr(questionnaire, name) or "" for name in names}


def copy_into(draft: Questionnaire, source: Questionnaire) -> None:
    """All sections, questions, lines and conditions of the source, a table at a time."""
    sections = _copies(source.sections.all(), questionnaire_id=draft.pk)
    old = Question.objects.filter(section__questionnaire=source)
    questions = _copies(old, section_id=sections)
    for model in LINES:
        _copies(model.objects.filter(question__in=questions), question_id=questions)
    conditions = Condition.objects.filter(on__in=questions)
    _copies(conditions, on_id=questions, question_id=questions, section_id=sections)


def _copies(rows: Iterable[Row], **owners: int | dict[int, Any]) -> dict[int, Any]:
    """Write the rows anew, with other owners; the new ones by the primary keys of the old."""
    old = list(rows)
    if not old:
        return {}
    model: Any = type(old[0])
    made = model.objects.bulk_create(model(**(values_of(row) | _owned(row, owners))) for row in old)
    return {row.pk: copy for row, copy in zip(old, made, strict=True)}


def _owned(row: Model, owners: dict[str, int | dict[int, Any]]) -> dict[str, int | None]:
    new: dict[str, int | None] = {}
    for name, owner in owners.items():
        before = getattr(row, name)
        if isinstance(owner, int):
            new[name] = owner
        else:
            new[name] = None if before is None else owner[before].pk
    return new
