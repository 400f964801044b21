"""What belongs to a question line by line: options, and the columns and rows of a table."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews.answer_kinds.tables import ROW
from reviews.choices import KINDS_WITH_OPTIONS, QuestionKind
from reviews.models import Option, Question, TableColumn, TableRow
from reviews.questionnaires.errors import QuestionnaireError
from reviews.questionnaires.holding import check_unchanged, hold
from stakeholders.models import User

KEY_OF_A_ROW = gettext_lazy("A column cannot have this key: a row says by it which one it is.")
Line = Option | TableColumn | TableRow
MODELS: dict[str, type[Option] | type[TableColumn] | type[TableRow]] = {
    "options": Option,
    "columns": TableColumn,
    "rows": TableRow,
}


def lines_asked_of(question: Question) -> tuple[str, ...]:
    """Which lines a question of its kind has."""
    if question.kind in KINDS_WITH_OPTIONS:
        return ("options",)
    return ("columns", "rows") if question.kind == QuestionKind.TABLE else ()


def lines_of(question: Question, what: str) -> list[Line]:
    return list(MODELS[what].objects.filter(question=question).order_by("order"))


@transaction.atomic
def save_lines(
    *, question: Question, what: str, lines: Sequence[Line], base: str = "", by: User
) -> None:
    """These, in this order, and no others. Answers name them by key, and a draft has no answers."""
    hold(question.section.questionnaire, by)
    check_unchanged(base, *lines_of(question, what))
    keys = [line.key for line in lines]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise QuestionnaireError(_("The key “%(key)s” stands there twice.") % {"key": twice})
    if what == "columns" and ROW in keys:
        raise QuestionnaireError(KEY_OF_A_ROW)
    for order, line in enumerate(lines, 1):
        line.pk, line.question, line.order = None, question, order
    model = MODELS[what]
    model.objects.filter(question=question).delete()
    model.objects.bulk_create(lines)  # type: ignore[arg-type]
