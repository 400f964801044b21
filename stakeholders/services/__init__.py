"""Verbs of people and organisations: keyword-only, atomic, and each asks who may."""

from stakeholders.services.errors import NotAllowedError, RefusalError
from stakeholders.services.invitations import (
    accept_invitation,
    decline_invitation,
    invite,
    revoke_invitation,
)
from stakeholders.services.requests import (
    ask_to_take_part,
    decline_request,
    name_organisation,
    verify_organisation,
    verify_request,
)
from stakeholders.services.roles import end_role, grant_role, hand_over

__all__ = [
    "NotAllowedError",
    "RefusalError",
    "accept_invitation",
    "ask_to_take_part",
    "decline_invitation",
    "decline_request",
    "end_role",
    "grant_role",
    "hand_over",
    "invite",
    "name_organisation",
    "revoke_invitation",
    "verify_organisation",
    "verify_request",
]
