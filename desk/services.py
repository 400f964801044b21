"""What is done to people, and told to them, in one transaction."""

from collections.abc import Iterable

from django.db import transaction

from desk import kinds
from notices.kinds import Kind
from notices.services import queue
from stakeholders import services
from stakeholders.choices import SPEAKERS, Role
from stakeholders.models import Invitation, JoinRequest, Membership, Organisation, User


@transaction.atomic
def ask_to_take_part(*, organisation: Organisation, by: User, message: str = "") -> JoinRequest:
    request = services.ask_to_take_part(organisation=organisation, by=by, message=message)
    speakers = User.objects.holding(*SPEAKERS, at=organisation)
    _tell(speakers or User.objects.holding(Role.SECRETARIAT), kinds.ASKED, request)
    return request


@transaction.atomic
def verify_request(*, request: JoinRequest, by: User) -> Membership:
    membership = services.verify_request(request=request, by=by)
    _tell([request.user], kinds.VERIFIED, request)
    return membership


@transaction.atomic
def decline_request(*, request: JoinRequest, by: User, reason: str) -> None:
    services.decline_request(request=request, by=by, reason=reason)
    _tell([request.user], kinds.DECLINED, request)


@transaction.atomic
def invite(
    *,
    email: str,
    organisation: Organisation,
    role: Role,
    by: User,
    unit: str,
    language: str,
    succeeds: Membership | None = None,
) -> Invitation:
    invitation = services.invite(
        email=email,
        organisation=organisation,
        role=role,
        by=by,
        unit=unit,
        language=language,
        succeeds=succeeds,
    )
    queue(
        kind=kinds.INVITATION.code,
        key=f"{kinds.INVITATION.code}:{invitation.pk}",
        email=invitation.email,
        language=invitation.language,
        item=invitation,
    )
    return invitation


@transaction.atomic
def accept_invitation(*, invitation: Invitation, by: User) -> Membership:
    before = invitation.succeeds
    is_handover = before is not None and before.until is None
    membership = services.accept_invitation(invitation=invitation, by=by)
    _tell([invitation.invited_by], kinds.ACCEPTED, membership)
    if before is not None and is_handover:
        _tell_of_end(before, by=invitation.invited_by)
    return membership


@transaction.atomic
def end_role(*, membership: Membership, by: User, note: str = "") -> None:
    services.end_role(membership=membership, by=by, note=note)
    _tell_of_end(membership, by=by)


@transaction.atomic
def hand_over(*, membership: Membership, to: User, by: User, note: str = "") -> Membership:
    """One focal point follows another; both are told."""
    successor = services.hand_over(membership=membership, to=to, by=by, note=note)
    _tell_of_end(membership, by=by)
    _tell([to], kinds.GRANTED, successor, by=str(by))
    return successor


def _tell_of_end(membership: Membership, *, by: User) -> None:
    """Who lost a role is told; of who left it, those are told who can fill the place."""
    if membership.user_id != by.pk:
        _tell([membership.user], kinds.ENDED, membership, by=str(by))
        return
    if membership.role == Role.FOCAL_POINT:
        successors = User.objects.holding(Role.SECRETARIAT)
    else:
        successors = User.objects.holding(*SPEAKERS, at=membership.organisation)
    _tell(successors.exclude(pk=by.pk), kinds.LEFT, membership)


def _tell(
    people: Iterable[User],
    kind: Kind,
    item: JoinRequest | Membership,
    **context: str,
) -> None:
    for person in people:
        queue(
            kind=kind.code,
            key=f"{kind.code}:{item.pk}:{person.pk}",
            recipient=person,
            item=item,
            context=context,
        )
