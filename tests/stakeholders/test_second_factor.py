"""The Secretariat and the staff sign in with two factors; the demonstration offers it."""

from http import HTTPStatus

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import get_resolver, reverse
from pytest_django import Settings

from stakeholders.choices import Role
from stakeholders.middleware import OPEN_DOORS
from tests.desk.access import signed_in
from tests.factories.stakeholders import UserFactory, give_role, secretariat

pytestmark = pytest.mark.django_db

HOME, ADMIN, SET_UP = reverse("desk:home"), reverse("admin:index"), reverse("mfa_index")
CLOSED = [HOME, ADMIN, reverse("desk:outbox"), reverse("desk:focal_points"), "/en/reviews/"]


@pytest.mark.parametrize("address", CLOSED)
def test_the_secretariat_sets_up_a_second_factor_first(address: str) -> None:
    client = signed_in(UserFactory(secretariat=True, second_factor=False, is_staff=True))
    assert client.get(address)["Location"] == SET_UP
    assert client.post(address)["Location"] == SET_UP


def test_the_page_of_second_factors_says_why() -> None:
    client = signed_in(UserFactory(secretariat=True, second_factor=False))
    page = client.get(HOME, follow=True)
    assert "Set up a second factor before you go on." in page.content.decode()


def test_so_does_the_staff_without_a_role() -> None:
    client = signed_in(UserFactory(is_staff=True, is_superuser=True))
    assert client.get(ADMIN)["Location"] == SET_UP


@pytest.mark.parametrize("kind", ["totp", "webauthn"])
def test_one_of_either_kind_opens_the_desk(kind: str) -> None:
    person = UserFactory(secretariat=True, second_factor=False)
    Authenticator.objects.create(user=person, type=kind, data={})
    assert signed_in(person).get(HOME).status_code == HTTPStatus.OK


def test_recovery_codes_alone_are_no_second_factor() -> None:
    person = UserFactory(secretariat=True, second_factor=False)
    Authenticator.objects.create(user=person, type="recovery_codes", data={})
    assert signed_in(person).get(HOME)["Location"] == SET_UP


def test_everybody_else_may_do_without() -> None:
    assert signed_in(UserFactory(focal_point_of="CRI")).get(HOME).status_code == HTTPStatus.OK
    assert Client().get(HOME)["Location"].startswith(reverse("account_login"))


def test_the_demonstration_offers_it_and_does_not_ask(settings: Settings) -> None:
    settings.DEMONSTRATION = True
    client = signed_in(UserFactory(secretariat=True, second_factor=False))
    assert client.get(HOME).status_code == HTTPStatus.OK
    assert client.get(SET_UP).status_code == HTTPStatus.OK


def test_what_is_public_and_what_sets_it_up_stays_open() -> None:
    client = signed_in(UserFactory(secretariat=True, second_factor=False))
    for name in ("explore:home", "account_email", "mfa_index", "usersessions_list"):
        assert client.get(reverse(name)).status_code == HTTPStatus.OK
    assert client.get(reverse("account_logout")).status_code == HTTPStatus.OK


def test_every_door_is_closed_save_the_public_ones() -> None:
    """A new part of the portal is behind the second factor without anybody thinking of it."""
    namespaces = set(get_resolver().namespace_dict)
    assert {"desk", "review_desk", "reviews", "publication", "admin"} <= namespaces - OPEN_DOORS
    assert "explore" in namespaces & OPEN_DOORS


def test_a_new_role_asks_for_it_in_an_open_session() -> None:
    person = UserFactory()
    client = signed_in(person)
    assert client.get(HOME).status_code == HTTPStatus.OK
    give_role(person, Role.SECRETARIAT, secretariat())
    assert client.get(HOME)["Location"] == SET_UP


# The administration pages sign in through the portal.


def test_the_administration_has_no_login_of_its_own() -> None:
    client = Client()
    led = client.get(ADMIN, follow=True)
    addresses = [address for address, _status in led.redirect_chain]
    assert addresses[-1] == f"{reverse('account_login')}?next={ADMIN}"
    posted = client.post(reverse("admin:login"), {"username": "a", "password": "b"})
    assert posted["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("next_page", ["https://evil.example/", "//evil.example"])
def test_the_way_to_the_administration_leads_nowhere_else(next_page: str) -> None:
    led = Client().get(reverse("admin:login"), {"next": next_page})
    assert led["Location"].startswith(reverse("account_login"))


def test_who_is_not_of_the_staff_finds_no_administration() -> None:
    for person in (UserFactory(), UserFactory(focal_point_of="CRI")):
        page = signed_in(person).get(ADMIN, follow=True)
        assert page.status_code == HTTPStatus.NOT_FOUND


def test_the_staff_with_a_second_factor_gets_in() -> None:
    staff = UserFactory(is_staff=True, is_superuser=True, second_factor=True)
    assert signed_in(staff).get(ADMIN).status_code == HTTPStatus.OK
