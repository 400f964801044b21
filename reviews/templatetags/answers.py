"""Answers in words, and the pieces of a question's fields."""

from django import template
from django.utils.html import escape, format_html

from publication.templatetags.texts import as_html, clock
from publication.text import as_html as text_as_html
from reviews import answer_kinds
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
    if question.kind == QuestionKind.YES_NO:
        return [(key, str(label)) for key, label in answer_kinds.YES_NO.items()]
    return [(option.key, str(option.label)) for option in question.options.all()]


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
def words_of(question: Question, entry: Entry | None) -> str:
    """An answer as a reader sees it: texts with paragraphs and lists, other kinds in words."""
    if entry is None or not entry.value:
        return ""
    words = answer_kinds.of(question).words(question, entry.value)
    return (
        text_as_html(words) if question.kind in TEXTS else format_html("<p>{}</p>", escape(words))
    )
