"""The pages of the roster and of a round in a real browser, wide and narrow."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from practices.choices import AssignmentState, Belonging, Gender, RosterState
from practices.models import Assignment, Practice, Reviewer
from practices.peer_review.inviting import invite_best
from publication.choices import State
from stakeholders.choices import Role
from stakeholders.models import User
from tests.factories.compact import CountryFactory, ObjectiveFactory
from tests.factories.practices import assigned, practice_in, reviewer
from tests.factories.publication import examiner
from tests.factories.stakeholders import OrganisationFactory, UserFactory
from tests.in_browser import sign_in
from tests.inspection import inspect

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

NAMES = ("Amina Odhiambo", "Lucía Fernández", "李明", "Nadia Haddad", "Ivan Petrov", "Joana Sousa")


def opened(browser: Browser, user: User, address: str, path: str) -> Page:
    """The page, as this person sees it."""
    context = browser.new_context(locale="en")
    sign_in(context, user, address)
    page = context.new_page()
    page.goto(f"{address}{path}")
    return page


def a_roster() -> None:
    for number in range(1, 24):
        ObjectiveFactory(number=number)
    for iso3, regions in [
        ("KEN", ["eca"]),
        ("PER", ["eclac"]),
        ("CHN", ["escap"]),
        ("TUR", ["ece", "escwa"]),
    ]:
        CountryFactory(iso3=iso3, regions=regions)
    for number, name in enumerate(NAMES):
        reviewer(
            Belonging.UN if number % 3 == 0 else Belonging.EXTERNAL,
            user=UserFactory(name=name, role=Role.REVIEWER),
            organisation=OrganisationFactory(name=f"Institute for Migration Research {number}"),
            iso3=("KEN", "PER", "CHN", "TUR")[number % 4],
            objectives=[5, number + 6, number + 12],
            languages=["en", ("ar", "fr", "es")[number % 3]],
            gender=(Gender.WOMAN, Gender.MAN, Gender.UNSAID)[number % 3],
            most_a_semester=1 + number % 3,
        )
    reviewer(state=RosterState.APPLIED, user=UserFactory(name="Wants To Help"))


def a_round() -> Practice:
    practice = practice_in(State.UNDER_REVIEW, objectives=[7, 9])
    invite_best(practice, None)
    late = timezone.now() - timedelta(days=3)
    assigned(practice, AssignmentState.ACCEPTED, review_due_at=late)
    assigned(practice, AssignmentState.DECLINED)
    return practice


def url(name: str, *args: object) -> str:
    return reverse(f"practice_desk:{name}", args=args)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_reads_well_wide_and_narrow(
    browser: Browser, live_server: LiveServer, language: str
) -> None:
    a_roster()
    practice = a_round()
    one = Reviewer.objects.active().filter(assignments__isnull=True).order_by("pk")[0]
    visits: list[tuple[User, str]] = [
        (examiner(), url("roster")),
        (examiner(), url("roster_entry", one.pk)),
        (examiner(), url("roster_entry", Reviewer.objects.get(state=RosterState.APPLIED).pk)),
        (examiner(), url("roster_invite")),
        (examiner(), url("peer_review", practice.code)),
        (examiner(), url("owing")),
        (one.user, url("roster_me")),
        (UserFactory(role=Role.REPRESENTATIVE), url("roster_apply")),
    ]
    for person, path in visits:
        at = path.replace("/en/", f"/{language}/", 1)
        page = opened(browser, person, live_server.url, at)
        inspect(page)
        page.context.close()


def test_the_best_fit_is_asked_and_called_off_again(
    browser: Browser, live_server: LiveServer
) -> None:
    a_roster()
    practice = practice_in(State.UNDER_REVIEW)
    page = opened(browser, examiner(), live_server.url, url("peer_review", practice.code))
    page.get_by_role("button", name="Ask Amina Odhiambo").click()
    expect(page.get_by_text("Amina Odhiambo is asked by mail.")).to_be_visible()
    page.get_by_text("Call off Amina Odhiambo").click()
    page.get_by_role("textbox", name="Why").fill("We found somebody nearer to the matter.")
    page.get_by_role("button", name="Call off").click()
    expect(page.get_by_text("Amina Odhiambo is told to stop.")).to_be_visible()
    assert Assignment.objects.get().state == AssignmentState.CALLED_OFF
    page.context.close()
