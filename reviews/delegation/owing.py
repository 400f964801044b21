"""Who still owes which sections of a review: people with an account, links, ministries, nobody."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from reviews.models import Review, ReviewSection, WritingLink
from reviews.services.handing_over import contributors_of
from reviews.writers import Writer, key_of
from stakeholders.models import User


@dataclass
class Debt:
    """What one owes. Without a `writer` nobody can be asked: it is a ministry, or not handed over.

    `may_write` is false where the role has ended in the meantime.
    """

    writer: Writer | None
    ministry: str = ""
    may_write: bool = True
    sections: list[ReviewSection] = field(default_factory=list)

    @property
    def key(self) -> str:
        return key_of(self.writer) if self.writer else ""

    @property
    def is_link(self) -> bool:
        return isinstance(self.writer, WritingLink)

    @property
    def due_on(self) -> date | None:
        return min((s.due_on for s in self.sections if s.due_on), default=None)

    def late(self, today: date) -> list[ReviewSection]:
        return [section for section in self.sections if section.due_on and section.due_on < today]


def debts_in(review: Review) -> list[Debt]:
    """Who has what was due first comes first; what nobody has comes last."""
    contributors = set(contributors_of(review))
    debts: dict[tuple[str, str], Debt] = {}
    for section in open_sections(review):
        holders: Sequence[Writer | None] = holders_of(section) or [None]
        for writer in holders:
            # A writer is one whatever the ministry; what nobody writes goes by ministry.
            place = (key_of(writer), "") if writer else ("", section.ministry)
            debt = debts.setdefault(place, _debt(writer, section.ministry, contributors))
            debt.sections.append(section)
    return sorted(debts.values(), key=_place_of)


def _place_of(debt: Debt) -> tuple[bool, bool, date]:
    is_nobodys = debt.writer is None and not debt.ministry
    return debt.writer is None, is_nobodys, debt.due_on or date.max


def _debt(writer: Writer | None, ministry: str, contributors: Iterable[User]) -> Debt:
    return Debt(writer, ministry, not isinstance(writer, User) or writer in contributors)


def open_sections(review: Review) -> list[ReviewSection]:
    """The sections that are asked and nobody has called complete, with their open links at hand."""
    sections = (
        review.sections.asked()
        .filter(completed_at=None)
        .select_related("section__objective", "assignee")
    )
    return list(sections.prefetch_related(open_links()))


def open_links() -> "Prefetch[str, QuerySet[WritingLink], str]":
    """The links of sections that are open now, as `open_links`."""
    links = WritingLink.objects.filter(revoked_at=None, expires_at__gt=timezone.now())
    return Prefetch("links", links, to_attr="open_links")


def holders_of(section: ReviewSection) -> list[Writer]:
    return [*_assignee(section), *section.open_links]  # type: ignore[attr-defined]


def _assignee(section: ReviewSection) -> Iterator[Writer]:
    if section.assignee is not None:
        yield section.assignee
