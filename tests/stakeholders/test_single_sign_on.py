"""An OpenID Connect provider by configuration alone, tried without a network."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import Settings

from stakeholders.models import User
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db

SERVER = "https://login.un.example"
CALLBACK = "/accounts/oidc/unid/login/callback/"
CONFIGURATION = {
    "issuer": SERVER,
    "authorization_endpoint": f"{SERVER}/authorize",
    "token_endpoint": f"{SERVER}/token",
    "userinfo_endpoint": f"{SERVER}/userinfo",
    "jwks_uri": f"{SERVER}/keys",
}


class Answer:
    status_code = 200
    headers = {"content-type": "application/json"}

    def __init__(self, content: dict[str, Any]) -> None:
        self.content, self.text = content, json.dumps(content)

    def raise_for_status(self) -> None:
        return

    def json(self) -> dict[str, Any]:
        return self.content


class Provider:
    """Stands in for the provider at the one place where allauth opens a connection."""

    def __init__(self) -> None:
        self.person = {
            "sub": "42",
            "email": "grace@un.example",
            "email_verified": True,
            "name": "Grace Hopper",
        }
        self.asked: list[dict[str, Any]] = []

    def __enter__(self) -> "Provider":
        return self

    def __exit__(self, *_error: object) -> None:
        return

    def get(self, address: str, **_more: Any) -> Answer:
        return Answer(self.person if address.endswith("/userinfo") else CONFIGURATION)

    def request(self, _method: str, _address: str, **sent: Any) -> Answer:
        self.asked.append(sent)
        return Answer({"access_token": "token", "token_type": "Bearer"})


@pytest.fixture
def provider(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    app = {
        "provider_id": "unid",
        "name": "UN ID",
        "client_id": "portal",
        "secret": "of-the-tests",
        "settings": {"server_url": SERVER, "oauth_pkce_enabled": True},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    stand_in = Provider()
    monkeypatch.setattr(DefaultSocialAccountAdapter, "get_requests_session", lambda _self: stand_in)
    cache.clear()
    yield stand_in
    cache.clear()


def sign_in(client: Client, language: str = "en", next_page: str = "") -> Any:
    """To the provider and back."""
    with override(language):
        login = reverse("openid_connect_login", args=["unid"])
    led = client.post(login, {"next": next_page})
    asked = parse_qs(urlsplit(led["Location"]).query)
    return client.get(CALLBACK, {"code": "code", "state": asked["state"][0]})


def test_the_button_is_there_once_it_is_configured(provider: Provider) -> None:
    assert "UN ID" in Client().get(reverse("account_login")).content.decode()


def test_there_is_no_button_without(settings: Settings) -> None:
    assert settings.SOCIALACCOUNT_PROVIDERS == {"openid_connect": {"APPS": []}}
    assert "UN ID" not in Client().get(reverse("account_login")).content.decode()


def test_a_new_person_gets_an_account_with_name_address_and_language(provider: Provider) -> None:
    client = Client(headers={"accept-language": "es"})
    back = sign_in(client, next_page="/es/desk/join/")
    assert back["Location"] == "/es/desk/join/"
    person = User.objects.get()
    assert (person.name, person.email, person.language) == (
        "Grace Hopper",
        "grace@un.example",
        "es",
    )
    assert EmailAddress.objects.get().verified
    assert not person.has_usable_password()


def test_a_name_in_two_parts_becomes_one(provider: Provider) -> None:
    del provider.person["name"]
    provider.person |= {"given_name": "Grace", "family_name": "Hopper"}
    sign_in(Client())
    assert User.objects.get().name == "Grace Hopper"


def test_the_second_time_finds_the_same_account(provider: Provider) -> None:
    for _ in range(2):
        assert sign_in(Client())["Location"] == "/en/desk/"
    assert (User.objects.count(), SocialAccount.objects.count()) == (1, 1)


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_the_provider_calls_back_to_one_address(provider: Provider, language: str) -> None:
    with override(language):
        led = Client().post(reverse("openid_connect_login", args=["unid"]))
    asked = parse_qs(urlsplit(led["Location"]).query)
    assert urlsplit(asked["redirect_uri"][0]).path == CALLBACK
    assert asked["code_challenge_method"] == ["S256"]


def test_the_code_is_redeemed_with_its_verifier(provider: Provider) -> None:
    sign_in(Client())
    assert provider.asked[0]["data"]["code_verifier"]


def test_an_account_with_a_password_is_not_taken_over(provider: Provider) -> None:
    """Unless the provider is trusted to verify addresses, one signs in with the password first."""
    owner = UserFactory(email="grace@un.example")
    client = Client()
    sign_in(client)
    assert client.get(reverse("desk:home")).status_code == 302
    assert not SocialAccount.objects.filter(user=owner).exists()


def test_a_provider_that_is_trusted_signs_in_to_the_account_of_the_address(
    provider: Provider, settings: Settings
) -> None:
    settings.SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
    settings.SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
    owner = UserFactory(email="grace@un.example")
    assert sign_in(Client())["Location"] == "/en/desk/"
    assert SocialAccount.objects.get().user == owner


def test_an_address_that_the_provider_did_not_verify_opens_nothing(
    provider: Provider, settings: Settings
) -> None:
    settings.SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
    provider.person["email_verified"] = False
    UserFactory(email="grace@un.example")
    client = Client()
    sign_in(client)
    assert client.get(reverse("desk:home")).status_code == 302


def test_the_second_factor_is_asked_for_all_the_same(provider: Provider) -> None:
    sign_in(Client())
    Authenticator.objects.create(user=User.objects.get(), type="totp", data={"secret": "x"})
    assert sign_in(Client())["Location"].startswith(reverse("mfa_authenticate"))


def test_a_forged_answer_is_refused(provider: Provider) -> None:
    page = Client().get(CALLBACK, {"code": "code", "state": "forged"})
    assert page.status_code in {200, 400, 401}
    assert not User.objects.exists()


def test_an_unknown_provider_is_no_page(provider: Provider) -> None:
    assert Client().get("/accounts/oidc/other/login/", follow=True).status_code == 404


def test_the_environment_is_all_the_configuration() -> None:
    """Read as a process would that starts with it."""
    environment = {
        **os.environ,
        "OIDC_SERVER_URL": f"{SERVER}/tenant",
        "OIDC_ID": "unid",
        "OIDC_NAME": "UN ID",
        "OIDC_CLIENT_ID": "portal",
        "OIDC_SECRET": "of-the-tests",
        "TRUSTED_PROXIES": "1",
    }
    script = (
        "import json; from imrf_portal import settings as s;"
        "print(json.dumps([s.SOCIALACCOUNT_PROVIDERS, s.ALLAUTH_TRUSTED_PROXY_COUNT,"
        "s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action']]))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    providers, proxies, form_action = json.loads(run.stdout)
    app = providers["openid_connect"]["APPS"][0]
    assert (app["provider_id"], app["name"], app["client_id"]) == ("unid", "UN ID", "portal")
    assert proxies == 1
    assert form_action == ["'self'", SERVER]
