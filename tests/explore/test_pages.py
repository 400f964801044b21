"""Taking part, Champion countries, the fund."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from compact.models import FundArea
from tests.factories.compact import ChampionFactory, CountryFactory
from tests.factories.stakeholders import UserFactory, stakeholder_type

pytestmark = pytest.mark.django_db


def test_who_can_take_part_is_read_from_the_reference_data(client: Client) -> None:
    stakeholder_type("trade-union")
    html = client.get("/en/participate/").content.decode()
    assert "Trade union" in html
    assert "/en/accounts/signup/" in html


def test_who_is_signed_in_is_led_to_the_desk(client: Client) -> None:
    client.force_login(UserFactory())
    html = client.get("/en/participate/").content.decode()
    assert "/en/desk/join/" in html
    assert "/en/accounts/signup/" not in html


def test_each_champion_has_its_time_and_its_source(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ChampionFactory(country=CountryFactory(name="Costa Rica"))
    ChampionFactory(
        country=CountryFactory(name="Mexico"), since=date(2020, 1, 1), until=date(2021, 1, 1)
    )
    with django_assert_num_queries(1):
        html = client.get("/en/champions/").content.decode()
    assert "not recorded" in html
    assert "1 January 2020 – 1 January 2021" in html
    assert html.index("Costa Rica") < html.index("Mexico")


def test_the_fund_lists_its_areas(client: Client) -> None:
    FundArea.objects.create(number=1, title="Inclusion and integration")
    assert "Inclusion and integration" in client.get("/en/fund/").content.decode()
