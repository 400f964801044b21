"""What is told of assignments, and in which words.

A mail to a reviewer names the practice by its code and its objective alone: no title, no author,
whatever the mode. A mail to the Secretariat may name the reviewer; none of these goes to an author.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from notices.models import Notice
from practices.models import Assignment
from practices.peer_review.tokens import address_of
from publication.kinds import AS_SECRETARIAT, in_words

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

INVITED = "practices.review-invited"
ANSWER_DUE = "practices.review-answer-due"
REVIEW_DUE = "practices.review-due"
OVERDUE = "practices.review-overdue"
LAPSED = "practices.review-lapsed"
CALLED_OFF = "practices.review-called-off"
GIVEN_BACK = "practices.review-given-back"
RECEIVED = "practices.review-received"
DECIDED = "practices.review-decided"
THANKS = "practices.review-thanks"
LOST = "practices.reviewer-lost"
HANDED_IN = "practices.review-in"
FURTHER = "practices.further-reviewer-called"
WANTED = "practices.reviewer-wanted"

AS_REVIEWER = _("You get this because you are on the roster of reviewers.")


def answer_link(notice: Notice) -> str:
    return address_of(notice.item) if isinstance(notice.item, Assignment) else reverse("desk:home")


def assignment_link(notice: Notice) -> str:
    if not isinstance(notice.item, Assignment):
        return reverse("desk:home")
    return reverse("practice_desk:assignment", args=[notice.item.pk])


def certificate_link(_notice: Notice) -> str:
    return reverse("practice_desk:certificate")


def practice_link(notice: Notice) -> str:
    if not isinstance(notice.item, Assignment):
        return reverse("desk:home")
    return notice.item.practice.desk_address


def of_the_assignment(notice: Notice) -> Mapping[str, object]:
    """What a reviewer may know before anything is declared."""
    if not isinstance(notice.item, Assignment):
        return dict.fromkeys(("code", "objective", "language", "answer_due", "review_due"), "—")
    practice = notice.item.practice
    note = notice.context.get("note", "")
    return {
        "code": practice.code,
        "objective": str(practice.primary_objective or ""),
        "language": practice.get_language_display(),
        "answer_due": in_words(notice.item.answer_due_at),
        "review_due": in_words(notice.item.review_due_at),
        "said": gettext("The note says:\n\n%(note)s") % {"note": note} if note else "",
    }


def for_the_secretariat(notice: Notice) -> Mapping[str, object]:
    """With the name of the reviewer, what was said, and who is asked next."""
    assignment, told = notice.item, notice.context
    following = told.get("next", "")
    words = (
        gettext("%(name)s is asked in place.") % {"name": following}
        if following
        else gettext("Nobody was asked in place: look whether the round has enough reviewers.")
    )
    at = told.get("at", "")
    return {
        **of_the_assignment(notice),
        "reviewer": str(assignment.reviewer) if isinstance(assignment, Assignment) else "—",
        "following": words,
        "when": in_words(datetime.fromisoformat(at)) if at else "",
    }


OPEN_IT = _("Open it")


def _to_reviewer(
    code: str,
    subject: "Text",
    body: "Text",
    action: "Text" = OPEN_IT,
    *,
    optional: bool = False,
) -> Kind:
    return Kind(
        code=code,
        subject=subject,
        body=body,
        action=action,
        why=AS_REVIEWER,
        link=answer_link if code in {INVITED, ANSWER_DUE} else assignment_link,
        details=of_the_assignment,
        optional=optional,
    )


def _to_secretariat(code: str, subject: "Text", body: "Text") -> Kind:
    return Kind(
        code=code,
        subject=subject,
        body=body,
        action=_("Open the practice"),
        why=AS_SECRETARIAT,
        link=practice_link,
        details=for_the_secretariat,
    )


TO_REVIEWER = (
    _to_reviewer(
        INVITED,
        _("Will you review the practice %(code)s?"),
        _(
            "You are asked to review a practice, %(code)s. Its primary objective is %(objective)s, "
            "and it is written in %(language)s.\n\n"
            "Please answer by %(answer_due)s. The review is due by %(review_due)s.\n\n"
            "Before you read the practice, you say whether you have a conflict of interest. "
            "The link needs no sign-in. It works for one answer and is meant for you alone."
        ),
        _("Accept or refuse"),
    ),
    _to_reviewer(
        ANSWER_DUE,
        _("Please answer: will you review %(code)s?"),
        _(
            "You were asked to review the practice %(code)s. Your answer is due by %(answer_due)s. "
            "After that, somebody else is asked.\n\nOne click accepts or refuses."
        ),
        _("Accept or refuse"),
        optional=True,
    ),
    _to_reviewer(
        REVIEW_DUE,
        _("Your review of %(code)s is due by %(review_due)s"),
        _("You accepted to review %(code)s. The review is due by %(review_due)s."),
        _("Go on with the review"),
        optional=True,
    ),
    _to_reviewer(
        OVERDUE,
        _("Your review of %(code)s is awaited"),
        _(
            "The review of %(code)s was due by %(review_due)s. It can still be handed in. If you "
            "cannot write it, step down, so that somebody else can be asked."
        ),
        _("Go on with the review"),
        optional=True,
    ),
    _to_reviewer(
        LAPSED,
        _("You need not review %(code)s"),
        _(
            "No answer to the invitation to review %(code)s came by %(answer_due)s. Somebody else "
            "is asked. You need do nothing, and you stay on the roster."
        ),
    ),
    _to_reviewer(
        CALLED_OFF,
        _("You can stop: the review of %(code)s is called off"),
        _("The review of %(code)s is not needed any more. Thank you for your time.\n\n%(said)s"),
    ),
    _to_reviewer(
        GIVEN_BACK,
        _("Your review of %(code)s comes back to you"),
        _(
            "The Secretariat gives your review of %(code)s back for a correction. Nothing in it "
            "was changed; correct it and hand it in again.\n\n%(said)s"
        ),
        _("Go on with the review"),
    ),
    _to_reviewer(
        RECEIVED,
        _("Your review of %(code)s is received"),
        _(
            "Thank you. Your review of %(code)s has reached the Secretariat. You can now read the "
            "other reviews of this round, as they come in."
        ),
    ),
    _to_reviewer(
        DECIDED,
        _("There is a decision on %(code)s"),
        _("The round of review of %(code)s that you took part in is decided. Thank you."),
        _("See the decision"),
    ),
    Kind(
        code=THANKS,
        subject=_("Thank you for your review of %(code)s"),
        body=_(
            "%(code)s is published. Without those who reviewed it, it would not be.\n\n"
            "Your certificate of service counts this review. It does not say who reviewed what."
        ),
        action=_("Get the certificate"),
        why=AS_REVIEWER,
        link=certificate_link,
        details=of_the_assignment,
    ),
)

TO_SECRETARIAT = (
    _to_secretariat(
        LOST,
        _("A reviewer of %(code)s is missing"),
        _("%(reviewer)s does not review %(code)s.\n\n%(said)s\n\n%(following)s"),
    ),
    _to_secretariat(
        HANDED_IN,
        _("A review of %(code)s is in"),
        _("%(reviewer)s handed in the review of %(code)s on %(when)s."),
    ),
    _to_secretariat(
        FURTHER,
        _("The reviews of %(code)s diverge: one more is asked"),
        _("The scores of %(code)s lie far apart. The portal asked a further reviewer: %(next)s."),
    ),
    _to_secretariat(
        WANTED,
        _("The reviews of %(code)s diverge, and nobody can be asked"),
        _(
            "The scores of %(code)s lie far apart, and a further review is needed. Nobody on the "
            "roster fits: look for a reviewer. The portal tries again each hour."
        ),
    ),
)

KINDS = (*TO_REVIEWER, *TO_SECRETARIAT)
