"""Consultations of a review, a call for input, and what was said to it.

`held(review)` is a whole consultation; `called(review)` an open call; `said(call)` an input of a
representative of civil society.
"""

from datetime import timedelta
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from reviews.consulting.calls import Asked, save_call
from reviews.consulting.forms import ConsultationForm
from reviews.consulting.inputs import Said, give_input, note_use
from reviews.consulting.log import begin_consultation, save_consultation
from reviews.consulting.saved import write
from reviews.models import Consultation, Input, InputCall, Review
from stakeholders.choices import Role
from stakeholders.models import Organisation, User
from tests.factories.reviews import focal_point_of
from tests.factories.stakeholders import OrganisationFactory, UserFactory, stakeholder_type

WHOLE: dict[str, Any] = {
    "held_on": "2029-10-01",
    "title": "Round table with unions",
    "groups": ["trade-union"],
    "people": "40",
    "place": "San José",
    "who": "The Federation of Unions",
    "heard": "Fees are still paid by workers.",
    "use": "The fees are named under objective 6.",
}


def typed(**fields: Any) -> QueryDict:
    """A form as it is sent; lists are several values of one name."""
    form = QueryDict(mutable=True)
    for name, value in fields.items():
        form.setlist(name, value if isinstance(value, list) else [value])
    return form


def held(review: Review, **fields: Any) -> Consultation:
    """A consultation in the log: a whole one, with these fields in place of its own."""
    for group in ("trade-union", "migrants", "civil-society"):
        stakeholder_type(group)
    person = fields.pop("by", None) or focal_point_of(review.country_id)
    begun = begin_consultation(review=review, by=person)
    form = ConsultationForm(typed(**(WHOLE | fields)))
    return save_consultation(
        consultation=begun, base=begun.revision, write=lambda one: write(form, one), by=person
    )


def asked(**fields: Any) -> Asked:
    now = timezone.now()
    usual: dict[str, Any] = {
        "introduction": "What should the review say?",
        "opens_at": now - timedelta(days=1),
        "closes_at": now + timedelta(days=20),
    }
    return Asked(**(usual | fields))


def called(review: Review, **fields: Any) -> InputCall:
    by = focal_point_of(review.country_id)
    present = InputCall.objects.filter(review=review).first()
    base = present.revision if present else 0
    return save_call(review=review, asked=asked(**fields), base=base, by=by)


def speaker(organisation: str = "Union of Ports", code: str = "trade-union", **person: Any) -> User:
    """Somebody who speaks for an organisation of that type."""
    known = Organisation.objects.filter(name=organisation).first()
    at = known or OrganisationFactory(name=organisation, code=code)
    user: User = UserFactory(role=Role.REPRESENTATIVE, role__at=at, **person)
    return user


def organisation_of(user: User) -> Organisation:
    return user.memberships.get().organisation


def said(call: InputCall, *, by: User | None = None, **fields: Any) -> Input:
    sender = by or speaker()
    usual: dict[str, Any] = {"text": "Look at the ports.", "language": "en"}
    if sender.memberships.exists():
        usual["organisation"] = organisation_of(sender)
    return give_input(call=call, said=Said(**(usual | fields)), by=sender)


def noted(given: Input, use: str = "Named under objective 6.") -> Input:
    by = focal_point_of(given.call.review.country_id)
    return note_use(given=given, use=use, seen=given.use_noted_at, by=by)
