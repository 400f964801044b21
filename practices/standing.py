"""Where a practice stands and what comes next, in words for those who submit it."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from practices.models import Practice
from publication.choices import State

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

NEXT: "dict[str, Text]" = {
    State.SUBMITTED: _(
        "The Secretariat looks whether it meets the criteria. You are told when it is taken in for "
        "peer review, returned or declined."
    ),
    State.UNDER_REVIEW: _(
        "Peers are reading it: at least one from the United Nations and two from outside. You are "
        "told when it is decided."
    ),
    State.REVISING: _("Work in the points or say why not, and submit it again."),
    State.ACCEPTED: _("It is accepted. The Secretariat publishes it."),
    State.SCHEDULED: _("It is accepted, and will be published at the time set."),
    State.APPEALED: _("The Secretariat looks at the decision once more. You are told."),
    State.PUBLISHED: _("It is published. Its address does not change."),
    State.ARCHIVED: _("Its page stays, and says that it is no longer current."),
}


def what_next(practice: Practice) -> "Text":
    return NEXT.get(practice.state, "")
