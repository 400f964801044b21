"""Who may do what with a review, and when it is ready."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from rules.predicates import predicate

from compact.choices import DeadlinePolicy
from publication.choices import State
from publication.workflow import Attempt, Problems
from reviews.carrying.standing import unstamped_in
from reviews.models import Review, ReviewSection, WritingLink
from reviews.problems import problems_of
from reviews.writers import Writer
from stakeholders.choices import Role
from stakeholders.models import Membership, User
from stakeholders.rules import is_secretariat


def _holds_for(user: User | None, role: Role, country_id: str) -> bool:
    if user is None or not user.is_authenticated or not any(r == role for r, _o in user.roles_held):
        return False
    memberships = Membership.objects.in_states().filter(user=user, role=role)
    return memberships.filter(organisation__country=country_id).exists()


@predicate
def is_focal_point(user: User | None, review: Review) -> bool:
    """A focal point of the State whose review it is; there may be two."""
    return _holds_for(user, Role.FOCAL_POINT, review.country_id)


@predicate
def is_contributor(user: User | None, review: Review) -> bool:
    """A contributor of the State to whom at least one section of the review was handed over."""
    return _holds_for(user, Role.CONTRIBUTOR, review.country_id) and (
        review.sections.filter(assignee=user).exists()
    )


@predicate
def has_left_the_state(_user: User | None, review: Review) -> bool:
    """The Secretariat sees what was handed in, never a State's draft."""
    return bool(review.state != State.DRAFT)


may_see_whole = is_focal_point | (is_secretariat & has_left_the_state)
may_see_on_desk = may_see_whole | is_contributor


def may_see_history(user: Writer, section: ReviewSection) -> bool:
    """The way to an answer is the State's own: its focal points, and whom the section went to."""
    if isinstance(user, WritingLink):
        return user.is_open(timezone.now()) and user.sections.filter(pk=section.pk).exists()
    if is_focal_point.test(user, section.review):
        return True
    return section.assignee_id == user.pk and bool(is_contributor.test(user, section.review))


def may_see_section(user: Writer, section: ReviewSection) -> bool:
    """A contributor sees the sections that were handed over, and nothing else."""
    if may_see_history(user, section):
        return True
    return isinstance(user, User) and bool(may_see_whole.test(user, section.review))


def may_write_section(user: Writer, section: ReviewSection) -> bool:
    """While the review is a draft: a focal point any section, a contributor those handed over."""
    return section.review.state == State.DRAFT and may_see_history(user, section)


def may_lead(user: User, review: Review) -> bool:
    """Share the work out: a focal point of the State, as long as the State has it in hand."""
    return review.state == State.DRAFT and bool(is_focal_point.test(user, review))


def may_begin(user: User, country_id: str) -> bool:
    """Only a focal point of the State begins its review."""
    return _holds_for(user, Role.FOCAL_POINT, country_id)


def may_write_questionnaires(user: User) -> bool:
    """Only the Secretariat says what reviews are asked."""
    return bool(is_secretariat(user))


def may_ask_for_time(user: User, country_id: str) -> bool:
    """Only a focal point asks for more time, begun or not."""
    return _holds_for(user, Role.FOCAL_POINT, country_id)


def may_see_extensions(user: User, country_id: str) -> bool:
    """What was asked and answered is between the State's focal points and the Secretariat."""
    return may_ask_for_time(user, country_id) or bool(is_secretariat(user))


def may_note(user: User, review: Review) -> bool:
    """The Secretariat notes at single answers while it examines them."""
    return bool(is_secretariat(user)) and review.state == State.UNDER_REVIEW


def may_correct(user: User, review: Review) -> bool:
    """What is published is corrected by the Secretariat alone."""
    return bool(is_secretariat(user)) and review.state == State.PUBLISHED


def is_complete(review: Review, _attempt: Attempt) -> Problems:
    """What is required is answered, and what is answered is valid."""
    count = sum(len(problems) for _question, problems in problems_of(review))
    if count:
        yield ngettext(
            "%(count)s answer needs your attention: see “Check answers”.",
            "%(count)s answers need your attention: see “Check answers”.",
            count,
        ) % {"count": count}


def is_in_time(review: Review, attempt: Attempt) -> Problems:
    """The one place of the deadline, an extension included: a soft one lets a late review pass."""
    due_at = review.due_at
    is_hard = review.cycle.deadline_policy == DeadlinePolicy.HARD
    if is_hard and due_at is not None and attempt.now > due_at:
        yield _("The closing date for reviews has passed.")


def is_stamped(review: Review, _attempt: Attempt) -> Problems:
    """Of each answer that was carried over, the State says what it is worth today."""
    count = unstamped_in(review)
    if count:
        yield ngettext(
            "%(count)s answer that was carried over is not stamped yet.",
            "%(count)s answers that were carried over are not stamped yet.",
            count,
        ) % {"count": count}
