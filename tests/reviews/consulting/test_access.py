"""Every page around consultations, by everybody who could come by, in every state.

A combination that nobody named fails.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from publication.choices import State
from reviews.models import Input, InputCall, Review
from tests.desk.access import signed_in
from tests.factories.consulting import WHOLE, called, held, said, speaker
from tests.factories.publication import WAYS, moved
from tests.factories.reviews import begun, filled, people_around

pytestmark = pytest.mark.django_db

OUTSIDERS = (
    "outsider, foreign focal point, foreign contributor, contributor without, "
    "contributor with a section, former focal point, representative, reviewer, moderator"
)
# 200 and 302 are seen or done, 404 is not there, 409 came too late, 422 is refused in words.
DRAFT = f"""
                  | focal point, second focal point | secretariat | {OUTSIDERS}
log               | 200 | 404 | 404
consultation      | 200 | 404 | 404
call              | 200 | 404 | 404
inputs            | 200 | 404 | 404
input             | 200 | 404 | 404
add               | 302 | 404 | 404
take out          | 302 | 404 | 404
save consultation | 302 | 404 | 404
save call         | 302 | 404 | 404
note use          | 302 | 404 | 404
"""
# Nobody writes any more; the Secretariat reads the log, and never what was said to the State.
HANDED_IN = f"""
                  | focal point, second focal point | secretariat | {OUTSIDERS}
log               | 200 | 200 | 404
consultation      | 302 | 404 | 404
call              | 200 | 404 | 404
inputs            | 200 | 404 | 404
input             | 200 | 404 | 404
add               | 409 | 409 | 404
take out          | 409 | 409 | 404
save consultation | 409 | 404 | 404
save call         | 409 | 404 | 404
note use          | 409 | 404 | 404
"""
PAGES = [line.split("|")[0].strip() for line in DRAFT.strip().splitlines()[1:]]


def call_of_a_month() -> dict[str, str]:
    today = timezone.localdate()
    days = {"opens_on": today, "closes_on": today + timedelta(days=30)}
    return {"introduction": "What?", **{name: day.isoformat() for name, day in days.items()}}


def visit(what: str, browser: Client, review: Review) -> Any:
    consultation, given = review.consultations.get().pk, review.input_call.inputs.get().pk
    code = review.code
    log = reverse("review_desk:consultations", args=[code])
    page = reverse("review_desk:consultation", args=[code, consultation])
    call = reverse("review_desk:call", args=[code])
    inputs = reverse("review_desk:inputs", args=[code])
    one = reverse("review_desk:input", args=[code, given])
    got = {"log": log, "consultation": page, "call": call, "inputs": inputs, "input": one}
    sent: dict[str, tuple[str, dict[str, Any]]] = {
        "add": (log, {}),
        "take out": (log, {"take_out": consultation}),
        "save consultation": (page, {**WHOLE, "title": "Other", "revision": "2"}),
        "save call": (call, {**call_of_a_month(), "revision": "1"}),
        "note use": (one, {"use": "Taken up.", "seen": ""}),
    }
    return browser.get(got[what]) if what in got else browser.post(*sent[what])


def expectations(table: str) -> dict[tuple[str, str], int]:
    head, *lines = table.strip().splitlines()
    groups = [[role.strip() for role in group.split(",")] for group in head.split("|")[1:]]
    named = {}
    for line in lines:
        what, *codes = [cell.strip() for cell in line.split("|")]
        for group, code in zip(groups, codes, strict=True):
            named.update({(what, role): int(code) for role in group})
    return named


def whole(state: State) -> tuple[Review, dict[str, Any]]:
    review = filled(begun())
    held(review)
    said(called(review), by=speaker("Union"))
    people = people_around(review)
    moved(review, to=state)
    del people["nobody"]
    return review, people


@pytest.mark.parametrize("state", WAYS)
def test_everybody_at_every_page(state: State) -> None:
    review, people = whole(state)
    found = {}
    for what in PAGES:
        for role, person in people.items():
            found[what, role] = visit(what, signed_in(person), review).status_code
            as_it_was(review)
    assert found == expectations(DRAFT if state == State.DRAFT else HANDED_IN)


def as_it_was(review: Review) -> None:
    """Each comes to it as the one before did."""
    review.consultations.update(removed_at=None, revision=2)
    review.consultations.filter(title="").delete()
    Input.objects.update(use="", use_noted_at=None)
    InputCall.objects.update(revision=1)


@pytest.mark.parametrize("what", ["add", "save consultation", "save call", "note use", "log"])
def test_who_is_signed_out_is_led_to_sign_in(what: str) -> None:
    review, _people = whole(State.DRAFT)
    answer = visit(what, Client(), review)
    assert answer.status_code == 302
    assert "/accounts/login/" in answer["Location"]
    assert review.consultations.count() == 1


def test_pages_of_another_review_are_not_there() -> None:
    review, people = whole(State.DRAFT)
    other = begun("MEX")
    browser = signed_in(people["foreign focal point"])
    consultation, given = review.consultations.get().pk, review.input_call.inputs.get().pk
    for name, number in (("consultation", consultation), ("input", given)):
        address = reverse(f"review_desk:{name}", args=[other.code, number])
        assert browser.get(address).status_code == 404
    log = reverse("review_desk:consultations", args=[other.code])
    assert browser.post(log, {"take_out": consultation}).status_code == 404
    for nonsense in ("x", "-1", "9" * 30, "١"):
        assert browser.post(log, {"take_out": nonsense}).status_code == 404
