"""What reviewers are told of their assignments, and in which words.

Where neither knows the other, no mail names the author; no mail to an author names a reviewer.
"""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from notices.models import Notice
from practices.models import Assignment
from publication.kinds import in_words

OPEN_IT = _("Open it")
AS_REVIEWER = _("You get this because you are on the roster of reviewers.")


def _of_assignment(notice: Notice) -> Mapping[str, object]:
    assignment = notice.item
    assert isinstance(assignment, Assignment)  # noqa: S101  (narrows the type)
    return {
        "code": assignment.practice.code,
        "answer_due": in_words(assignment.answer_due_at),
        "review_due": in_words(assignment.review_due_at),
    }


INVITED = Kind(
    code="practices.assignment-invited",
    subject=_("Will you review %(code)s?"),
    body=_(
        "The Secretariat of the Network asks you to review a practice, %(code)s.\n\n"
        "Please answer by %(answer_due)s. The review is due on %(review_due)s."
    ),
    action=_("Answer"),
    why=AS_REVIEWER,
    link=lambda _notice: reverse("desk:home"),
    details=_of_assignment,
)
CALLED_OFF = Kind(
    code="practices.assignment-called-off",
    subject=_("You need not review %(code)s"),
    body=_("The Secretariat does not need your review of %(code)s any more. Thank you."),
    action=_("Go to your desk"),
    why=AS_REVIEWER,
    link=lambda _notice: reverse("desk:home"),
    details=_of_assignment,
)

KINDS = (INVITED, CALLED_OFF)
