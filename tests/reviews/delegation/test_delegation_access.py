"""Every page of the delegation, by every kind of visitor, in every state; a pair unnamed fails."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from publication.choices import State
from reviews.models import Review
from tests.desk.access import signed_in
from tests.factories.delegation import ladder_of, link_to
from tests.factories.publication import WAYS, moved
from tests.factories.reviews import begun, filled, people_around
from tests.reviews.test_access import OUTSIDERS, read

pytestmark = pytest.mark.django_db

Visit = Callable[[Client], Any]

DRAFT = f"""
                 | focal point, second focal point | contributor with a section | secretariat | {OUTSIDERS}
owing            | 200 | 404 | 404 | 404
ladder           | 200 | 404 | 404 | 404
links            | 200 | 404 | 404 | 404
link             | 200 | 404 | 404 | 404
comments         | 200 | 404 | 404 | 404
handover         | 200 | 404 | 404 | 404
clearance mine   | 200 | 404 | 404 | 404
clearance other  | 200 | 404 | 404 | 404
nudge            | 409 | 404 | 404 | 404
set the ladder   | 422 | 404 | 404 | 404
make a link      | 422 | 404 | 404 | 404
send it again    | 422 | 404 | 404 | 404
clear mine       | 422 | 404 | 404 | 404
here mine        | 200, 204 | 200, 204 | 404 | 404
here other       | 200, 204 | 404 | 404 | 404
comment mine     | 200 | 200 | 404 | 404
comment other    | 200 | 404 | 404 | 404
"""  # noqa: E501

# Once it has left the State nothing is shared out any more, and its own still read.
HANDED_IN = f"""
                 | focal point, second focal point | contributor with a section | secretariat | {OUTSIDERS}
owing            | 200 | 404 | 404 | 404
ladder           | 200 | 404 | 404 | 404
links            | 200 | 404 | 404 | 404
link             | 200 | 404 | 404 | 404
comments         | 200 | 404 | 404 | 404
handover         | 200 | 404 | 404 | 404
clearance mine   | 200 | 404 | 404 | 404
clearance other  | 200 | 404 | 404 | 404
nudge            | 409 | 404 | 404 | 404
set the ladder   | 422 | 404 | 404 | 404
make a link      | 422 | 404 | 404 | 404
send it again    | 422 | 404 | 404 | 404
clear mine       | 422 | 404 | 404 | 404
here mine        | 286 | 286 | 286 | 404
here other       | 286 | 404 | 286 | 404
comment mine     | 409 | 409 | 404 | 404
comment other    | 409 | 404 | 404 | 404
"""  # noqa: E501
TABLES = dict.fromkeys(State, HANDED_IN) | {State.DRAFT: DRAFT}


def visits(review: Review) -> dict[str, Visit]:
    """What can be asked; none of it changes what the next visitor finds."""
    link = link_to(review)

    def address(name: str, *more: object) -> str:
        return reverse(f"review_desk:{name}", args=[review.code, *more])

    def get(name: str, *more: object) -> Visit:
        return lambda browser: browser.get(address(name, *more))

    def post(name: str, *more: object, **fields: str) -> Visit:
        htmx = {"HX-Request": "true"}
        return lambda browser: browser.post(address(name, *more), fields, headers=htmx)

    mine, other = ("methodology", "lead-body"), ("objective-5", "o05-progress")
    pages = ("owing", "ladder", "links", "comments", "handover")
    return {
        **{name: get(name) for name in pages},
        "link": get("link", link.pk),
        "clearance mine": get("clearance", mine[0]),
        "clearance other": get("clearance", other[0]),
        "nudge": post("owing", nudge="user-0"),
        "set the ladder": post("ladder", steps="A\na"),
        "make a link": post("links"),
        "send it again": post("link", link.pk),
        "clear mine": post("clearance", mine[0], step="x"),
        "here mine": post("presence", mine[0]),
        "here other": post("presence", other[0]),
        "comment mine": post("comment", *mine, resolve="0", **{"reply-0": "x"}),
        "comment other": post("comment", *other, resolve="0", **{"reply-0": "x"}),
    }


def named_in(table: str) -> dict[tuple[str, str], set[int]]:
    """As the other table, but a cell may name two."""
    plain = table.replace("200, 204", "204")
    return {pair: {200, 204} if status == 204 else {status} for pair, status in read(plain).items()}


@pytest.mark.parametrize("state", WAYS)
def test_every_page_by_everybody(state: State) -> None:
    review = filled(begun())
    everybody = {role: user for role, user in people_around(review).items() if user}
    ladder_of(review)
    tried = visits(review)
    moved(review, to=state)
    named = named_in(TABLES[state])
    assert set(named) == {(page, role) for page in tried for role in everybody}
    found = {
        (page, role): visit(browser).status_code
        for role, browser in ((role, signed_in(user)) for role, user in everybody.items())
        for page, visit in tried.items()
    }
    assert {pair: status for pair, status in found.items() if status not in named[pair]} == {}


def test_nobody_is_led_to_sign_in_and_learns_nothing() -> None:
    review = filled(begun())
    for page, visit in visits(review).items():
        response = visit(Client())
        if page.startswith("here"):
            assert response.status_code == 286
            assert response.content == b""
        elif page.startswith("comment "):
            assert response.status_code == 401
        else:
            assert response.status_code == 302, page
            assert response["Location"].startswith(reverse("account_login"))


UNKNOWN = [
    *((name, "REV-2030-XXX") for name in ("owing", "ladder", "links", "comments", "handover")),
    ("clearance", "REV-2030-CRI", "nothing"),
    ("clearance", "REV-2030-XXX", "methodology"),
    ("presence", "REV-2030-CRI", "nothing"),
    ("comment", "REV-2030-CRI", "methodology", "o05-progress"),
    ("link", "REV-2030-CRI", 999999999),
]


@pytest.mark.parametrize("place", UNKNOWN, ids=str)
def test_what_does_not_exist_is_not_there(place: tuple[Any, ...]) -> None:
    review = begun()
    browser = signed_in(people_around(review)["focal point"])  # type: ignore[arg-type]
    address = reverse(f"review_desk:{place[0]}", args=place[1:])
    assert browser.get(address).status_code in {404, 405}
    assert browser.post(address).status_code in {404, 405}
