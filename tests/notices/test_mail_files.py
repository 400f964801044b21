"""In the demonstration each mail is a file of its own, and never half of one."""

from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives, get_connection, send_mail
from django.utils import timezone
from pytest_django import Settings

from notices.choices import NoticeState
from notices.delivery import deliver_one
from notices.models import Notice
from tests.factories.notices import NoticeFactory
from tests.races import at_once


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.EMAIL_BACKEND = "notices.mail_files.OneFileEach"
    settings.MAIL_DIR = tmp_path / "state" / "mail"
    return tmp_path / "state" / "mail"


def send(to: str = "ana@example.org", subject: str = "News") -> None:
    send_mail(subject, "Something happened.", None, [to])


def test_the_folder_is_made_when_the_first_mail_leaves(folder: Path) -> None:
    assert not folder.exists()
    send()
    [path] = folder.iterdir()
    assert path.suffix == ".eml"
    assert "ana@example.org" in path.name


def test_a_file_holds_the_whole_mail(folder: Path) -> None:
    mail = EmailMultiAlternatives("Novedades – 消息", "Algo pasó.", to=["ana@example.org"])
    mail.attach_alternative("<p>Algo <b>pasó</b>.</p>", "text/html")
    mail.send()
    [path] = folder.iterdir()
    read = message_from_bytes(path.read_bytes(), policy=policy.default)
    plain, html = read.get_body(["plain"]), read.get_body(["html"])
    assert (read["Subject"], read["To"]) == ("Novedades – 消息", "ana@example.org")
    assert plain
    assert html
    assert plain.get_content().strip() == "Algo pasó."
    assert "<b>pasó</b>" in html.get_content()


def test_two_of_the_same_moment_to_the_same_person_are_two_files(folder: Path) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        for _turn in range(5):
            send()
    assert len(list(folder.iterdir())) == 5


def test_they_lie_in_the_order_in_which_they_left(folder: Path) -> None:
    for number in range(5):
        send(subject=str(number))
    subjects = [
        message_from_bytes(path.read_bytes())["Subject"] for path in sorted(folder.iterdir())
    ]
    assert subjects == list("01234")


def test_many_at_once_are_as_many_files(folder: Path) -> None:
    def burst() -> None:
        for _turn in range(20):
            send()

    at_once(*[burst] * 4)
    assert len(list(folder.glob("*.eml"))) == 80
    assert list(folder.glob("*.part")) == []


@pytest.mark.parametrize(
    "address",
    [
        "../../etc/x@example.org",
        "a/b@example.org",
        "x" * 240 + "@example.org",
        "a\\b@c.org",
        "é@e.org",
    ],
)
def test_no_address_leads_out_of_the_folder(folder: Path, address: str) -> None:
    send(to=address)
    [path] = folder.rglob("*.eml")
    assert path.parent == folder
    assert path.name.isascii()


def test_several_of_one_sending_are_counted(folder: Path) -> None:
    messages = [EmailMultiAlternatives("x", "y", to=[f"{n}@example.org"]) for n in range(3)]
    assert get_connection().send_messages(messages) == 3
    assert len(list(folder.iterdir())) == 3


@pytest.mark.django_db
def test_a_full_disk_is_a_failure_that_is_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_paths: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    notice = NoticeFactory()
    assert not deliver_one(notice.pk)
    assert Notice.objects.get().state == NoticeState.FAILED
    assert "No space left" in Notice.objects.get().error
    assert list(folder.glob("*.eml")) == []
