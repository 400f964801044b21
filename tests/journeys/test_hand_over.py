"""A State's focal point passes the work on, and nothing of it is lost."""

import pytest

from tests.journeys.conftest import Come, Portal
from tests.journeys.joining import register
from tests.journeys.mails import link_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

FORMER, SUCCESSOR = "focal.cri@example.org", "sofia@example.org"
DESK = "/en/desk/reviews/REV-2030-CRI/"


def test_the_successor_goes_on_where_the_former_stopped(portal: Portal, come: Come) -> None:
    former, secretariat = come(FORMER), come("secretariat@example.org")
    secretariat.open("/en/desk/")
    secretariat.follow("Focal points of the Member States")
    secretariat.page.get_by_label("Name of the State").fill("Costa")
    secretariat.press("Show results")
    secretariat.follow("Hand over", exact=False)
    secretariat.page.get_by_label("Or to somebody new, at this address").fill(SUCCESSOR)
    secretariat.press("Hand over")
    secretariat.says("The role passes when it is accepted.")
    former.open(DESK)

    sofia = come()
    sofia.open(link_in(portal.mails.last_to(SUCCESSOR), "/desk/invitation/"))
    sofia.press("Accept, and go on")
    register(sofia, "Sofía Mora")
    sofia.press("Accept")
    sofia.follow("Voluntary review of Costa Rica, 2030", exact=True)
    sofia.says("9 of 28 sections complete")
    sofia.says("Ministry of Labour of Costa Rica")
    former.open(DESK, status=404)
    former.open("/en/desk/")
    former.says("You do not take part for an organisation yet.")
    portal.mails.last_to(FORMER)
