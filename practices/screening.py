"""What the Secretariat looks at before peers do: each criterion beside what answers it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from practices.advice import advice_for
from practices.models import Criterion, Practice
from practices.peer_review.anonymity import hides_author
from practices.rules import implementer_agrees
from publication.workflow import Attempt


@dataclass(frozen=True)
class Answered:
    """`field` is what the form calls the field that answers it; blank for an answer of its own."""

    criterion: Criterion
    field: str
    text: str
    note: str = ""


def answers_to(practice: Practice, notes: Mapping[str, str]) -> list[Answered]:
    """In the order of the criteria of its call; `notes` are those of the Secretariat, by key."""
    own = {answer.criterion_id: answer.text for answer in practice.answers.all()}
    return [
        Answered(
            criterion,
            _label(practice, criterion.answered_in),
            getattr(practice, criterion.answered_in)
            if criterion.answered_in
            else own.get(criterion.pk, ""),
            notes.get(criterion.key, ""),
        )
        for criterion in practice.call.criteria.all()
    ]


def _label(practice: Practice, name: str) -> str:
    if not name:
        return ""
    return capfirst(str(practice._meta.get_field(name).verbose_name))  # type: ignore[union-attr]


def remarks_on(practice: Practice, attempt: Attempt) -> "Iterator[str | Promise]":
    """What stands in the way of peer review, or should be seen before it."""
    yield from implementer_agrees(practice, attempt)
    yield from (words for _field, words in advice_for(practice))
    if hides_author(practice):
        named = [file.name for file in practice.files.filter(removed_at=None) if file.names_found]
        if named:
            yield _(
                "The review is double-blind, and the properties of these files name somebody, so "
                "that no reviewer gets them: %(files)s"
            ) % {"files": "; ".join(named)}


def note_from(practice: Practice, answers: Sequence[Answered], note: str) -> str:
    """One note of all: what was noted by criterion, then the rest, in the practice's language."""
    with override(practice.language):
        by_criterion = [f"{one.criterion.title}: {one.note}" for one in answers if one.note]
    return "\n\n".join([*by_criterion, *([note] if note else [])])
