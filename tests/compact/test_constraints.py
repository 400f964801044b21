"""Rules of the reference data that the database keeps, whoever writes."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from compact.models import (
    Action,
    Champion,
    Country,
    Cycle,
    GuidingPrinciple,
    Milestone,
    Objective,
    RoundTable,
)
from compact.models.forum import check_time_zone
from tests.factories.compact import (
    ChampionFactory,
    CountryFactory,
    CycleFactory,
    DocumentFactory,
    MilestoneFactory,
    ObjectiveFactory,
    RoundTableFactory,
    seat,
)

pytestmark = pytest.mark.django_db
MAY = datetime(2030, 5, 1, tzinfo=UTC)
JUNE = datetime(2030, 6, 1, tzinfo=UTC)


def two_on_one_tile() -> None:
    CountryFactory(tile_column=3, tile_row=4)
    CountryFactory(tile_column=3, tile_row=4)


def two_with_one_m49() -> None:
    CountryFactory(m49="188")
    CountryFactory(m49="188")


def an_action_twice() -> None:
    objective = ObjectiveFactory(number=5)
    Action.objects.create(objective=objective, letter="a")
    Action.objects.create(objective=objective, letter="a")


def an_objective_twice_at_a_table() -> None:
    table = RoundTableFactory(number=1, lists=[5])
    seat(table, [5], cross_cutting=True)


def a_number_taken_twice_at_a_forum() -> None:
    cycle = CycleFactory()
    RoundTable.objects.create(cycle=cycle, number=1, theme="One")
    RoundTable.objects.create(cycle=cycle, number=1, theme="Another")


def a_championship_twice() -> None:
    country = CountryFactory()
    ChampionFactory(country=country)
    ChampionFactory(country=country)


@pytest.mark.parametrize(
    ("constraint", "write"),
    [
        ("one_country_per_tile", two_on_one_tile),
        ("m49", two_with_one_m49),
        ("iso3_is_three_capitals", lambda: CountryFactory(iso3="cri")),
        ("one_action_per_letter", an_action_twice),
        (
            "action_letter_a_to_z",
            lambda: Action.objects.create(objective=ObjectiveFactory(), letter="A"),
        ),
        ("objective_number_1_to_23", lambda: Objective.objects.create(number=24, title="t")),
        ("principle_number_1_to_10", lambda: GuidingPrinciple.objects.create(number=11, title="t")),
        ("objective_once_per_round_table", an_objective_twice_at_a_table),
        ("one_round_table_per_number", a_number_taken_twice_at_a_forum),
        ("round_table_number_1_to_4", lambda: RoundTableFactory(number=5)),
        ("one_championship_per_start", a_championship_twice),
        (
            "championship_ends_after_it_begins",
            lambda: ChampionFactory(since=date(2022, 5, 1), until=date(2021, 5, 1)),
        ),
        (
            "milestone_ends_after_it_begins",
            lambda: MilestoneFactory(starts_on=date(2030, 5, 2), ends_on=date(2030, 5, 1)),
        ),
        (
            "forum_ends_after_it_begins",
            lambda: CycleFactory(forum_starts_on=JUNE.date(), forum_ends_on=MAY.date()),
        ),
        ("forum_ends_after_it_begins", lambda: CycleFactory(forum_starts_on=None)),
        ("forum_ends_after_it_begins", lambda: CycleFactory(forum_ends_on=None)),
        (
            "reviews_due_after_they_open",
            lambda: CycleFactory(reviews_open_at=JUNE, reviews_due_at=MAY),
        ),
        ("compact_milestone_key", lambda: [MilestoneFactory(key="forum") for _ in range(2)]),
    ],
)
def test_the_database_refuses(constraint: str, write: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        write()


def test_what_is_not_known_may_be_empty() -> None:
    CycleFactory(undated=True, closed=True).full_clean()
    ChampionFactory(since=None, until=date(2024, 1, 1))
    DocumentFactory(cycle=None, published_on=None)


def test_a_country_may_be_champion_again() -> None:
    country = CountryFactory()
    ChampionFactory(country=country, since=date(2020, 1, 1), until=date(2022, 1, 1))
    ChampionFactory(country=country, since=date(2024, 1, 1))
    assert Champion.objects.count() == 2


def test_rows_that_people_add_get_a_key_of_their_own() -> None:
    first, second = MilestoneFactory(), MilestoneFactory()
    assert first.key != second.key
    assert Milestone.objects.filter(key__startswith="own-").count() == 2


@pytest.mark.parametrize("zone", ["America/Atlantis", "", "../etc/passwd", "Europe"])
def test_a_time_zone_must_exist(zone: str) -> None:
    with pytest.raises(ValidationError):
        check_time_zone(zone)


def test_every_name_of_a_row_reads_well() -> None:
    objective = ObjectiveFactory(number=5, short_label="Regular pathways")
    action = Action.objects.create(objective=objective, letter="j")
    table = RoundTableFactory(cycle=CycleFactory(year=2030), number=1, theme="Routes")
    champion = ChampionFactory(country=CountryFactory(iso3="CRI", name="Costa Rica"))
    named = [objective, action, table, table.cycle, champion]
    assert [str(each) for each in named] == [
        "5 Regular pathways",
        "5(j)",
        "1 Routes",
        "2030",
        "Costa Rica",
    ]


def test_two_tables_of_a_forum_do_not_both_list_an_objective() -> None:
    first = RoundTableFactory(number=1, lists=[5])
    second = RoundTableFactory(number=2, carries=[5])
    link = second.objective_links.get()
    link.full_clean()
    link.cross_cutting = False
    with pytest.raises(ValidationError, match="Objective 5 is already listed at round table 1"):
        link.full_clean()
    first.objective_links.all().delete()
    link.full_clean()


def test_another_forum_may_seat_it_elsewhere() -> None:
    RoundTableFactory(number=1, lists=[5])
    table = RoundTableFactory(cycle=CycleFactory(year=2034), number=2, lists=[5])
    table.objective_links.get().full_clean()


def test_the_codes_are_kept_as_keys() -> None:
    assert Country._meta.pk.name == "iso3"
    assert Cycle._meta.pk.name == "year"
