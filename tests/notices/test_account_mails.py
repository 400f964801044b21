"""allauth's own mails go through the outbox: a row each, in the reader's language."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from notices.choices import NoticeState
from notices.delivery import deliver_one
from notices.models import Notice
from stakeholders.models import User
from tests.factories.stakeholders import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_often_as_we_like(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = False


def ask_for_new_password(email: str, language: str = "en") -> None:
    address = reverse("account_reset_password").replace("/en/", f"/{language}/")
    assert Client().post(address, {"email": email}).status_code == 302


def test_a_mail_of_the_account_is_a_row_first(mailoutbox: list[Any]) -> None:
    person = UserFactory(email="ana@example.org")
    ask_for_new_password("ana@example.org")
    notice = Notice.objects.get()
    assert (notice.kind, notice.recipient, notice.state) == ("account", person, NoticeState.QUEUED)
    assert mailoutbox == []


def test_it_carries_the_link_once_and_the_row_forgets_it(mailoutbox: list[Any]) -> None:
    UserFactory(email="ana@example.org")
    ask_for_new_password("ana@example.org")
    assert deliver_one(Notice.objects.get().pk)
    [message] = mailoutbox
    assert re.search(r"https?://\S+/accounts/password/reset/key/\S+", message.body)
    assert message.to == ["ana@example.org"]
    assert Notice.objects.get().context == {}


def test_it_is_in_the_language_of_the_page_that_was_used(mailoutbox: list[Any]) -> None:
    UserFactory(email="ana@example.org", language="ru")
    ask_for_new_password("ana@example.org", "es")
    notice = Notice.objects.get()
    assert notice.reading_language == "es"
    deliver_one(notice.pk)
    assert mailoutbox[0].extra_headers["Content-Language"] == "es"


def test_each_request_is_a_message_of_its_own() -> None:
    UserFactory(email="ana@example.org")
    for _turn in range(2):
        ask_for_new_password("ana@example.org")
    assert Notice.objects.count() == 2


def test_an_address_that_nobody_has_is_told_so_and_learns_nothing_on_the_page() -> None:
    ask_for_new_password("guest@example.org")
    notice = Notice.objects.get()
    assert (notice.recipient, notice.address) == (None, "guest@example.org")


def test_who_is_no_longer_active_gets_no_link() -> None:
    UserFactory(email="ana@example.org", is_active=False)
    ask_for_new_password("ana@example.org")
    assert not Notice.objects.filter(recipient__isnull=False).exists()


def test_registering_sends_the_verification_through_the_outbox(mailoutbox: list[Any]) -> None:
    form = {
        "email": "new@example.org",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "name": "New Person",
        "time_zone": "UTC",
    }
    Client().post(reverse("account_signup"), form)
    assert User.objects.filter(email="new@example.org").exists()
    [notice] = Notice.objects.filter(kind="account")
    assert notice.address == "new@example.org"
    deliver_one(notice.pk)
    assert len(mailoutbox) == 1
