"""The pages of a published practice in a real browser: for everybody, on every screen."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from practices.choices import AdaptationState
from practices.models import Practice
from practices.still_true import token_of
from publication.choices import State
from publication.moves import make_move
from tests.factories.practices import author_of, begun, moved, whole
from tests.factories.publication import examiner
from tests.factories.stakeholders import state
from tests.in_browser import sign_in
from tests.inspection import inspect
from tests.practices.shelf import adapted, kept, png, rich, shelved

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def practice() -> Practice:
    """With images, adapted, corrected, and with a relative in another language."""
    practice = rich(whole(begun(state("CRI")), objectives=[6], also_in=["ar"]))
    kept(practice, "wide.png", png(1400, 500))
    moved(practice, to=State.PUBLISHED)
    adapted(practice)
    shelved(language="ar", title="مكتب السجل المتنقل", objectives=[6])
    make_move(practice, "correct", by=examiner(), note="A slip of the pen.")
    return practice


def addresses_of(practice: Practice) -> list[str]:
    told = adapted(practice, state=AdaptationState.TOLD)
    token = token_of(practice, author_of(practice))
    return [
        reverse("practices:list"),
        reverse("practices:list") + "?view=map",
        practice.get_absolute_url(),
        reverse("practices:version", args=[practice.code, 2]),
        reverse("practices:adaptations", args=[practice.code]),
        reverse("practices:adaptation", args=[practice.code, told.pk]),
        reverse("practice_desk:still_true", args=[practice.code, token]),
    ]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_fits_the_screen_and_is_for_everyone(
    page: Page, live_server: LiveServer, practice: Practice, language: str
) -> None:
    sign_in(page.context, author_of(practice), live_server.url)
    for address in addresses_of(practice):
        page.goto(live_server.url + address.replace("/en/", f"/{language}/"))
        inspect(page)


def test_an_archived_page_is_for_everyone_too(
    page: Page, live_server: LiveServer, practice: Practice
) -> None:
    make_move(practice, "archive", by=author_of(practice), note="The vans were sold.")
    page.goto(live_server.url + practice.get_absolute_url())
    expect(page.get_by_text("The vans were sold.")).to_be_visible()
    inspect(page)


def test_an_image_is_asked_for_only_when_one_comes_near(
    page: Page, live_server: LiveServer, practice: Practice
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": 1280, "height": 300})
    Practice.objects.filter(pk=practice.pk).update(description="Words. \n\n" * 700)
    page.goto(live_server.url + practice.get_absolute_url())
    assert not [address for address in asked if "/files/" in address]
    image = page.locator("img[width='1400']")
    image.scroll_into_view_if_needed()
    expect(image).to_have_js_property("complete", value=True)
    assert image.evaluate("image => image.naturalWidth") == 1400


def test_the_yearly_click_works_without_signing_in(
    page: Page, live_server: LiveServer, practice: Practice
) -> None:
    token = token_of(practice, author_of(practice))
    at = reverse("practice_desk:still_true", args=[practice.code, token])
    page.goto(live_server.url + at)
    page.get_by_role("button", name="It is still true").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    practice.refresh_from_db()
    assert practice.confirmed_at is not None
