"""The token of an invitation: signed, in the mail alone, worth nothing once it is settled."""

from django.core import signing

from stakeholders.models import Invitation

_signer = signing.Signer(salt="stakeholders.invitation")


class ForgedTokenError(Exception):
    """Nobody here has signed this, or the invitation is gone."""


def token_of(invitation: Invitation) -> str:
    return _signer.sign(str(invitation.pk))


def invitation_of(token: str) -> Invitation:
    """The invitation that the token was made for, open or not. Raises ForgedTokenError."""
    try:
        pk = int(_signer.unsign(token))
        return Invitation.objects.select_related(
            "organisation__country", "organisation__type", "invited_by", "succeeds__user"
        ).get(pk=pk)
    except (signing.BadSignature, ValueError, Invitation.DoesNotExist) as error:
        raise ForgedTokenError from error
