"""The pages of a pledge in a real browser: nothing against WCAG 2.2 AA, nothing too wide."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from pledges.choices import Side
from pledges.models import Pledge
from tests.factories.pledges import part, partner, published, reported, whole
from tests.pledges.test_in_browser import _cookies_over_plain_http, browser, form, pledge  # noqa: F401

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def amiss(page: Page) -> list[tuple[str, str]]:
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true })")
    found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    faults = [(rule["id"], rule["nodes"][0]["html"]) for rule in found]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        faults.append(("wider than the screen", ""))
    return faults


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_amiss(
    form: Page,
    pledge: Pledge,
    live_server: LiveServer,
    width: int,
    language: str,  # noqa: F811
) -> None:
    whole(pledge, side=Side.NEED, title="")
    partner(pledge)
    part(pledge)
    shown = published(pledge.organisation, side=Side.OFFER)
    reported(shown.targets.get())
    form.set_viewport_size({"width": width, "height": 900})
    desk = f"/{language}/desk/pledges"
    addresses = [
        f"{desk}/", f"{desk}/begin/", f"{desk}/{pledge.code}/", f"{desk}/{pledge.code}/write/",
        f"{desk}/{pledge.code}/check/", f"{desk}/{pledge.code}/partners/?q=o",
        f"{desk}/{shown.code}/progress/", f"/{language}/pledges/{shown.code}/",
        f"/{language}/pledges/{shown.code}/versions/1/", f"/{language}/pledges/needs-and-offers/",
    ]  # fmt: skip
    wrong = {}
    for address in addresses:
        form.goto(f"{live_server.url}{address}")
        if faults := amiss(form):
            wrong[address] = faults
    assert wrong == {}
