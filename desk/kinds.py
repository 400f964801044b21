"""The words of the mails about people: invitations, requests, roles."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from notices.models import Notice
from stakeholders.choices import Role
from stakeholders.models import Invitation, JoinRequest, Membership
from stakeholders.tokens import token_of


def _of_invitation(notice: Notice) -> Mapping[str, object]:
    invitation = notice.item
    assert isinstance(invitation, Invitation)  # noqa: S101  (narrows the type)
    return {
        "role": Role(invitation.role).label,
        "organisation": invitation.organisation,
        "host": invitation.invited_by,
        "expires": date_format(timezone.localtime(invitation.expires_at), "DATE_FORMAT"),
    }


def _of_request(notice: Notice) -> Mapping[str, object]:
    request = notice.item
    assert isinstance(request, JoinRequest)  # noqa: S101  (narrows the type)
    return {
        "person": request.user,
        "organisation": request.organisation,
        "message": request.message,
        "reason": request.reason,
    }


def _of_role(notice: Notice) -> Mapping[str, object]:
    membership = notice.item
    assert isinstance(membership, Membership)  # noqa: S101  (narrows the type)
    return {
        "person": membership.user,
        "role": Role(membership.role).label,
        "organisation": membership.organisation,
        "note": membership.note,
    }


def _to_invitation(notice: Notice) -> str:
    """The one place where a token is made: the mail carries it, and nothing stores it."""
    assert isinstance(notice.item, Invitation)  # noqa: S101  (narrows the type)
    return reverse("desk:invitation", args=[token_of(notice.item)])


def _to_organisation(notice: Notice) -> str:
    return reverse("desk:organisation", args=[getattr(notice.item, "organisation_id", 0)])


INVITATION = Kind(
    code="people.invitation",
    subject=_("You are invited to the IMRF Portal: %(role)s, %(organisation)s"),
    body=_(
        "%(host)s invites you to take part in the IMRF Portal as %(role)s of %(organisation)s.\n\n"
        "The invitation is for this address alone and can be used until %(expires)s."
    ),
    action=_("See the invitation"),
    why=_("You get this because %(host)s entered this address."),
    link=_to_invitation,
    details=_of_invitation,
)
ACCEPTED = Kind(
    code="people.accepted",
    subject=_("%(person)s accepted your invitation: %(role)s, %(organisation)s"),
    body=_("%(person)s now takes part as %(role)s of %(organisation)s."),
    action=_("See who takes part"),
    why=_("You get this because you sent the invitation."),
    link=_to_organisation,
    details=_of_role,
)
ASKED = Kind(
    code="people.asked",
    subject=_("%(person)s asks to take part for %(organisation)s"),
    body=_("%(person)s asks to take part for %(organisation)s.\n\n%(message)s"),
    action=_("Decide"),
    why=_("You get this because you may decide it."),
    link=lambda _notice: reverse("desk:requests"),
    details=_of_request,
)
VERIFIED = Kind(
    code="people.verified",
    subject=_("You now take part for %(organisation)s"),
    body=_("Your request was accepted. You can now take part for %(organisation)s."),
    action=_("Go to your desk"),
    why=_("You get this because you asked to take part."),
    link=lambda _notice: reverse("desk:home"),
    details=_of_request,
)
DECLINED = Kind(
    code="people.declined",
    subject=_("Your request to take part for %(organisation)s was declined"),
    body=_("Your request to take part for %(organisation)s was declined.\n\n%(reason)s"),
    action=_("See your requests"),
    why=_("You get this because you asked to take part."),
    link=lambda _notice: reverse("desk:join"),
    details=_of_request,
)
GRANTED = Kind(
    code="people.granted",
    subject=_("You are now %(role)s of %(organisation)s"),
    body=_("%(by)s named you %(role)s of %(organisation)s.\n\n%(note)s"),
    action=_("Go to your desk"),
    why=_("You get this because your role has changed."),
    link=lambda _notice: reverse("desk:home"),
    details=_of_role,
)
ENDED = Kind(
    code="people.ended",
    subject=_("You are no longer %(role)s of %(organisation)s"),
    body=_(
        "%(by)s ended your role as %(role)s of %(organisation)s. What you did in it stays.\n\n"
        "%(note)s"
    ),
    action=_("Go to your desk"),
    why=_("You get this because your role has changed."),
    link=lambda _notice: reverse("desk:home"),
    details=_of_role,
)
LEFT = Kind(
    code="people.left",
    subject=_("%(person)s is no longer %(role)s of %(organisation)s"),
    body=_("%(person)s left the role of %(role)s of %(organisation)s.\n\n%(note)s"),
    action=_("See who takes part"),
    why=_("You get this because you may name somebody else."),
    link=_to_organisation,
    details=_of_role,
)

KINDS = (INVITATION, ACCEPTED, ASKED, VERIFIED, DECLINED, GRANTED, ENDED, LEFT)
