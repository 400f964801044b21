"""A message as the outbox names it: whom the Secretariat need not know of is not named."""

from django import template
from django.utils.translation import gettext as _

from notices import kinds
from notices.models import Notice

register = template.Library()


def is_private(notice: Notice) -> bool:
    try:
        return kinds.find(notice.kind).private
    except KeyError:
        return False


@register.filter
def addressee(notice: Notice) -> str:
    return _("Somebody who is not named here") if is_private(notice) else notice.address


@register.filter
def fault(notice: Notice) -> str:
    """What went wrong; of a private message the name of the error alone, not its words."""
    return notice.error.split("(")[0] if is_private(notice) else notice.error
