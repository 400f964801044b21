"""What stands in the way of publishing a draft, and which texts it lacks in which language."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Model, Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modeltranslation.utils import build_localized_fieldname

from publication.translated import OTHERS
from reviews.answer_kinds.tables import ROW
from reviews.choices import KINDS_WITH_OPTIONS, QuestionKind
from reviews.models import Condition, Question, Questionnaire, Section
from reviews.questionnaires.conditions import answers_to
from reviews.questionnaires.following import fates_in
from reviews.questionnaires.lines import KEY_OF_A_ROW, lines_asked_of
from reviews.questionnaires.measuring import measures_of

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

FEWEST_OPTIONS = 2
OUT_OF_ORDER = gettext_lazy("This depends on a question that is asked after it.")
NEVER = gettext_lazy("This depends on an answer that cannot be given.")
TEXTS = {"question": ("label", "help", "unit"), "section": ("title", "introduction")}


@dataclass(frozen=True)
class Problem:
    """In words, and where it is to be mended: at a question, a section, or what became of one."""

    words: "Text"
    question: Question | None = None
    section: Section | None = None
    earlier: Question | None = None

    def __str__(self) -> str:
        return str(self.words)


def sections_with_all(questionnaire: Questionnaire) -> list[Section]:
    """The sections, and at hand whatever belongs to them: a fixed number of queries."""
    conditions = Condition.objects.select_related("on__section")
    questions = Question.objects.order_by("order").prefetch_related(
        "options", "columns", "rows", Prefetch("conditions", conditions)
    )
    sections = questionnaire.sections.select_related("objective").order_by("order")
    return list(
        sections.prefetch_related(
            Prefetch("questions", questions), Prefetch("conditions", conditions)
        )
    )


def problems_of_draft(draft: Questionnaire) -> Iterator[Problem]:
    """Everything that would make the questionnaire one that cannot be answered or followed."""
    sections = sections_with_all(draft)
    if not sections:
        yield Problem(_("There is no section yet."))
    keys: set[str] = set()
    for section in sections:
        yield from _of_section(section)
        for question in section.questions.all():
            question.section = section
            yield from _of_question(question)
            if question.key in keys:
                yield Problem(_("Another question has this key already."), question=question)
            keys.add(question.key)
    for fate in fates_in(draft):
        if fate.is_open:
            yield Problem(
                _("Say what became of this question of the version before."), earlier=fate.earlier
            )


def _of_section(section: Section) -> Iterator[Problem]:
    if not section.questions.all():
        yield Problem(_("This section has no question yet."), section=section)
    for condition in section.conditions.all():
        if condition.on.section.order >= section.order:
            yield Problem(OUT_OF_ORDER, section=section)
        elif not _can_hold(condition):
            yield Problem(NEVER, section=section)


def _of_question(question: Question) -> Iterator[Problem]:
    for words in _of_kind(question):
        yield Problem(words, question=question)
    here = (question.section.order, question.order)
    for condition in question.conditions.all():
        if (condition.on.section.order, condition.on.order) >= here:
            yield Problem(OUT_OF_ORDER, question=question)
        elif not _can_hold(condition):
            yield Problem(NEVER, question=question)


def _can_hold(condition: Condition) -> bool:
    return set(condition.values) <= {key for key, _words in answers_to(condition.on)}


def _of_kind(question: Question) -> "Iterator[Text]":
    options = len(question.options.all())
    if question.kind in KINDS_WITH_OPTIONS and options < FEWEST_OPTIONS:
        yield _("This question needs at least two options.")
    if question.kind == QuestionKind.TABLE and not question.columns.all():
        yield _("This table has no column yet.")
    if any(column.key == ROW for column in question.columns.all()):
        yield KEY_OF_A_ROW
    measures = measures_of(question.kind)
    limits = [limit for limit in (question.minimum, question.maximum) if limit is not None]
    if measures.counts and any(limit < 0 or limit % 1 for limit in limits):
        yield _("How many is a whole number.")
    most = measures.most(question)
    if most is not None and any(limit > most for limit in limits):
        yield _("More is asked for than can be chosen.")


def texts_missing(draft: Questionnaire) -> dict[str, list[Section | Question]]:
    """By language, what has an English text and none in that language, with its lines."""
    missing: dict[str, list[Section | Question]] = {code: [] for code in OTHERS}
    for section in sections_with_all(draft):
        for code in OTHERS:
            if _lacks(section, TEXTS["section"], code):
                missing[code].append(section)
        for question in section.questions.all():
            question.section = section
            for code in OTHERS:
                if _question_lacks(question, code):
                    missing[code].append(question)
    return {code: places for code, places in missing.items() if places}


def _question_lacks(question: Question, code: str) -> bool:
    kinds = lines_asked_of(question)
    lines = [line for kind in kinds for line in getattr(question, kind).all()]
    return _lacks(question, TEXTS["question"], code) or any(
        _lacks(line, ("label",), code) for line in lines
    )


def _lacks(row: Model, names: tuple[str, ...], code: str) -> bool:
    return any(
        getattr(row, build_localized_fieldname(name, "en"))
        and not getattr(row, build_localized_fieldname(name, code))
        for name in names
    )
