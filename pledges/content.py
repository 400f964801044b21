"""The canonical content of a pledge: what a snapshot keeps, and a version shows."""

from typing import Any

from pledges.choices import PartnerState
from pledges.models import Pledge

FIELDS = ("title", "description", "language", "kind", "side", "natures", "scope", "currency")


def content_of(pledge: Pledge) -> dict[str, Any]:
    """Plain JSON, the same for the same pledge. The contact is never part of it."""
    accepted = pledge.partners.filter(state=PartnerState.ACCEPTED)
    accepted = accepted.select_related("organisation").order_by("organisation_id")
    return {
        "code": pledge.code,
        "cycle": pledge.cycle_id,
        # The name on record, not that in the language of whoever moves the pledge.
        "organisation": pledge.organisation.name,
        **{name: getattr(pledge, name) for name in FIELDS},
        "answers_to": pledge.answers_to.code if pledge.answers_to else "",
        "objectives": [o.pk for o in pledge.objectives.all()],
        "actions": [action.code for action in pledge.actions.all()],
        "principles": [principle.pk for principle in pledge.principles.all()],
        "countries": [country.pk for country in pledge.countries.all()],
        "starts_on": str(pledge.starts_on or ""),
        "ends_on": str(pledge.ends_on or ""),
        "amount": str(pledge.amount) if pledge.amount is not None else "",
        "commitments": [f"{c.letter}) {c.text}" for c in pledge.sub_commitments.all()],
        "targets": [
            {
                "indicator": target.indicator,
                "baseline": str(target.baseline),
                "value": str(target.value),
                "unit": target.unit,
                "due_on": str(target.due_on),
            }
            for target in pledge.targets.all()
        ],
        "partners": [partner.organisation.name for partner in accepted],
        "files": [
            {"name": file.name, "sha256": file.sha256}
            for file in pledge.files.filter(removed_at=None)
        ],
    }
