"""Who may do what with a pledge, and when it is ready."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rules.predicates import predicate

from pledges.choices import PartnerState
from pledges.models import ImportedRow, Partner, Pledge
from pledges.problems import problems_of
from publication.choices import State
from publication.workflow import Attempt, Problems
from stakeholders.choices import Standing
from stakeholders.models import Organisation, User
from stakeholders.rules import is_secretariat, may_speak_for


@predicate
def is_author(user: User | None, pledge: Pledge) -> bool:
    """Speaks for the organisation that makes the pledge."""
    return may_speak_for(user, pledge.organisation)


@predicate
def is_partner(user: User | None, pledge: Pledge) -> bool:
    """Speaks for an organisation that was invited to join in, or has joined."""
    partners = pledge.partners.filter(state__in=[PartnerState.INVITED, PartnerState.ACCEPTED])
    return any(may_speak_for(user, p.organisation) for p in partners.select_related("organisation"))


@predicate
def is_handed_in(_user: User | None, pledge: Pledge) -> bool:
    """The Secretariat sees what was submitted, never a draft."""
    return bool(pledge.state != State.DRAFT)


@predicate
def is_public(_user: User | None, pledge: Pledge) -> bool:
    return pledge.is_published


@predicate
def is_from_a_file(_user: User | None, pledge: Pledge) -> bool:
    """Was made before the portal, and is being brought in from a file."""
    return ImportedRow.objects.filter(pledge=pledge).exists()


may_see_on_desk = is_author | is_partner | (is_secretariat & is_handed_in)
may_report = is_author & is_public
may_bring_in = is_secretariat & is_from_a_file


def may_pledge_for(user: User | None, organisation: Organisation) -> bool:
    """Speaks for an organisation that is verified."""
    return organisation.standing == Standing.VERIFIED and may_speak_for(user, organisation)


def may_write(user: User | None, pledge: Pledge) -> bool:
    """Its author, while it is a draft."""
    return pledge.state == State.DRAFT and bool(is_author.test(user, pledge))


def may_correct(user: User | None, pledge: Pledge) -> bool:
    """The Secretariat, once it is published; every version stays."""
    return pledge.is_published and bool(is_secretariat.test(user, pledge))


def may_answer(user: User | None, partner: Partner) -> bool:
    """Accept, decline or leave for the partner."""
    return may_speak_for(user, partner.organisation)


def is_measurable(pledge: Pledge, _attempt: Attempt) -> Problems:
    """Everything that a pledge needs is there, at least one target among it."""
    count = sum(1 for _problem in problems_of(pledge))
    if count:
        yield ngettext(
            "%(count)s thing is still missing or wrong: see “Check the pledge”.",
            "%(count)s things are still missing or wrong: see “Check the pledge”.",
            count,
        ) % {"count": count}


def has_source(_pledge: Pledge, attempt: Attempt) -> Problems:
    """The note names the file that the pledge was brought in from."""
    if not attempt.note:
        yield _("Name the file that it comes from.")
