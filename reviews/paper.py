"""A review on paper: what was submitted, or published, at one moment of its record."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from compact import dates
from publication.models import StateChange
from publication.paper.documents import Document, Fact, Part, Words
from publication.paper.ways import PDF, NoSuchWayError
from reviews import answer_kinds
from reviews.annexes import annex_parts
from reviews.choices import QuestionKind
from reviews.models import Question, Review
from reviews.models.reviews import title_of
from reviews.problems import questions_of
from reviews.receipts import receipt_of

# Texts are Markdown; whatever else is answered is shown as it reads.
MARKDOWN = {QuestionKind.LONG_TEXT}


def paper_of(review: Review, language: str) -> Document:
    """What was last submitted or published of it."""
    changes = StateChange.objects.of(review).filter(content__isnull=False)
    last = changes.last()
    if last is None:
        raise NoSuchWayError(PDF)
    return paper_of_change(last, language)


def paper_of_change(change: StateChange, language: str) -> Document:
    """What the review said then. Labels are in the language that is active; it never changes."""
    reviews = Review.objects.select_related("country", "cycle").filter(pk=change.item_id)
    review = reviews.first() if change.item_type.model_class() is Review else None
    if review is None or change.content is None:
        raise NoSuchWayError(PDF)
    content: Mapping[str, Any] = change.content
    return Document(
        title=title_of(str(review.country), review.cycle_id),
        language=language,
        day=change.at.date(),
        address=_absolute(review.get_absolute_url()),
        organisation=str(review.country),
        kicker=f"{_('Voluntary review')} {change.item_code}",
        lead=_("Self-reported."),
        facts=list(_facts(review, change)),
        parts=[*_parts(review, content), *annex_parts(content, language)],
    )


def _absolute(path: str) -> str:
    return f"{settings.PORTAL_ADDRESS}{path}"


def _facts(review: Review, change: StateChange) -> Iterator[Fact]:
    receipt = receipt_of(change)
    yield Fact(_("Reference"), change.item_code)
    yield Fact(_("Version"), receipt.version)
    happened = _("Submitted") if receipt.is_submission else _("Published")
    yield Fact(happened, dates.moment(change.at))
    if change.move == "correct":
        yield Fact(_("What was corrected, and why"), change.note)
    language = get_language_info(review.language)["name_translated"]
    yield Fact(_("Language of the answers"), str(language))
    yield Fact(_("SHA-256 of the content"), change.digest)
    yield Fact(_("Check it at"), _absolute(reverse("reviews:verify")))


def _parts(review: Review, content: Mapping[str, Any]) -> Iterator[Part]:
    """What was answered, by section; what was not asked is not in the content."""
    answers = content["answers"]
    answered = (question for question in questions_of(review) if question.key in answers)
    for section, questions in groupby(answered, lambda question: question.section):
        yield Part(str(section.title))
        for question in questions:
            yield _part(question, answers[question.key], review.language)


def _part(question: Question, answer: Mapping[str, Any], language: str) -> Part:
    if answer.get("not_applicable"):
        reason = f"{_('Not applicable')}: {answer.get('reason', '')}"
        return Part(str(question.label), Words(reason, language, is_plain=True), level=2)
    value = answer.get("value")
    words = answer_kinds.of(question).words(question, value) if value else ""
    files = [f"{file['name']} (SHA-256 {file['sha256']})" for file in answer.get("files", ())]
    is_text = question.kind in {QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT}
    text = Words(
        "\n\n".join(filter(None, [words, *files])),
        language if is_text else "",
        is_plain=question.kind not in MARKDOWN,
    )
    return Part(str(question.label), text, level=2)
