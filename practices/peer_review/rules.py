"""Who may do what with an assignment, and when it is ready."""

from django.utils.translation import gettext as _
from rules.predicates import predicate

from practices.models import Assignment, PeerReview
from practices.peer_review.rubric import problems_of_review
from publication.rules import is_portal
from publication.workflow import Attempt, Problems
from stakeholders.models import User
from stakeholders.rules import is_secretariat, may_speak_for


@predicate
def is_the_reviewer(user: User | None, assignment: Assignment) -> bool:
    """Was asked to write this review, and by nobody else."""
    return user is not None and assignment.reviewer.user_id == user.pk


@predicate
def is_examiner(user: User | None, assignment: Assignment) -> bool:
    """Works for the Secretariat and does not speak for the organisation that submits."""
    return is_secretariat.test(user, assignment) and not may_speak_for(
        user, assignment.practice.organisation
    )


def time_to_answer_is_over(assignment: Assignment, attempt: Attempt) -> Problems:
    """The invitation was not answered in its time."""
    if attempt.now < assignment.answer_due_at:
        yield _("There is still time to answer.")


def is_whole(assignment: Assignment, _attempt: Attempt) -> Problems:
    """Every criterion and every principle that the practice names is scored, and advice given."""
    review = PeerReview.objects.filter(assignment=assignment).first()
    if review is None:
        yield _("Nothing is written yet.")
        return
    yield from (words for _place, words in problems_of_review(review))


def round_is_open(assignment: Assignment, _attempt: Attempt) -> Problems:
    """No decision was taken in the meantime."""
    if assignment.round.ended_at is not None:
        yield _("The round of review has ended.")


calls_off = is_examiner | is_portal
