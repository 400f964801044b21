"""Pledges are found, narrowed and followed: without script, on a slow line, from right to left."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Come, Picture
from tests.journeys.test_public_pages import LIGHT, weight_of
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PAGES = (
    "pledges/",
    "pledges/?objective=5&stage=in-progress&ordering=title",
    "pledges/?q=diploma",
    "pledges/?q=nothing-of-the-kind&stage=planning",
    "pledges/?view=map",
    "pledges/?view=charts",
    "pledges/compare/",
    "pledges/compare/?by=cycle&a=2022&b=2026",
    "reviews/?view=charts",
    "reviews/?view=map",
)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_way_to_look_is_for_everyone(come: Come, picture: Picture, language: str) -> None:
    anybody = come()
    for page in PAGES:
        anybody.open(f"/{language}/{page}")
        assert anybody.heading()
    anybody.open(f"/{language}/pledges/?country=XXX", status=400)
    anybody.open(f"/{language}/pledges/")
    picture(anybody, f"pledges-{language}")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_way_to_look_is_light(come: Come, language: str) -> None:
    weights = {page: weight_of(come(), f"/{language}/{page}") for page in PAGES}
    assert {page: weight for page, weight in weights.items() if weight > LIGHT} == {}


def test_narrowed_and_widened_without_script(come: Come) -> None:
    anybody = come(java_script_enabled=False)
    anybody.open("/en/pledges/")
    everything = count(anybody)
    anybody.page.get_by_role("group", name="Stage").get_by_label("Fulfilled").check()
    anybody.press("Show results")
    fulfilled = count(anybody)
    assert 0 < fulfilled < everything
    told = anybody.page.get_by_role("group", name="Forum").locator("label", has_text="2022")
    expected = int(told.locator(".figure").inner_text())
    told.locator("input").check()
    anybody.press("Show results")
    assert count(anybody) == expected
    anybody.follow("Charts")
    assert count(anybody) == expected
    anybody.follow("Remove Fulfilled")
    anybody.follow("Remove 2022")
    assert count(anybody) == everything


def test_to_the_end_of_the_list_and_back(come: Come) -> None:
    anybody = come(java_script_enabled=False)
    anybody.open("/en/pledges/?stage=planning")
    first, seen = codes(anybody), codes(anybody)
    while anybody.page.get_by_role("link", name="Next").count():
        anybody.follow("Next", exact=True)
        seen += codes(anybody)
    assert len(seen) == len(set(seen)) == count(anybody)
    while anybody.page.get_by_role("link", name="Previous").count():
        anybody.follow("Previous", exact=True)
    assert codes(anybody) == first


def test_saved_as_a_digest_and_stopped_again(come: Come) -> None:
    civil = come("civil@example.org")
    civil.open("/en/pledges/?objective=5")
    civil.follow("Save as an e-mail digest")
    civil.says("Pledges: 5 ")
    civil.press("Save this search")
    civil.says("You are told once a week")
    expect(civil.page.locator(".chips")).to_contain_text("5 ")
    civil.open("/en/desk/settings/")
    civil.follow("Stop Pledges: 5")
    civil.press("Stop it")
    civil.says("You get no more mail about this search.")


def count(anybody: Visitor) -> int:
    return int(anybody.page.locator("#results").get_attribute("data-count") or 0)


def codes(anybody: Visitor) -> list[str]:
    return anybody.page.locator(".card .code").all_inner_texts()
