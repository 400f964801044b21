"""Who sees which page. What one may not see is 404, and who is not signed in is led to sign in."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from desk import services
from stakeholders.choices import Role
from stakeholders.models import User
from tests.desk.access import MISSING, SEEN, statuses
from tests.factories.stakeholders import OrganisationFactory, UserFactory, give_role, state

pytestmark = pytest.mark.django_db

ALL = {"outsider", "stranger", "contributor", "focal point", "secretariat"}
ITS_PEOPLE = {"contributor", "focal point", "secretariat"}
MANAGERS = {"focal point", "secretariat"}
SECRETARIAT = {"secretariat"}


@pytest.fixture
def people() -> dict[str, User]:
    """Of Costa Rica, save the outsider (no role at all) and the stranger (of Mexico)."""
    return {
        "outsider": UserFactory(),
        "stranger": UserFactory(focal_point_of="MEX"),
        "contributor": UserFactory(contributor_of="CRI"),
        "focal point": UserFactory(focal_point_of="CRI"),
        "secretariat": UserFactory(secretariat=True),
    }


def role_of_another_contributor() -> int:
    return give_role(UserFactory(), Role.CONTRIBUTOR, state("CRI")).pk


def role_of_another_focal_point() -> int:
    return give_role(UserFactory(), Role.FOCAL_POINT, state("CRI")).pk


def request() -> int:
    return services.ask_to_take_part(organisation=state("CRI"), by=UserFactory()).pk


def costa_rica() -> int:
    return state("CRI").pk


def other_organisation() -> int:
    return int(OrganisationFactory().pk)


Number = Callable[[], int] | None

PAGES: list[tuple[str, Number, set[str]]] = [
    ("home", None, ALL),
    ("people", None, ALL),
    ("settings", None, ALL),
    ("join", None, ALL),
    ("new_organisation", None, ALL),
    ("ask", other_organisation, ALL),
    ("organisation", costa_rica, ITS_PEOPLE),
    ("organisation", other_organisation, SECRETARIAT),
    ("record", costa_rica, MANAGERS),
    ("invite", costa_rica, MANAGERS),
    ("end_role", role_of_another_contributor, MANAGERS),
    ("end_role", role_of_another_focal_point, SECRETARIAT),
    ("hand_over", role_of_another_focal_point, SECRETARIAT),
    ("hand_over", role_of_another_contributor, set()),
    ("requests", None, {"stranger", "focal point", "secretariat"}),
    ("decline_request", request, MANAGERS),
    ("focal_points", None, SECRETARIAT),
]


@pytest.mark.parametrize(("name", "number", "seen_by"), PAGES)
def test_who_sees_the_page(
    name: str, number: Number, seen_by: set[str], people: dict[str, User]
) -> None:
    address = reverse(f"desk:{name}", args=[number()] if number else [])
    expected = {who: SEEN if who in seen_by else MISSING for who in people}
    assert statuses(address, people) == expected


@pytest.mark.parametrize("name", sorted({name for name, number, _seen in PAGES if number}))
def test_what_is_not_there_is_not_found(name: str, people: dict[str, User]) -> None:
    answers = statuses(reverse(f"desk:{name}", args=[10**12]), people)
    assert set(answers.values()) == {MISSING}


def test_every_page_about_people_is_named_here_or_tried_elsewhere() -> None:
    from desk.urls import PEOPLE  # noqa: PLC0415

    only_posted = {"verify_organisation", "verify_request", "revoke"}
    tried_elsewhere = {"invitation"}
    named = {name for name, _number, _seen in PAGES} - {"home"}
    assert named | only_posted | tried_elsewhere == {path.name for path in PEOPLE}
