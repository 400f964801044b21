"""Coming on the roster: one applies, or is invited and says yes or no."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from django.db import transaction
from django.utils import timezone

from compact.models import Country, Objective
from notices.services import queue
from practices.choices import Belonging, RosterState
from practices.models import Reviewer
from practices.roster import kinds
from practices.roster.errors import AlreadyThereError, ChangedMeanwhileError, NotAllowedError
from practices.roster.rules import MAY_APPLY, may_apply, may_look_after, organisations_of
from stakeholders.choices import Role, Standing
from stakeholders.models import Membership, Organisation, User
from stakeholders.querysets import MembershipQuerySet
from stakeholders.record import acting
from stakeholders.rules import is_secretariat
from stakeholders.services.roles import begin


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What a reviewer says of themselves."""

    country: Country
    languages: Sequence[str]
    objectives: Sequence[Objective]
    years: int
    most_a_semester: int
    gender: str = ""
    about: str = ""

    def write(self, reviewer: Reviewer) -> None:
        """Onto the row, which is saved; and its objectives."""
        for field in fields(self):
            if field.name != "objectives":
                setattr(reviewer, field.name, getattr(self, field.name))
        reviewer.languages = list(self.languages)
        reviewer.save()
        reviewer.objectives.set(self.objectives)


def belonging_of(organisation: Organisation) -> Belonging:
    return Belonging.UN if organisation.is_un_entity else Belonging.EXTERNAL


@transaction.atomic
def apply(*, user: User, organisation: Organisation, profile: Profile) -> Reviewer:
    """Ask to be on the roster. Whom the Secretariat made a reviewer before is on it at once."""
    reviewer = _locked(user)
    if reviewer is not None and reviewer.state not in MAY_APPLY:
        raise AlreadyThereError
    if not may_apply(user, reviewer) or organisation not in organisations_of(user):
        raise NotAllowedError
    reviewer = reviewer or Reviewer(user=user)
    is_reviewer = _role_of(user, organisation).exists()
    reviewer.organisation = organisation
    reviewer.belonging = belonging_of(organisation)
    reviewer.state = RosterState.ACTIVE if is_reviewer else RosterState.APPLIED
    reviewer.applied_at = timezone.now()
    reviewer.decided_at = reviewer.applied_at if is_reviewer else None
    reviewer.decided_by, reviewer.note = None, ""
    with acting(user, "apply"):
        profile.write(reviewer)
    if not is_reviewer:
        for person in User.objects.holding(Role.SECRETARIAT):
            tell(reviewer, kinds.APPLIED, person, about=reviewer.applied_at.isoformat())
    return reviewer


@transaction.atomic
def invite_to_roster(
    *, user: User, organisation: Organisation, country: Country, by: User
) -> Reviewer:
    """Ask somebody who is in the portal. They say themselves what they know."""
    if not may_look_after(by) or is_secretariat(user):
        raise NotAllowedError
    if organisation.standing != Standing.VERIFIED:
        raise NotAllowedError
    reviewer = _locked(user)
    if reviewer is not None and reviewer.state not in MAY_APPLY:
        raise AlreadyThereError
    reviewer = reviewer or Reviewer(user=user, languages=[user.language], years=0)
    reviewer.organisation, reviewer.country = organisation, country
    reviewer.belonging = belonging_of(organisation)
    reviewer.state, reviewer.note = RosterState.INVITED, ""
    reviewer.applied_at, reviewer.decided_at, reviewer.decided_by = timezone.now(), None, by
    with acting(by, "invite"):
        reviewer.save()
    tell(reviewer, kinds.INVITED, user, about=reviewer.applied_at.isoformat())
    return reviewer


@transaction.atomic
def accept_invitation(*, reviewer: Reviewer, profile: Profile, by: User) -> Reviewer:
    """Come on the roster, as the Secretariat wished, and say what one knows."""
    current = _invited(reviewer, by)
    current.state, current.decided_at = RosterState.ACTIVE, timezone.now()
    with acting(by, "accept"):
        profile.write(current)
        give_role(current, by=current.decided_by or by)
    return current


@transaction.atomic
def refuse_invitation(*, reviewer: Reviewer, by: User) -> Reviewer:
    current = _invited(reviewer, by)
    current.state, current.decided_at = RosterState.DECLINED, timezone.now()
    with acting(by, "refuse"):
        current.save()
    return current


def _invited(reviewer: Reviewer, by: User) -> Reviewer:
    if reviewer.user != by or is_secretariat(by):
        raise NotAllowedError
    current = _locked(by)
    if current is None or current.state != RosterState.INVITED:
        raise ChangedMeanwhileError
    return current


def _locked(user: User) -> Reviewer | None:
    """The person's entry. The person is held, so that two first entries are not made at once."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    found = Reviewer.objects.select_for_update(of=("self",)).filter(user=user)
    return found.select_related("organisation__type", "country").first()


def _role_of(user: User, organisation: Organisation) -> MembershipQuerySet:
    return Membership.objects.active().filter(
        user=user, organisation=organisation, role=Role.REVIEWER
    )


def give_role(reviewer: Reviewer, *, by: User) -> None:
    if not _role_of(reviewer.user, reviewer.organisation).exists():
        begin(reviewer.user, reviewer.organisation, Role.REVIEWER, by=by)


def tell(reviewer: Reviewer, kind: str, person: User, *, about: str, note: str = "") -> None:
    queue(
        kind=kind,
        key=f"{kind}:{reviewer.pk}:{about}:{person.pk}",
        recipient=person,
        item=reviewer,
        context={"note": note},
    )
