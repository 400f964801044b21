"""Files in forms: how large they may be where, and where they lie while they come."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from dialogues.models import Recording
from imrf_portal.receiving import LayByTheMedia, most_bytes
from tests.desk.access import signed_in
from tests.dialogues.recordings.files import mp4
from tests.factories.dialogues import announced
from tests.factories.publication import examiner


def asked(name: str, *args: str) -> HttpRequest:
    return RequestFactory().post(reverse(name, args=args))


def test_only_the_form_of_recordings_takes_as_much_as_a_recording(settings: Settings) -> None:
    settings.RECORDING_MAX_BYTES, settings.ATTACHMENT_MAX_BYTES = 300, 20
    assert most_bytes(asked("dialogue_desk:add_recording_file", "D-1")) == 300
    assert most_bytes(asked("dialogue_desk:add_recording_link", "D-1")) == 20
    assert most_bytes(asked("account_login")) == 20
    assert most_bytes(RequestFactory().post("/nowhere/at/all/")) == 20
    assert most_bytes(None) == 20


class TestForms:
    @pytest.fixture(autouse=True)
    def _limits(self, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr("imrf_portal.receiving.AROUND", 1000)
        settings.ATTACHMENT_MAX_BYTES = 5000
        settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
        settings.UPLOADS_DIR = tmp_path / "not" / "yet"

    def send(self, client: Client, address: str) -> Any:
        film = SimpleUploadedFile("film.mp4", mp4(90, padding=20_000))
        return client.post(address, {"file-file": film, "name": "a"})

    @pytest.mark.django_db
    def test_of_attachments_refuse_a_recording_whoever_sends_it(self) -> None:
        for client in (Client(), signed_in(examiner())):
            response = self.send(client, reverse("account_login"))
            assert response.status_code == 413
            assert "No file here may be larger" in response.content.decode()

    @pytest.mark.django_db
    def test_a_large_file_lies_on_the_disk_of_the_media_while_it_comes(
        self, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lay: list[Path] = []
        new_file = LayByTheMedia.new_file

        def noted(self: LayByTheMedia, *args: Any, **kwargs: Any) -> None:
            new_file(self, *args, **kwargs)
            assert self.file is not None
            lay.append(Path(self.file.temporary_file_path()))

        monkeypatch.setattr(LayByTheMedia, "new_file", noted)
        one = announced()
        address = reverse("dialogue_desk:add_recording_file", args=[one.code])
        assert self.send(signed_in(examiner()), address).status_code == 302
        with Recording.objects.get().file.open("rb") as file:
            assert file.read() == mp4(90, padding=20_000)
        assert [(path.parent, path.suffix) for path in lay] == [(settings.UPLOADS_DIR, ".part")]
        assert list(Path(settings.UPLOADS_DIR).iterdir()) == []
