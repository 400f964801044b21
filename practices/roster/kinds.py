"""What is told of the roster, and in which words."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from notices.models import Notice
from practices.models import Reviewer
from publication.kinds import AS_SECRETARIAT

INVITED = "practices.roster-invited"
APPLIED = "practices.roster-applied"
ACCEPTED = "practices.roster-accepted"
DECLINED = "practices.roster-declined"
RETIRED = "practices.roster-retired"


def _mine(_notice: Notice) -> str:
    return reverse("practice_desk:roster_me")


def _entry(notice: Notice) -> str:
    if not isinstance(notice.item, Reviewer):
        return reverse("practice_desk:roster")
    return reverse("practice_desk:roster_entry", args=[notice.item.pk])


def _said(notice: Notice) -> Mapping[str, object]:
    note = notice.context.get("note", "")
    said = gettext("The note says:\n\n%(note)s") % {"note": note} if note else ""
    organisation = notice.item.organisation if isinstance(notice.item, Reviewer) else "—"
    return {"said": said, "organisation": organisation}


KINDS = (
    Kind(
        code=INVITED,
        subject=_("You are invited to review practices"),
        body=_(
            "The Secretariat of the Network invites you to the roster of reviewers, for "
            "%(organisation)s. Reviewers read practices before they are published, a few each "
            "semester.\n\nSay on your page what you know and when you have time; or say no."
        ),
        action=_("Answer"),
        why=_("You get this because the Secretariat asked for you."),
        link=_mine,
        details=_said,
    ),
    Kind(
        code=APPLIED,
        subject=_("%(item)s wants to review practices"),
        body=_("%(item)s, %(organisation)s, applied for the roster of reviewers."),
        action=_("Decide"),
        why=AS_SECRETARIAT,
        link=_entry,
        details=_said,
    ),
    Kind(
        code=ACCEPTED,
        subject=_("You are on the roster of reviewers"),
        body=_(
            "Welcome. You are on the roster of reviewers, for %(organisation)s. When a practice "
            "fits what you know, you are asked by mail.\n\nKeep your absences up to date: nobody "
            "is asked while away.\n\n%(said)s"
        ),
        action=_("See your page of the roster"),
        why=_("You get this because you applied."),
        link=_mine,
        details=_said,
    ),
    Kind(
        code=DECLINED,
        subject=_("Your application for the roster of reviewers"),
        body=_("The Secretariat did not take you on the roster of reviewers.\n\n%(said)s"),
        action=_("See your page of the roster"),
        why=_("You get this because you applied or were invited."),
        link=_mine,
        details=_said,
    ),
    Kind(
        code=RETIRED,
        subject=_("You are no longer on the roster of reviewers"),
        body=_(
            "Your time on the roster of reviewers has ended. What you accepted to review you can "
            "still finish. Thank you for your work.\n\n%(said)s"
        ),
        action=_("See your page of the roster"),
        why=_("You get this because you were on the roster of reviewers."),
        link=_mine,
        details=_said,
    ),
)
