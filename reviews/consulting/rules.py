"""Who keeps the log of consultations, who answers a call for input, and who reads what was said."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import ngettext

from publication.choices import State
from publication.workflow import Attempt, Problems
from reviews.consulting.problems import problems_of_log
from reviews.models import Input, Review
from reviews.rules import is_focal_point, may_see_whole
from stakeholders.choices import SPEAKERS
from stakeholders.models import Membership, Organisation, User
from stakeholders.rules import is_secretariat


def may_see_log(user: User, review: Review) -> bool:
    """The State's focal points and, once it is submitted, the Secretariat."""
    return bool(may_see_whole.test(user, review))


def may_write_log(user: User, review: Review) -> bool:
    """The focal points while it is a draft: the log, the call, and how each input was used."""
    return review.state == State.DRAFT and bool(is_focal_point.test(user, review))


def may_see_inputs(user: User, review: Review) -> bool:
    """What stakeholders said goes to the State that asked, and to nobody else."""
    return bool(is_focal_point.test(user, review))


def may_answer(user: User | AnonymousUser | None, review: Review) -> bool:
    """Everybody with an account, but who writes the review and who examines it."""
    if not isinstance(user, User) or not user.is_active or is_secretariat(user):
        return False
    theirs = Membership.objects.in_states().filter(user=user, organisation__country=review.country)
    return not theirs.exists()


def may_withdraw(user: User, given: Input) -> bool:
    """Its sender, until the State submits: what was submitted is on the record."""
    return given.by_id == user.pk and given.call.review.state == State.DRAFT


def organisations_of(user: User) -> list[Organisation]:
    """Those in whose name this person can answer: States speak elsewhere."""
    mine = [organisation for role, organisation in user.roles_held if role in SPEAKERS]
    verified = Organisation.objects.verified().filter(pk__in=mine).select_related("type", "country")
    return [one for one in verified if not one.is_member_state]


def has_whole_log(review: Review, _attempt: Attempt) -> Problems:
    """Each consultation of the log has what the annex tells of it."""
    count = sum(1 for _consultation, problems in problems_of_log(review) if problems)
    if count:
        yield ngettext(
            "%(count)s consultation in the log is not complete: see “Consultations”.",
            "%(count)s consultations in the log are not complete: see “Consultations”.",
            count,
        ) % {"count": count}
