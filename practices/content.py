"""The canonical content of a practice: what a snapshot keeps, and a version shows."""

from typing import Any

from practices.models import Practice
from practices.models.practices import NARRATIVE

FIELDS = ("title", "language", "scope", "progress", "currency", *NARRATIVE)


def content_of(practice: Practice) -> dict[str, Any]:
    """Plain JSON, the same for the same practice. No contact is part of it, and no reviewer."""
    return {
        "code": practice.code,
        "cycle": practice.cycle_id,
        "call": practice.call.code,
        # The name on record, not that in the language of whoever moves the practice.
        "organisation": practice.organisation.name,
        "implementer": "" if practice.is_own else practice.implementer,
        **{name: getattr(practice, name) for name in FIELDS},
        "primary_objective": practice.primary_objective_id,
        "objectives": [objective.pk for objective in practice.objectives.all()],
        "principles": [principle.pk for principle in practice.principles.all()],
        "countries": [country.pk for country in practice.countries.all()],
        "starts_on": str(practice.starts_on or ""),
        "ends_on": str(practice.ends_on or ""),
        "amount": str(practice.amount) if practice.amount is not None else "",
        "also_in": sorted(practice.also_in),
        "partners": [partner.name for partner in practice.partners.all()],
        "links": [{"title": link.title, "address": link.address} for link in practice.links.all()],
        "answers": {
            answer.criterion.key: answer.text
            for answer in practice.answers.filter(criterion__calls=practice.call_id).select_related(
                "criterion"
            )
        },
        "files": [
            {"name": file.name, "sha256": file.sha256, "alternative_text": file.alternative_text}
            for file in practice.files.filter(removed_at=None)
        ],
    }
