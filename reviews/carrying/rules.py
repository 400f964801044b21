"""Who enters and reads reports of regional rounds: the State's focal points, the Secretariat."""

from reviews.models import EarlierReport
from reviews.rules import may_begin
from stakeholders.models import User
from stakeholders.rules import is_secretariat


def may_enter_report(user: User, country_id: str) -> bool:
    """The State itself, or the Secretariat for it."""
    return bool(is_secretariat(user)) or may_begin(user, country_id)


def may_see_report(user: User, report: EarlierReport) -> bool:
    """Until a review that is published tells of it, it is between those who enter it."""
    return may_enter_report(user, report.country_id)
