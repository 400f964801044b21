"""People are invited, and accept or decline. An invitation is used once, by the one who got it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from stakeholders import rules
from stakeholders.choices import Role
from stakeholders.models import Invitation, Membership, Organisation, User
from stakeholders.record import acting
from stakeholders.services.errors import (
    AlreadyEndedError,
    AlreadyHeldError,
    AlreadyInvitedError,
    InvitationClosedError,
    NotAllowedError,
)
from stakeholders.services.roles import begin, check_room, finish

LASTS = timedelta(days=14)


@transaction.atomic
def invite(
    *,
    email: str,
    organisation: Organisation,
    role: Role,
    by: User,
    unit: str = "",
    language: str = settings.LANGUAGE_CODE,
    succeeds: Membership | None = None,
) -> Invitation:
    """Offer a role to an address. With `succeeds`, accepting it takes that role over."""
    if not rules.may_grant(by, organisation, role):
        raise NotAllowedError
    _check_offer(email, organisation, role, succeeds)
    now = timezone.now()
    _revoke_expired(email, organisation, role, now)
    try:
        with transaction.atomic():
            return Invitation.objects.create(
                email=email.lower(),
                organisation=organisation,
                role=role,
                unit=unit,
                language=language,
                succeeds=succeeds,
                invited_by=by,
                expires_at=now + LASTS,
            )
    except IntegrityError as error:
        raise AlreadyInvitedError from error


@transaction.atomic
def accept_invitation(*, invitation: Invitation, by: User) -> Membership:
    """Take the role that was offered. Of two who try at once, one gets it."""
    if not rules.is_invited(by, invitation):
        raise NotAllowedError
    _settle(invitation, accepted_at=timezone.now(), accepted_by=by)
    with acting(by, "accept"):
        if invitation.succeeds and invitation.succeeds.until is None:
            finish(invitation.succeeds, by=invitation.invited_by)
        return begin(
            by,
            invitation.organisation,
            Role(invitation.role),
            by=invitation.invited_by,
            unit=invitation.unit,
        )


@transaction.atomic
def decline_invitation(*, invitation: Invitation, by: User | None) -> None:
    """Say no. One need not register for that: who has the mail may decline."""
    if by is not None and not rules.is_invited(by, invitation):
        raise NotAllowedError
    _settle(invitation, declined_at=timezone.now())


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: User) -> None:
    if not rules.may_grant(by, invitation.organisation, invitation.role):
        raise NotAllowedError
    _settle(invitation, revoked_at=timezone.now())


def _settle(invitation: Invitation, **how: object) -> None:
    """Close the invitation, if it is still open and nobody else was quicker."""
    still_open = Invitation.objects.open(timezone.now()).filter(pk=invitation.pk)
    if not still_open.update(**how):
        raise InvitationClosedError
    invitation.refresh_from_db()


def _check_offer(
    email: str, organisation: Organisation, role: Role, succeeds: Membership | None
) -> None:
    if succeeds is None:
        check_room(organisation, role)
    elif (succeeds.organisation_id, succeeds.role) != (organisation.pk, role):
        raise NotAllowedError
    elif succeeds.until is not None:
        raise AlreadyEndedError
    holders = organisation.memberships.active().filter(role=role)
    if holders.filter(user__email__iexact=email).exists():
        raise AlreadyHeldError


def _revoke_expired(email: str, organisation: Organisation, role: Role, now: datetime) -> None:
    """What expired unanswered makes room for a new one."""
    same = Invitation.objects.filter(email__iexact=email, organisation=organisation, role=role)
    same.expired(now).update(revoked_at=now)
