"""What the data files say, held against what is known of the Compact and the United Nations."""

import csv
import unicodedata
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.utils.translation import override
from modeltranslation.manager import get_translatable_fields_for_model
from modeltranslation.utils import build_localized_fieldname

from compact.models import (
    Action,
    Champion,
    Country,
    Cycle,
    Document,
    Objective,
    Region,
    RoundTable,
    RoundTableObjective,
)
from compact.models.reference import ReferenceRow
from compact.querysets import Seat
from compact.reference.catalogue import catalogue
from compact.reference.files import DATA

pytestmark = pytest.mark.usefixtures("loaded")

LANGUAGES = [code for code, _name in settings.LANGUAGES]
SCRIPTS = {"ar": "ARABIC", "zh-hans": "CJK", "ru": "CYRILLIC"}


def data_rows(file: str) -> list[dict[str, str]]:
    with (DATA / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize(
    ("region", "members"), [("eca", 54), ("ece", 56), ("eclac", 33), ("escap", 49), ("escwa", 20)]
)
def test_states_in_each_region(region: str, members: int) -> None:
    assert Region.objects.get(code=region).countries.count() == members


def test_every_state_lies_in_a_region_and_on_a_tile_of_its_own() -> None:
    assert Country.objects.count() == 193
    assert not Country.objects.filter(regions__isnull=True).exists()
    tiles = Country.objects.values_list("tile_column", "tile_row").distinct()
    assert tiles.count() == 193
    assert all(column < 27 and row < 17 for column, row in tiles)


def test_no_state_belongs_from_outside_to_the_region_it_lies_in() -> None:
    for country in Country.objects.prefetch_related("regions", "commissions"):
        assert not set(country.regions.all()) & set(country.commissions.all())


def test_actions() -> None:
    assert Action.objects.count() == 187
    last = {action.objective_id: action.code for action in Action.objects.all()}
    assert last[5] == "5(j)"
    assert last[2] == "2(l)"
    assert last[22] == "22(c)"
    assert set(last) == set(range(1, 24))


def test_cycles() -> None:
    held, recent, to_come = Cycle.objects.all()
    assert held.reviews_due_at == datetime(2022, 3, 1, 4, 59, 59, tzinfo=UTC)
    assert held.is_late(datetime(2022, 3, 1, 5, tzinfo=UTC))
    assert (recent.forum_starts_on, recent.forum_ends_on) == (
        datetime(2026, 5, 5, tzinfo=UTC).date(),
        datetime(2026, 5, 8, tzinfo=UTC).date(),
    )
    assert to_come.forum_starts_on is None
    assert to_come.reviews_open_at is None
    assert not Cycle.objects.open_for_reviews(datetime(2029, 1, 1, tzinfo=UTC)).exists()


@pytest.mark.parametrize("year", [2022, 2026, 2030])
def test_each_forum_takes_up_every_objective_once(year: int) -> None:
    seating = RoundTableObjective.objects.seating(year)
    assert set(seating) == set(range(1, 24))
    assert RoundTableObjective.objects.filter(round_table__cycle=year).count() == 23
    assert seating[5] == Seat(1, cross_cutting=False)
    assert [number for number, seat in seating.items() if seat.cross_cutting] == [23]
    assert seating[23].round_table == 4


def test_documents_and_champions() -> None:
    report = Document.objects.get(key="2022-report")
    assert (report.symbol, str(report.published_on)) == ("A/76/642", "2022-01-24")
    assert set(Champion.objects.values_list("country", flat=True)) == {
        *("COL", "CRI", "ECU", "SLV", "HND", "MEX"),
        *("BGD", "THA", "MAR"),
    }
    assert not Champion.objects.filter(source_en="").exists()
    assert not Champion.objects.exclude(since=None, until=None).exists()


@pytest.mark.parametrize("model", [kind.model for kind in catalogue()])
def test_what_has_a_text_has_it_in_every_language(model: type[ReferenceRow]) -> None:
    for field in get_translatable_fields_for_model(model) or ():
        for row in model._default_manager.all():
            texts = [getattr(row, build_localized_fieldname(field, code)) for code in LANGUAGES]
            assert all(texts) or not any(texts), (row, field, texts)


@pytest.mark.parametrize("language", SCRIPTS)
def test_names_and_titles_are_in_the_script_of_their_language(language: str) -> None:
    with override(language):
        texts = [each.name for each in Country.objects.all()]
        texts += [each.title for each in Objective.objects.all()]
        texts += [each.theme for each in RoundTable.objects.all()]
    for text in texts:
        scripts = {unicodedata.name(letter).split()[0] for letter in text if letter.isalpha()}
        assert scripts == {SCRIPTS[language]}, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_states_share_a_name(language: str) -> None:
    with override(language):
        names = [country.name for country in Country.objects.all()]
    assert len(set(names)) == 193


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_in_use_at_the_united_nations_replace_those_of_cldr(language: str) -> None:
    names = {row["iso3"]: row["name"] for row in data_rows(f"country_names/{language}.csv")}
    for row in data_rows("un_names.csv"):
        assert row[language] in {"", names[row["iso3"]]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_file_of_names_lies_in_its_own_order(language: str) -> None:
    keys = [row["sort_key"] for row in data_rows(f"country_names/{language}.csv")]
    assert keys == sorted(set(keys))


def test_the_english_name_beside_the_codes_is_the_one_shown() -> None:
    shown = {row["iso3"]: row["name"] for row in data_rows("country_names/en.csv")}
    assert shown == {row["iso3"]: row["name"] for row in data_rows("member_states.csv")}


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("TUR", "Türkiye"),
        ("CZE", "Czechia"),
        ("CIV", "Côte d’Ivoire"),
        ("PRK", "Democratic People’s Republic of Korea"),
        ("SWZ", "Eswatini"),
        ("MKD", "North Macedonia"),
        ("CPV", "Cabo Verde"),
    ],
)
def test_short_names_as_the_united_nations_writes_them(code: str, name: str) -> None:
    assert Country.objects.get(iso3=code).name == name
