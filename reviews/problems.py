"""What still stands between a draft and its submission."""

from collections.abc import Iterable, Iterator

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from publication.text import count_words
from reviews import answer_kinds
from reviews.choices import KINDS_WITH_OPTIONS, QuestionKind
from reviews.conditions import conditions_of
from reviews.models import Answer, Question, Review, Section

Problem = str | Promise


def problems_with(question: Question, answer: Answer | None, *, has_files: bool) -> list[Problem]:
    """What is wrong with one answer, in words for the person who writes it."""
    if answer is not None and answer.not_applicable:
        if not question.may_not_apply:
            return [_("This question has to be answered.")]
        return [] if count_words(answer.reason) else [_("Say why it does not apply.")]
    is_blank = (
        not has_files if question.kind == QuestionKind.FILE else not (answer and answer.value)
    )
    if is_blank:
        return [_("This question has to be answered.")] if question.required else []
    if answer is None:
        return []
    return list(answer_kinds.of(question).check(question, answer.value))


def problems_of(
    review: Review, section: Section | None = None
) -> Iterator[tuple[Question, list[Problem]]]:
    """Each question that is asked, of the review or of one section, with its problems if any."""
    answers = {answer.question_id: answer for answer in review.answers.all()}
    with_files = set(
        review.attachments.filter(removed_at__isnull=True).values_list("question", flat=True)
    )
    for question in asked_questions_of(review, answers.values(), section):
        problems = problems_with(
            question, answers.get(question.pk), has_files=question.pk in with_files
        )
        if problems:
            yield question, problems


def asked_questions_of(
    review: Review, answers: Iterable[Answer], section: Section | None = None
) -> list[Question]:
    """Of the questions those that are asked, given all that the review answers."""
    questions = questions_of(review, section)
    is_whole = section is None
    conditions = conditions_of(review.questionnaire_id, questions if is_whole else None)
    decision = conditions.given(answers)
    return [question for question in questions if decision.asks(question.pk)]


def questions_of(review: Review, section: Section | None = None) -> list[Question]:
    """Every question in its order, asked or not, with sections, options and tables at hand."""
    sections = Section.objects.filter(questionnaire=review.questionnaire_id)
    if section is not None:
        sections = sections.filter(pk=section.pk)
    sections = sections.select_related("objective").prefetch_related(
        Prefetch("questions", Question.objects.order_by("order").prefetch_related("options"))
    )
    return with_tables(
        [
            _with_section(question, of_section)
            for of_section in sections
            for question in of_section.questions.all()
        ]
    )


def with_lists(question: Question) -> Question:
    """The same, with what can be chosen or is asked in its table at hand, if anything is."""
    if question.kind in KINDS_WITH_OPTIONS:
        prefetch_related_objects([question], "options")
    with_tables([question])
    return question


def with_tables(questions: list[Question]) -> list[Question]:
    """The same, with the columns and rows of those that are tables: they are few."""
    tables = [question for question in questions if question.kind == QuestionKind.TABLE]
    prefetch_related_objects(tables, "columns", "rows")
    return questions


def _with_section(question: Question, section: Section) -> Question:
    question.section = section
    return question
