"""Published at a set time: nobody reads it a moment before, everybody a moment after."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from publication.tasks import release
from tests.journeys.conftest import Come, Portal
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

CODE = "REV-2030-ECU"
PAGE = f"/en/reviews/{CODE}/"
TITLE = "Voluntary review of Ecuador, 2030"
LISTS = ("/en/reviews/?country=ECU&cycle=2030", "/en/countries/ECU/", "/en/")


def test_a_review_appears_at_its_time(portal: Portal, come: Come) -> None:
    secretariat, anybody = come("secretariat@example.org"), come()
    at = timezone.now().replace(second=0, microsecond=0) + timedelta(hours=3)
    schedule(secretariat, at)
    portal.mails.last_to("focal.ecu@example.org", about=CODE)

    with time_machine.travel(at - timedelta(seconds=5)):
        release.delay()
        anybody.open(PAGE, status=404)
        for place in LISTS:
            anybody.open(place)
            assert anybody.page.get_by_text(TITLE).count() == 0
    with time_machine.travel(at + timedelta(seconds=5)):
        release.delay()
        anybody.open(PAGE)
        assert anybody.heading() == TITLE
        for place in LISTS:
            anybody.open(place)
            assert anybody.page.get_by_text(TITLE).count() > 0
        secretariat.open(f"/en/desk/reviews/{CODE}/")
        secretariat.says("Published at the time set")


def schedule(secretariat: Visitor, at: datetime) -> None:
    """In the zone of the one who sets it, and not in the past."""
    secretariat.open(f"/en/desk/reviews/{CODE}/")
    secretariat.follow("Publish at a set time")
    field = secretariat.page.get_by_label("Date and time of publication")
    local = at.astimezone(ZoneInfo("Europe/Zurich"))
    field.fill((local - timedelta(days=2)).strftime("%Y-%m-%dT%H:%M"))
    secretariat.press("Publish at a set time")
    assert secretariat.page.title().startswith("Error:")
    field.fill(local.strftime("%Y-%m-%dT%H:%M"))
    secretariat.press("Publish at a set time")
    secretariat.says("Publication scheduled")
