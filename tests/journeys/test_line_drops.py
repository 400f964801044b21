"""The line drops, the session ends, the language changes, one goes back: no word is lost."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from reviews.models import Answer
from tests.journeys.conftest import Come
from tests.journeys.writing import field, question

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

FOCAL = "focal.cri@example.org"
SECTION = "/en/desk/reviews/REV-2030-CRI/next-steps/"
KEY = "next-priorities"
TYPED = "Menos espera en las fronteras."
THEIRS = "Menos formularios."


def saved() -> str:
    answer = Answer.objects.filter(review__code="REV-2030-CRI", question__key=KEY).first()
    return answer.value if answer else ""


def test_what_was_typed_without_a_line_is_sent_when_it_is_back(come: Come) -> None:
    focal = come(FOCAL)
    focal.open(SECTION)
    state = question(focal, KEY).locator(".save-state")
    with focal.without_line():
        field(focal, KEY).fill(TYPED)
        field(focal, KEY).blur()
        expect(state).to_contain_text("Not saved: the portal cannot be reached.")
        focal.inspect()
    expect(state).to_contain_text("Saved")
    assert saved() == TYPED


def test_what_was_typed_without_a_line_outlives_the_browsers_page(come: Come) -> None:
    focal = come(FOCAL)
    focal.open(SECTION)
    with focal.without_line():
        field(focal, KEY).fill(TYPED)
        field(focal, KEY).blur()
        expect(question(focal, KEY)).to_contain_text("Not saved")
        focal.page.close()
    focal.page = focal.context.new_page()
    focal.open(SECTION)
    assert field(focal, KEY).input_value() == TYPED
    expect(question(focal, KEY).locator("[data-saved]")).to_contain_text("Saved")
    assert saved() == TYPED


def test_it_never_goes_over_what_another_saved_meanwhile(come: Come) -> None:
    focal = come(FOCAL)
    focal.open(SECTION)
    with focal.without_line():
        field(focal, KEY).fill(TYPED)
        field(focal, KEY).blur()
        expect(question(focal, KEY)).to_contain_text("Not saved")
        focal.page.close()
    other = come(FOCAL)
    other.open(SECTION)
    field(other, KEY).fill(THEIRS)
    field(other, KEY).blur()
    expect(question(other, KEY).locator("[data-saved]")).to_contain_text("Saved")
    focal.page = focal.context.new_page()
    focal.open(SECTION)
    expect(question(focal, KEY).locator("[data-theirs]")).to_contain_text(THEIRS)
    assert field(focal, KEY).input_value() == TYPED
    assert saved() == THEIRS
    question(focal, KEY).get_by_role("link", name="Keep theirs").click()
    expect(field(focal, KEY)).to_have_value(THEIRS)
    assert saved() == THEIRS
    assert focal.page.evaluate("localStorage.length") == 0


def test_the_session_ends_while_one_types(come: Come) -> None:
    focal = come(FOCAL)
    focal.open(SECTION)
    Session.objects.all().delete()
    field(focal, KEY).fill(TYPED)
    field(focal, KEY).blur()
    expect(question(focal, KEY)).to_contain_text("You have been signed out.")
    focal.inspect()
    assert field(focal, KEY).input_value() == TYPED
    with focal.context.expect_page() as tab:
        focal.page.get_by_role("link", name="Sign in again in a new tab").click()
    first, focal.page = focal.page, tab.value
    focal.sign_in(FOCAL, here=True)
    focal.page = first
    focal.open(SECTION)
    assert field(focal, KEY).input_value() == TYPED
    expect(question(focal, KEY).locator("[data-saved]")).to_contain_text("Saved")
    assert saved() == TYPED


def test_another_language_and_the_way_back_keep_what_was_typed(come: Come) -> None:
    focal = come(FOCAL)
    focal.open(SECTION)
    field(focal, KEY).press_sequentially(TYPED)
    focal.follow("Español", exact=True)
    assert field(focal, KEY).input_value() == TYPED
    focal.open("/es/desk/")
    focal.page.go_back()
    assert field(focal, KEY).input_value() == TYPED

    civil = come("civil@example.org")
    civil.open("/en/desk/join/new/?name=Albergue")
    civil.page.get_by_label("What you do there").fill(TYPED)
    civil.follow("Español", exact=True)
    assert civil.page.locator("[name=message]").input_value() == TYPED
