"""Who may come on the roster, and who looks after it."""

from practices.choices import RosterState
from practices.models import Reviewer
from stakeholders.models import Organisation, User
from stakeholders.rules import is_secretariat

# Where one can apply from: never on it, or not any more.
MAY_APPLY = (RosterState.DECLINED, RosterState.RETIRED)


def organisations_of(user: User) -> list[Organisation]:
    """The verified organisations for which this person takes part, in any role."""
    mine = [organisation for _role, organisation in user.roles_held]
    found = Organisation.objects.verified().filter(pk__in=mine)
    return list(found.select_related("country", "type"))


def may_apply(user: User, reviewer: Reviewer | None) -> bool:
    """The Secretariat decides on reviews, so that it writes none."""
    is_free = reviewer is None or reviewer.state in MAY_APPLY
    return is_free and not is_secretariat(user)


def may_look_after(user: User | None, reviewer: Reviewer | None = None) -> bool:
    """The Secretariat, of everybody but oneself."""
    return is_secretariat(user) and (reviewer is None or reviewer.user != user)


def may_keep(user: User | None, reviewer: Reviewer) -> bool:
    """One's own entry, once one is on the roster or has asked for it."""
    return reviewer.user == user and reviewer.state in {RosterState.APPLIED, RosterState.ACTIVE}
