"""A forum with what its pages show."""

from datetime import date

import pytest

from compact.models import Cycle
from tests.factories.compact import (
    ChampionFactory,
    CountryFactory,
    CycleFactory,
    DocumentFactory,
    MilestoneFactory,
    RoundTableFactory,
)


@pytest.fixture
def forum(db: None) -> Cycle:
    """The forum of 2022: two round tables, two milestones, a document, a Champion."""
    cycle: Cycle = CycleFactory(year=2022, place="New York")
    RoundTableFactory(cycle=cycle, number=1, theme="Drivers", lists=[2, 5])
    RoundTableFactory(cycle=cycle, number=4, theme="Data", lists=[1], carries=[23])
    MilestoneFactory(cycle=cycle, title="The hearing", note="of stakeholders", source="the roadmap")
    MilestoneFactory(cycle=cycle, starts_on=date(2022, 3, 1), ends_on=date(2022, 4, 30))
    DocumentFactory(cycle=cycle, title="The report", symbol="A/76/642")
    ChampionFactory(country=CountryFactory(iso3="CRI", name="Costa Rica", regions=["eclac"]))
    return cycle
