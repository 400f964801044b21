"""Every Member State takes part from the first day: its organisation stands ready."""

from django.db import transaction
from django.utils.translation import override

from compact.models import Country
from compact.models.participation import MEMBER_STATE
from compact.reference import Report
from stakeholders.choices import Standing
from stakeholders.models import Organisation


@transaction.atomic
def load(report: Report) -> None:
    """Give each Member State its organisation. One that exists stays as it is."""
    states = Organisation.objects.filter(type=MEMBER_STATE)
    present = set(states.values_list("country", flat=True))
    with override("en"):
        for country in Country.objects.order_by("iso3"):
            is_new = country.pk not in present
            if is_new:
                Organisation.objects.create(
                    name=country.name,
                    type_id=MEMBER_STATE,
                    country=country,
                    standing=Standing.VERIFIED,
                )
            report.row("Organisations of Member States", country.pk, created=is_new)
