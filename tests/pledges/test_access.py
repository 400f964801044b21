"""Every page of a pledge, in every state, tried by everybody. A pair that nobody named fails."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pledges import desk_urls, urls
from pledges.choices import PartnerState
from pledges.models import Pledge
from pledges.news import token_of
from pledges.services import attach
from publication.choices import State
from stakeholders.models import User
from tests.desk.access import signed_in
from tests.factories.pledges import author_of, part, pdf, people_around, pledge_in, published
from tests.factories.publication import WAYS, moved

pytestmark = pytest.mark.django_db

ROLES = {
    "outsider", "author", "contributor", "partner", "contributor of a partner", "invited partner",
    "declined partner", "former partner", "other organisation", "focal point", "reviewer",
    "moderator", "secretariat",
}  # fmt: skip
PARTNERS = {"partner", "invited partner"}
ONES_OWN = {"author", *PARTNERS}
SEEN = {*ONES_OWN, "secretariat"}
DRAFT, PUBLISHED = State.DRAFT, State.PUBLISHED
HANDED_IN = set(WAYS) - {DRAFT}
NOBODY: set[str] = set()

# Who sees the page, by state; what is not named here is 404 to everybody.
PAGES: dict[str, dict[State, set[str]]] = {
    "pledge": {DRAFT: ONES_OWN, **dict.fromkeys(HANDED_IN, SEEN)},
    "write": {DRAFT: {"author"}},
    "check": {DRAFT: {"author"}},
    "partners": {key: {"author"} for key in WAYS},
    "partner": {key: {"partner"} for key in WAYS},
    "progress": {PUBLISHED: {"author"}},
    "report": {PUBLISHED: {"author"}},
    "likeness": {key: {"secretariat"} for key in HANDED_IN},
    "correct": {PUBLISHED: {"secretariat"}},
}
# Once it is handed in the form leads its author to where it stands.
ELSEWHERE = {("write", state, "author") for state in HANDED_IN}


def number_of_partner(pledge: Pledge) -> int:
    return pledge.partners.get(state=PartnerState.ACCEPTED).pk


def number_of_target(pledge: Pledge) -> int:
    return pledge.targets.get().pk


def other_code(_pledge: Pledge) -> str:
    return published(title="Another").code


MORE: dict[str, Callable[[Pledge], int | str]] = {
    "partner": number_of_partner,
    "report": number_of_target,
    "likeness": other_code,
}


def address(name: str, pledge: Pledge) -> str:
    more = [MORE[name](pledge)] if name in MORE else []
    return reverse(f"pledge_desk:{name}", args=[pledge.code, *more])


@pytest.mark.parametrize("state", WAYS)
def test_who_sees_which_page(state: State) -> None:
    pledge = pledge_in(DRAFT)
    people = people_around(pledge)
    moved(pledge, to=state)
    addresses = {name: address(name, pledge) for name in PAGES}
    visitors = {who: signed_in(user) for who, user in people.items() if user}
    assert set(visitors) == ROLES
    for name, at in addresses.items():
        assert Client().get(at).status_code == HTTPStatus.FOUND  # led to sign in
        statuses = {who: visitor.get(at).status_code for who, visitor in visitors.items()}
        expected = dict.fromkeys(ROLES, HTTPStatus.NOT_FOUND)
        expected |= dict.fromkeys(PAGES[name].get(state, NOBODY), HTTPStatus.OK)
        expected |= {who: HTTPStatus.FOUND for p, s, who in ELSEWHERE if (p, s) == (name, state)}
        assert (name, statuses) == (name, expected)


def test_every_page_of_a_pledge_on_the_desk_is_named() -> None:
    named = {pattern.name for pattern in desk_urls.urlpatterns}
    elsewhere = {"mine", "begin", "news"}
    imports = {name for name in named if name and name.startswith("import")}
    assert named - elsewhere - imports == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_what_is_not_there_is_not_found(name: str) -> None:
    user = pledge_user()
    more: dict[str, list[Any]] = {
        "partner": [10**12],
        "report": [10**12],
        "likeness": ["PLG-2030-9999"],
    }
    at = reverse(f"pledge_desk:{name}", args=["PLG-2030-9998", *more.get(name, [])])
    assert signed_in(user).get(at).status_code == HTTPStatus.NOT_FOUND


def pledge_user() -> User:
    return author_of(pledge_in(DRAFT))


@pytest.mark.parametrize("name", ["partner", "report"])
def test_a_part_of_another_pledge_is_not_found(name: str) -> None:
    pledge, other = published(), published(title="Another")
    people_around(other)
    at = reverse(f"pledge_desk:{name}", args=[pledge.code, MORE[name](other)])
    for user in (author_of(pledge), author_of(other)):
        assert signed_in(user).get(at).status_code == HTTPStatus.NOT_FOUND


PUBLIC: dict[str, Callable[[Pledge], list[object]]] = {
    "detail": lambda p: [p.code],
    "version": lambda p: [p.code, 1],
}


@pytest.mark.parametrize("state", WAYS)
def test_the_public_pages_are_there_once_it_is_published_and_for_everybody(state: State) -> None:
    pledge = pledge_in(DRAFT)
    people = people_around(pledge)
    moved(pledge, to=state)
    visitors = [signed_in(user) if user else Client() for user in people.values()]
    expected = HTTPStatus.OK if state == PUBLISHED else HTTPStatus.NOT_FOUND
    for name, arguments in PUBLIC.items():
        at = reverse(f"pledges:{name}", args=arguments(pledge))
        assert {visitor.get(at).status_code for visitor in visitors} == {expected}


@pytest.mark.parametrize("state", WAYS)
def test_a_file_is_for_those_who_see_the_pledge(state: State) -> None:
    pledge = pledge_in(DRAFT)
    part(pledge)
    people = people_around(pledge)
    file = attach(pledge=pledge, file=pdf(), by=author_of(pledge))
    moved(pledge, to=state)
    at = reverse("pledges:file", args=[pledge.code, file.pk])
    visitors = {who: signed_in(user) if user else Client() for who, user in people.items()}
    seen = {who for who, v in visitors.items() if v.get(at).status_code == HTTPStatus.OK}
    everybody = {*ROLES, "nobody"}
    expected = {DRAFT: ONES_OWN, PUBLISHED: everybody}.get(state, SEEN)
    assert seen == expected


def test_every_public_page_is_named() -> None:
    named = {pattern.name for pattern in urls.urlpatterns}
    assert {*PUBLIC, "file", "list", "needs_and_offers"} <= named


def test_the_link_of_the_mail_needs_no_sign_in() -> None:
    pledge = published()
    at = reverse("pledge_desk:news", args=[pledge.code, token_of(pledge, author_of(pledge))])
    assert Client().get(at).status_code == HTTPStatus.OK


def test_who_may_begin_one() -> None:
    pledge = pledge_in(DRAFT)
    people = people_around(pledge)
    at = reverse("pledge_desk:begin")
    statuses = {who: signed_in(user).get(at).status_code for who, user in people.items() if user}
    may = {who for who, status in statuses.items() if status == HTTPStatus.OK}
    assert may == {
        "author", "partner", "invited partner", "declined partner", "former partner",
        "other organisation", "focal point",
    }  # fmt: skip
    assert set(statuses) == ROLES


def test_everybody_has_a_list_of_their_own() -> None:
    pledge = pledge_in(DRAFT, title="Seen by its own")
    people = people_around(pledge)
    at = reverse("pledge_desk:mine")
    texts = {who: signed_in(user).get(at).content.decode() for who, user in people.items() if user}
    assert {who for who, text in texts.items() if pledge.code in text} == ONES_OWN
