"""Cycles, round tables, countries and Champions for tests that need no real reference data."""

from datetime import UTC, date, datetime
from typing import Any

import factory

from compact.choices import DocumentKind, MilestoneKind
from compact.models import (
    Champion,
    Country,
    Cycle,
    Document,
    Milestone,
    Objective,
    Region,
    RoundTable,
    RoundTableObjective,
)


class RegionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Region
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"r{n}")
    acronym = factory.LazyAttribute(lambda region: region.code.upper())
    name = factory.LazyAttribute(lambda region: f"Region {region.code}")


MADE_UP = 5 * 26


class CountryFactory(factory.django.DjangoModelFactory):
    """Country 0 is `AAA`, the next `AAB`: made up, unless a code is given.

    After `AEZ` it begins anew: a run of thousands of tests never comes to the code of a real State.
    """

    class Meta:
        model = Country
        django_get_or_create = ("iso3",)
        skip_postgeneration_save = True

    class Params:
        number = factory.Sequence(lambda n: n)

    iso3 = factory.LazyAttribute(lambda country: letters(country.number % MADE_UP, 3))
    iso2 = factory.LazyAttribute(lambda country: letters(country.number, 2))
    m49 = factory.LazyAttribute(lambda country: f"{country.number % 1000:03d}")
    name = factory.LazyAttribute(lambda country: f"Country {country.iso3}")
    sort_key = factory.LazyAttribute(lambda country: country.name.encode().hex())
    tile_column = factory.LazyAttribute(lambda country: country.number)
    tile_row = 0

    @factory.post_generation
    def regions(self: Any, create: bool, codes: list[str] | None, **_kwargs: Any) -> None:
        if create and codes:
            self.regions.set(RegionFactory(code=code) for code in codes)


def letters(number: int, length: int) -> str:
    return "".join(chr(ord("A") + number // 26**place % 26) for place in reversed(range(length)))


class ChampionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Champion

    country = factory.SubFactory(CountryFactory)
    source = "The roadmap"


class ObjectiveFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Objective
        django_get_or_create = ("number",)

    number = factory.Sequence(lambda n: n % 23 + 1)
    title = factory.LazyAttribute(lambda objective: f"Objective {objective.number}")
    short_label = factory.LazyAttribute(lambda objective: f"Label {objective.number}")


class CycleFactory(factory.django.DjangoModelFactory):
    """A cycle that is open for reviews in the first months of 2030, up to a preferred date."""

    class Meta:
        model = Cycle
        django_get_or_create = ("year",)

    class Params:
        undated = factory.Trait(forum_starts_on=None, forum_ends_on=None)
        closed = factory.Trait(reviews_open_at=None, reviews_due_at=None)

    year = 2030
    forum_starts_on = factory.LazyAttribute(lambda cycle: date(cycle.year, 5, 7))
    forum_ends_on = factory.LazyAttribute(lambda cycle: date(cycle.year, 5, 10))
    reviews_open_at = factory.LazyAttribute(lambda cycle: datetime(cycle.year, 1, 1, tzinfo=UTC))
    reviews_due_at = factory.LazyAttribute(lambda cycle: datetime(cycle.year, 3, 1, tzinfo=UTC))


class MilestoneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Milestone

    cycle = factory.SubFactory(CycleFactory)
    kind = MilestoneKind.FORUM
    title = factory.Sequence(lambda n: f"Milestone {n}")
    starts_on = factory.LazyAttribute(lambda milestone: date(milestone.cycle.year, 5, 7))
    ends_on = factory.LazyAttribute(lambda milestone: date(milestone.cycle.year, 5, 10))


class DocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Document

    cycle = factory.SubFactory(CycleFactory)
    kind = DocumentKind.REPORT
    title = factory.Sequence(lambda n: f"Document {n}")


class RoundTableFactory(factory.django.DjangoModelFactory):
    """`RoundTableFactory(lists=[2, 5], carries=[23])` seats objectives at the table."""

    class Meta:
        model = RoundTable
        django_get_or_create = ("cycle", "number")
        skip_postgeneration_save = True

    cycle = factory.SubFactory(CycleFactory)
    number = factory.Sequence(lambda n: n % 4 + 1)
    theme = factory.LazyAttribute(lambda table: f"Round table {table.number}")

    @factory.post_generation
    def lists(self: Any, _create: bool, numbers: list[int] | None, **_kwargs: Any) -> None:
        seat(self, numbers or [], cross_cutting=False)

    @factory.post_generation
    def carries(self: Any, _create: bool, numbers: list[int] | None, **_kwargs: Any) -> None:
        seat(self, numbers or [], cross_cutting=True)


def seat(table: RoundTable, numbers: list[int], *, cross_cutting: bool) -> None:
    for number in numbers:
        objective = ObjectiveFactory(number=number)
        RoundTableObjective.objects.create(
            round_table=table, objective=objective, cross_cutting=cross_cutting
        )
