"""What feeds a debate of the forum: all that the four rooms have on its objectives."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from dialogues.cards import Card as SessionCard
from dialogues.cards import newest as newest_sessions
from dialogues.choices import PostState
from dialogues.debates.narrowing import facets_of
from dialogues.models import BackgroundNote, Debate, Session, Space
from pledges.cards import Card as PledgeCard
from pledges.cards import newest as newest_pledges
from practices.cards import Card as PracticeCard
from practices.cards import newest as newest_practices
from publication.browsing.cards import Newest
from publication.choices import State
from reviews.cards import Card as ReviewCard
from reviews.cards import newest as newest_reviews

LATEST = 3


@dataclass(frozen=True)
class Feeding:
    """How much there is in each room, and the newest of it."""

    reviews: Newest[ReviewCard]
    pledges: Newest[PledgeCard]
    practices: Newest[PracticeCard]
    sessions: Newest[SessionCard]


def feeding(debate: Debate) -> Feeding | None:
    """None for a round table without objectives."""
    facets = facets_of(debate)
    if facets is None:
        return None
    return Feeding(
        reviews=newest_reviews(LATEST, **facets),
        pledges=newest_pledges(LATEST, **facets),
        practices=newest_practices(LATEST, **facets),
        sessions=newest_sessions(LATEST, **facets),
    )


@dataclass(frozen=True)
class Sessions:
    """Those that were held for the debate: to come, and past."""

    to_come: list[Session]
    past: list[Session]


def sessions_of(debate: Debate, now: datetime) -> Sessions:
    recorded = Count(
        "recordings",
        filter=Q(recordings__published_at__isnull=False, recordings__removed_at__isnull=True),
    )
    found = debate.sessions.published().select_related("series").annotate(recorded=recorded)
    in_order = list(found.order_by("starts_at", "code"))
    return Sessions(
        to_come=[session for session in in_order if not session.is_over(now)],
        past=[session for session in reversed(in_order) if session.is_over(now)],
    )


def space_of(debate: Debate) -> Space | None:
    """Its discussion space, with how many contributions are published there."""
    published = Count("posts", filter=Q(posts__state=PostState.PUBLISHED))
    return Space.objects.filter(debate=debate).annotate(contributions=published).first()


def note_of(debate: Debate) -> BackgroundNote | None:
    """The background note, once everybody can read it."""
    return BackgroundNote.objects.readable().filter(debate=debate).first()


def with_what_stands(debates: "QuerySet[Debate]") -> "QuerySet[Debate]":
    """For the list of a forum's debates: what each has already."""
    announced = Q(sessions__state=State.PUBLISHED)
    return debates.select_related("note", "space").annotate(
        announced=Count("sessions", filter=announced, distinct=True)
    )
