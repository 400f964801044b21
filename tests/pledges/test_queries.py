"""Each page of the desk costs the same at one row and at three."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from pledges.choices import PartnerState
from pledges.models import Pledge
from publication.choices import State
from stakeholders.models import User
from tests.desk.access import signed_in
from tests.factories.pledges import (
    action,
    author_of,
    begun,
    part,
    partner,
    pledge_in,
    published,
    reported,
    target,
)
from tests.factories.publication import examiner
from tests.factories.stakeholders import OrganisationFactory

pytestmark = pytest.mark.django_db

Who = Callable[[Pledge], User]


def secretariat(_pledge: Pledge) -> User:
    return examiner()


def filled(pledge: Pledge, rows: int) -> Pledge:
    """So many of everything that a pledge may have several of."""
    for number in range(rows):
        part(pledge, f"Part {number}")
        partner(pledge, PartnerState.ACCEPTED)
        partner(pledge, PartnerState.INVITED, OrganisationFactory(name=f"Casa {number}"))
        OrganisationFactory(name=f"Casa of the search {number}")
        target(pledge, indicator=f"Indicator {number}")
        pledge.actions.add(action(f"{number + 6}(a)"))
    if pledge.is_published:
        for goal in pledge.targets.all():
            reported(goal)
    return pledge


Page = tuple[str, State, Who, int]

PAGES: list[Page] = [
    ("pledge", State.DRAFT, author_of, 18),
    ("pledge", State.PUBLISHED, author_of, 18),
    ("pledge", State.SUBMITTED, secretariat, 22),
    ("write", State.DRAFT, author_of, 19),
    ("check", State.DRAFT, author_of, 15),
    ("partners", State.DRAFT, author_of, 7),
    ("progress", State.PUBLISHED, author_of, 8),
    ("correct", State.PUBLISHED, secretariat, 20),
]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page[0]}-{page[1]}")
def test_a_page_costs_the_same(
    page: Page, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    name, state, who, queries = page
    pledge = filled(pledge_in(state), rows)
    at = reverse(f"pledge_desk:{name}", args=[pledge.code])
    client = signed_in(who(pledge))
    client.get(at, {"q": "casa"})
    with django_assert_num_queries(queries):
        assert client.get(at, {"q": "casa"}).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_one_s_own_list_costs_the_same(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = begun()
    for _number in range(rows):
        begun(first.organisation)
        partner(begun(), PartnerState.INVITED, first.organisation)
        partner(published(), PartnerState.ACCEPTED, first.organisation)
    client = signed_in(author_of(first))
    client.get(reverse("pledge_desk:mine"))
    with django_assert_num_queries(7):
        client.get(reverse("pledge_desk:mine"))
