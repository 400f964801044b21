"""Verbs of inputs: given by a stakeholder, withdrawn, and used by the State, which says how."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from notices.services import queue
from publication.drafts.saving import StaleSaveError
from reviews.consulting.holding import hold_for
from reviews.consulting.kinds import INPUT_GIVEN, INPUT_USED
from reviews.consulting.naming import names_in
from reviews.consulting.rules import may_answer, may_withdraw, organisations_of
from reviews.models import Input, InputCall, ReviewSection
from reviews.services.errors import NotAllowedError, NotOpenError, ReviewError
from stakeholders.models import Membership, Organisation, User

MOST_INPUTS = 20


class TooManyInputsError(ReviewError):
    """This person has said much to this call already."""


class NamesTheSenderError(ReviewError):
    """The note names who did not consent to be named; `names` are those names."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a stakeholder says: of a section or of the whole, for an organisation or themselves."""

    text: str
    language: str
    section: ReviewSection | None = None
    organisation: Organisation | None = None
    consents_to_be_named: bool = False


@transaction.atomic
def give_input(*, call: InputCall, said: Said, by: User) -> Input:
    """Keep the input with the call and tell the State. The same words twice are kept once."""
    held = InputCall.objects.select_for_update(of=["self"]).select_related("review")
    current = held.get(pk=call.pk)
    _check_sender(current, said, by)
    if not current.is_open(timezone.now()):
        raise NotOpenError
    standing = current.inputs.filter(by=by, withdrawn_at=None)
    known = standing.filter(text=said.text, section=said.section).first()
    if known is not None:
        return known
    if standing.count() >= MOST_INPUTS:
        raise TooManyInputsError
    given = Input.objects.create(call=current, by=by, **vars(said))
    _tell_the_state(given)
    return given


def _check_sender(call: InputCall, said: Said, by: User) -> None:
    is_theirs = said.section is None or said.section.review_id == call.review_id
    speaks = said.organisation is None or said.organisation in organisations_of(by)
    if not (may_answer(by, call.review) and is_theirs and speaks):
        raise NotAllowedError


def _tell_the_state(given: Input) -> None:
    review = given.call.review
    focal_points = Membership.objects.focal_points_of(review.country_id)
    for membership in focal_points.select_related("user"):
        queue(
            kind=INPUT_GIVEN,
            key=f"{INPUT_GIVEN}:{given.pk}:{membership.user_id}",
            recipient=membership.user,
            item=review,
            context={"by": _sender(given), "number": str(given.pk)},
        )


def _sender(given: Input) -> str:
    return str(given.organisation or given.by)


@transaction.atomic
def withdraw_input(*, given: Input, by: User) -> None:
    """As if it had not been said: the State no longer reads it, and the annex is silent of it."""
    # Held, so that it is not submitted with the review in the same moment.
    review = type(given.call.review).objects.select_for_update().get(pk=given.call.review_id)
    given.call.review = review
    if not may_withdraw(by, given):
        raise NotAllowedError
    Input.objects.filter(pk=given.pk, withdrawn_at=None).update(withdrawn_at=timezone.now())


@transaction.atomic
def note_use(*, given: Input, use: str, seen: datetime | None, by: User) -> Input:
    """Note how it was used, over the note of the moment `seen`; its sender is told.

    Raises ClosedDraftError, NamesTheSenderError, or StaleSaveError if another noted since.
    """
    hold_for(given.call.review, by)
    if names := names_in(use, given):
        raise NamesTheSenderError(names)
    standing = Input.objects.filter(pk=given.pk, withdrawn_at=None)
    current = standing.select_for_update(of=["self"]).select_related("by").first()
    if current is None:
        raise NotAllowedError
    if current.use == use:
        return current
    noted = standing.filter(use_noted_at=seen)
    if noted.update(use=use, use_noted_at=timezone.now(), use_noted_by=by) != 1:
        raise StaleSaveError
    current.refresh_from_db()
    _tell_the_sender(current, given.call)
    return current


def _tell_the_sender(given: Input, call: InputCall) -> None:
    assert given.use_noted_at is not None  # noqa: S101  (noted a moment ago)
    queue(
        kind=INPUT_USED,
        key=f"{INPUT_USED}:{given.pk}:{given.use_noted_at.isoformat()}",
        recipient=given.by,
        item=call.review,
        context={"use": given.use, "country": call.review.country_id},
    )
