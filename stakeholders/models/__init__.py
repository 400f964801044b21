"""People, the organisations they act for, and the roles they hold there."""

from stakeholders.models.invitations import Invitation, JoinRequest
from stakeholders.models.memberships import Membership
from stakeholders.models.organisations import Organisation
from stakeholders.models.users import User

__all__ = ["Invitation", "JoinRequest", "Membership", "Organisation", "User"]
