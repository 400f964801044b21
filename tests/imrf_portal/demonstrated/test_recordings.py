"""The made-up recordings: of the forum of 2022, with captions, chapters, and a film that plays."""

import pytest
from django.test import Client

from dialogues.models import Captions, Recording, Session
from dialogues.recordings.reading import find_lines, recordings_of
from imrf_portal.demonstration.dialogues import recordings
from imrf_portal.demonstration.dialogues.recordings import FILMS
from tests.imrf_portal.demonstration import NOW

pytestmark = pytest.mark.usefixtures("demonstration")


def test_sessions_of_2022_have_one_each_and_no_other_has() -> None:
    found = Recording.objects.select_related("session").order_by("session")
    assert len(found) == 6
    for one in found:
        assert one.session.is_demonstration
        assert one.session.cycle_id == 2022
        assert one.session.ends_at is not None
        assert one.published_at is not None
        assert one.session.ends_at < one.published_at < NOW
        assert one.milliseconds == 160_000


def test_each_has_captions_in_two_languages_and_the_first_in_four() -> None:
    languages = {
        one.session.code: {track.language for track in Captions.objects.filter(recording=one)}
        for one in Recording.objects.select_related("session")
    }
    assert languages["DLG-2022-0001"] == {"en", "es", "fr", "ar"}
    assert all(len(some) >= 2 for some in languages.values())


def test_nobody_is_invented() -> None:
    for track in Captions.objects.all():
        for cue in track.cues.all():
            assert any(word in cue.speaker.lower() for word in ("demo", "démo", "عرض توضيحي"))


def test_what_was_said_is_found_in_each_language_and_opens_at_its_second() -> None:
    for words, language in (("recruitment", "en"), ("contratación", "es"), ("الموسميين", "ar")):
        line = find_lines(words, language)[0]
        page = Client().get(line.address.split("#")[0])
        assert page.status_code == 200
        assert 'id="now"' in page.content.decode()


def test_again_changes_nothing() -> None:
    before = list(Captions.objects.values_list("pk", "sha256"))
    recordings.load(NOW)
    assert list(Captions.objects.values_list("pk", "sha256")) == before
    first = Session.objects.get(code="DLG-2022-0001")
    assert len(recordings_of(first)) == 1


def test_the_film_is_small() -> None:
    assert (FILMS / "film.webm").stat().st_size < 300_000
