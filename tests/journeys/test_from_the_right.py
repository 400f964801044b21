"""The desk in Arabic: from the right, and in one language."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Come
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

WRITING = (
    "desk/",
    "desk/reviews/REV-2030-CRI/",
    "desk/reviews/REV-2030-CRI/objective-7/",
    "desk/reviews/REV-2030-CRI/objective-20/hand-over/",
    "desk/reviews/REV-2030-CRI/check/",
    "moves/reviews/REV-2030-CRI/submit/",
    "desk/settings/",
    "desk/people/",
)
EXAMINING = (
    "desk/",
    "desk/review-queue/",
    "desk/requests/",
    "desk/outbox/",
    "desk/reviews/REV-2030-ECU/",
    "moves/reviews/REV-2030-ECU/schedule/",
)


def test_a_state_writes_and_the_secretariat_examines(come: Come) -> None:
    walks(come("focal.cri@example.org"), WRITING)
    walks(come("secretariat@example.org"), EXAMINING)


def walks(person: Visitor, places: tuple[str, ...]) -> None:
    for place in places:
        person.open(f"/ar/{place}")
        expect(person.page.locator("html")).to_have_attribute("dir", "rtl")
        assert any("\u0600" <= letter <= "\u06ff" for letter in person.heading())
