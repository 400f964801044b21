"""What a form says in answer to a question: the words of the person, before they are saved."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest
from django.http import QueryDict

from reviews import answer_kinds
from reviews.models import Question
from reviews.models.answers import Entry


@dataclass(frozen=True)
class Written:
    value: answer_kinds.Value = ""
    not_applicable: bool = False
    reason: str = ""

    @property
    def fields(self) -> dict[str, Any]:
        return {
            "value": self.value,
            "not_applicable": self.not_applicable,
            "reason": self.reason,
        }

    @property
    def is_blank(self) -> bool:
        return not (self.value or self.not_applicable or self.reason)

    def says_the_same_as(self, entry: Entry | None) -> bool:
        if entry is None:
            return self.is_blank
        return (self.value or "", self.not_applicable, self.reason) == (
            entry.value or "",
            entry.not_applicable,
            entry.reason,
        )


def read(form: QueryDict, question: Question) -> tuple[Written, int] | None:
    """What the form says, and the revision it started from; None if the question is not in it."""
    base = form.get(f"base-{question.key}")
    if base is None:
        return None
    written = Written(
        value=answer_kinds.of(question).read(form, f"answer-{question.key}"),
        not_applicable=form.get(f"na-{question.key}") == "on",
        reason=form.get(f"reason-{question.key}", "").replace("\r\n", "\n").strip(),
    )
    return written, parse_revision(base)


class BadRevisionError(BadRequest):
    """The form names a revision that is not a number: it was tampered with."""


def parse_revision(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):  # noqa: PLR2004
        raise BadRevisionError(text)
    return int(text)
