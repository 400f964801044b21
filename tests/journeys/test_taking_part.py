"""From nobody to a representative, and on to a colleague; and in with a passkey."""

import pytest
from django.conf import settings
from django.test import override_settings

from tests.journeys.conftest import Come, Portal
from tests.journeys.mails import link_in
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PASSWORD = "correct horse battery staple"
GRACE, LUCIA = "grace@example.org", "lucia@example.org"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def send(visitor: Visitor, **fields: str) -> None:
    """Fill the form of the page and press its first button."""
    for name, value in fields.items():
        visitor.page.locator(f"main [name={name}]").fill(value)
    with visitor.page.expect_navigation():
        visitor.page.locator("main form[method=post] button[type=submit]").first.click()
    visitor.inspect()


def register(visitor: Visitor, name: str, **more: str) -> None:
    send(visitor, name=name, password1=PASSWORD, password2=PASSWORD, **more)


def test_a_new_organisation_takes_part_and_brings_a_colleague(portal: Portal, come: Come) -> None:
    grace = come()
    grace.open("/en/participate/")
    grace.follow("Register", exact=True)
    register(grace, "Grace Ochieng", email=GRACE)
    grace.open(link_in(portal.mails.last_to(GRACE), "confirm-email"))
    send(grace)
    assert grace.heading() == "My desk"

    grace.follow("Ask to take part")
    grace.page.get_by_label("Name of the organisation, or of the State").fill("Nairobi Shelter")
    grace.press("Show results")
    grace.follow("Name a new organisation")
    grace.page.get_by_label("Type").select_option("civil-society")
    grace.page.get_by_label("What you do there").fill("I run the shelter.")
    grace.press("Send the request")
    grace.says("Waiting to be verified")

    secretariat = come("secretariat@example.org")
    secretariat.open("/en/desk/requests/")
    secretariat.says("I run the shelter.")
    secretariat.press("Verify Grace Ochieng")
    secretariat.says("Grace Ochieng now takes part for Nairobi Shelter.")

    portal.mails.last_to(GRACE, about="You now take part for Nairobi Shelter")
    grace.open("/en/desk/")
    grace.follow("Nairobi Shelter")
    grace.follow("Invite somebody")
    grace.page.get_by_label("e-mail address").fill(LUCIA)
    grace.press("Send the invitation")
    grace.says(LUCIA)

    lucia = come()
    lucia.open(link_in(portal.mails.last_to(LUCIA), "/desk/invitation/"))
    lucia.says("Grace Ochieng invites you")
    lucia.press("Accept, and go on")
    assert lucia.page.locator("[name=email]").is_disabled()
    register(lucia, "Lucía Campos")
    lucia.press("Accept")
    lucia.says("Nairobi Shelter")
    portal.mails.last_to(GRACE, about="Lucía Campos accepted your invitation")

    grace.open("/en/desk/people/")
    grace.follow("Nairobi Shelter")
    grace.follow("The record")
    grace.says("Lucía Campos: Representative")


def test_who_was_not_invited_gets_nowhere_with_the_link(portal: Portal, come: Come) -> None:
    focal = come("focal.cri@example.org")
    focal.open("/en/desk/people/")
    focal.follow("Costa Rica")
    focal.follow("Invite somebody")
    focal.page.get_by_label("e-mail address").fill(LUCIA)
    focal.press("Send the invitation")
    link = link_in(portal.mails.last_to(LUCIA), "/desk/invitation/")

    stranger = come("civil@example.org")
    stranger.open(link, status=404)
    assert stranger.heading() == "This invitation is for another address"
    focal.press(f"Withdraw {LUCIA}")
    anybody = come()
    anybody.open(link, status=410)
    assert anybody.heading() == "This invitation can no longer be used"


def test_the_secretariat_signs_in_with_a_passkey(come: Come) -> None:
    with override_settings(MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN=True):
        boss = come("secretariat@example.org")
        device = boss.context.new_cdp_session(boss.page)
        device.send("WebAuthn.enable")
        device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
        boss.open("/en/accounts/2fa/webauthn/add/")
        if "reauthenticate" in boss.page.url:
            send(boss, password=settings.DEMO_PASSWORD)
        boss.page.locator("[name=name]").fill("My laptop")
        boss.page.locator("[name=passwordless]").check()
        with boss.page.expect_navigation():
            boss.page.locator("#mfa_webauthn_add").click()
        boss.inspect()
        boss.sign_out()

        boss.open("/en/desk/outbox/")
        with boss.page.expect_navigation():
            boss.page.locator("#passkey_login").click()
        boss.page.wait_for_url("**/en/desk/outbox/")
        boss.inspect()
        assert boss.heading() == "Outbox"
