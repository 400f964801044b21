"""The Secretariat edits reference data, and a later load keeps the edit."""

import pytest
from django.core.management import call_command

from tests.journeys.conftest import Come

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

BEFORE, AFTER = "Interactive multistakeholder hearing", "Hearing, in the large hall"


def test_a_load_keeps_what_the_secretariat_edited(come: Come) -> None:
    secretariat, anybody = come("secretariat@example.org"), come()
    # Django's own pages: they are not ours to inspect.
    secretariat.page.goto("/admin/compact/milestone/?q=hearing")
    with secretariat.page.expect_navigation():
        secretariat.page.get_by_role("link", name=BEFORE).first.click()
    secretariat.page.locator("#id_title_en").fill(AFTER)
    with secretariat.page.expect_navigation():
        secretariat.page.get_by_role("button", name="Save", exact=True).click()
    secretariat.check_faults()
    anybody.open("/en/timeline/?cycle=2022")
    anybody.says(AFTER)
    call_command("load_reference", verbosity=0)
    anybody.open("/en/timeline/?cycle=2022")
    anybody.says(AFTER)
    assert anybody.page.get_by_text(BEFORE).count() == 0
