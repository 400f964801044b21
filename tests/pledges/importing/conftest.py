"""The reference data that a file of pledges names, and somebody of the Secretariat."""

import pytest
from django.core.cache import cache

from stakeholders.models import User
from tests.factories.compact import CountryFactory, CycleFactory
from tests.factories.pledges import action, principle
from tests.factories.stakeholders import UserFactory, stakeholder_type, state


@pytest.fixture(autouse=True)
def _reference_data(db: None) -> None:
    cache.clear()
    for year in (2022, 2026):
        CycleFactory(year=year)
    for iso3 in ("CRI", "MEX"):
        state(iso3)
    CountryFactory(iso3="PAN")
    for code in ("5(a)", "5(b)", "12(a)", "12(b)"):
        action(code)
    for number in (1, 6):
        principle(number)
    for code in ("local-authority", "trade-union", "civil-society"):
        stakeholder_type(code)


@pytest.fixture
def secretariat() -> User:
    return UserFactory(secretariat=True)
