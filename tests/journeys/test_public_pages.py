"""The public pages, as anybody reads them: in every language, light, without script."""

import pytest
from playwright.sync_api import Request, expect

from tests.journeys.conftest import Come, Picture
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

LIGHT = 60_000
PAGES = (
    "",
    "forums/2022/",
    "forums/2030/",
    "timeline/",
    "objectives/",
    "objectives/5/",
    "countries/",
    "countries/?region=eclac",
    "countries/CRI/",
    "countries/TUV/",
    "champions/",
    "fund/",
    "participate/",
    "reviews/",
    "reviews/?cycle=2022&language=es",
    "reviews/REV-2022-CRI/",
    "reviews/REV-2022-CRI/lead-body/",
    "pledges/",
    "pledges/PLG-2022-0001/",
    "pledges/PLG-2022-0001/versions/1/",
    "pledges/needs-and-offers/",
    "pledges/compare/",
    "pledges/compare/?by=country&a=CRI&b=MEX",
    "practices/",
    "practices/?view=map",
    "practices/calls/",
    "accounts/login/",
    "accounts/signup/",
)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_public_page_is_for_everyone(come: Come, language: str) -> None:
    anybody = come()
    for page in PAGES:
        anybody.open(f"/{language}/{page}")
        assert anybody.heading()
    anybody.open(f"/{language}/no/such/page/", status=404)


def test_a_page_speaks_one_language_from_its_own_side(come: Come, picture: Picture) -> None:
    anybody = come()
    anybody.open("/en/")
    picture(anybody, "home")
    anybody.follow("عربي")
    expect(anybody.page.locator("html")).to_have_attribute("dir", "rtl")
    mark, enter = (anybody.page.locator(place).bounding_box() for place in (".mark", ".enter"))
    assert mark is not None
    assert enter is not None
    assert mark["x"] > enter["x"]
    anybody.follow("Español")
    assert anybody.page.url.endswith("/es/")
    anybody.page.goto("/")
    assert anybody.page.url.endswith("/es/")


@pytest.mark.parametrize("language", ["en", "ar", "ru"])
def test_every_public_page_is_light(come: Come, language: str) -> None:
    weights = {page: weight_of(come(), f"/{language}/{page}") for page in PAGES}
    assert {page: weight for page, weight in weights.items() if weight > LIGHT} == {}


def weight_of(newcomer: Visitor, path: str) -> int:
    """The bytes that come over the wire for a page and all that it needs, nothing known before."""
    asked: list[Request] = []
    newcomer.page.on("request", lambda request: asked.append(request))  # noqa: PLW0108 - it is marked
    newcomer.page.goto(path)
    sizes = [request.sizes() for request in asked]
    newcomer.context.close()
    return sum(size["responseHeadersSize"] + size["responseBodySize"] for size in sizes)
