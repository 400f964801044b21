"""What a person looks after: a second factor, where one is signed in, one's language and zone."""

import time
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.conftest import Come, Portal
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

FOCAL = "focal.cri@example.org"


def test_a_second_factor_is_set_up_and_asked_for(portal: Portal, come: Come) -> None:
    focal = come(FOCAL)
    focal.open("/en/desk/settings/")
    focal.follow("Second factor", exact=True)
    focal.follow("Activate")
    confirm(focal, "password", settings.DEMO_PASSWORD)
    secret = focal.page.get_by_label("Authenticator secret").input_value()
    confirm(focal, "code", code_of(secret))
    assert focal.heading() == "Recovery Codes"
    focal.sign_out()
    focal.sign_in(FOCAL)
    assert focal.heading() == "Two-Factor Authentication"
    confirm(focal, "code", "000000")
    assert focal.page.title().startswith("Error:")
    with time_machine.travel(timezone.now() + timedelta(seconds=30)):  # none is taken twice
        confirm(focal, "code", code_of(secret))
    assert focal.heading() == "My desk"
    assert portal.mails.last_to(FOCAL)["Content-Language"] == "en"


def confirm(person: Visitor, field: str, value: str) -> None:
    person.page.locator(f"[name={field}]").fill(value)
    with person.page.expect_navigation():
        person.page.locator(f"[name={field}]").press("Enter")
    person.inspect()


def code_of(secret: str) -> str:
    """What an authenticator app shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def test_the_other_places_where_one_is_signed_in_are_ended(come: Come) -> None:
    office, elsewhere = come(FOCAL), come(FOCAL)
    office.open("/en/desk/settings/")
    office.follow("Where you are signed in")
    expect(office.page.locator("tbody tr")).to_have_count(2)
    office.press("Sign Out Other Sessions")
    expect(office.page.locator("tbody tr")).to_have_count(1)
    elsewhere.open("/en/desk/")
    assert elsewhere.heading() == "Sign In"


def test_language_and_zone_are_ones_own(come: Come) -> None:
    focal = come(FOCAL, timezone_id="Asia/Tokyo")
    focal.open("/en/desk/settings/")
    focal.page.get_by_label("Language", exact=True).select_option("es")
    focal.page.get_by_label("Time zone").select_option("Asia/Tokyo")
    focal.press("Save", exact=True)
    assert focal.page.url.endswith("/es/desk/settings/")
    focal.open("/es/desk/reviews/REV-2030-CRI/")
    own = focal.page.locator("[data-own-time]")
    expect(own).to_contain_text("13:59")
