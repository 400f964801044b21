"""The panel finds what can be cited, and nothing that is not published."""

from typing import Any

import pytest
from django.utils import translation

from dialogues.models import BackgroundNote, Recording, Session
from dialogues.notes.excerpts import excerpt, has_all
from dialogues.notes.finding import CONTRIBUTIONS, MOST, TRANSCRIPTS, Found, find, places
from dialogues.notes.refs import Ref
from dialogues.recordings.searching import vector_of_line
from publication.moves import make_move
from tests.factories import pledges, practices, publication
from tests.factories.compact import CycleFactory
from tests.factories.dialogues import (
    announced,
    captions,
    debate,
    note,
    post,
    published_post,
    recording,
    space,
)
from tests.factories.publication import examiner

pytestmark = pytest.mark.django_db


def search(of: BackgroundNote, place: str, words: str = "", cited: set[Ref] | None = None) -> Found:
    return find(place=place, words=words, note=of, cited=cited or set())


def refs(found: Found) -> list[Ref]:
    return [source.ref for source in found.sources]


def test_the_places_are_those_of_the_rooms_and_our_own() -> None:
    assert list(places()) == [CONTRIBUTIONS, "pledges", "practices", "reviews", TRANSCRIPTS]


class TestContributions:
    def test_without_words_what_nothing_cites_yet(self) -> None:
        one = note()
        where = space(one.debate)
        cited, free = published_post(where), published_post(where)
        post(where)
        published_post(space(debate(2)))
        assert refs(search(one, CONTRIBUTIONS, cited={Ref.of(cited)})) == [Ref.of(free)]

    def test_with_words_those_to_this_debate_first(self) -> None:
        one = note()
        elsewhere = published_post(space(debate(2)), text="Recruiters charge fees.")
        here = published_post(space(one.debate), text="Fees for RECRUITMENT are too high.")
        assert refs(search(one, CONTRIBUTIONS, "recruit fees")) == [
            Ref.of(here),
            Ref.of(elsewhere),
        ]
        assert search(one, CONTRIBUTIONS, "recruitment nothing").sources == []

    def test_by_who_said_it_and_without_accents(self) -> None:
        one = note()
        said = published_post(
            space(one.debate), text="Des données.", language="fr", affiliation="Réseau du Sud"
        )
        for words in ("reseau", "donnees", "DONNÉES sud"):
            assert refs(search(one, CONTRIBUTIONS, words)) == [Ref.of(said)]

    def test_nothing_that_is_not_published_nor_of_another_forum(self) -> None:
        one = note()
        post(space(one.debate), text="Waiting words.")
        other = debate(1, cycle=CycleFactory(year=2026))
        published_post(space(other), text="Waiting words of the past.")
        assert refs(search(one, CONTRIBUTIONS, "waiting")) == []

    def test_the_first_ones_and_that_there_are_more(self) -> None:
        one = note()
        where = space(one.debate)
        for _n in range(MOST + 1):
            published_post(where)
        found = search(one, CONTRIBUTIONS)
        assert len(found.sources) == MOST
        assert found.has_more


class TestRooms:
    def test_an_answer_that_holds_all_the_words(self) -> None:
        review = publication.published(o05_progress="Seasonal permits are slow.")
        one = note()
        found = search(one, "reviews", "seasonal permits")
        assert refs(found) == [Ref.of(review, "o05-progress")]
        assert "Seasonal permits" in found.sources[0].quote
        assert search(one, "reviews").sources == []

    def test_not_once_it_is_withdrawn(self) -> None:
        review = publication.published(o05_progress="Seasonal permits are slow.")
        make_move(review, "withdraw", by=examiner(), note="Wrong.")
        assert search(note(), "reviews", "seasonal").sources == []

    def test_items_by_their_words(self) -> None:
        practice, pledge = practices.published(), pledges.published()
        one = note()
        assert refs(search(one, "practices", practice.title)) == [Ref.of(practice)]
        assert refs(search(one, "pledges", pledge.title)) == [Ref.of(pledge)]

    def test_without_words_those_on_the_objectives_of_the_debate(self) -> None:
        practice = practices.published()
        numbers = [one.pk for one in practice.objectives.all()]
        if practice.primary_objective_id:
            numbers.append(practice.primary_objective_id)
        on, off = note(debate(1, lists=numbers)), note(debate(2, lists=[22]))
        assert refs(search(on, "practices")) == [Ref.of(practice)]
        assert refs(search(off, "practices")) == []
        assert refs(search(note(debate(None)), "practices")) == [Ref.of(practice)]

    def test_a_code_finds_the_thing_itself_wherever_one_looks(self) -> None:
        practice, held = practices.published(), announced()
        one = note()
        assert refs(search(one, CONTRIBUTIONS, practice.code.lower())) == [Ref.of(practice)]
        assert refs(search(one, "pledges", held.code)) == [Ref.of(held)]


def spoken(of: Recording, *lines: str, language: str = "en") -> None:
    """Captions whose lines can be found."""
    track = captions(of, *lines, language=language)
    for line in track.cues.all():
        vector = vector_of_line(line.text, "", language)
        track.cues.filter(pk=line.pk).update(vector=vector)


def test_lines_of_transcripts() -> None:
    spoken(recording(), "Good morning.", "Permits come before the season.")
    one = note()
    (source,) = search(one, TRANSCRIPTS, "permits season").sources
    assert source.ref == Ref.of(Session.objects.get(), "1:en:5")
    assert source.quote == "Permits come before the season."
    assert search(one, TRANSCRIPTS).sources == []


def test_lines_of_transcripts_in_every_language_the_readers_own_first() -> None:
    one, of = note(), recording()
    spoken(of, "The visa costs a month of wages.")
    spoken(of, "La visa cuesta un mes de salario.", language="es")
    spoken(of, "Визовый сбор слишком высок.", language="ru")
    for reader, languages in (("en", ["en", "es"]), ("es", ["es", "en"]), ("ar", ["en", "es"])):
        with translation.override(reader):
            found = search(one, TRANSCRIPTS, "visa")
            assert [source.language for source in found.sources] == languages
            (russian,) = search(one, TRANSCRIPTS, "сбор").sources
        assert russian.ref.part == "1:ru:0"


@pytest.mark.parametrize(("lines", "has_more"), [(MOST, False), (MOST + 1, True)])
def test_the_first_lines_of_transcripts_and_whether_there_are_more(
    lines: int, has_more: bool
) -> None:
    spoken(recording(), *[f"Permit {number}" for number in range(lines)])
    found = search(note(), TRANSCRIPTS, "permit")
    assert (len(found.sources), found.has_more) == (MOST, has_more)


def test_lines_of_another_language_are_more_as_well() -> None:
    of = recording()
    spoken(of, *["The visa is late."] * MOST)
    spoken(of, "La visa llega tarde.", language="es")
    found = search(note(), TRANSCRIPTS, "visa")
    assert {source.language for source in found.sources} == {"en"}
    assert found.has_more


class TestExcerpts:
    def test_it_begins_a_little_before_the_word(self) -> None:
        text = f"{'before ' * 100}needle {'after ' * 100}"
        shown = excerpt(text, "needle")
        assert shown.startswith("… before")
        assert shown.endswith("after …")
        assert "needle" in shown
        assert len(shown) < 600

    def test_without_the_word_it_begins_at_the_beginning(self) -> None:
        assert excerpt("One two.", "three") == "One two."
        assert excerpt("", "three") == ""

    @pytest.mark.parametrize(
        ("words", "text", "expected"),
        [
            ("migr", "Les migrations", True),
            ("gration", "Les migrations", False),
            ("", "anything", True),
            ("移民", "国际移民公约", True),
            ("العمال", "حقوق العُمّال", True),
        ],
    )
    def test_each_word_begins_one_of_the_text(self, words: str, text: str, expected: bool) -> None:
        assert has_all(words, text) is expected


def test_answers_of_several_reviews_take_as_many_queries_as_of_one(
    django_assert_num_queries: Any,
) -> None:
    reviews = [publication.published(iso3, o05_progress="Slow.") for iso3 in ("CRI", "MEX", "COL")]
    one = note()
    assert len(search(one, "reviews", "slow").sources) == len(reviews)
    with django_assert_num_queries(9):
        search(one, "reviews", "slow")
    for review in reviews[1:]:
        make_move(review, "withdraw", by=examiner(), note="Wrong.")
    with django_assert_num_queries(9):
        assert len(search(one, "reviews", "slow").sources) == 1
