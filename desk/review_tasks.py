"""What waits on a person in reviews: to begin one, to go on writing, to examine."""

from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.waiting import Task
from publication.choices import State
from reviews.deadlines import cycles_open_to, due_at
from reviews.models import Extension, Input, Review, ReviewSection
from reviews.notes import NoteCount, counts_of
from stakeholders.choices import Role
from stakeholders.models import Membership, User
from stakeholders.rules import is_secretariat


def review_tasks(user: User) -> Iterator[Task]:
    yield from _to_begin(user)
    yield from _to_write(user)
    yield from _handed_over(user)
    if is_secretariat(user):
        yield from _to_examine()
        yield from _to_answer()


def _to_begin(user: User) -> Iterator[Task]:
    memberships = Membership.objects.in_states().filter(user=user, role=Role.FOCAL_POINT)
    countries = [
        m.organisation.country for m in memberships.select_related("organisation__country")
    ]
    for country in filter(None, countries):
        cycles = list(cycles_open_to(country, timezone.now()))
        begun = set(Review.objects.filter(country=country).values_list("cycle", flat=True))
        for cycle in cycles:
            if cycle.pk not in begun:
                yield Task(
                    title=_("Begin the voluntary review of %(country)s for %(year)s")
                    % {"country": country, "year": cycle.year},
                    url=reverse("review_desk:begin", args=[cycle.year, country.pk]),
                    due=due_at(country, cycle),
                    why=_("Reviews are open, and your State has not begun one."),
                )


def _to_write(user: User) -> Iterator[Task]:
    drafts = Review.objects.of_focal_point(user).filter(state=State.DRAFT)
    waiting = list(drafts.with_names().with_progress())
    notes = counts_of(waiting)
    for review in waiting:
        yield Task(
            title=str(review),
            url=review.desk_address,
            due=review.due_at,
            why=_how_far(review, notes.get(review.pk, NoteCount())),
        )
    if waiting:
        yield from _to_use(waiting)


def _to_use(reviews: list[Review]) -> Iterator[Task]:
    """Inputs of stakeholders whose senders do not know yet how they were used."""
    unused = Input.objects.filter(
        call__review__in=reviews, withdrawn_at=None, use_noted_at=None
    ).values_list("call__review")
    counts = dict(unused.annotate(count=Count("pk")).order_by())
    for review in reviews:
        count = counts.get(review.pk, 0)
        if count:
            title = ngettext(
                "%(count)s input to %(review)s without a note on its use",
                "%(count)s inputs to %(review)s without a note on their use",
                count,
            )
            yield Task(
                title=title % {"count": count, "review": review},
                url=reverse("review_desk:inputs", args=[review.code]),
                due=review.due_at,
                why=_("Say how each was used: its sender is told."),
            )


def _how_far(review: Review, notes: NoteCount) -> str:
    if notes.open:
        words = ngettext(
            "Returned: %(count)s note of the Secretariat to settle",
            "Returned: %(count)s notes of the Secretariat to settle",
            notes.open,
        )
        return words % {"count": notes.open}
    return _("%(complete)s of %(total)s sections complete") % {
        "complete": review.sections_complete,  # type: ignore[attr-defined]
        "total": review.sections_total,  # type: ignore[attr-defined]
    }


def _handed_over(user: User) -> Iterator[Task]:
    reviews = Review.objects.handed_to(user).filter(state=State.DRAFT)
    sections = (
        ReviewSection.objects.asked()
        .filter(assignee=user, completed_at=None, review__in=reviews)
        .select_related("section__objective", "review__country", "review__cycle")
    )
    for section in sections:
        yield Task(
            title=str(section.section),
            url=reverse("review_desk:section", args=[section.review.code, section.section.key]),
            due=section.due_on or section.review.due_at,
            why=_("Handed over to you: %(review)s") % {"review": section.review},
        )


def _to_examine() -> Iterator[Task]:
    waiting = Review.objects.filter(state__in=[State.SUBMITTED, State.UNDER_REVIEW])
    for review in waiting.with_names().order_by("submitted_at"):
        yield Task(
            title=str(review),
            url=review.desk_address,
            due=None,
            why=_("To be taken up") if review.state == State.SUBMITTED else _("To be decided"),
        )


def _to_answer() -> Iterator[Task]:
    """States that ask for more time; one line for all, because they ask in the same days."""
    asked = Extension.objects.filter(decided_at=None)
    count = asked.count()
    if count:
        title = ngettext(
            "%(count)s State asks for more time", "%(count)s States ask for more time", count
        )
        yield Task(
            title=title % {"count": count},
            url=reverse("desk:extensions"),
            why=_("To be granted or not"),
        )
