"""The link by which an implementer agrees: it expires, works once, and is in the mail alone."""

from collections.abc import Mapping
from datetime import timedelta

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from notices.models import Notice
from practices.kinds import AS_AUTHOR, SEE
from practices.models import Confirmation
from practices.services.confirming import ASKED_KIND
from publication.kinds import desk_link

LONGEST = timedelta(days=60)


class BadTokenError(Exception):
    """Nobody here has signed this, it is too old, or what it was made for is gone."""


def token_of(confirmation: Confirmation) -> str:
    return signing.dumps([confirmation.pk, confirmation.asked_at.isoformat()], salt=ASKED_KIND)


def confirmation_of(token: str) -> Confirmation:
    """What the token was made for, answered or not. Raises BadTokenError."""
    try:
        pk, asked_at = signing.loads(token, salt=ASKED_KIND, max_age=LONGEST)
        found = Confirmation.objects.select_related(
            "practice__organisation__country", "practice__call"
        ).get(pk=pk)
    except (signing.BadSignature, ValueError, TypeError, Confirmation.DoesNotExist) as error:
        raise BadTokenError from error
    practice = found.practice
    is_asked = not practice.is_own and practice.implementer_email.lower() == found.email.lower()
    if found.asked_at.isoformat() != asked_at or not is_asked:
        raise BadTokenError
    return found


def consent_link(notice: Notice) -> str:
    """To the page that asks; without a link where it is no longer asked."""
    asked = Confirmation.objects.filter(pk=notice.context.get("confirmation")).first()
    return reverse("practice_desk:confirm", args=[token_of(asked)]) if asked else ""


def said(notice: Notice) -> Mapping[str, object]:
    note = notice.context.get("note", "")
    return {"said": gettext("The note says:\n\n%(note)s") % {"note": note} if note else ""}


KINDS = (
    Kind(
        code=ASKED_KIND,
        subject=_("%(organisation)s submits a practice of yours: do you agree?"),
        body=_(
            "%(organisation)s wants to submit the practice “%(item)s” (%(code)s) to the "
            "repository of the United Nations Network on Migration, on behalf of "
            "%(implementer)s.\n\n"
            "Please read it and say whether you agree. You need no account. Without your consent "
            "it does not go to peer review, and nothing of it is published.\n\n"
            "The link is for you alone. It works for 60 days."
        ),
        action=_("Read it and answer"),
        why=_("You get this because your address was given as that of who implements it."),
        link=consent_link,
    ),
    Kind(
        code="practices.implementer-confirmed",
        subject=_("%(code)s: the implementer agrees"),
        body=_("%(implementer)s agrees that you submit %(code)s (%(item)s).\n\n%(said)s"),
        action=SEE,
        why=AS_AUTHOR,
        link=desk_link,
        details=said,
    ),
    Kind(
        code="practices.implementer-refused",
        subject=_("%(code)s: the implementer does not agree"),
        body=_(
            "%(implementer)s does not agree that you submit %(code)s (%(item)s). Talk with them; "
            "then you can ask once more.\n\n%(said)s"
        ),
        action=SEE,
        why=AS_AUTHOR,
        link=desk_link,
        details=said,
    ),
)
