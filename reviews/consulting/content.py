"""What a snapshot of a review keeps of consultations and inputs: what its annex says, no more."""

from typing import Any

from django.utils import timezone

from reviews.consulting.problems import log_of
from reviews.models import Consultation, Input, Review


def consulted_in(review: Review) -> dict[str, list[dict[str, Any]]]:
    """For `content["annexes"]`: only what there is, and names only of who consents."""
    given = Input.objects.filter(call__review=review, withdrawn_at=None).select_related(
        "call", "organisation", "by", "section__section"
    )
    annexes = {
        "consultations": [content_of_consultation(one) for one in log_of(review)],
        "inputs": [content_of_input(one) for one in given],
    }
    return {name: rows for name, rows in annexes.items() if rows}


def content_of_consultation(consultation: Consultation) -> dict[str, Any]:
    groups = [group.pk for group in consultation.groups.all()]
    return {
        "held_on": _iso(consultation.held_on),
        "until": _iso(consultation.until),
        "title": consultation.title,
        "place": consultation.place,
        "groups": groups,
        "people": consultation.people,
        "who": consultation.who if consultation.consents_to_be_named else "",
        "said": consultation.said,
        "use": consultation.use,
    }


def content_of_input(given: Input) -> dict[str, Any]:
    """Not its text, which is the State's to read; not its language, which would give a hint."""
    organisation = given.organisation
    name = str(organisation.name if organisation else given.by)
    return {
        "day": timezone.localtime(given.at, given.call.zone).date().isoformat(),
        "section": given.section.section.key if given.section else "",
        "group": organisation.type_id if organisation else "",
        "name": name if given.consents_to_be_named else "",
        "use": given.use,
    }


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""
