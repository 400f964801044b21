"""Who is what, and who may do what to whom: the predicates that every room composes."""

from collections.abc import Mapping
from typing import Any

import rules

from stakeholders.choices import SPEAKERS, Role, Standing
from stakeholders.models import Invitation, JoinRequest, Membership, Organisation, User

# What the holder of a role may hand out, and may end, in the same organisation.
# The Secretariat may all, everywhere.
HANDS_OUT: Mapping[Role, frozenset[Role]] = {
    Role.FOCAL_POINT: frozenset({Role.CONTRIBUTOR}),
    Role.REPRESENTATIVE: frozenset({Role.REPRESENTATIVE, Role.CONTRIBUTOR}),
}
ENDS: Mapping[Role, frozenset[Role]] = {
    Role.FOCAL_POINT: frozenset({Role.CONTRIBUTOR}),
    Role.REPRESENTATIVE: frozenset({Role.CONTRIBUTOR}),
}


def holds(user: User | None, *roles: Role, at: Organisation | None = None) -> bool:
    """True if the person holds one of the roles, in that organisation where one is given."""
    return isinstance(user, User) and any(
        held in roles and (at is None or at.pk == organisation)
        for held, organisation in user.roles_held
    )


@rules.predicate
def is_secretariat(user: User | None, _item: Any = None) -> bool:
    return holds(user, Role.SECRETARIAT)


@rules.predicate
def is_moderator(user: User | None, _item: Any = None) -> bool:
    return holds(user, Role.MODERATOR)


@rules.predicate
def is_reviewer(user: User | None, _item: Any = None) -> bool:
    return holds(user, Role.REVIEWER)


def may_speak_for(user: User | None, organisation: Organisation) -> bool:
    """A representative or a focal point of the organisation."""
    return holds(user, *SPEAKERS, at=organisation)


def may_see(user: User | None, organisation: Organisation) -> bool:
    """Its people see who else is there."""
    return holds(user, Role.SECRETARIAT) or holds(user, *Role, at=organisation)


def may_manage(user: User | None, organisation: Organisation) -> bool:
    """See its invitations, its requests and its record."""
    return holds(user, Role.SECRETARIAT) or may_speak_for(user, organisation)


def may_decide_some(user: User | None) -> bool:
    """Sees the queue of requests to take part."""
    return holds(user, Role.SECRETARIAT, *SPEAKERS)


def may_grant(user: User | None, organisation: Organisation, role: Role | str) -> bool:
    return holds(user, Role.SECRETARIAT) or _any_role_allows(HANDS_OUT, user, organisation, role)


def may_end(user: User | None, membership: Membership) -> bool:
    """Anyone may leave; the Secretariat may end any role, and those who speak for others some."""
    if user is None:
        return False
    if membership.user_id == user.pk or holds(user, Role.SECRETARIAT):
        return True
    return _any_role_allows(ENDS, user, membership.organisation, membership.role)


def may_decide(user: User | None, request: JoinRequest) -> bool:
    """The Secretariat any; an organisation that is verified its own."""
    organisation = request.organisation
    return holds(user, Role.SECRETARIAT) or (
        organisation.standing == Standing.VERIFIED
        and may_grant(user, organisation, organisation.role_on_joining)
    )


def is_invited(user: User | None, invitation: Invitation) -> bool:
    """True if the invitation went to an address that this person has shown to be theirs."""
    if not isinstance(user, User):
        return False
    return Invitation.objects.addressed_to(user).filter(pk=invitation.pk).exists()


def roles_to_hand_out(user: User | None, organisation: Organisation) -> list[Role]:
    return [
        role for role in Role if role.fits(organisation) and may_grant(user, organisation, role)
    ]


def _any_role_allows(
    table: Mapping[Role, frozenset[Role]],
    user: User | None,
    organisation: Organisation,
    role: Role | str,
) -> bool:
    return any(
        role in allowed and holds(user, held, at=organisation) for held, allowed in table.items()
    )
