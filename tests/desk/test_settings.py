"""What a person decides about themselves, and what follows from it."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from stakeholders.models import User
from tests.desk.access import signed_in
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db

SETTINGS = reverse("desk:settings")


def given(**changed: str) -> dict[str, str]:
    return {
        "name": "Grace",
        "language": "es",
        "time_zone": "America/Costa_Rica",
        "wants_reminders": "on",
        **changed,
    }


def test_settings_are_saved_and_the_page_changes_language() -> None:
    person = UserFactory()
    response = signed_in(person).post(SETTINGS, given())
    assert response["Location"] == "/es/desk/settings/"
    person.refresh_from_db()
    assert (person.name, person.language, person.time_zone) == (
        "Grace",
        "es",
        "America/Costa_Rica",
    )


def test_reminders_can_be_switched_off() -> None:
    person, sent = UserFactory(), given()
    del sent["wants_reminders"]
    signed_in(person).post(SETTINGS, sent)
    person.refresh_from_db()
    assert person.wants_reminders is False


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 151},
        {"language": "xx"},
        {"time_zone": "Mars/Olympus"},
        {"time_zone": "../../etc/passwd"},
        {"time_zone": ""},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(wrong: dict[str, str]) -> None:
    person = UserFactory(name="Ada")
    page = signed_in(person).post(SETTINGS, given(**wrong))
    assert page.status_code == 422
    assert "There is a problem" in page.content.decode()
    person.refresh_from_db()
    assert (person.name, person.language) == ("Ada", "en")


def test_the_form_gives_nobody_more_than_it_shows() -> None:
    person = UserFactory()
    extra = given(email="root@example.org", is_staff="on", is_superuser="on")
    signed_in(person).post(SETTINGS, extra)
    changed = User.objects.get(pk=person.pk)
    assert (changed.email, changed.is_staff, changed.is_superuser) == (person.email, False, False)


def test_the_page_leads_to_signing_in_and_lists_ones_roles() -> None:
    person = UserFactory(contributor_of="CRI")
    page = signed_in(person).get(SETTINGS).content.decode()
    for name in ("account_email", "account_change_password", "mfa_index", "usersessions_list"):
        assert f'href="{reverse(name)}"' in page
    assert reverse("desk:end_role", args=[person.memberships.get().pk]) in page


def test_times_are_shown_in_the_readers_zone() -> None:
    """The same moment is Sunday in Costa Rica and Monday in Tokyo."""
    late = datetime(2030, 3, 4, 3, 0, tzinfo=UTC)
    for zone, day in (("America/Costa_Rica", "3 March 2030"), ("Asia/Tokyo", "4 March 2030")):
        person = UserFactory(contributor_of="CRI", time_zone=zone)
        person.memberships.update(since=late)
        assert day in signed_in(person).get(SETTINGS).content.decode()


def test_the_zone_of_one_reader_is_not_the_next_ones() -> None:
    late = datetime(2030, 3, 4, 3, 0, tzinfo=UTC)
    west = UserFactory(contributor_of="CRI", time_zone="America/Costa_Rica")
    plain = UserFactory(contributor_of="CRI")
    for person in (west, plain):
        person.memberships.update(since=late)
    assert "3 March 2030" in signed_in(west).get(SETTINGS).content.decode()
    assert "4 March 2030" in signed_in(plain).get(SETTINGS).content.decode()
