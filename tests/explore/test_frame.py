"""What frames every page."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from compact.models import Cycle

pytestmark = pytest.mark.django_db

OWN_NAMES = ["عربي", "中文", "English", "Français", "Русский", "Español", "Português"]


def page(client: Client, address: str = "/en/participate/") -> str:
    return client.get(address).content.decode()


def languages(html: str) -> dict[str, str]:
    bar = re.search(r'<nav class="languages".*?</nav>', html, re.DOTALL)
    assert bar
    return {name: href for href, name in re.findall(r'<a href="([^"]*)"[^>]*>(\S+)</a>', bar[0])}


def test_the_languages_stand_in_their_order_each_in_its_own_form(client: Client) -> None:
    assert list(languages(page(client))) == OWN_NAMES


def test_changing_the_language_keeps_the_page_and_the_question(client: Client) -> None:
    addresses = languages(page(client, "/en/countries/?region=&q=costa+rica"))
    assert addresses["Español"] == "/es/countries/?region=&amp;q=costa+rica"
    assert addresses["English"] == "/en/countries/?region=&amp;q=costa+rica"


def test_on_a_page_that_is_not_there_the_languages_lead_home(client: Client) -> None:
    response = client.get("/en/nowhere/")
    assert response.status_code == 404
    assert languages(response.content.decode())["Français"] == "/fr/"


def test_arabic_is_read_from_the_right(client: Client) -> None:
    assert '<html lang="ar" dir="rtl">' in page(client, "/ar/participate/")
    assert '<html lang="en" dir="ltr">' in page(client)


def test_where_one_is_is_marked(client: Client) -> None:
    html = page(client, "/en/countries/")
    assert re.findall(r'<a href="([^"]*)" aria-current="true">', html) == ["/en/countries/"]


def test_the_demonstration_says_so_on_every_page(client: Client, settings: Settings) -> None:
    words = "Demonstration: the content of this site is made up."
    assert words not in page(client)
    settings.DEMONSTRATION = True
    for address in ("/en/participate/", "/en/nowhere/", reverse("account_login")):
        assert words in page(client, address)


def test_the_root_leads_to_the_readers_own_language(client: Client) -> None:
    spanish = client.get("/", headers={"accept-language": "es-CR,es;q=0.9,en;q=0.5"})
    assert spanish["Location"] == "/es/"
    assert "Accept-Language" in spanish["Vary"]
    client.cookies["django_language"] = "fr"
    assert client.get("/", headers={"accept-language": "es"})["Location"] == "/fr/"
    del client.cookies["django_language"]
    assert client.get("/", headers={"accept-language": "xx"})["Location"] == "/en/"


def test_a_page_without_data_asks_the_database_nothing(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        client.get("/en/fund/nowhere/")


def test_pages_load_no_htmx_and_are_light_with_all_they_need(client: Client, forum: Cycle) -> None:
    for address in ("/en/", forum.get_absolute_url(), "/en/countries/", "/en/countries/CRI/"):
        html = page(client, address)
        assert "htmx" not in html
        assert weight(html) < 60_000


def weight(html: str) -> int:
    """Bytes over the wire: the page and each file that it names, compressed."""
    paths = set(re.findall(r'(?:href|src)="/static/([^"]+)"', html))
    files = [Path(str(finders.find(path))).read_bytes() for path in paths]
    return sum(len(gzip.compress(content)) for content in [html.encode(), *files])


def test_nothing_comes_from_another_host(client: Client, forum: Cycle) -> None:
    for address in ("/en/", forum.get_absolute_url()):
        assert not re.findall(r'(?:src|srcset)="(?!/)[^"]+"', page(client, address))
        assert not re.findall(r'<link[^>]+href="(?!/)[^"]+"', page(client, address))


def test_the_bare_page_names_styles_that_are_there() -> None:
    bare = (settings.BASE_DIR / "templates/errors/bare.html").read_text()
    for path in re.findall(r'href="/static/([^"]+)"', bare):
        assert finders.find(path)
