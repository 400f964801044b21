"""Every page of a review on the desk, by every kind of visitor, in every state.

A combination that nobody named fails.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from publication.choices import State
from reviews.models import Review
from tests.desk.access import signed_in
from tests.factories.publication import WAYS, moved
from tests.factories.reviews import attached, begun, filled, focal_point_of, people_around, write

pytestmark = pytest.mark.django_db

OUTSIDERS = (
    "outsider, foreign focal point, foreign contributor, contributor without, "
    "former focal point, representative, reviewer, moderator"
)

# Each page, and what is sent to it, to whom. 200 and 302 are seen or done, 404 is not there,
# 409 came too late, 422 is refused in words. “mine” is the section handed to the contributor.
DRAFT = f"""
                | focal point, second focal point | contributor with a section | secretariat | {OUTSIDERS}
tasks           | 200 | 200 | 404 | 404
check           | 200 | 404 | 404 | 404
mine            | 200 | 200 | 404 | 404
other           | 200 | 404 | 404 | 404
hand over       | 200 | 404 | 404 | 404
history mine    | 200 | 200 | 404 | 404
history other   | 200 | 404 | 404 | 404
file            | 200 | 404 | 404 | 404
write mine      | 302 | 302 | 404 | 404
write other     | 302 | 404 | 404 | 404
save mine       | 200 | 200 | 404 | 404
save other      | 200 | 404 | 404 | 404
give a file     | 422 | 404 | 404 | 404
take a file     | 404 | 404 | 404 | 404
set aside mine  | 404 | 404 | 404 | 404
cite mine       | 422 | 422 | 404 | 404
cite other      | 422 | 404 | 404 | 404
hand it over    | 302 | 404 | 404 | 404
"""  # noqa: E501

# Once it has left the State: nobody writes, and the Secretariat reads.
HANDED_IN = f"""
                | focal point, second focal point | contributor with a section | secretariat | {OUTSIDERS}
tasks           | 200 | 200 | 200 | 404
check           | 200 | 404 | 200 | 404
mine            | 200 | 200 | 200 | 404
other           | 200 | 404 | 200 | 404
hand over       | 200 | 404 | 404 | 404
history mine    | 200 | 200 | 404 | 404
history other   | 200 | 404 | 404 | 404
file            | 200 | 404 | 200 | 404
write mine      | 409 | 409 | 409 | 404
write other     | 409 | 404 | 409 | 404
save mine       | 409 | 409 | 409 | 404
save other      | 409 | 404 | 409 | 404
give a file     | 422 | 404 | 422 | 404
take a file     | 404 | 404 | 404 | 404
set aside mine  | 404 | 404 | 404 | 404
cite mine       | 409 | 409 | 409 | 404
cite other      | 409 | 404 | 409 | 404
hand it over    | 409 | 404 | 404 | 404
"""  # noqa: E501

# What is published may be downloaded by everybody.
PUBLISHED = HANDED_IN.replace(
    "file            | 200 | 404 | 200 | 404", "file            | 200 | 200 | 200 | 200"
)
TABLES = dict.fromkeys(State, HANDED_IN) | {State.DRAFT: DRAFT, State.PUBLISHED: PUBLISHED}

Visit = Callable[[Client], Any]


def read(table: str) -> dict[tuple[str, str], int]:
    head, *lines = table.strip("\n").splitlines()
    groups = [group.strip().split(", ") for group in head.split("|")[1:]]
    named: dict[tuple[str, str], int] = {}
    for line in lines:
        page, *statuses = (cell.strip() for cell in line.split("|"))
        for group, status in zip(groups, statuses, strict=True):
            named |= {(page, role): int(status) for role in group}
    return named


def visits(review: Review) -> dict[str, Visit]:
    """What can be asked of the desk; none of it changes what the next visitor finds."""
    code = review.code

    def at(name: str, *more: str) -> str:
        return reverse(f"review_desk:{name}", args=[code, *more])

    def post(name: str, *more: str, **fields: str) -> Visit:
        return lambda browser: browser.post(at(name, *more), fields)

    def get(name: str, *more: str) -> Visit:
        return lambda browser: browser.get(at(name, *more))

    mine, other = ("methodology", "lead-body"), ("objective-5", "o05-progress")
    same = {"answer-lead-body": "The Ministry", "base-lead-body": "1"}
    file = reverse("reviews:attachment", args=[code, review.attachments.get().pk])
    return {
        "tasks": get("tasks"),
        "check": get("check"),
        "mine": get("section", mine[0]),
        "other": get("section", other[0]),
        "hand over": get("hand_over", "means"),
        "history mine": get("answer_history", *mine),
        "history other": get("answer_history", *other),
        "file": lambda browser: browser.get(file),
        "write mine": post("section", mine[0], **same),
        "write other": post("section", other[0]),
        "save mine": post("answer", *mine, **same),
        "save other": post("answer", *other, **{"base-o05-progress": "0"}),
        "give a file": post("files", "means", "plan"),
        "take a file": post("files", "means", "plan", remove="999999999"),
        "set aside mine": post("set_aside", *mine),
        "cite mine": post("cite", mine[0], question=mine[1], code="REV-2030-XXX"),
        "cite other": post("cite", other[0], question=other[1], code="REV-2030-XXX"),
        "hand it over": post("hand_over", "means", assignee=""),
    }


@pytest.mark.parametrize("state", WAYS)
def test_every_page_by_everybody(state: State) -> None:
    review = filled(begun())
    attached(review)
    everybody = {role: user for role, user in people_around(review).items() if user}
    moved(review, to=state)
    tried, named = visits(review), read(TABLES[state])
    assert set(named) == {(page, role) for page in tried for role in everybody}

    found = {
        (page, role): visit(browser).status_code
        for role, browser in ((role, signed_in(user)) for role, user in everybody.items())
        for page, visit in tried.items()
    }
    assert {pair: status for pair, status in found.items() if status != named[pair]} == {}


def test_nobody_is_led_to_sign_in_from_everywhere_and_learns_nothing() -> None:
    review = filled(begun())
    attached(review)
    for page, visit in visits(review).items():
        response = visit(Client())
        if page == "file":
            assert response.status_code == 404
        else:
            assert response.status_code == 302, page
            assert response["Location"].startswith(reverse("account_login"))


UNKNOWN = [
    ("tasks", "REV-2030-XXX"),
    ("tasks", "rev-2030-cri"),
    ("tasks", "x" * 300),
    ("check", "REV-2030-XXX"),
    ("section", "REV-2030-CRI", "objective-6"),
    ("section", "REV-2030-CRI", "x" * 300),
    ("section", "REV-2030-XXX", "methodology"),
    ("hand_over", "REV-2030-CRI", "objective-6"),
    ("answer", "REV-2030-CRI", "methodology", "o05-progress"),
    ("answer", "REV-2030-CRI", "methodology", "nothing"),
    ("answer_history", "REV-2030-CRI", "means", "lead-body"),
    ("files", "REV-2030-CRI", "means", "nothing"),
    ("set_aside", "REV-2030-CRI", "methodology", "lead-body"),
]


@pytest.mark.parametrize("place", UNKNOWN, ids="/".join)
def test_what_does_not_exist_is_not_there(place: tuple[str, ...]) -> None:
    begun()
    browser = signed_in(focal_point_of("CRI"))
    address = reverse(f"review_desk:{place[0]}", args=place[1:])
    assert browser.get(address).status_code in {404, 405}
    assert browser.post(address, {"base-nothing": "0"}).status_code in {404, 405}


class TestWhatAContributorSees:
    """The sections handed over, and of everything else not even the name."""

    def page(self, state: State = State.DRAFT) -> str:
        review = filled(begun(), o05_progress="A secret of the ministry next door.")
        write(review, "lead-body", "The Ministry")
        person = people_around(review)["contributor with a section"]
        assert person
        moved(review, to=state)
        browser, mine = signed_in(person), ("methodology", "lead-body")
        return "".join(
            browser.get(address).content.decode()
            for address in (
                review.desk_address,
                reverse("review_desk:section", args=[review.code, mine[0]]),
                reverse(
                    "review_desk:answer_history", args=[review.code, "methodology", "lead-body"]
                ),
            )
        )

    @pytest.mark.parametrize("state", WAYS)
    def test_neither_names_nor_texts_of_other_sections(self, state: State) -> None:
        page = self.page(state)
        assert "Section methodology" in page
        for hidden in ("Section means", "Section objective-5", "ministry next door", "o05-"):
            assert hidden not in page

    def test_no_move_and_no_note_of_the_secretariat(self) -> None:
        page = self.page(State.UNDER_REVIEW)
        assert "/moves/" not in page
        assert "Taken up" not in page

    @pytest.mark.parametrize("state", WAYS)
    def test_no_link_that_leads_to_nothing(self, state: State) -> None:
        assert "/check/" not in self.page(state)


class TestWhatTheSecretariatSees:
    def test_the_answers_that_were_handed_in_and_no_draft_of_them(self) -> None:
        review = filled(begun())
        write(review, "o05-progress", "What the minister did not want to say.")
        write(review, "o05-progress", "Three regular pathways.")
        boss = people_around(review)["secretariat"]
        assert boss
        moved(review, to=State.SUBMITTED)
        browser = signed_in(boss)
        section = browser.get(reverse("review_desk:section", args=[review.code, "objective-5"]))
        assert "Three regular pathways." in section.content.decode()
        assert "did not want to say" not in section.content.decode()
        history = reverse(
            "review_desk:answer_history", args=[review.code, "objective-5", "o05-progress"]
        )
        assert browser.get(history).status_code == 404
