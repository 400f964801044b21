"""A wrong data file is refused by file, line and column, and nothing is written."""

from pathlib import Path

import pytest

from compact.models import Region
from compact.reference import DataError, Report, load

pytestmark = pytest.mark.django_db


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def refusal() -> str:
    with pytest.raises(DataError) as caught:
        load(Report())
    assert not Region.objects.exists()
    return str(caught.value)


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("milestones.csv", "2022-01-26,2022", "26 January,2022", "line 4, column “starts_on”: "),
        ("milestones.csv", "report,Report", "party,Report", "line 3, column “kind”: "),
        ("milestones.csv", "1,2022,dial", "1,2023,dial", "“2023” is not a known cycle"),
        ("milestones.csv", "Dialogue on Migration 1", "", "line 2, column “title”: "),
        ("cycles.csv", "America/New_York", "America/Atlantis", "column “time_zone”: "),
        ("objectives.csv", "1,11,yes", "1,27,yes", "column “actions”: a number of actions from 1"),
        ("objectives.csv", "1,11,yes", "1,many,yes", "column “actions”: a number of actions from"),
        ("member_states.csv", "004,Afghanistan,escap", "004,Afghanistan,asia", "“asia” is not a"),
        ("member_states.csv", "AGO,AO", "AFG,AO", "line 3, column “iso3”: AFG is there twice"),
        ("round_tables.csv", "1 3 7 17,23", "1 3 7 17 23,23", "“cross_cutting”: 23 is listed"),
        ("round_tables.csv", "2 5 6 12 18", "2 5 6 12 81", "“81” is not a known objective"),
        ("champions.csv", "colombia,COL", "colombia,KOL", "“KOL” is not a known Member State"),
    ],
)
def test_a_wrong_cell_is_named(data: Path, file: str, old: str, new: str, told: str) -> None:
    change(data / file, old, new)
    message = refusal()
    assert message.startswith(f"{file}, line ")
    assert told in message


def test_a_heading_must_name_its_columns(data: Path) -> None:
    change(data / "regions.csv", "acronym", "akronym")
    assert refusal() == (
        "regions.csv, line 1: the heading must name the columns code, acronym, name, order."
    )


def test_a_line_must_be_as_long_as_its_heading(data: Path) -> None:
    change(data / "regions.csv", "ece,ECE", "ece,ECE,Europe")
    assert refusal() == "regions.csv, line 3: 5 cells where the heading has 4."


def test_a_missing_file_is_named(data: Path) -> None:
    (data / "documents.csv").unlink()
    assert refusal() == "documents.csv: there is no such data file."


def test_an_empty_file_has_no_heading(data: Path) -> None:
    (data / "cycles.csv").write_text("", encoding="utf-8")
    assert refusal().startswith("cycles.csv, line 1: the heading must name")


@pytest.mark.parametrize("line", [b"eca,\xff\xfe,Africa,1", b'eca,"EC"A",Africa,1'])
def test_what_is_not_csv_in_utf8_is_told(data: Path, line: bytes) -> None:
    (data / "regions.csv").write_bytes(b"code,acronym,name,order\n" + line)
    assert refusal().startswith("regions.csv, after line ")


def test_a_nul_is_refused(data: Path) -> None:
    change(data / "regions.csv", "Economic Commission for Africa", "Africa\0")
    assert refusal() == "regions.csv, line 2: there is a NUL character."


def test_a_text_without_translation_is_told_where_it_stands(data: Path) -> None:
    change(data / "guiding_principles.csv", "Human rights", "Human dignity")
    assert refusal() == (
        "guiding_principles.csv, line 7, column “title”: "
        "texts/ar.csv has no text for “Human dignity”."
    )


def test_a_translation_that_nothing_asks_for_is_told(data: Path) -> None:
    with (data / "texts/fr.csv").open("a", encoding="utf-8") as file:
        file.write("Left over,Laissé pour compte\n")
    assert "texts/fr.csv, line " in (message := refusal())
    assert message.endswith("no data file has the text “Left over”.")


def test_a_translation_is_given_once(data: Path) -> None:
    with (data / "texts/es.csv").open("a", encoding="utf-8") as file:
        file.write("Data,Los datos\n")
    assert refusal().endswith("column “en”: this text is there twice.")


def test_a_country_without_name_in_a_language_is_told(data: Path) -> None:
    change(data / "country_names/ru.csv", "CRI,", "XXX,")
    assert refusal().endswith("country_names/ru.csv has no name for CRI.")
