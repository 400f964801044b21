"""Every Member State stands ready for its people."""

import pytest

from compact.reference import Report
from stakeholders import reference
from stakeholders.choices import Standing
from stakeholders.models import Organisation
from tests.factories.compact import CountryFactory
from tests.factories.stakeholders import stakeholder_type

pytestmark = pytest.mark.django_db


def test_each_country_gets_its_organisation_once() -> None:
    stakeholder_type("member-state")
    costa_rica = CountryFactory(iso3="CRI", name="Costa Rica")
    first, second = Report(), Report()
    reference.load(first)
    CountryFactory(iso3="MEX")
    reference.load(second)
    reference.load(Report())
    of_costa_rica = Organisation.objects.get(country=costa_rica)
    assert (of_costa_rica.name, of_costa_rica.standing) == ("Costa Rica", Standing.VERIFIED)
    assert Organisation.objects.count() == 2
    assert second.tallies["Organisations of Member States"].created == ["MEX"]


def test_what_the_secretariat_edited_is_left_alone() -> None:
    stakeholder_type("member-state")
    CountryFactory(iso3="CRI")
    reference.load(Report())
    Organisation.objects.update(website="https://example.org")
    reference.load(Report())
    assert Organisation.objects.get().website == "https://example.org"
