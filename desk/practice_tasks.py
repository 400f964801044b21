"""What waits on a person in practices that are not published: on authors, reviewers, examiners."""

from collections import Counter
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.waiting import Task
from practices.choices import AssignmentState, RosterState
from practices.models import Assignment, Practice, Reviewer, Round
from practices.peer_review.owing import shortages_for
from practices.peer_review.quorum import standings_of
from publication.choices import State
from stakeholders.models import User
from stakeholders.rules import is_secretariat


def practice_tasks(user: User) -> Iterator[Task]:
    yield from _to_finish(user)
    yield from _to_revise(user)
    yield from _to_review(user)
    yield from _to_answer_about_the_roster(user)
    if is_secretariat(user):
        yield from _to_examine(user)
        yield from _to_look_after()


def _to_finish(user: User) -> Iterator[Task]:
    drafts = Practice.objects.submitted_by(user).filter(state=State.DRAFT)
    for practice in drafts.select_related("call").order_by("created_at", "pk"):
        returned = practice.submitted_at is not None
        yield Task(
            title=str(practice),
            url=practice.desk_address,
            # What was in once may come in again after the deadline.
            due=None if returned else practice.call.due_at,
            why=_("Submitted once, and to be finished again")
            if returned
            else _("Not submitted yet"),
        )


def _to_revise(user: User) -> Iterator[Task]:
    asked = Practice.objects.submitted_by(user).filter(state=State.REVISING)
    for practice in asked.order_by("created_at", "pk"):
        yield Task(
            title=_("Revise %(practice)s") % {"practice": practice},
            url=practice.desk_address,
            why=_("The reviewers advise to revise it."),
        )


def _to_review(user: User) -> Iterator[Task]:
    """By its code alone: before the declaration nothing of a practice is told."""
    mine = Assignment.objects.of(user).open().filter(round__ended_at=None)
    for one in mine.select_related("round__practice").order_by("answer_due_at", "pk"):
        is_asked = one.state == AssignmentState.INVITED
        words = _("Will you review %(code)s?") if is_asked else _("Review %(code)s")
        yield Task(
            title=words % {"code": one.practice.code},
            url=reverse("practice_desk:assignment", args=[one.pk]),
            due=one.answer_due_at if is_asked else one.review_due_at,
            why=_("You are asked as a reviewer.") if is_asked else _("You agreed to review it."),
        )


def _to_answer_about_the_roster(user: User) -> Iterator[Task]:
    if Reviewer.objects.filter(user=user, state=RosterState.INVITED).exists():
        yield Task(
            title=_("Join the roster of reviewers"),
            url=reverse("practice_desk:roster_me"),
            why=_("The Secretariat invites you."),
        )


def _to_examine(user: User) -> Iterator[Task]:
    """One line for each kind of work, however many there are."""
    queue = reverse("desk:practice_queue")
    waiting = Practice.objects.examined_by(user).waiting_on_secretariat()
    states = Counter(waiting.values_list("state", flat=True))
    if count := states[State.SUBMITTED]:
        words = ngettext("%(count)s practice to screen", "%(count)s practices to screen", count)
        yield _line(words, count, f"{queue}#submitted", _("Against the criteria of its call"))
    if count := _ready_to_decide(user) if states[State.UNDER_REVIEW] else 0:
        words = ngettext("%(count)s practice to decide", "%(count)s practices to decide", count)
        yield _line(words, count, f"{queue}#under-review", _("Enough reviews are in."))
    if count := states[State.APPEALED]:
        words = ngettext("%(count)s appeal to decide", "%(count)s appeals to decide", count)
        yield _line(words, count, f"{queue}#appealed", _("Against a refusal"))
    if count := states[State.ACCEPTED]:
        words = ngettext("%(count)s practice to publish", "%(count)s practices to publish", count)
        yield _line(words, count, f"{queue}#accepted", _("Accepted after peer review"))
    if states[State.UNDER_REVIEW] and (count := len(shortages_for(user))):
        words = ngettext(
            "%(count)s practice lacks reviewers", "%(count)s practices lack reviewers", count
        )
        owing = reverse("practice_desk:owing")
        yield _line(words, count, owing, _("Fewer are asked than a decision needs."))


def _ready_to_decide(user: User) -> int:
    under_review = Practice.objects.examined_by(user).filter(state=State.UNDER_REVIEW)
    rounds = Round.objects.filter(practice__in=under_review, ended_at=None)
    standings = standings_of(list(rounds.select_related("practice__call")))
    return sum(1 for standing in standings.values() if standing.is_enough)


def _to_look_after() -> Iterator[Task]:
    if count := Reviewer.objects.filter(state=RosterState.APPLIED).count():
        words = ngettext(
            "%(count)s person applies to review", "%(count)s people apply to review", count
        )
        yield _line(words, count, reverse("practice_desk:roster"), _("For the roster of reviewers"))


def _line(words: str, count: int, url: str, why: str) -> Task:
    return Task(title=words % {"count": count}, url=url, why=why)
