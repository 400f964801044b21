"""A State begins its review, and invites somebody who writes a part of it."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Come, Portal
from tests.journeys.joining import register
from tests.journeys.mails import link_in
from tests.journeys.writing import choose, write

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

FOCAL, CONTRIBUTOR = "focal.mex@example.org", "ines@example.org"
DESK = "/en/desk/reviews/REV-2030-MEX/"


def test_the_first_steps_of_a_review(portal: Portal, come: Come) -> None:
    focal = come(FOCAL)
    focal.open("/en/desk/")
    focal.follow("Begin the voluntary review of Mexico for 2030")
    focal.page.get_by_label("Language of the answers").select_option("es")
    focal.press("Begin")
    focal.says("0 of 5 sections complete")
    focal.open("/en/desk/people/")
    focal.follow("Mexico")
    focal.follow("Invite somebody")
    focal.page.get_by_label("e-mail address").fill(CONTRIBUTOR)
    focal.page.get_by_label("role").select_option("contributor")
    focal.press("Send the invitation")

    ines = come()
    ines.open(link_in(portal.mails.last_to(CONTRIBUTOR), "/desk/invitation/"))
    ines.press("Accept, and go on")
    register(ines, "Inés Prado")
    ines.press("Accept")
    ines.says("Nothing waits on you.")
    ines.open(DESK, status=404)

    focal.open(f"{DESK}methodology/")
    choose(focal, "objectives-reported", "4 Legal identity and documentation")
    focal.open(f"{DESK}objective-4/hand-over/")
    focal.page.get_by_label("Hand over to").select_option(label="Inés Prado")
    focal.press("Hand over")
    ines.open("/en/desk/")
    ines.follow("Objective 4")
    write(ines, "o04-progress", "Cinco mil actas de nacimiento.")
    ines.open(DESK)
    expect(ines.page.locator(".board > li")).to_have_count(1)
    ines.open(f"{DESK}objective-5/", status=404)
    focal.open(f"{DESK}objective-4/")
    focal.says("by Inés Prado")
