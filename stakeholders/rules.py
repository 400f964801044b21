"""Who is what. The predicates that every room composes into its own."""

from typing import Any

import rules

from stakeholders.choices import Role
from stakeholders.models import Organisation, User


def holds(user: User, role: Role, organisation_id: int | None = None) -> bool:
    """True if the person holds the role, in that organisation where one is named."""
    return user.is_authenticated and any(
        held == role and organisation_id in {None, organisation}
        for held, organisation in user.roles_held
    )


@rules.predicate
def is_secretariat(user: User, _item: Any = None) -> bool:
    return holds(user, Role.SECRETARIAT)


@rules.predicate
def is_moderator(user: User, _item: Any = None) -> bool:
    return holds(user, Role.MODERATOR)


@rules.predicate
def is_reviewer(user: User, _item: Any = None) -> bool:
    return holds(user, Role.REVIEWER)


@rules.predicate
def may_speak_for(user: User, organisation: Organisation) -> bool:
    """A representative or a focal point of the organisation."""
    speakers = (Role.REPRESENTATIVE, Role.FOCAL_POINT)
    return any(holds(user, role, organisation.pk) for role in speakers)
