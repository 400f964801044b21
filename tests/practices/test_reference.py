"""Planting the criteria and the standing call: once, in every language, over nothing."""

from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from compact.reference import DataError, Report
from practices.criteria_files import DIRECTORY, TEXTS, read_criteria, read_standing_call
from practices.models import Call, Criterion
from practices.reference import load

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def test_there_are_eight_criteria_in_their_order() -> None:
    load(Report())
    assert list(Criterion.objects.values_list("key", flat=True)) == [
        *("relevance", "rights", "effectiveness", "sustainability"),
        *("replicability", "innovation", "partnership", "gender-and-children"),
    ]
    assert Criterion.objects.filter(is_standard=True).count() == 8


def test_some_are_answered_in_a_field_of_the_form() -> None:
    load(Report())
    fields = dict(Criterion.objects.exclude(answered_in="").values_list("key", "answered_in"))
    assert fields == {
        "effectiveness": "impact",
        "replicability": "replication",
        "innovation": "innovation",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_there_in_each_language_and_fits_its_column(language: str) -> None:
    load(Report())
    suffix = language.replace("-", "_")
    for criterion in Criterion.objects.all():
        for name in TEXTS:
            text = getattr(criterion, f"{name}_{suffix}")
            limit = getattr(Criterion._meta.get_field(name), "max_length", None) or 10_000
            assert 0 < len(text) <= limit, (criterion.key, name)
            if language != "en":
                assert text != getattr(criterion, f"{name}_en") or text == "Innovation"
    with override(language):
        assert Call.objects.get(is_standing=True).introduction


def test_the_standing_call_is_open_at_once_with_all_standard_criteria() -> None:
    load(Report())
    call = Call.objects.get(is_standing=True)
    assert call.is_open(timezone.now())
    assert call.due_at is None
    assert call.criteria.count() == 8
    assert call.cycle.year >= timezone.now().year


def test_a_second_load_changes_nothing() -> None:
    load(Report())
    before = list(Criterion.objects.values()), list(Call.objects.values())
    report = Report()
    load(report)
    assert not report.changed
    assert (list(Criterion.objects.values()), list(Call.objects.values())) == before


def test_what_the_secretariat_edited_stays() -> None:
    load(Report())
    Criterion.objects.filter(key="innovation").update(title_en="Novelty", weight=4)
    call = Call.objects.get(is_standing=True)
    call.criteria.remove(Criterion.objects.get(key="innovation"))
    Call.objects.update(introduction_fr="Autre texte")
    load(Report())
    edited = Criterion.objects.filter(key="innovation").values_list("title_en", "weight")
    assert list(edited) == [("Novelty", 4)]
    assert call.criteria.count() == 7
    assert Call.objects.filter(introduction_fr="Autre texte").exists()


def test_one_that_was_taken_away_by_a_new_file_stays_and_a_new_one_comes() -> None:
    load(Report())
    Criterion.objects.filter(key="innovation").delete()
    report = Report()
    load(report)
    assert report.tallies["Criteria of practices"].created == ["innovation"]


def test_what_is_planted_does_not_depend_on_the_language_of_who_plants() -> None:
    with override("ar"):
        load(Report())
    assert Criterion.objects.filter(key="relevance", title_en__startswith="Relevance").exists()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('answered_in = "impact"', 'answered_in = "colour"', "no field “colour”"),
        ('key = "rights"', 'key = "relevance"', "“relevance” stands there twice"),
        ('title.fr = "Innovation"\n', "", "“title” has no text in “fr”"),
        ("weight = 3", "weight = 3\nheight = 4", "unknown: height"),
        ("weight = 3", 'weight = "much"', "“weight” must be given as int"),
        ("[[criterion]]", "[[criterion", "criteria.toml"),
    ],
)
def test_a_wrong_file_is_told_with_its_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = (DIRECTORY / "criteria.toml").read_text()
    assert old in text
    (tmp_path / "criteria.toml").write_text(text.replace(old, new, 1))
    with pytest.raises(DataError, match=r"criteria\.toml") as caught:
        read_criteria(tmp_path)
    assert told in str(caught.value)


def test_a_missing_text_of_the_standing_call_is_told(tmp_path: Path) -> None:
    (tmp_path / "standing_call.toml").write_text('code = "standing"\ntitle.en = "One"\n')
    with pytest.raises(DataError, match="“title” has no text in “ar”"):
        read_standing_call(tmp_path)
