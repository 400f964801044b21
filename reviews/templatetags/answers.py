"""Answers in words, and the pieces of a question's fields."""

from django import template
from django.utils.html import escape, format_html

from publication.templatetags.texts import as_html, clock
from publication.text import as_html as text_as_html
from reviews import answer_kinds
from reviews.answer_kinds.limits import limits_of
from reviews.answer_kinds.tables import Line
from reviews.choices import QuestionKind
from reviews.models import Question
from reviews.models.answers import Entry
from reviews.rows import QuestionRow

register = template.Library()

TEXTS = {QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT}


register.filter("as_html", as_html)
register.filter("clock", clock)


@register.filter
def field_template(question: Question) -> str:
    return f"reviews/fields/{QuestionKind(question.kind)}.html"


@register.filter
def is_optional(question: Question) -> str:
    return "" if question.required else "yes"


@register.filter
def choices(question: Question) -> list[tuple[str, str]]:
    return list(answer_kinds.offered(question).items())


@register.filter
def is_not_a_date(text: str) -> bool:
    """A draft may hold “next spring”, which a date field of the browser would throw away."""
    return bool(text) and answer_kinds.parse_date(text) is None


@register.simple_tag
def described(row: QuestionRow) -> str:
    """`aria-describedby`, where the question has a help text."""
    if not row.question.help:
        return ""
    return format_html(' aria-describedby="answer-{}_helptext"', row.key)


@register.simple_tag
def limits(question: Question) -> str:
    return limits_of(question)


@register.simple_tag
def lines_of(question: Question, entry: Entry) -> list[Line]:
    """The rows of a table that say something."""
    lines = answer_kinds.lines_of(question, entry.value)
    return [line for line in lines if not line.is_blank]


@register.filter
def chosen_in(question: Question, entry: Entry) -> list[str]:
    return answer_kinds.chosen_labels(question, entry.value)


@register.simple_tag
def words_of(question: Question, entry: Entry | None) -> str:
    """An answer as a reader sees it: texts with paragraphs and lists, other kinds in words."""
    if entry is None or not entry.value:
        return ""
    words = answer_kinds.of(question).words(question, entry.value)
    return (
        text_as_html(words) if question.kind in TEXTS else format_html("<p>{}</p>", escape(words))
    )
