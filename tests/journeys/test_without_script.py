"""Everything that matters works in a browser that runs no script."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.journeys.conftest import Come
from tests.journeys.test_public_pages import PAGES
from tests.journeys.writing import field

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

FOCAL = "focal.cri@example.org"
SECTION = "/en/desk/reviews/REV-2030-CRI/next-steps/"
TYPED = "Menos espera en las fronteras."


def test_the_public_reads_and_narrows_the_list(come: Come) -> None:
    anybody = come(java_script_enabled=False)
    for page in PAGES:
        anybody.open(f"/en/{page}")
        assert anybody.heading()
    anybody.open("/en/reviews/")
    anybody.page.get_by_role("search").get_by_label("2022").check()
    anybody.press("Show results")
    expect(anybody.page.locator("[data-count]")).to_have_attribute("data-count", "31")
    anybody.follow("Remove 2022")
    assert anybody.page.url.endswith("/en/reviews/?")


def test_an_answer_is_saved_and_survives_the_end_of_the_session(come: Come) -> None:
    focal = come(FOCAL, java_script_enabled=False)
    focal.open(SECTION)
    field(focal, "next-priorities").fill("Un registro único.")
    focal.press("Save", exact=True)
    focal.says("Saved.")
    field(focal, "next-priorities").fill(TYPED)
    Session.objects.all().delete()
    focal.press("Save", exact=True)
    assert focal.heading() == "Sign In"
    focal.sign_in(FOCAL, here=True)
    focal.says("What you typed before you were signed out is in the fields")
    assert field(focal, "next-priorities").input_value() == TYPED
    focal.press("Save", exact=True)
    focal.open(SECTION)
    assert field(focal, "next-priorities").input_value() == TYPED
