"""A practice as its pages and its paper show it: its texts in order, its images, who adapted it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils.text import capfirst
from django.utils.translation import get_language_info

from practices.choices import AdaptationState
from practices.models import Adaptation, CriterionAnswer, Practice, PracticeFile
from practices.models.practices import NARRATIVE
from publication.amounts import amount_in_words
from publication.choices import State
from publication.models import StateChange

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text


@dataclass(frozen=True)
class Section:
    """A text under its heading; `question` is what a criterion of the call asks."""

    key: str
    heading: "Text"
    text: str
    question: "Text" = ""


@dataclass(frozen=True)
class Archiving:
    """When a practice was archived, and the reason that everybody reads."""

    at: datetime
    reason: str


def with_everything(practices: "QuerySet[Practice]") -> "QuerySet[Practice]":
    """With all that a page of one practice shows, in a fixed number of queries."""
    confirmed = Adaptation.objects.filter(state=AdaptationState.CONFIRMED)
    there = PracticeFile.objects.filter(removed_at=None)
    return practices.select_related(
        "organisation__country", "organisation__type", "cycle", "call", "primary_objective"
    ).prefetch_related(
        "objectives",
        "principles",
        "countries",
        "links",
        "partners__organisation__country",
        "partners__organisation__type",
        "call__criteria",
        Prefetch("answers", CriterionAnswer.objects.select_related("criterion")),
        Prefetch("files", there, to_attr="shown_files"),
        Prefetch(
            "adaptations",
            confirmed.select_related("organisation__country", "organisation__type", "country"),
            to_attr="adapted",
        ),
    )


def sections_of(practice: Practice) -> list[Section]:
    """What the practice says, in the order of its form, without what is blank."""
    return [section for section in _all_sections(practice) if section.text.strip()]


def _all_sections(practice: Practice) -> Iterator[Section]:
    for name in NARRATIVE:
        label = practice._meta.get_field(name).verbose_name  # type: ignore[union-attr]
        yield Section(name, capfirst(label), getattr(practice, name))
    asked = set(practice.call.criteria.all())  # of a call left behind nothing is shown
    for answer in practice.answers.all():
        one = answer.criterion
        if one not in asked:
            continue
        yield Section(f"criterion-{one.key}", one.title, answer.text, one.question)


def archiving_of(practice: Practice) -> Archiving | None:
    """Of a practice that is archived now."""
    if practice.state != State.ARCHIVED:
        return None
    change = StateChange.objects.of(practice).filter(to_state=State.ARCHIVED).last()
    return Archiving(change.at, change.note) if change else None


def cost_of(practice: Practice) -> str:
    return amount_in_words(practice.amount, practice.currency)


def language_names(codes: list[str]) -> list[str]:
    """In the reader's language, in the order of the portal."""
    known = [code for code, _name in settings.LANGUAGES if code in codes]
    return [str(capfirst(get_language_info(code)["name_translated"])) for code in known]
