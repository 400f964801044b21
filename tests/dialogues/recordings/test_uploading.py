"""A recording that comes in parts: over the verbs, and over the addresses that a script uses."""

import json
from errno import EACCES, ENOSPC
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.http.request import UnreadablePostError
from django.test import Client
from pytest_django import Settings

from dialogues.models import Recording, Session, Upload
from dialogues.recordings import uploading
from dialogues.recordings.keeping import Facts
from dialogues.recordings.uploading import (
    OutOfStepError,
    append,
    at_most,
    begin,
    finish,
    path_of,
)
from publication.uploads import BadUploadError
from stakeholders.models import User
from tests.desk.access import signed_in
from tests.dialogues.recordings.files import mp4, webm
from tests.dialogues.recordings.setting import people
from tests.factories.dialogues import announced
from tests.factories.publication import examiner
from tests.factories.stakeholders import UserFactory
from tests.races import at_once, refusals

pytestmark = pytest.mark.django_db
FILM = mp4(90, padding=5000)


def begun(data: bytes = FILM, session: Session | None = None, by: User | None = None) -> Upload:
    return begin(
        session=session or announced(), name="film.mp4", size=len(data), by=by or examiner()
    )


def whole(data: bytes = FILM) -> Upload:
    return append(upload=begun(data), offset=0, part=data)


class TestParts:
    def test_become_a_recording(self) -> None:
        upload = begun()
        for start in range(0, len(FILM), 1000):
            upload = append(upload=upload, offset=start, part=FILM[start : start + 1000])
        made = finish(upload=upload, facts=Facts("Morning", "en"), by=examiner())
        assert (made.title, made.language, made.milliseconds) == ("Morning", "en", 90_000)
        with made.file.open("rb") as file:
            assert file.read() == FILM
        assert Upload.objects.get().recording == made
        assert not path_of(upload.key).exists()

    def test_out_of_step_are_refused_with_the_place_to_go_on(self) -> None:
        upload = append(upload=begun(), offset=0, part=FILM[:100])
        for offset in (0, 99, 101):
            with pytest.raises(OutOfStepError) as raised:
                append(upload=upload, offset=offset, part=b"x")
            assert raised.value.received == 100

    def test_what_a_worker_wrote_and_did_not_count_is_written_again(self) -> None:
        upload = append(upload=begun(), offset=0, part=FILM[:100])
        with path_of(upload.key).open("ab") as file:
            file.write(b"half a part, and then the power was gone")
        upload = append(upload=upload, offset=100, part=FILM[100:])
        assert path_of(upload.key).read_bytes() == FILM

    def test_of_no_recording_are_refused_with_the_first(self) -> None:
        upload = begun(b"MZ" + bytes(5000))
        with pytest.raises(BadUploadError, match="no video or sound"):
            append(upload=upload, offset=0, part=b"MZ" + bytes(1000))
        assert not Upload.objects.exists()
        assert not path_of(upload.key).exists()

    def test_more_than_was_said_is_refused(self) -> None:
        with pytest.raises(BadUploadError, match="More was sent"):
            append(upload=begun(), offset=0, part=FILM + b"x")

    def test_a_file_that_is_not_whole_is_no_recording(self) -> None:
        with pytest.raises(OutOfStepError):
            finish(upload=begun(), facts=Facts(), by=examiner())

    def test_a_file_that_is_cut_off_is_refused_at_the_end(self) -> None:
        with pytest.raises(BadUploadError, match="cut off"):
            finish(upload=whole(FILM[:-20]), facts=Facts(), by=examiner())
        assert not Recording.objects.exists()
        assert not Upload.objects.exists()
        assert list(Path(settings.UPLOADS_DIR).iterdir()) == []

    def test_too_much_later_on_keeps_what_is_there(self) -> None:
        upload = append(upload=begun(), offset=0, part=FILM[:100])
        with pytest.raises(BadUploadError, match="More was sent"):
            append(upload=upload, offset=100, part=FILM)
        upload.refresh_from_db()
        assert (upload.received, path_of(upload.key).read_bytes()) == (100, FILM[:100])

    def test_of_a_file_that_was_mended_are_not_laid_behind_those_of_the_old_one(self) -> None:
        session, by = announced(), examiner()

        def at(modified: str) -> Upload:
            return begin(session=session, name="film.mp4", size=len(FILM), modified=modified, by=by)

        upload = append(upload=at("1700000000000"), offset=0, part=FILM[:100])
        mended = at("1700000009999")
        assert (mended.pk == upload.pk, mended.received) == (False, 0)
        assert at("1700000000000").received == 100
        assert at("1" * 40).modified == "1" * 20

    def test_that_are_whole_answer_the_same_however_often_they_are_finished(self) -> None:
        upload = whole()
        made = [finish(upload=upload, facts=Facts(title), by=examiner()) for title in "ab"]
        assert made == [Recording.objects.get()] * 2
        assert append(upload=upload, offset=len(FILM), part=b"").received == len(FILM)
        with pytest.raises(BadUploadError, match="More was sent"):
            append(upload=upload, offset=len(FILM), part=b"x")
        assert Recording.objects.get().title == "a"

    def test_that_are_whole_are_none_to_go_on_with(self) -> None:
        session, by = announced(), examiner()
        upload = append(upload=begun(FILM, session, by), offset=0, part=FILM)
        finish(upload=upload, facts=Facts(), by=by)
        again = begun(FILM, session, by)
        assert (again.pk == upload.pk, again.received) == (False, 0)

    @pytest.mark.django_db(transaction=True)
    def test_finished_twice_at_once_make_one_recording(self) -> None:
        upload, by = whole(), examiner()
        made = at_once(*[lambda: finish(upload=upload, facts=Facts(), by=by)] * 4)
        assert made == [Recording.objects.get()] * 4

    def test_of_the_same_file_go_on_for_the_same_person(self) -> None:
        session, by = announced(), examiner()
        upload = append(upload=begun(FILM, session, by), offset=0, part=FILM[:100])
        again = begun(FILM, session, by)
        assert (again.pk, again.received) == (upload.pk, 100)
        assert begun(FILM, session, UserFactory(secretariat=True)).pk != upload.pk
        assert begun(FILM + b"x", session, by).pk != upload.pk

    def test_whose_file_is_gone_begin_anew(self) -> None:
        session, by = announced(), examiner()
        upload = begun(FILM, session, by)
        path_of(upload.key).unlink()
        assert begun(FILM, session, by).pk != upload.pk

    def test_that_break_off_are_not_taken(self) -> None:
        def broken(_length: int) -> bytes:
            raise UnreadablePostError

        for read in (broken, lambda _length: b"half"):
            with pytest.raises(BadUploadError, match="did not arrive whole"):
                at_most(read, 100)

    @pytest.mark.django_db(transaction=True)
    def test_the_same_part_twice_at_once_counts_once(self) -> None:
        upload = begun()
        outcomes = at_once(*[lambda: append(upload=upload, offset=0, part=FILM[:1000])] * 4)
        assert refusals(outcomes) == [OutOfStepError] * 3
        assert path_of(upload.key).read_bytes() == FILM[:1000]


class TestSizes:
    def test_four_gigabytes_are_refused_before_anything_is_sent(self) -> None:
        with pytest.raises(BadUploadError, match="larger than 3072 MB"):
            begin(session=announced(), name="a.mp4", size=4 * 1024**3, by=examiner())
        assert not Upload.objects.exists()

    def test_nothing_is_no_file(self) -> None:
        with pytest.raises(BadUploadError, match="empty"):
            begun(b"")

    def test_a_full_disk_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(uploading, "ROOM_TO_SPARE", 10**18)
        with pytest.raises(uploading.NoRoomError):
            begun()


def address_of(session: Session, name: str = "") -> str:
    return f"/en/desk/dialogues/{session.code}/recordings/uploads/{name}"


class Script:
    """What static/js/upload.js does."""

    def __init__(self, session: Session, user: User | None = None) -> None:
        self.session = session
        self.client = signed_in(user or examiner())

    def begin(self, data: bytes = FILM, **more: Any) -> Any:
        form = {"name": "film.mp4", "size": len(data), **more}
        return self.client.post(address_of(self.session), form)

    def send(self, address: str, offset: int | str, part: bytes) -> Any:
        return self.client.patch(
            address,
            part,
            content_type="application/octet-stream",
            headers={"Upload-Offset": str(offset)},
        )


class TestAddresses:
    def test_all_the_way(self) -> None:
        script = Script(announced())
        begun = script.begin()
        told = begun.json()
        assert (begun.status_code, told["received"]) == (201, 0)
        assert begun["Location"] == told["address"]
        assert script.send(told["address"], 0, FILM[:3000])["Upload-Offset"] == "3000"
        head = script.client.head(told["address"])
        assert (head["Upload-Offset"], head["Upload-Length"]) == ("3000", str(len(FILM)))
        assert script.send(told["address"], 3000, FILM[3000:]).status_code == 204
        done = script.client.post(told["finish"], {"file-title": "Morning", "file-language": "fr"})
        assert done.status_code == 201
        page = script.client.get(done.json()["address"])
        assert "Morning" in page.content.decode()
        assert Recording.objects.get().language == "fr"
        again = script.client.post(told["finish"], {"file-title": "Other"})
        assert (again.status_code, again.json()) == (201, done.json())
        assert Recording.objects.get().title == "Morning"
        listed = script.client.get(f"/en/desk/dialogues/{script.session.code}/recordings/")
        assert "Not whole yet" not in listed.content.decode()

    def test_it_goes_on_after_the_window_was_closed(self) -> None:
        script = Script(announced())
        script.send(script.begin().json()["address"], 0, FILM[:3000])
        page = script.client.get(f"/en/desk/dialogues/{script.session.code}/recordings/")
        assert "film.mp4" in page.content.decode()
        assert script.begin().json()["received"] == 3000

    def test_out_of_step(self) -> None:
        script = Script(announced())
        address = script.begin().json()["address"]
        script.send(address, 0, FILM[:3000])
        response = script.send(address, 0, FILM[:3000])
        assert (response.status_code, response["Upload-Offset"]) == (409, "3000")

    @pytest.mark.parametrize("size", ["", "x", "-1", "0", str(4 * 1024**3), "9" * 40, "٣"])
    def test_a_size_that_is_none_or_too_much_is_refused_in_words(self, size: str) -> None:
        response = Script(announced()).begin(size=size)
        assert response.status_code == 422
        assert json.loads(response.content)["error"]

    @pytest.mark.parametrize("offset", ["", "x", "-1", "9" * 40])
    def test_a_place_that_is_none(self, offset: str) -> None:
        script = Script(announced())
        assert script.send(script.begin().json()["address"], offset, FILM).status_code == 422

    def test_a_part_that_is_larger_than_any(self, settings: Settings) -> None:
        settings.RECORDING_PART_BYTES = 1000
        script = Script(announced())
        response = script.send(script.begin().json()["address"], 0, FILM)
        assert response.status_code == 422
        assert "larger than a part" in response.content.decode()

    def test_what_says_that_it_is_a_film_and_is_not(self) -> None:
        script = Script(announced())
        response = script.send(script.begin().json()["address"], 0, b"PK\x03\x04" + bytes(500))
        assert response.status_code == 422
        assert "By its content" in response.json()["error"]
        assert not Upload.objects.exists()

    def test_a_mended_file_of_the_same_name_and_size_begins_anew(self) -> None:
        script = Script(announced())
        script.send(script.begin(modified="1700000000000").json()["address"], 0, FILM[:3000])
        assert script.begin(modified="1700000000001").json()["received"] == 0
        assert script.begin(modified="1700000000000").json()["received"] == 3000

    def test_a_language_that_there_is_not_keeps_the_upload(self) -> None:
        script = Script(announced())
        told = script.begin().json()
        script.send(told["address"], 0, FILM)
        response = script.client.post(told["finish"], {"file-language": "tlh"})
        assert response.status_code == 422
        assert Upload.objects.exists()

    def test_a_disk_without_room(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(uploading, "ROOM_TO_SPARE", 10**18)
        assert Script(announced()).begin().status_code == 507

    def test_given_up(self) -> None:
        script = Script(announced())
        script.send(script.begin().json()["address"], 0, FILM[:10])
        upload = Upload.objects.get()
        response = script.client.post(address_of(script.session, f"{upload.key}/give-up/"))
        assert response.status_code == 302
        assert not path_of(upload.key).exists()
        assert not Upload.objects.exists()

    def test_a_token_is_asked_for(self) -> None:
        session, by = announced(), examiner()
        upload = begun(FILM, session, by)
        client = Client(enforce_csrf_checks=True)
        client.force_login(by, backend="django.contrib.auth.backends.ModelBackend")
        address = address_of(session, f"{upload.key}/")
        assert client.patch(address, b"x", headers={"Upload-Offset": "0"}).status_code == 403


class TestAFullDisk:
    """Told in words, and what had arrived goes on once there is room."""

    def full(self, *_args: Any, **_more: Any) -> Any:
        raise OSError(ENOSPC, "No space left on device")

    def test_while_a_part_is_written(self, monkeypatch: pytest.MonkeyPatch) -> None:
        script = Script(announced())
        address = script.begin().json()["address"]
        script.send(address, 0, FILM[:3000])
        with monkeypatch.context() as patched:
            patched.setattr(Path, "open", self.full)
            response = script.send(address, 3000, FILM[3000:])
        assert (response.status_code, Upload.objects.get().received) == (507, 3000)
        assert "no room for the file" in response.json()["error"]
        assert script.send(address, 3000, FILM[3000:]).status_code == 204

    def test_before_a_whole_form_is_kept_and_while_it_is(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for target, value in (
            ("dialogues.recordings.uploading.ROOM_TO_SPARE", 10**18),
            ("dialogues.views.recordings_desk.add_file", self.full),
        ):
            with monkeypatch.context() as patched:
                patched.setattr(target, value)
                response = TestWholeForm().post(FILM)
            page = response.content.decode()
            assert response.status_code == 507
            assert "no room for the file" in page
            assert 'value="Morning"' in page
        assert not Recording.objects.exists()

    def test_any_other_fault_of_a_disk_is_a_fault(self) -> None:
        with pytest.raises(PermissionError), uploading.as_far_as_there_is_room():
            raise PermissionError(EACCES, "Permission denied")


class TestWhoMay:
    def test_only_the_secretariat_begins(self) -> None:
        session = announced()
        for name, person in people().items():
            status = Script(session, person).begin().status_code
            assert status == (201 if name == "secretariat" else 404), name
        assert Client().post(address_of(session), {"size": 1}).status_code == 302

    def test_nobody_goes_on_with_anothers(self) -> None:
        session = announced()
        upload = begun(FILM, session, UserFactory(secretariat=True))
        colleague = Script(session, UserFactory(secretariat=True))
        address = address_of(session, f"{upload.key}/")
        assert colleague.client.head(address).status_code == 404
        assert colleague.send(address, 0, FILM).status_code == 404
        assert colleague.client.post(f"{address}finish/").status_code == 404
        assert colleague.client.post(f"{address}give-up/").status_code == 404

    def test_of_another_session_or_of_none(self) -> None:
        one, other = announced(), announced()
        script = Script(one)
        upload = begun(FILM, one, examiner())
        assert script.client.head(address_of(other, f"{upload.key}/")).status_code == 404
        assert script.client.head(address_of(one, f"{uuid4()}/")).status_code == 404


class TestWholeForm:
    """Without a script."""

    def post(self, data: bytes, name: str = "film.mp4") -> Any:
        path = Path(settings.MEDIA_ROOT) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        with path.open("rb") as file:
            return signed_in(examiner()).post(
                f"/en/desk/dialogues/{announced().code}/recordings/file/",
                {"file-file": file, "file-title": "Morning", "file-language": "en"},
            )

    def test_is_taken(self) -> None:
        assert self.post(webm()).status_code == 302
        made = Recording.objects.get()
        assert (made.media_type, made.title) == ("video/webm", "Morning")
        assert str(made.file.name).endswith(".webm")

    @pytest.mark.parametrize(
        ("data", "words"), [(b"no film", "By its content"), (b"", "empty"), (FILM[:-9], "cut off")]
    )
    def test_is_refused_at_the_field_and_keeps_what_was_typed(
        self, data: bytes, words: str
    ) -> None:
        response = self.post(data)
        page = response.content.decode()
        assert response.status_code == 422
        assert words in page
        assert 'value="Morning"' in page
        assert not Recording.objects.exists()

    def test_is_refused_unread_where_it_is_too_large(
        self, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.RECORDING_MAX_BYTES = 1
        monkeypatch.setattr("imrf_portal.receiving.AROUND", 10)
        response = self.post(FILM)
        assert response.status_code == 413
        assert "No file here may be larger" in response.content.decode()
