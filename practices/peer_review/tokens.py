"""The token of an invitation to review: signed, in the mail alone, and worth nothing once used.

It expires when the answer is due, works for one answer, and never acts on a mere GET.
"""

from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.urls import reverse
from django.utils import timezone

from practices.choices import AssignmentState
from practices.models import Assignment

SALT = "practices.invitation"


class BadTokenError(Exception):
    """Nobody here has signed this, or what it was made for is gone."""


@dataclass(frozen=True)
class Ticket:
    """What a token stands for: an assignment, as it was when the mail was written."""

    assignment: Assignment
    invitation: int

    def is_open(self, now: datetime) -> bool:
        """False once it was answered, renewed, called off, or the time to answer has passed."""
        assignment = self.assignment
        return (
            assignment.state == AssignmentState.INVITED
            and assignment.invitation == self.invitation
            and assignment.round.ended_at is None
            and assignment.reviewer.user.is_active
            and now < assignment.answer_due_at
        )


def token_of(assignment: Assignment) -> str:
    return signing.dumps([assignment.pk, assignment.invitation], salt=SALT)


def ticket_of(token: str) -> Ticket:
    """Open or not. Raises BadTokenError."""
    try:
        pk, invitation = signing.loads(token, salt=SALT)
        return Ticket(Assignment.objects.with_names().get(pk=pk), int(invitation))
    except (signing.BadSignature, ValueError, TypeError, Assignment.DoesNotExist) as error:
        raise BadTokenError from error


def address_of(assignment: Assignment) -> str:
    """Where it is answered without signing in, as long as it can be; else on the desk."""
    if Ticket(assignment, assignment.invitation).is_open(timezone.now()):
        return reverse("practice_desk:invitation", args=[token_of(assignment)])
    return reverse("practice_desk:assignment", args=[assignment.pk])
