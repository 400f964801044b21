"""What everybody gets of a recording: the page, the file, the captions, the transcript."""

import gzip
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dialogues.models import Recording
from dialogues.recordings.captioning.keeping import keep_chapters
from dialogues.recordings.keeping import hold_back, take_back
from dialogues.recordings.transcripts import LINES, part_of
from publication.moves import make_move
from tests.desk.access import signed_in
from tests.dialogues.recordings.files import mp4
from tests.dialogues.recordings.setting import captioned, filmed, people, shown
from tests.factories.dialogues import announced, recording, session
from tests.factories.publication import examiner

pytestmark = pytest.mark.django_db

SAID = (
    (1, "Chair: Good morning to all delegations."),
    (5, "Speaker: Seasonal workers come by a regular"),
    (9, "Speaker: pathway, and the farms know them."),
    (754, "Chair: What works, then?"),
)


def place(of: Recording, rest: str = "", language: str = "en") -> str:
    return f"/{language}/dialogues/{of.session.code}/recordings/{of.number}/{rest}"


def get(of: Recording, rest: str = "", **more: Any) -> Any:
    return Client().get(place(of, rest), **more)


def text(of: Recording, rest: str = "transcript/en/") -> str:
    response = get(of, rest)
    assert response.status_code == 200
    return str(response.content.decode())


ADDRESSES = ("", "file/", "captions/en.vtt", "transcript/en/")


class TestWhatIsThere:
    def test_every_address_of_a_published_recording(self) -> None:
        film = shown(None, *SAID)
        assert [get(film, address).status_code for address in ADDRESSES] == [302, 200, 200, 200]

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_nothing_of_any_other_for_anybody(self, address: str) -> None:
        unpublished = filmed()
        captioned(unpublished, *SAID)
        held, gone = shown(None, *SAID), shown(None, *SAID)
        hold_back(recording=held, by=examiner())
        take_back(recording=gone, by=examiner())
        of_draft = recording(session(), published_at=timezone.now())
        captioned(of_draft, *SAID)
        called_off = announced()
        off = shown(called_off, *SAID)
        make_move(called_off, "call off", by=examiner(), note="The hall is closed.")
        for film in (unpublished, held, gone, of_draft, off):
            assert get(film, address).status_code == 404
            for name, person in people().items():
                assert signed_in(person).get(place(film, address)).status_code == 404, name

    @pytest.mark.parametrize(
        "address", ["captions/es.vtt", "captions/xx.vtt", "transcript/es/", "transcript/xx/"]
    )
    def test_no_language_that_there_is_not(self, address: str) -> None:
        assert get(shown(), address).status_code == 404

    def test_no_file_of_a_link(self) -> None:
        assert get(recording(), "file/").status_code == 404

    def test_no_file_that_the_storage_has_lost(self) -> None:
        film = shown()
        film.file.storage.delete(str(film.file.name))
        assert get(film, "file/").status_code == 404

    @pytest.mark.parametrize("query", ["?t=x", "?t=-1", "?t=1e3", "?t=" + "9" * 30, "?part=x"])
    def test_a_place_that_is_none_is_refused(self, query: str) -> None:
        assert get(shown(), f"transcript/en/{query}").status_code == 400

    def test_a_part_that_there_is_not(self) -> None:
        for query in ("?part=0", "?part=2"):
            assert get(shown(), f"transcript/en/{query}").status_code == 404


class TestFile:
    def test_in_parts_and_never_compressed(self) -> None:
        film = shown()
        headers = {"Range": "bytes=8-15", "Accept-Encoding": "gzip"}
        response = get(film, "file/", headers=headers)
        assert response.status_code == 206
        assert b"".join(response.streaming_content) == mp4(90)[8:16]
        assert response["Content-Type"] == "video/mp4"
        assert "Content-Encoding" not in response
        assert response["X-Content-Type-Options"] == "nosniff"

    def test_as_a_whole_although_the_reader_takes_gzip(self) -> None:
        response = get(shown(), "file/", headers={"Accept-Encoding": "gzip"})
        assert b"".join(response.streaming_content) == mp4(90)
        assert response["Content-Length"] == str(len(mp4(90)))

    def test_to_be_kept(self) -> None:
        film = shown()
        named = get(film, "file/?download")["Content-Disposition"]
        assert named.startswith("attachment;")
        assert film.session.code in named

    def test_head(self) -> None:
        response = Client().head(place(shown(), "file/"))
        assert (response.status_code, response["Content-Length"]) == (200, str(len(mp4(90))))

    def test_beyond_the_end(self) -> None:
        assert get(shown(), "file/", headers={"Range": "bytes=99999-"}).status_code == 416


class TestCaptions:
    def test_are_webvtt_whatever_they_came_as(self) -> None:
        response = get(shown(None, *SAID), "captions/en.vtt")
        assert response["Content-Type"] == "text/vtt; charset=utf-8"
        body = response.content.decode()
        assert body.startswith("WEBVTT\n")
        assert "00:12:34.000 --> 00:12:37.000\n<v Chair>What works, then?" in body

    def test_are_not_sent_twice(self) -> None:
        film = shown()
        etag = get(film, "captions/en.vtt")["ETag"]
        assert get(film, "captions/en.vtt", headers={"If-None-Match": etag}).status_code == 304

    def test_hold_no_script(self) -> None:
        film = shown(None, (1, "A&lt;b: &lt;script&gt;alert(1)&lt;/script&gt; --&gt;"))
        assert "<script" not in get(film, "captions/en.vtt").content.decode()
        page = text(film)
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page


class TestPage:
    def test_of_a_recording_leads_to_the_transcript_in_the_readers_language(self) -> None:
        film = shown(None, *SAID, language="fr")
        captioned(film, (1, "Buenos días."), language="es")
        captioned(film, (1, "Bonjour."), language="fr")
        found = Client().get(place(film, "?t=9", language="es"))
        assert found["Location"] == place(film, "transcript/es/?t=9", language="es")
        found = Client().get(place(film, language="pt"))
        assert found["Location"] == place(film, "transcript/fr/", language="pt")

    def test_without_captions_says_so(self) -> None:
        film = recording()
        assert "no captions" in text(film, "")

    def test_each_line_links_to_its_second(self) -> None:
        page = text(shown(None, *SAID))
        assert '<a href="?t=754#now" data-from="754.000">12:34</a>' in page
        assert page.count("data-from") == 4
        assert page.count('<b dir="auto">') == 3  # each time that another begins to speak

    def test_opens_at_the_second(self) -> None:
        page = text(shown(None, *SAID), "transcript/en/?t=760")
        assert re.search(r'<li id="now" aria-current="true">.*?12:34', page)
        assert "file/#t=760" in page

    def test_opens_at_the_first_line_before_anything_is_said(self) -> None:
        page = text(shown(None, *SAID), "transcript/en/?t=0")
        assert re.search(r'<li id="now" aria-current="true">.*?0:01', page)

    def test_has_the_captions_of_the_transcript_in_the_video(self) -> None:
        film = shown(None, *SAID)
        captioned(film, (1, "Buenos días."), language="es")
        page = text(film, "transcript/es/")
        assert re.search(r'srclang="es"[^>]* default>', page)
        assert not re.search(r'srclang="en"[^>]* default>', page)

    def test_shows_chapters_that_lead_to_their_second(self) -> None:
        film = shown(None, *SAID)
        titles = {0: {"en": "Opening"}, 754_000: {"en": "Debate", "es": "Debate abierto"}}
        keep_chapters(recording=film, chapters=titles, by=examiner())
        assert f"{place(film, 'transcript/en/')}?t=754#now" in text(film)
        page = Client().get(place(film, "transcript/en/", language="es")).content.decode()
        assert "Debate abierto" in page

    def test_of_sound_has_a_player_of_sound(self) -> None:
        film = shown(None, *SAID)
        Recording.objects.update(media_type="audio/mpeg")
        page = text(film)
        assert "<audio" in page
        assert "<video" not in page

    def test_in_arabic_reads_from_the_right(self) -> None:
        film = shown(None, *SAID)
        captioned(film, (1, "صباح الخير"), language="ar")
        assert '<ol class="transcript" lang="ar" dir="rtl">' in text(film, "transcript/ar/")


class TestSearch:
    def test_finds_lines_and_opens_them_at_their_second(self) -> None:
        page = text(shown(None, *SAID), "transcript/en/?q=delegation")
        assert 'data-count="1"' in page
        assert "<mark>delegations</mark>" in page
        assert '<a href="?q=delegation&amp;t=1#now" data-from="1.000">' in page

    def test_keeps_the_words_marked_where_it_leads(self) -> None:
        page = text(shown(None, *SAID), "transcript/en/?q=works&t=754")
        assert re.search(r'id="now".*<mark>works</mark>', page)

    def test_in_the_language_of_the_transcript(self) -> None:
        film = shown(None, *SAID)
        captioned(film, (1, "Las migraciones laborales."), language="es")
        assert "<mark>migraciones</mark>" in text(film, "transcript/es/?q=migración")

    def test_says_that_there_is_nothing(self) -> None:
        page = text(shown(None, *SAID), "transcript/en/?q=nowhere")
        assert 'data-count="0"' in page
        assert "No line of the transcript" in page

    @pytest.mark.parametrize("words", ['"', "-", "OR", "&", "' OR 1=1", "%", "<b>", "a" * 5000])
    def test_takes_whatever_is_typed(self, words: str) -> None:
        response = Client().get(place(shown(), "transcript/en/"), {"q": words})
        assert response.status_code == 200
        assert "<b>" not in response.content.decode().split("hits", 1)[-1].split("</form>")[0][:200]

    def test_tells_where_there_are_too_many(self) -> None:
        film = shown(None, *((n * 4, f"pathway {n}") for n in range(60)))
        assert "The first 50 lines" in text(film, "transcript/en/?q=pathway")


class TestVideoHosts:
    def test_nothing_is_loaded_before_it_is_asked_for(self) -> None:
        film = recording()
        captioned(film, *SAID)
        response = get(film, "transcript/en/")
        page = response.content.decode()
        assert "<iframe" not in page
        assert "youtube" not in page.replace("YouTube", "")
        assert "youtube" not in response["Content-Security-Policy"]
        assert 'href="?play=1"' in page

    def test_only_the_answer_with_the_frame_lets_it_in(self) -> None:
        film = recording()
        captioned(film, *SAID)
        response = get(film, "transcript/en/?play=1&t=754")
        policy = response["Content-Security-Policy"]
        assert "frame-src https://www.youtube-nocookie.com" in policy
        assert "script-src" not in policy
        page = response.content.decode()
        assert "youtube-nocookie.com/embed/abcdefghijk?rel=0&amp;autoplay=1&amp;start=754" in page
        assert 'href="?t=754&amp;play=1#now"' in page
        assert "frame-src" not in get(film, "transcript/en/")["Content-Security-Policy"]

    def test_a_file_of_ours_lets_nothing_in(self) -> None:
        response = get(shown(), "transcript/en/?play=1")
        assert "frame-src" not in response["Content-Security-Policy"]

    def test_a_host_without_a_frame_is_a_link(self) -> None:
        film = recording(address="https://webtv.un.org/en/asset/k1x/k1xabcdefg")
        page = text(film, "?play=1")
        assert "<iframe" not in page
        assert "Watch it on UN Web TV" in page

    def test_an_address_of_no_known_host_is_a_link(self) -> None:
        film = recording(address="https://example.org/video")
        assert "Watch it where it is kept" in text(film, "?play=1")


class TestTwoHours:
    def long(self, hours: int = 2) -> Recording:
        lines = hours * 1200
        said = (
            (n * 3, f"Speaker {n // 40 % 7}: This is what somebody says at some length, {n}.")
            for n in range(lines)
        )
        return shown(None, *said)

    def test_come_in_parts(self) -> None:
        film = self.long()
        page = text(film)
        assert page.count("data-from") == LINES
        assert "Part 1 of 10" in page
        later = text(film, "transcript/en/?t=3600")
        assert "Part 6 of 10" in later
        assert "at some length, 1200." in later
        assert "?part=7#lines" in later

    def test_are_a_small_page(self) -> None:
        assert len(gzip.compress(text(self.long()).encode())) < 16_000

    @pytest.mark.parametrize(
        ("query", "queries"), [("", 5), ("?t=3000", 6), ("?q=length", 8), ("?part=2", 5)]
    )
    def test_cost_what_a_minute_costs(
        self, query: str, queries: int, django_assert_num_queries: Any
    ) -> None:
        film = self.long()
        client = Client()
        with django_assert_num_queries(queries):
            client.get(place(film, f"transcript/en/{query}"))
        short = shown(None, *((n * 3, "At length.") for n in range(250)))
        with django_assert_num_queries(queries):
            client.get(place(short, f"transcript/en/{query}"))


@pytest.mark.parametrize("many", [1, 3])
def test_captions_in_many_languages_cost_the_same(
    many: int, django_assert_num_queries: Any
) -> None:
    film = shown(None, *SAID)
    for language in ("es", "fr", "ar")[:many]:
        captioned(film, (1, "Mots"), language=language)
    with django_assert_num_queries(5):
        Client().get(place(film, "transcript/en/"))


def test_a_part_says_when_the_next_one_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the script waits for that through a pause of minutes, and asks once."""
    monkeypatch.setattr("dialogues.recordings.transcripts.LINES", 2)
    film = shown(None, (1, "one"), (4, "two"), (300, "three"), (304, "four"), (500, "five"))
    track = film.captions.get()
    parts = [part_of(track, number=number) for number in (1, 2, 3)]
    assert [len(part.lines) for part in parts] == [2, 2, 1]
    assert [part.next_from for part in parts] == ["300.000", "500.000", ""]
    address = f"/en/dialogues/{film.session.code}/recordings/1/transcript/en/"
    page = Client().get(address, {"part": 1}).content.decode()
    assert 'rel="next" data-next="300.000"' in page
