"""Who may do what with a practice, and when it is ready."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rules.predicates import predicate

from practices.choices import Belonging, ConfirmationState
from practices.models import Adaptation, Practice, RevisionPoint
from practices.peer_review.confidence import breaches_of_confidence
from practices.peer_review.quorum import standing_of
from practices.problems import problems_of
from publication.choices import WRITABLE, State
from publication.models import StateChange
from publication.workflow import Attempt, Problems
from stakeholders.choices import Standing
from stakeholders.models import Organisation, User
from stakeholders.rules import is_secretariat, may_speak_for

DAYS_TO_APPEAL = 30


@predicate
def is_author(user: User | None, practice: Practice) -> bool:
    """Speaks for the organisation that submits the practice."""
    return may_speak_for(user, practice.organisation)


@predicate
def is_handed_in(_user: User | None, practice: Practice) -> bool:
    """The Secretariat sees what was submitted, never a draft."""
    return bool(practice.state != State.DRAFT)


# Nobody decides on a practice of an organisation that they speak for.
is_examiner = is_secretariat & ~is_author
may_see_on_desk = is_author | (is_examiner & is_handed_in)
may_archive = is_author | is_examiner


def may_submit_for(user: User | None, organisation: Organisation) -> bool:
    """Speaks for an organisation that is verified."""
    return organisation.standing == Standing.VERIFIED and may_speak_for(user, organisation)


def may_write(user: User | None, practice: Practice) -> bool:
    """Its author, while it is a draft or to be revised."""
    return practice.state in WRITABLE and bool(is_author.test(user, practice))


def may_correct(user: User | None, practice: Practice) -> bool:
    """The Secretariat, once it is published; every version stays."""
    return practice.is_published and bool(is_examiner.test(user, practice))


def is_complete(practice: Practice, _attempt: Attempt) -> Problems:
    """Everything that a practice needs is there, and every criterion is answered."""
    count = sum(1 for _problem in problems_of(practice))
    if count:
        yield ngettext(
            "%(count)s thing is still missing or wrong: see “Check the practice”.",
            "%(count)s things are still missing or wrong: see “Check the practice”.",
            count,
        ) % {"count": count}


def call_is_open(practice: Practice, attempt: Attempt) -> Problems:
    """The call takes practices at this moment; a return by the Secretariat is no new start."""
    was_in = StateChange.objects.of(practice).filter(move="submit").exists()
    if not was_in and not practice.call.is_open(attempt.now):
        yield _("The call “%(call)s” is closed. Choose another one.") % {"call": practice.call}


def implementer_agrees(practice: Practice, _attempt: Attempt) -> Problems:
    """Who implements the practice has confirmed it, where that is not who submits it."""
    if practice.is_own:
        return
    confirmed = practice.confirmations.filter(
        email=practice.implementer_email, state=ConfirmationState.CONFIRMED
    )
    if not confirmed.exists():
        yield _("The implementer has not confirmed the practice.")


def has_enough_reviews(practice: Practice, _attempt: Attempt) -> Problems:
    """At least one review of the UN and two external ones are in, and one more if they diverge."""
    # Locked, so that no review is given back while it is counted.
    one_round = practice.rounds.select_for_update().filter(ended_at=None).first()
    if one_round is None:
        yield _("No round of review is open.")
        return
    standing = standing_of(one_round)
    for side, number in standing.missing.items():
        yield ngettext(
            "%(number)s review is missing: %(side)s.",
            "%(number)s reviews are missing: %(side)s.",
            number,
        ) % {"number": number, "side": Belonging(side).label}
    if standing.wants_further:
        yield _("The reviews diverge: the further review is not in yet.")


def has_letter(_practice: Practice, attempt: Attempt) -> Problems:
    """The letter to the author is written."""
    if not attempt.note:
        yield _("Write the letter to the author.")


def keeps_confidence(practice: Practice, attempt: Attempt) -> Problems:
    """What the author is told names no reviewer and repeats nothing said in confidence."""
    points = RevisionPoint.objects.filter(round__practice=practice, round__ended_at=None)
    told = [attempt.note, *points.values_list("text", flat=True)]
    yield from breaches_of_confidence(practice, "\n".join(told))


def has_rounds_left(practice: Practice, _attempt: Attempt) -> Problems:
    """The call allows one round more."""
    if practice.rounds.count() >= practice.call.most_rounds:
        yield _("The call allows no further round: accept the practice or decline it.")


def has_points(practice: Practice, _attempt: Attempt) -> Problems:
    """The points to revise are listed."""
    if not practice.rounds.filter(ended_at=None, points__isnull=False).exists():
        yield _("List at least one point that the author is to revise.")


def answers_every_point(practice: Practice, _attempt: Attempt) -> Problems:
    """Each point of the last round has the author's answer."""
    last = practice.rounds.order_by("-number").first()
    unanswered = last.points.filter(answer="").count() if last else 0
    if unanswered:
        yield ngettext(
            "%(count)s point has no answer yet.", "%(count)s points have no answer yet.", unanswered
        ) % {"count": unanswered}


def may_still_appeal(practice: Practice, attempt: Attempt) -> Problems:
    """Once, and within 30 days of the decision."""
    changes = StateChange.objects.of(practice)
    if changes.filter(move="appeal").exists():
        yield _("There was an appeal already: the decision is final.")
    declined = changes.filter(move="decline").last()
    if declined and attempt.now > declined.at + timedelta(days=DAYS_TO_APPEAL):
        yield _("The time to appeal has passed: it was %(days)s days.") % {"days": DAYS_TO_APPEAL}


def may_confirm_adaptation(user: User | None, adaptation: Adaptation) -> bool:
    """The practice's people or the Secretariat, if they do not speak for who adapted it."""
    if may_speak_for(user, adaptation.organisation):
        return False
    practice = adaptation.practice
    return bool(is_author.test(user, practice) or is_examiner.test(user, practice))
