"""Each list costs the same at one row and at three."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from desk import services
from stakeholders.choices import Role
from stakeholders.models import Organisation, User
from tests.desk.access import signed_in
from tests.factories.stakeholders import OrganisationFactory, UserFactory, give_role, state

pytestmark = pytest.mark.django_db


def add_organisation(number: int, _boss: User) -> None:
    give_role(UserFactory(), Role.REPRESENTATIVE, OrganisationFactory(name=f"Casa {number}"))


def add_request(_number: int, _boss: User) -> None:
    services.ask_to_take_part(organisation=OrganisationFactory(), by=UserFactory(), message="Hi")


def add_state(number: int, boss: User) -> None:
    place = state(["CRI", "MEX", "PER"][number])
    give_role(UserFactory(), Role.FOCAL_POINT, place)
    invite(place, Role.FOCAL_POINT, boss)


def add_to_costa_rica(number: int, boss: User) -> None:
    give_role(UserFactory(), Role.CONTRIBUTOR, state("CRI"))
    invite(state("CRI"), Role.CONTRIBUTOR, boss)
    services.ask_to_take_part(organisation=state("CRI"), by=UserFactory())


def add_invitation_to_boss(_number: int, boss: User) -> None:
    host = UserFactory(secretariat=True)
    services.invite(
        email=boss.email,
        organisation=OrganisationFactory(),
        role=Role.REVIEWER,
        by=host,
        unit="",
        language="en",
    )


def add_own_role(_number: int, boss: User) -> None:
    give_role(boss, Role.REVIEWER, OrganisationFactory())


def add_own_request(_number: int, boss: User) -> None:
    services.ask_to_take_part(organisation=OrganisationFactory(), by=boss)


def invite(place: Organisation, role: Role, boss: User) -> None:
    services.invite(
        email=UserFactory().email, organisation=place, role=role, by=boss, unit="", language="en"
    )


def of_costa_rica(name: str) -> Callable[[], str]:
    return lambda: reverse(f"desk:{name}", args=[state("CRI").pk])


def plain(name: str) -> Callable[[], str]:
    return lambda: reverse(f"desk:{name}")


LISTS = [
    (plain("people"), add_organisation, 6),
    (plain("requests"), add_request, 5),
    (plain("focal_points"), add_state, 7),
    (of_costa_rica("organisation"), add_to_costa_rica, 8),
    (of_costa_rica("record"), add_to_costa_rica, 7),
    (plain("home"), add_invitation_to_boss, 29),
    (plain("home"), add_own_role, 29),
    (plain("settings"), add_own_role, 6),
    (plain("join"), add_own_request, 5),
]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("address", "add", "queries"), LISTS)
def test_a_list_costs_the_same(
    address: Callable[[], str],
    add: Callable[[int, User], None],
    queries: int,
    rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    boss = UserFactory(secretariat=True)
    for number in range(rows):
        add(number, boss)
    client, page = signed_in(boss), address()
    client.get(page)
    with django_assert_num_queries(queries):
        assert client.get(page).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_a_search_costs_the_same(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        OrganisationFactory(name=f"Casa {number}")
    client = signed_in(UserFactory())
    client.get(reverse("desk:join"))
    with django_assert_num_queries(5):
        client.get(reverse("desk:join"), {"q": "casa"})
