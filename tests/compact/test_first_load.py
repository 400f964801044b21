"""The first load, into a database that is empty or in which a person was quicker."""

import pytest

from compact.models import Cycle
from compact.reference import Report, load

pytestmark = pytest.mark.django_db


def test_a_first_load_creates_everything() -> None:
    report = Report()
    load(report)
    assert {kind: tally.summary() for kind, tally in report.tallies.items()} == {
        "Regions": "5 created",
        "Member States": "193 created",
        "Objectives": "23 created",
        "Actions": "187 created",
        "Guiding principles": "10 created",
        "Types of stakeholder": "16 created",
        "Areas of the Migration MPTF": "5 created",
        "Cycles": "3 created",
        "Milestones": "12 created",
        "Round tables": "12 created",
        "Documents": "5 created",
        "Champion countries": "9 created",
    }


def test_a_row_that_a_person_made_first_is_filled_where_it_is_empty() -> None:
    Cycle.objects.create(year=2026, place_en="Geneva")
    report = Report()
    load(report)
    tally = report.tallies["Cycles"]
    assert tally.created == ["2022", "2030"]
    assert tally.kept == {"2026": ["place_en"]}
    assert Cycle.objects.get(year=2026).forum_ends_on is not None
