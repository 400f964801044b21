"""Loading the reference data: repeatable, and never over what people edited."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from compact import models as compact
from compact.models.reference import ReferenceRow
from compact.reference import DataError, Report, edited_fields, follow_again, load
from tests.compact.test_data_files import change


def loaded_again() -> Report:
    report = Report()
    load(report)
    return report


def row_of(model: type[ReferenceRow], **key: object) -> ReferenceRow:
    return model._default_manager.get(**key)


def test_a_second_load_changes_nothing(loaded: None) -> None:
    report = loaded_again()
    assert not report.changed
    assert not any(tally.kept for tally in report.tallies.values())


def test_a_second_load_reads_each_table_once(
    loaded: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(26):
        load(Report())


EDITS = [
    (compact.Region, {"code": "ece"}, "name_ru", "Европа"),
    (compact.Country, {"iso3": "TUR"}, "name_fr", "Turquie"),
    (compact.Country, {"iso3": "TUV"}, "tile_row", 16),
    (compact.Objective, {"number": 5}, "title_en", "Enhance pathways"),
    (compact.Objective, {"number": 5}, "short_label_ar", "مسارات"),
    (compact.GuidingPrinciple, {"number": 6}, "title_es", "Los derechos humanos"),
    (compact.StakeholderType, {"code": "media"}, "label_pt", "Imprensa"),
    (compact.FundArea, {"number": 5}, "title_zh_hans", "社会包容"),
    (compact.Cycle, {"year": 2026}, "deadline_policy", "hard"),
    (compact.Cycle, {"year": 2022}, "reviews_due_at", None),
    (compact.Milestone, {"key": "2026-forum"}, "note_en", ""),
    (compact.RoundTable, {"cycle": 2022, "number": 3}, "theme_fr", "Intégration"),
    (compact.Document, {"key": "2022-report"}, "address", "https://example.org/report"),
    (compact.Champion, {"key": "morocco"}, "note_es", "Copresidió"),
]


@pytest.mark.parametrize(("model", "key", "field", "value"), EDITS)
def test_what_a_person_edited_is_kept_and_told(
    loaded: None, model: type[ReferenceRow], key: dict[str, object], field: str, value: object
) -> None:
    row = row_of(model, **key)
    setattr(row, field, value)
    row.save()

    kept = [tally.kept for tally in loaded_again().tallies.values() if tally.kept]

    row.refresh_from_db()
    assert getattr(row, field) == value
    assert [list(fields.values()) for fields in kept] == [[[field]]]
    assert edited_fields(row) == [field]


def test_an_edit_in_the_reader_s_language_is_an_edit_of_that_language(loaded: None) -> None:
    objective = compact.Objective.objects.get(number=1)
    with override("es"):
        objective.short_label = "Los datos"
        objective.save()
    loaded_again()
    objective.refresh_from_db()
    assert edited_fields(objective) == ["short_label_es"]
    with override("en"):
        assert objective.short_label == "Data"


def test_regions_that_a_person_changed_are_kept(loaded: None) -> None:
    djibouti = compact.Country.objects.get(iso3="DJI")
    djibouti.regions.set([compact.Region.objects.get(code="eca")])
    report = loaded_again()
    assert report.tallies["Member States"].kept == {"DJI": ["regions"]}
    assert [region.pk for region in djibouti.regions.all()] == ["eca"]


@pytest.mark.parametrize(
    "edit",
    [
        lambda links: links.filter(objective=17).delete(),
        lambda links: links.filter(objective=23).update(cross_cutting=False),
        lambda links: links.create(objective_id=16, cross_cutting=True),
    ],
    ids=["taken away", "listed instead of carried", "added"],
)
def test_the_seating_that_a_person_changed_is_kept(
    loaded: None, data: Path, edit: Callable[..., object]
) -> None:
    table = compact.RoundTable.objects.get(cycle=2022, number=4)
    edit(table.objective_links)
    edited = list(table.objective_links.values_list("objective", "cross_cutting"))

    change(data / "round_tables.csv", "1 3 7 17,23", "1 3 17,23")
    report = loaded_again()

    assert list(table.objective_links.values_list("objective", "cross_cutting")) == edited
    assert report.tallies["Round tables"].kept == {"2022/4": ["objectives"]}


def test_a_release_changes_what_nobody_edited(loaded: None, data: Path) -> None:
    milestone = compact.Milestone.objects.get(key="2026-forum")
    with override("es"):
        milestone.note = "Preside la Asamblea"
        milestone.save()
    change(data / "milestones.csv", "2026-05-05,2026-05-08", "2026-05-04,2026-05-08")
    change(data / "texts/es.csv", "Bajo la presidencia de la Presidencia", "Preside la Presidencia")
    change(data / "texts/fr.csv", "Présidé par la présidence", "Sous la présidence")

    tally = loaded_again().tallies["Milestones"]

    milestone.refresh_from_db()
    assert milestone.starts_on.isoformat() == "2026-05-04"
    assert tally.updated == {"2026-forum": ["starts_on", "note_fr"]}
    assert tally.kept == {"2026-forum": ["note_es"]}


def test_a_release_changes_relations_that_nobody_edited(loaded: None, data: Path) -> None:
    change(data / "member_states.csv", "262,Djibouti,eca escwa", "262,Djibouti,eca")
    change(data / "round_tables.csv", "1 3 7 17,23", "1 3 7 17 23,")
    report = loaded_again()
    assert report.tallies["Member States"].updated == {"DJI": ["regions"]}
    assert report.tallies["Round tables"].updated == {"2022/4": ["objectives"]}
    assert compact.Country.objects.in_regions("escwa").count() == 19
    assert not compact.RoundTableObjective.objects.seating(2022)[23].cross_cutting


def test_what_a_person_added_stays_and_what_the_file_dropped_stays(
    loaded: None, data: Path
) -> None:
    compact.Champion.objects.create(country_id="PHL", source="The Secretariat")
    change(data / "champions.csv", "thailand,THA", "nepal,NPL")
    report = loaded_again()
    champions = set(compact.Champion.objects.values_list("country", flat=True))
    assert {"PHL", "THA", "NPL"} <= champions
    assert report.tallies["Champion countries"].created == ["nepal"]


def test_what_is_let_go_follows_the_reference_data_again(loaded: None) -> None:
    objective = compact.Objective.objects.get(number=5)
    with override("fr"):
        objective.short_label = "Filières"
        objective.save()
    follow_again(objective)
    assert edited_fields(objective) == []
    assert loaded_again().tallies["Objectives"].updated == {"5": ["short_label_fr"]}


def test_a_row_without_reference_data_has_no_edits(loaded: None) -> None:
    assert edited_fields(compact.Cycle.objects.create(year=2034)) == []


def test_a_wrong_file_at_the_end_undoes_the_whole_load(loaded: None, data: Path) -> None:
    change(data / "regions.csv", "Economic Commission for Africa", "Economic Commission for Europe")
    change(data / "champions.csv", "colombia,COL", "colombia,KOL")
    with pytest.raises(DataError):
        load(Report())
    assert compact.Region.objects.get(code="eca").name == "Economic Commission for Africa"
