"""Registering and signing in: allauth as the portal has set it up."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from notices.models import Notice
from stakeholders.models import User
from stakeholders.models.users import check_name
from tests.factories.stakeholders import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

LOGIN, SIGNUP = reverse("account_login"), reverse("account_signup")
JOIN = reverse("desk:join")


@pytest.fixture(autouse=True)
def _no_limits_from_other_tests() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def register(client: Client, **changed: str) -> HttpResponse:
    given = {
        "name": "Grace Hopper",
        "email": "grace@example.org",
        "password1": PASSWORD,
        "password2": PASSWORD,
        **changed,
    }
    return client.post(SIGNUP, given)  # type: ignore[return-value]


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post(LOGIN, {"login": email, "password": password, **more})


def link_in_mail(pattern: str) -> str:
    """The path of the last account mail's link."""
    body = Notice.objects.filter(kind="account").latest("pk").context["body"]
    found = re.search(rf"https?://[^/\s]+({pattern})", body)
    assert found, body
    return found[1]


def code_of(secret: str) -> str:
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return str(totp.format_hotp_value(totp.hotp_value(secret, counter)))


def test_from_registering_to_the_list_of_sessions() -> None:
    client = Client()
    sent = register(client, next=JOIN)
    assert sent["Location"] == reverse("account_email_verification_sent")
    person = User.objects.get()
    assert (person.name, person.email, person.language) == (
        "Grace Hopper",
        "grace@example.org",
        "en",
    )
    assert client.get(JOIN).status_code == 302  # not signed in before the address is verified

    confirm = link_in_mail(r"/en/accounts/confirm-email/\S+")
    assert client.get(confirm).status_code == 200
    assert not EmailAddress.objects.get().verified  # looking is not confirming
    assert client.post(confirm)["Location"] == JOIN
    assert EmailAddress.objects.get().verified
    assert client.get(JOIN).status_code == 200

    enrol = reverse("mfa_activate_totp")
    again = client.get(enrol)["Location"]  # what guards an account asks for the password anew
    assert client.post(again, {"password": PASSWORD})["Location"] == enrol
    client.get(enrol)
    secret = client.session["mfa.totp.secret"]
    assert client.post(enrol, {"code": code_of(secret)}).status_code == 302
    assert Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()

    sessions = client.get(reverse("usersessions_list"))
    assert "127.0.0.1" in sessions.content.decode()

    other = Client()
    asked = sign_in(other, person.email)
    assert asked["Location"].startswith(reverse("mfa_authenticate"))
    assert other.get(JOIN).status_code == 302


def test_who_registers_in_spanish_gets_spanish_mail() -> None:
    Client().post(
        "/es/accounts/signup/",
        {
            "name": "Graciela",
            "email": "graciela@example.org",
            "password1": PASSWORD,
            "password2": PASSWORD,
        },
    )
    assert User.objects.get().language == "es"
    assert Notice.objects.get().language == "es"


def test_the_link_in_another_browser_verifies_and_leads_to_sign_in() -> None:
    register(Client())
    other, confirm = Client(), link_in_mail(r"/en/accounts/confirm-email/\S+")
    assert other.post(confirm)["Location"] == LOGIN
    assert other.get(JOIN).status_code == 302
    assert EmailAddress.objects.get().verified


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "You have won, see evil.example"},
        {"email": "nonsense"},
        {"password1": "short", "password2": "short"},
        {"password2": "another one entirely"},
        {"password1": "password123", "password2": "password123"},
    ],
)
def test_a_registration_that_is_wrong_keeps_what_was_typed(wrong: dict[str, str]) -> None:
    page = register(Client(), **wrong).content.decode()
    assert not User.objects.exists()
    kept = {"name": "Grace Hopper", "email": "grace@example.org"} | wrong
    assert f'value="{kept["name"]}"' in page or not kept["name"]
    assert f'value="{kept["email"]}"' in page
    assert PASSWORD not in page


def test_the_address_is_kept_in_lower_case() -> None:
    register(Client(), email="Grace@Example.ORG")
    assert User.objects.get().email == "grace@example.org"


def test_registering_does_not_tell_who_has_an_account() -> None:
    known, new = UserFactory(), "new@example.org"
    answers = [register(Client(), email=email) for email in (known.email, new)]
    assert answers[0]["Location"] == answers[1]["Location"]
    pages = [Client().get(answer["Location"]).content for answer in answers]
    assert strip(pages[0]) == strip(pages[1])
    assert User.objects.filter(email__in=[known.email, new]).count() == 2
    assert User.objects.get(pk=known.pk).name == known.name


def test_asking_for_a_new_password_does_not_tell_who_has_an_account() -> None:
    known = UserFactory()
    reset = reverse("account_reset_password")
    answers = [
        Client().post(reset, {"email": email}) for email in (known.email, "nobody@example.org")
    ]
    assert answers[0].status_code == answers[1].status_code == 302
    assert answers[0]["Location"] == answers[1]["Location"]


def test_a_new_password_is_set_by_the_link_of_the_mail_and_ends_other_sessions() -> None:
    person, elsewhere = UserFactory(), Client()
    sign_in(elsewhere, person.email)
    assert elsewhere.get(JOIN).status_code == 200
    client = Client()
    client.post(reverse("account_reset_password"), {"email": person.email})
    link = client.get(link_in_mail(r"/en/accounts/password/reset/key/\S+"))["Location"]
    new = {"password1": "a new long password", "password2": "a new long password"}
    assert client.post(link, new).status_code == 302
    assert sign_in(Client(), person.email, "a new long password")["Location"] == "/en/desk/"
    assert elsewhere.get(JOIN).status_code == 302


def test_a_wrong_password_says_so_and_keeps_the_address_and_next() -> None:
    person = UserFactory()
    page = sign_in(Client(), person.email, "wrong", next=JOIN)
    text = page.content.decode()
    assert f'value="{person.email}"' in text
    assert f'value="{JOIN}"' in text
    assert "wrong" not in re.findall(r'<input[^>]+type="password"[^>]*>', text)[0]


def test_next_is_kept_from_the_page_to_sign_in_to_registering() -> None:
    client = Client()
    led = client.get(JOIN)["Location"]
    assert f"{SIGNUP}?next={JOIN}".replace("/", "%2F") in client.get(led).content.decode().replace(
        "/", "%2F"
    )


@pytest.mark.parametrize(
    "evil",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "https://testserver@evil.example/",
        "https://localhost/en/desk/",
    ],
)
def test_next_leads_to_the_portal_or_nowhere(evil: str) -> None:
    person = UserFactory()
    assert sign_in(Client(), person.email, next=evil)["Location"] == "/en/desk/"


def test_a_closed_account_does_not_sign_in() -> None:
    person = UserFactory(is_active=False)
    client = Client()
    sign_in(client, person.email)
    assert client.get(JOIN).status_code == 302


def test_an_address_that_is_not_verified_does_not_sign_in() -> None:
    person = UserFactory(verified=False)
    client = Client()
    assert sign_in(client, person.email)["Location"] == reverse("account_email_verification_sent")
    assert client.get(JOIN).status_code == 302


def test_guessing_passwords_is_stopped_and_said() -> None:
    person, client = UserFactory(), Client()
    for _ in range(5):
        sign_in(client, person.email, "wrong")
    stopped = sign_in(client, person.email)
    assert stopped.status_code == 200
    assert "Too many failed login attempts" in stopped.content.decode()
    assert client.get(JOIN).status_code == 302


def test_too_many_requests_get_a_page_that_says_so() -> None:
    client = Client()
    answers = [register(client, email=f"p{n}@example.org", name="") for n in range(21)]
    assert {answer.status_code for answer in answers[:20]} == {200}
    assert answers[20].status_code == 429
    assert "<h1" in answers[20].content.decode()


def test_the_limits_are_kept_where_every_process_sees_them() -> None:
    assert settings.CACHES["default"]["BACKEND"].endswith("RedisCache")
    assert settings.ALLAUTH_TRUSTED_PROXY_COUNT == 0


def test_a_header_does_not_change_who_is_counted() -> None:
    """Without a proxy before it, the portal believes the connection and nothing else."""
    for number in range(20):
        Client(headers={"x-forwarded-for": f"10.0.0.{number}"}).post(SIGNUP, {})
    last = Client(headers={"x-forwarded-for": "10.0.1.1"})
    assert last.post(SIGNUP, {}).status_code == 429


def test_signing_in_is_noted_for_the_list_of_sessions_and_not_at_every_click() -> None:
    person, client = UserFactory(), Client(headers={"user-agent": "Firefox"})
    sign_in(client, person.email)
    client.get(JOIN)
    seen = UserSession.objects.get(user=person)
    client.get(JOIN)
    assert UserSession.objects.get(user=person).last_seen_at == seen.last_seen_at
    session = client.session
    session["noted_where"] = 0
    session.save()
    client.get(JOIN)
    assert UserSession.objects.get(user=person).last_seen_at > seen.last_seen_at


def test_other_sessions_can_be_ended() -> None:
    person, here, there = UserFactory(), Client(), Client()
    for client in (here, there):
        sign_in(client, person.email)
        client.get(JOIN)
    here.post(reverse("usersessions_list"))
    assert here.get(JOIN).status_code == 200
    assert there.get(JOIN).status_code == 302


def test_a_change_of_password_is_told_by_mail() -> None:
    person, client = UserFactory(), Client()
    sign_in(client, person.email)
    Notice.objects.all().delete()
    given = {
        "oldpassword": PASSWORD,
        "password1": "a new long password",
        "password2": "a new long password",
    }
    client.post(reverse("account_change_password"), given)
    assert Notice.objects.filter(kind="account", email=person.email).count() == 1


def strip(page: bytes) -> str:
    """Without what differs in every page."""
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", page.decode())


def test_the_mails_of_an_account_say_what_for_and_from_where() -> None:
    register(Client())
    body = Notice.objects.get().context["body"]
    assert body.startswith("You're receiving this email because user Grace Hopper")
    assert "register an account on testserver." in body


@pytest.mark.parametrize(
    "name",
    [
        "María José Núñez",
        "O’Brien-Smith",
        "J.R. Smith",
        "Grace Hopper, Ph.D.",
        "李小龙",
        "محمد علي",
    ],
)
def test_names_are_names(name: str) -> None:
    check_name(name)


@pytest.mark.parametrize(
    "name", ["https://evil.example", "evil.example", "a@b", "<b>Ada</b>", "Ada\\x", "www.evil.com"]
)
def test_a_name_carries_no_link_into_mails_to_strangers(name: str) -> None:
    with pytest.raises(ValidationError):
        check_name(name)
