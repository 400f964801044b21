"""The made-up sessions: the days of the roadmap, every stage, and nobody who is invented."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dialogues.choices import RegistrationState
from dialogues.content import content_of
from dialogues.models import Registration, Session, Speaker
from dialogues.problems import problems_of
from imrf_portal.demonstration.dialogues import sessions
from imrf_portal.demonstration.dialogues.planning import plans
from publication.choices import State
from publication.models import ListedItem, StateChange
from publication.moves import digest_of
from tests.desk.access import signed_in
from tests.factories.stakeholders import UserFactory
from tests.imrf_portal.demonstration import NOW

pytestmark = pytest.mark.usefixtures("demonstration")


def days_of(series: str) -> list[date]:
    found = Session.objects.filter(series__code=series).order_by("starts_at")
    return [one.starts_at.astimezone(one.zone).date() for one in found if one.starts_at]


def test_the_dialogue_series_of_2022_is_on_the_days_of_the_roadmap() -> None:
    assert days_of("dialogues-2022") == [
        date(2022, 1, 19),
        date(2022, 1, 26),
        date(2022, 2, 2),
        date(2022, 2, 9),
    ]


def test_so_are_the_four_round_tables_of_the_regional_offices() -> None:
    held = Session.objects.filter(series__code="regional-2022").order_by("starts_at")
    assert {day.month for day in days_of("regional-2022")} == {3, 4}
    assert held.count() == 4
    for one in held:
        assert "IOM Regional Offices in Buenos Aires and San José" in one.about_en  # type: ignore[attr-defined]
        assert one.time_zone in {"America/Argentina/Buenos_Aires", "America/Costa_Rica"}


def test_there_are_tens_of_them_at_every_stage() -> None:
    now = timezone.now()
    assert Session.objects.count() >= 30
    assert {one.state for one in Session.objects.all()} == {
        State.DRAFT,
        State.SCHEDULED,
        State.PUBLISHED,
        State.ARCHIVED,
    }
    assert Session.objects.to_come(now).count() >= 4
    past = Session.objects.published().filter(ends_at__lt=now)
    assert past.filter(summary_en__gt="").exists()
    assert past.exclude(summary_en__gt="").exists()


def test_each_feeds_the_round_table_of_its_theme() -> None:
    for one in Session.objects.prefetch_related("debates__round_table"):
        (fed,) = one.debates.all()
        assert fed.cycle_id == one.cycle_id
        assert fed.round_table is not None


def test_every_one_lacks_nothing_and_says_that_it_is_made_up() -> None:
    for one in Session.objects.all():
        assert list(problems_of(one)) == []
        assert one.is_demonstration
        assert "Demonstration" in one.about_en  # type: ignore[attr-defined]
        for language in ("ar", "zh_hans", "fr", "ru", "es", "pt"):
            assert getattr(one, f"title_{language}")
            assert getattr(one, f"about_{language}")


def test_nobody_is_invented() -> None:
    assert Speaker.objects.exists()
    assert not Speaker.objects.exclude(name__endswith="(demonstration)").exists()
    guests = Registration.objects.filter(user=None)
    assert not guests.exclude(name__startswith="Demonstration guest").exists()
    assert not guests.exclude(email__endswith="@example.org").exists()


def test_the_record_is_what_the_moves_would_have_written() -> None:
    for one in Session.objects.all():
        changes = list(StateChange.objects.of(one))
        assert [change.sequence for change in changes] == list(range(1, len(changes) + 1))
        assert [change.at for change in changes] == sorted(change.at for change in changes)
        assert (changes[-1].to_state if changes else State.DRAFT) == one.state
        kept = [change for change in changes if change.content is not None]
        for change in kept:
            assert change.digest == digest_of(change.content or {})
        if kept:
            assert kept[-1].content == content_of(one)


def test_places_are_kept_to_and_some_wait() -> None:
    for one in Session.objects.filter(capacity__isnull=False):
        placed = one.registrations.filter(state=RegistrationState.PLACED)
        assert placed.count() <= (one.capacity or 0)
        last = placed.order_by("since").last()
        waiting = one.registrations.filter(state=RegistrationState.WAITING).order_by("since")
        if last is not None and waiting:
            assert last.since is not None
            assert waiting[0].since is not None
            assert waiting[0].since > last.since
    assert Registration.objects.filter(state=RegistrationState.WAITING).exists()


def test_to_load_again_changes_nothing() -> None:
    before = list(Session.objects.order_by("pk").values())
    places = Registration.objects.count()
    sessions.load(NOW)
    sessions.load(NOW + timedelta(days=1))
    assert list(Session.objects.order_by("pk").values()) == before
    assert Registration.objects.count() == places


def test_the_codes_are_the_same_on_whatever_day() -> None:
    today = NOW.date()
    for later in (1, 2, 3, 40, 400):
        then = plans(today + timedelta(days=later))
        assert [one.code for one in then] == [one.code for one in plans(today)]
        assert all(one.day.weekday() < 5 for one in then)


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
def test_the_pages_are_there_in_every_script(language: str) -> None:
    codes = ["DLG-2022-0003", "DLG-2022-0006", "DLG-2030-0002", "DLG-2030-0006"]
    for address in ("", *(f"{code}/" for code in codes)):
        assert Client().get(f"/{language}/dialogues/{address}").status_code == 200


def test_all_that_are_announced_are_listed() -> None:
    listed = ListedItem.objects.filter(room="dialogues", is_listed=True)
    assert listed.count() == Session.objects.published().count()


def test_the_secretariat_finds_them_on_its_desk() -> None:
    client = signed_in(UserFactory(secretariat=True))
    for address in ("", "DLG-2030-0001/", "DLG-2030-0002/registrations/", "DLG-2022-0001/correct/"):
        assert client.get(f"/en/desk/dialogues/{address}").status_code == 200
