"""What the Secretariat does with recordings, and what nobody else can."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from dialogues.models import Captions, Recording
from dialogues.recordings.captioning.keeping import (
    keep_captions,
    keep_chapters,
    take_captions_back,
)
from dialogues.recordings.captioning.problems import Reading
from dialogues.recordings.containers import Container
from dialogues.recordings.keeping import (
    Facts,
    RecordingError,
    WithoutCaptionsError,
    add_file,
    add_link,
    bring_back,
    change_facts,
    hold_back,
    publish,
    take_back,
)
from dialogues.services.errors import NotAllowedError
from stakeholders.models import User
from tests.dialogues.recordings.setting import captioned, filmed, people
from tests.factories.dialogues import announced, recording
from tests.factories.publication import examiner
from tests.races import at_once

pytestmark = pytest.mark.django_db
LINK = "https://youtu.be/abcdefghijk"


class TestAdding:
    def test_recordings_are_counted_within_the_session(self) -> None:
        one, other = announced(), announced()
        link = add_link(session=one, address=LINK, facts=Facts("Morning", "en"), by=examiner())
        assert (link.number, link.title, link.language, link.published_at) == (
            1,
            "Morning",
            "en",
            None,
        )
        assert filmed(one).number == 2
        assert filmed(other).number == 1

    def test_the_name_of_a_file_is_our_own(self) -> None:
        session = announced()
        film = filmed(session)
        assert str(film.file.name).rsplit("/", 1)[-1].startswith(f"{session.code}-1")
        assert (film.size, film.media_type, film.milliseconds) == (
            film.file.size,
            "video/mp4",
            90_000,
        )

    def test_a_link_to_an_unknown_host_is_refused(self) -> None:
        with pytest.raises(RecordingError, match="YouTube"):
            add_link(
                session=announced(), address="https://example.org/v", facts=Facts(), by=examiner()
            )


class TestPublishing:
    def test_without_captions_is_asked_again(self) -> None:
        film = filmed()
        with pytest.raises(WithoutCaptionsError):
            publish(recording=film, by=examiner())
        film.refresh_from_db()
        assert film.published_at is None
        assert publish(recording=film, by=examiner(), without_captions=True).published_at

    def test_captions_that_were_taken_back_do_not_count(self) -> None:
        film = filmed()
        take_captions_back(captions=captioned(film, (1, "Yes")), by=examiner())
        with pytest.raises(WithoutCaptionsError):
            publish(recording=film, by=examiner())

    def test_twice_keeps_the_first_time(self) -> None:
        film = filmed()
        captioned(film, (1, "Yes"))
        first = publish(recording=film, by=examiner()).published_at
        assert publish(recording=film, by=examiner()).published_at == first

    def test_held_back_taken_back_and_back_again(self) -> None:
        film = filmed()
        captioned(film, (1, "Yes"))
        publish(recording=film, by=examiner())
        assert hold_back(recording=film, by=examiner()).published_at is None
        publish(recording=film, by=examiner())
        gone = take_back(recording=film, by=examiner())
        assert gone.published_at is None
        assert gone.removed_at
        with pytest.raises(RecordingError, match="bring it back"):
            publish(recording=film, by=examiner())
        assert bring_back(recording=film, by=examiner()).removed_at is None

    def test_a_file_that_is_gone_does_not_come_back(self) -> None:
        film = filmed()
        take_back(recording=film, by=examiner())
        film.file.storage.delete(str(film.file.name))
        with pytest.raises(RecordingError, match="Upload it again"):
            bring_back(recording=film, by=examiner())


class TestCaptions:
    def test_lines_are_numbered_and_the_source_is_kept(self) -> None:
        kept = captioned(filmed(), (1, "Chair: Yes"), (5, "No"))
        assert [(cue.number, cue.starts_ms, cue.speaker, cue.text) for cue in kept.cues.all()] == [
            (1, 1000, "Chair", "Yes"),
            (2, 5000, "", "No"),
        ]
        assert kept.source.startswith("WEBVTT")
        assert len(kept.sha256) == 64

    def test_those_in_the_same_language_take_the_place_of_the_others(self) -> None:
        film = filmed()
        first = captioned(film, (1, "Yes"))
        captioned(film, (1, "Sí"), language="es")
        second = captioned(film, (1, "Yes, indeed"))
        first.refresh_from_db()
        assert first.removed_at is not None
        standing = Captions.objects.filter(recording=film, removed_at=None)
        assert {one.language: one.pk for one in standing}["en"] == second.pk
        assert standing.count() == 2

    def test_two_hours_are_kept_in_few_queries(self, django_assert_max_num_queries: Any) -> None:
        film = filmed()
        with django_assert_max_num_queries(30):
            captioned(film, *((n * 3, f"Line {n} of the talk") for n in range(2400)))
        assert Captions.objects.get().cues.count() == 2400


class TestChapters:
    def test_have_a_title_in_each_language(self) -> None:
        film = filmed()
        titles = {0: {"en": "Opening", "ar": "الافتتاح"}, 60_000: {"zh-hans": "讨论"}}
        keep_chapters(recording=film, chapters=titles, by=examiner())
        first, second = film.chapters.all()
        assert (first.title_en, first.title_ar) == ("Opening", "الافتتاح")  # type: ignore[attr-defined]
        assert (second.starts_ms, second.title_zh_hans) == (60_000, "讨论")  # type: ignore[attr-defined]

    def test_are_replaced_as_a_whole(self) -> None:
        film = filmed()
        keep_chapters(recording=film, chapters={0: {"en": "Opening"}}, by=examiner())
        keep_chapters(recording=film, chapters={5000: {"en": "Later"}}, by=examiner())
        assert [chapter.title for chapter in film.chapters.all()] == ["Later"]


VERBS: dict[str, Callable[[Recording, User], object]] = {
    "add link": lambda film, by: add_link(session=film.session, address=LINK, facts=Facts(), by=by),
    "add file": lambda film, by: add_file(
        session=film.session, file=film.file, container=Container("", ""), facts=Facts(), by=by
    ),
    "change": lambda film, by: change_facts(recording=film, facts=Facts("x"), by=by),
    "publish": lambda film, by: publish(recording=film, by=by),
    "hold back": lambda film, by: hold_back(recording=film, by=by),
    "take back": lambda film, by: take_back(recording=film, by=by),
    "bring back": lambda film, by: bring_back(recording=film, by=by),
    "keep captions": lambda film, by: keep_captions(
        recording=film, language="en", reading=Reading(""), name="", by=by
    ),
    "take captions back": lambda film, by: take_captions_back(captions=film.captions.get(), by=by),
    "keep chapters": lambda film, by: keep_chapters(recording=film, chapters={}, by=by),
}


@pytest.mark.parametrize("verb", VERBS)
def test_only_the_secretariat_has_the_verbs(verb: str) -> None:
    film = filmed()
    captioned(film, (1, "Yes"))
    everybody = people()
    del everybody["secretariat"]
    for name, person in everybody.items():
        with pytest.raises(NotAllowedError):
            VERBS[verb](film, person)
        assert Recording.objects.count() == 1, name
    film.refresh_from_db()
    assert (film.title, film.published_at, film.removed_at) == ("", None, None)
    assert film.captions.filter(removed_at=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_add_at_once_count_one_after_the_other() -> None:
    session, by = announced(), examiner()
    outcomes = at_once(*[lambda: add_link(session=session, address=LINK, facts=Facts(), by=by)] * 4)
    assert sorted(one.number for one in outcomes if isinstance(one, Recording)) == [1, 2, 3, 4]


def test_the_factory_of_others_makes_what_is_published() -> None:
    assert recording().published_at <= timezone.now()  # type: ignore[operator]
