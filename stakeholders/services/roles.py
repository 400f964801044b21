"""Roles begin, end and are handed over. Each change is on the record, with who made it."""

from django.db import transaction
from django.utils import timezone

from stakeholders import rules
from stakeholders.choices import MOST_FOCAL_POINTS, Role, Standing
from stakeholders.models import Membership, Organisation, User
from stakeholders.record import acting
from stakeholders.services.errors import (
    AlreadyEndedError,
    AlreadyHeldError,
    FocalPointsFullError,
    LastSecretariatError,
    NotAllowedError,
    NotVerifiedError,
    RoleDoesNotFitError,
)


@transaction.atomic
def grant_role(
    *, user: User, organisation: Organisation, role: Role, by: User, unit: str = "", note: str = ""
) -> Membership:
    if not rules.may_grant(by, organisation, role):
        raise NotAllowedError
    with acting(by, "grant"):
        return begin(user, organisation, role, by=by, unit=unit, note=note)


@transaction.atomic
def end_role(*, membership: Membership, by: User, note: str = "") -> Membership:
    """End someone's role, or leave. What was done in it stays."""
    if not rules.may_end(by, membership):
        raise NotAllowedError
    with acting(by, "leave" if membership.user_id == by.pk else "end"):
        return finish(membership, by=by, note=note)


@transaction.atomic
def hand_over(*, membership: Membership, to: User, by: User, note: str = "") -> Membership:
    """One focal point follows another in the same moment; nothing else changes."""
    organisation, role = membership.organisation, Role(membership.role)
    if role != Role.FOCAL_POINT or not rules.may_grant(by, organisation, role):
        raise NotAllowedError
    with acting(by, "hand-over"):
        finish(membership, by=by, note=note)
        return begin(to, organisation, role, by=by, unit=membership.unit, note=note)


def begin(
    user: User, organisation: Organisation, role: Role, *, by: User, unit: str = "", note: str = ""
) -> Membership:
    """Write the role, within the transaction and on the permission of the verb that calls."""
    # Locked, so that two grants at once cannot both find room for one more focal point.
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    check_room(organisation, role)
    held = organisation.memberships.active().filter(role=role)
    if held.filter(user=user).exists():
        raise AlreadyHeldError
    membership = Membership.objects.create(
        user=user, organisation=organisation, role=role, unit=unit, granted_by=by, note=note
    )
    user.forget_roles()
    return membership


def finish(membership: Membership, *, by: User, note: str = "") -> Membership:
    """Write the end, within the transaction and on the permission of the verb that calls."""
    if membership.role == Role.SECRETARIAT:
        _keep_one_of_the_secretariat(membership)
    ended = Membership.objects.active().filter(pk=membership.pk)
    if not ended.update(until=timezone.now(), ended_by=by, note=note):
        raise AlreadyEndedError
    membership.refresh_from_db()
    for person in (membership.user, by):
        person.forget_roles()
    return membership


def check_room(organisation: Organisation, role: Role) -> None:
    """Refuse a role that the organisation cannot have, or has no room for."""
    if not role.fits(organisation):
        raise RoleDoesNotFitError
    if organisation.standing != Standing.VERIFIED:
        raise NotVerifiedError
    holders = organisation.memberships.active().filter(role=role)
    if role == Role.FOCAL_POINT and holders.count() >= MOST_FOCAL_POINTS:
        raise FocalPointsFullError


def _keep_one_of_the_secretariat(leaving: Membership) -> None:
    # All locked, in one order, so that the last two cannot end each other at the same moment.
    members = Membership.objects.in_force().filter(role=Role.SECRETARIAT, user__is_active=True)
    locked = members.order_by("pk").select_for_update(of=("self",))
    if all(member.user_id == leaving.user_id for member in locked):
        raise LastSecretariatError
