"""The pages of the Secretariat on which recordings are prepared."""

from http import HTTPStatus
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dialogues.models import Captions, Recording, Session
from dialogues.recordings.keeping import take_back
from tests.desk.access import MISSING, SEEN, signed_in, statuses
from tests.dialogues.recordings.setting import captioned, filmed, people, shown, vtt
from tests.factories.dialogues import announced, recording, session
from tests.factories.publication import examiner

pytestmark = pytest.mark.django_db
GOOD = vtt((1, "Chair: Good morning."), (5, "We begin."))
BACKWARD = "WEBVTT\n\n00:01.000 --> 00:02.000\nkept\n\n00:09.000 --> 00:04.000\nlost\n"


def place(of: Recording | Session, rest: str = "", language: str = "en") -> str:
    if isinstance(of, Recording):
        return place(of.session, f"{of.number}/{rest}", language)
    return f"/{language}/desk/dialogues/{of.code}/recordings/{rest}"


def client() -> Client:
    return signed_in(examiner())


def send(
    of: Recording, text: str | bytes, language: str = "en", name: str = "a.vtt", **more: Any
) -> Any:
    data = text.encode() if isinstance(text, str) else text
    form = {"language": language, "file": SimpleUploadedFile(name, data), **more}
    return client().post(place(of, "captions/"), form)


class TestWhoSees:
    @pytest.mark.parametrize(
        "page",
        ["", "1/", "1/file/", "1/captions/", "1/captions/en.vtt", "1/captions/en/source/",
         "1/chapters/", "link/", "file/"],
    )  # fmt: skip
    def test_the_secretariat_and_nobody_else(self, page: str) -> None:
        film = filmed()
        captioned(film, (1, "Yes"))
        expected = {name: SEEN if name == "secretariat" else MISSING for name in people()}
        assert statuses(place(film.session, page), people()) == expected

    def test_nobody_else_does_anything(self) -> None:
        film = filmed()
        for name, person in people().items():
            if name == "secretariat":
                continue
            for page in ("1/", "1/captions/", "1/chapters/", "link/", "file/"):
                answer = signed_in(person).post(place(film.session, page), {"step": "publish"})
                assert answer.status_code == MISSING, (name, page)

    @pytest.mark.parametrize("rest", ["2/", "2/file/", "2/captions/", "1/captions/es.vtt"])
    def test_what_is_not_there(self, rest: str) -> None:
        assert client().get(place(filmed().session, rest)).status_code == MISSING


class TestAdding:
    def test_a_link(self) -> None:
        one = session()
        form = {"link-address": "https://youtu.be/abcdefghijk", "link-title": "Morning"}
        response = client().post(place(one, "link/"), form)
        made = Recording.objects.get()
        assert response["Location"] == place(made)
        assert (made.title, made.published_at) == ("Morning", None)

    @pytest.mark.parametrize(
        "address", ["", "https://example.org/v", "javascript:alert(1)", "https://youtu.be/x"]
    )
    def test_a_link_that_is_none_keeps_what_was_typed(self, address: str) -> None:
        form = {"link-address": address, "link-title": "Morning"}
        response = client().post(place(announced(), "link/"), form)
        page = response.content.decode()
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert 'value="Morning"' in page
        assert "Error:" in page
        assert not Recording.objects.exists()

    def test_the_limit_is_told_before_anything_is_sent(self) -> None:
        page = client().get(place(announced())).content.decode()
        assert "At most 3072 MB" in page
        assert 'data-most="3221225472"' in page

    def test_a_link_that_was_typed_signed_out_is_still_there(self) -> None:
        one = announced()
        visitor = Client()
        visitor.post(place(one, "link/"), {"link-address": "https://youtu.be/abcdefghijk"})
        visitor.force_login(examiner(), backend="django.contrib.auth.backends.ModelBackend")
        assert "abcdefghijk" in visitor.get(place(one, "link/")).content.decode()


class TestPublishing:
    def press(self, film: Recording, step: str) -> Any:
        return client().post(place(film), {"step": step})

    def test_without_captions_it_asks_again(self) -> None:
        film = filmed()
        response = self.press(film, "publish")
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "Publish it without captions?" in response.content.decode()
        film.refresh_from_db()
        assert film.published_at is None
        self.press(film, "publish-without-captions")
        film.refresh_from_db()
        assert film.published_at is not None

    def test_with_captions_it_does_not(self) -> None:
        film = filmed()
        captioned(film, (1, "Yes"))
        assert self.press(film, "publish").status_code == HTTPStatus.FOUND
        address = f"/en/dialogues/{film.session.code}/recordings/1/transcript/en/"
        assert Client().get(address).status_code == HTTPStatus.OK

    def test_and_back(self) -> None:
        film = shown()
        for step in ("hold-back", "take-back"):
            assert self.press(film, step).status_code == HTTPStatus.FOUND
        assert "Bring it back" in client().get(place(film)).content.decode()
        self.press(film, "bring-back")
        film.refresh_from_db()
        assert (film.removed_at, film.published_at) == (None, None)

    def test_what_was_taken_back_is_not_published(self) -> None:
        film = filmed()
        take_back(recording=film, by=examiner())
        response = self.press(film, "publish")
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "bring it back first" in response.content.decode()

    def test_no_step_that_there_is_not(self) -> None:
        for step in ("", "delete", "publish!"):
            assert self.press(filmed(), step).status_code == MISSING

    def test_before_the_session_is_announced_nobody_sees_it(self) -> None:
        film = filmed(session())
        captioned(film, (1, "Yes"))
        page = client().post(place(film), {"step": "publish"}, follow=True).content.decode()
        assert "once the session is announced" in page
        address = f"/en/dialogues/{film.session.code}/recordings/1/"
        assert Client().get(address).status_code == MISSING

    def test_title_and_language(self) -> None:
        film = filmed()
        form = {"step": "facts", "title": "Second part", "language": "es"}
        client().post(place(film), form)
        film.refresh_from_db()
        assert (film.title, film.language) == ("Second part", "es")
        wrong = client().post(place(film), {"step": "facts", "language": "tlh"})
        assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY

    @pytest.mark.parametrize(
        ("form", "title"),
        [
            ({"step": "facts", "title": "Second part"}, "Second part"),
            ({"step": "publish"}, "First"),
        ],
    )
    def test_only_facts_that_were_typed_signed_out_fill_the_form(
        self, form: dict[str, str], title: str
    ) -> None:
        film = filmed(title="First")
        visitor = Client()
        visitor.post(place(film), form)
        visitor.force_login(examiner(), backend="django.contrib.auth.backends.ModelBackend")
        assert f'value="{title}"' in visitor.get(place(film)).content.decode()


class TestCaptions:
    def test_a_good_file_is_kept_at_once(self) -> None:
        film = filmed()
        assert send(film, GOOD)["Location"] == place(film)
        assert Captions.objects.get().cues.count() == 2

    def test_what_would_be_lost_is_told_by_line_and_nothing_is_kept(self) -> None:
        film = filmed()
        response = send(film, BACKWARD)
        page = response.content.decode()
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "Line 6" in page
        assert "00:00:09.000" in page
        assert not Captions.objects.exists()

    def test_it_is_taken_without_that_by_whoever_says_so(self) -> None:
        film = filmed()
        page = send(film, BACKWARD, as_far_as_readable="on").content.decode()
        assert Captions.objects.get().cues.get().text == "kept"
        assert "Line 6" in page

    def test_warnings_are_told_once_it_is_kept(self) -> None:
        film = filmed()
        said = "WEBVTT\n\n00:01.000 --> 00:05.000\none\n\n00:04.000 --> 00:06.000\ntwo\n"
        page = send(film, said).content.decode()
        assert "2 lines were kept" in page
        assert "Line 6" in page
        assert Captions.objects.get().cues.count() == 2

    def test_an_older_encoding_is_read_and_shown(self) -> None:
        film = filmed()
        data = "1\n00:00:01,000 --> 00:00:04,000\nنرحب بكم في الجلسة\n".encode("cp1256")
        page = send(film, data, language="ar", name="a.srt").content.decode()
        assert "Windows-1256" in page
        assert "نرحب بكم في الجلسة" in page

    def test_script_in_a_cue_is_shown_as_text(self) -> None:
        page = send(filmed(), vtt((1, "<script>alert(1)</script>"))).content.decode()
        assert "<script>alert(1)" not in page
        assert "alert(1)" in page

    @pytest.mark.parametrize(
        ("form", "words"),
        [
            ({"language": ""}, "in which language"),
            ({"language": "tlh"}, "tlh"),
            ({"file": ""}, "Choose a file"),
            ({"file": SimpleUploadedFile("a.vtt", b"")}, "Nothing of the file"),
            ({"file": SimpleUploadedFile("a.vtt", b"x" * 2_100_000)}, "larger than 2 MB"),
            ({"file": SimpleUploadedFile("a.srt", b"\x00\x01\x02")}, "Nothing of the file"),
        ],
    )
    def test_what_is_missing_or_no_captions(self, form: dict[str, Any], words: str) -> None:
        film = filmed()
        whole = {"language": "en", "file": SimpleUploadedFile("a.vtt", GOOD.encode()), **form}
        response = client().post(place(film, "captions/"), whole)
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert words in response.content.decode()
        assert not Captions.objects.exists()

    def test_a_file_in_which_everything_is_wrong_is_not_told_for_ever(self) -> None:
        page = send(filmed(), "WEBVTT\n\n" + "x --> y\nlost\n\n" * 500).content.decode()
        assert "And 400 more" in page

    def test_come_out_as_they_came_and_as_webvtt(self) -> None:
        film = filmed()
        source = "1\n00:00:01,000 --> 00:00:04,000\nYes\n"
        send(film, source, name="a.srt")
        came = client().get(place(film, "captions/en/source/"))
        assert came.content.decode() == source
        assert 'filename="' in came["Content-Disposition"]
        assert came["Content-Disposition"].endswith('-en.srt"')
        assert client().get(place(film, "captions/en.vtt")).content.startswith(b"WEBVTT")

    def test_taken_back(self) -> None:
        film = filmed()
        send(film, GOOD)
        form = {"step": "take-back", "language": "en"}
        assert client().post(place(film, "captions/"), form).status_code == HTTPStatus.FOUND
        assert not Captions.objects.filter(removed_at=None).exists()
        assert client().post(place(film, "captions/"), form).status_code == MISSING


class TestChapters:
    def post(self, film: Recording, **texts: str) -> Any:
        return client().post(place(film, "chapters/"), texts)

    def test_are_written_a_line_each_in_each_language(self) -> None:
        film = filmed()
        self.post(film, en="0:00 Opening\n\n1:05 – Questions", ar="0:00 الافتتاح")
        first, second = film.chapters.all()
        assert (first.starts_ms, first.title_en, first.title_ar) == (0, "Opening", "الافتتاح")  # type: ignore[attr-defined]
        assert (second.starts_ms, second.title_en) == (65_000, "Questions")  # type: ignore[attr-defined]
        page = client().get(place(film, "chapters/")).content.decode()
        assert "1:05 Questions" in page

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("Opening", "Line 1: write where"),
            ("0:00 Opening\n1:5 Next", "Line 2: write where"),
            ("0:00", "Line 1: write where"),
            ("0:00 Opening\n0:00 Again", "Line 2: another"),
            ("0:00 " + "x" * 201, "Line 1: the title"),
            ("1:30 After the end", "Line 1: the recording has ended"),
        ],
    )
    def test_that_are_none_are_told_by_line_and_kept_as_typed(self, text: str, words: str) -> None:
        film = filmed()
        response = self.post(film, en=text, es="0:00 Apertura")
        page = response.content.decode()
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert words in page
        assert "0:00 Apertura" in page
        assert not film.chapters.exists()


@pytest.mark.parametrize("many", [1, 3])
def test_lists_cost_the_same_for_many(many: int, django_assert_num_queries: Any) -> None:
    one = announced()
    for _n in range(many):
        film = filmed(one)
        for language in ("en", "es", "fr")[:many]:
            captioned(film, (1, "Yes"), language=language)
    visitor = client()
    visitor.get(place(one))
    with django_assert_num_queries(7):
        visitor.get(place(one))
    with django_assert_num_queries(8):
        visitor.get(place(one, "1/"))


def test_a_link_on_the_desk_loads_nothing_from_its_host() -> None:
    film = recording(published_at=None)
    page = client().get(place(film)).content.decode()
    assert "<iframe" not in page
    assert film.address in page
