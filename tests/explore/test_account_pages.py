"""Every page of allauth stands in the portal's frame and in its forms."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db

DOORS = ["account_login", "account_signup", "account_reset_password"]
ROOMS = [
    "account_email",
    "account_change_password",
    "mfa_index",
    "usersessions_list",
    "socialaccount_connections",
    "account_logout",
    "account_reauthenticate",
]


def is_in_the_frame(html: str) -> bool:
    return (
        'class="mast"' in html
        and html.count("<h1") == 1
        and not re.search(r"\sstyle=|<style", html)
    )


@pytest.mark.parametrize("name", DOORS)
def test_who_comes_in_sees_the_portal(client: Client, name: str) -> None:
    assert is_in_the_frame(client.get(reverse(name)).content.decode())


@pytest.mark.parametrize("name", ROOMS)
def test_who_is_in_sees_the_portal(client: Client, name: str) -> None:
    client.force_login(UserFactory())
    assert is_in_the_frame(client.get(reverse(name)).content.decode())


def test_the_menu_marks_where_one_is(client: Client) -> None:
    client.force_login(UserFactory())
    html = client.get(reverse("account_change_password")).content.decode()
    menu = html.split('class="menu"')[1].split("</nav>")[0]
    assert re.findall(r'href="([^"]*)" aria-current="page"', menu) == [
        reverse("account_change_password")
    ]


def test_what_is_wrong_is_told_above_and_at_the_field(client: Client) -> None:
    html = client.post(reverse("account_login"), {"login": "nobody"}).content.decode()
    assert "<title>Error: " in html
    assert 'class="problems" role="alert"' in html
    assert '<a href="#id_password">Password: This field is required.</a>' in html
    assert 'aria-describedby="id_password_helptext id_password_error"' in html


def test_every_field_keeps_its_label(client: Client) -> None:
    html = client.get(reverse("account_login")).content.decode()
    for field in ("id_login", "id_password", "id_remember"):
        assert f'<label for="{field}">' in html


def test_too_many_attempts_are_told_in_our_words() -> None:
    html = render_to_string("429.html", request=RequestFactory().get("/en/"))
    assert "Please wait a few minutes and try again." in html
