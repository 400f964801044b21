"""What other parts of the portal ask of recordings."""

import pytest
from django.utils import timezone

from dialogues.models import Recording, Session
from dialogues.moments import Moment
from dialogues.recordings.keeping import hold_back, take_back
from dialogues.recordings.reading import (
    find_lines,
    line_at,
    moment_address,
    recordings_of,
    words_of,
)
from publication.moves import make_move
from tests.dialogues.recordings.setting import captioned, filmed, shown
from tests.factories.dialogues import announced, recording, session
from tests.factories.publication import examiner

pytestmark = pytest.mark.django_db

SAID = (
    (1, "Chair: Good morning to all delegations."),
    (5, "Speaker: Seasonal workers come by a regular"),
    (9, "Speaker: pathway, and the farms know them."),
    (754, "Chair: What works, then? Pathways that are kept open."),
)


def unseen() -> list[Recording]:
    """Each for another reason: nothing of it may be found anywhere."""
    words = ((1, "A secret pathway."),)
    not_published = filmed()
    captioned(not_published, *words)
    gone = shown(None, *words)
    take_back(recording=gone, by=examiner())
    of_draft = recording(session())
    captioned(of_draft, *words)
    called_off = announced()
    of_called_off = shown(called_off, *words)
    make_move(called_off, "call off", by=examiner(), note="The hall is closed.")
    replaced = shown(None, *words)
    captioned(replaced, (1, "Something else."))
    return [not_published, gone, of_draft, of_called_off, replaced]


class TestRecordings:
    def test_of_a_session_are_the_published_ones_with_their_captions(self) -> None:
        one = announced()
        film = shown(one, *SAID)
        for language in ("es", "fr", "zh-hans", "ar"):
            captioned(film, (1, "Buenos días."), language=language)
        filmed(one)
        (found,) = recordings_of(one)
        assert found == film
        tracks = [track.language for track in found.tracks]  # type: ignore[attr-defined]
        assert tracks == ["ar", "zh-hans", "en", "fr", "es"]

    @pytest.mark.parametrize("verb", [hold_back, take_back])
    def test_what_is_held_back_is_not_there(self, verb: object) -> None:
        film = shown()
        verb(recording=film, by=examiner())  # type: ignore[operator]
        assert recordings_of(film.session) == []

    def test_of_a_session_that_is_not_announced_there_are_none(self) -> None:
        draft = session()
        recording(draft, published_at=timezone.now())
        assert recordings_of(draft) == []


class TestWords:
    def test_are_all_that_was_said_in_all_languages_or_in_one(self) -> None:
        film = shown(None, *SAID)
        captioned(film, (1, "Buenos días."), language="es")
        assert "Seasonal workers" in words_of(film.session)
        assert "Buenos" in words_of(film.session)
        assert words_of(film.session, "es") == "Buenos días."
        assert words_of(film.session, "fr") == ""

    def test_of_what_nobody_may_see_there_are_none(self) -> None:
        assert all("secret" not in words_of(film.session) for film in unseen())

    def test_of_hours_each_is_told_once(self) -> None:
        film = shown(None, *((n * 3, f"The same words, number {n % 50}") for n in range(2400)))
        assert len(words_of(film.session)) < 2000


class TestFinding:
    @pytest.mark.parametrize(
        ("words", "seconds"),
        [
            ("delegation", [1]),
            ("pathway", [9, 754]),
            ("regular pathway", [5]),  # over the end of a line
            ("farm works", []),
            ("nothing", []),
            ("", []),
            ('"kept open"', [754]),
            ("pathways -farms", [754]),
            ("delegations OR farms", [1, 9]),
        ],
    )
    def test_by_stems_over_the_ends_of_lines(self, words: str, seconds: list[int]) -> None:
        shown(None, *SAID)
        assert [line.moment.second for line in find_lines(words, "en")] == seconds

    def test_a_line_is_not_found_for_what_the_next_one_says_alone(self) -> None:
        shown(None, *((n * 4, f"Chair: This is line {n}.") for n in range(9)))
        assert [line.moment.second for line in find_lines("line 7", "en")] == [28]

    def test_in_every_script(self) -> None:
        film = shown(None, *SAID)
        captioned(film, (3, "إنّ الهجرة النظامية تبدأ هنا"), language="ar")
        captioned(film, (4, "关于正常移民渠道的讨论"), language="zh-hans")
        captioned(film, (6, "Регулярная миграция начинается здесь"), language="ru")
        assert [line.moment.second for line in find_lines("الهجره", "ar")] == [3]
        assert [line.moment.second for line in find_lines("移民", "zh-hans")] == [4]
        assert [line.moment.second for line in find_lines("миграции", "ru")] == [6]
        assert find_lines("миграции", "en") == []

    def test_tells_whose_words_they_are_and_where(self) -> None:
        film = shown(None, *SAID)
        (line,) = find_lines("delegations", "en")
        assert (line.session, line.speaker) == (film.session, "Chair")
        assert line.text == "Good morning to all delegations."
        assert str(line.moment) == "1:en:1"
        assert line.address == moment_address(film.session, line.moment)

    def test_nothing_that_nobody_may_see(self) -> None:
        unseen()
        assert find_lines("secret", "en") == []

    def test_within_some_sessions_and_at_most_so_many(self) -> None:
        one = announced()
        shown(one, *((n * 4, f"pathway {n}") for n in range(30)))
        shown(None, (1, "pathway elsewhere"))
        assert len(find_lines("pathway", "en")) == 20
        assert len(find_lines("pathway", "en", most=5)) == 5
        assert {line.session for line in find_lines("pathway", "en", within=[one.pk])} == {one}
        assert find_lines("pathway", "en", within=[]) == []

    def test_costs_the_same_for_many(self, django_assert_num_queries: object) -> None:
        shown(None, *SAID)
        for _n in range(2):
            with django_assert_num_queries(2):  # type: ignore[operator]
                list(find_lines("pathway", "en"))
            shown(None, *SAID)
            shown(None, *SAID)


class TestMoments:
    def test_lead_to_the_page_of_the_transcript_at_the_second(self) -> None:
        one = announced()
        address = moment_address(one, Moment(1, "en", 754))
        assert address == f"/en/dialogues/{one.code}/recordings/1/transcript/en/?t=754#now"

    @pytest.mark.parametrize(
        ("second", "words"),
        [(1, "Good morning"), (4, "Good morning"), (9, "pathway, and"), (9999, "What works")],
    )
    def test_say_what_is_said_there(self, second: int, words: str) -> None:
        film = shown(None, *SAID)
        line = line_at(film.session, Moment(1, "en", second))
        assert line is not None
        assert line.text.startswith(words)

    def test_that_are_not_there(self) -> None:
        film = shown(None, *SAID)
        for moment in (Moment(1, "en", 0), Moment(2, "en", 9), Moment(1, "fr", 9)):
            assert line_at(film.session, moment) is None

    def test_of_what_was_taken_back(self) -> None:
        for film in unseen()[:4]:
            assert line_at(film.session, Moment(film.number, "en", 1)) is None

    def test_are_read_as_they_are_written(self) -> None:
        assert Moment.read("1:zh-hans:754") == Moment(1, "zh-hans", 754)
        for text in ("", "1:en", "x:en:1"):
            with pytest.raises(ValueError, match=r"."):
                Moment.read(text)


def test_the_session_of_a_recording_is_not_asked_for_again(
    django_assert_num_queries: object,
) -> None:
    one: Session = announced()
    shown(one, *SAID)
    with django_assert_num_queries(3):  # type: ignore[operator]
        for found in recordings_of(one):
            assert found.session.code == one.code
