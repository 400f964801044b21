"""The page of a move: for whom it is there, what it refuses, and that no note is ever lost."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from publication import views
from publication.choices import State
from publication.models import StateChange
from publication.moves import make_move
from reviews.models import Review
from reviews.workflow import WORKFLOW
from stakeholders.models import User
from tests.desk.access import signed_in
from tests.factories.publication import WAYS, examiner, history, moved, review_in
from tests.factories.reviews import begun, filled, focal_point_of, people_around
from tests.factories.stakeholders import UserFactory
from tests.publication.test_matrix import NAMED

pytestmark = pytest.mark.django_db

NOTE = "Please say more on objective 5 & on <returns>."
SHOWN = "Please say more on objective 5 &amp; on &lt;returns&gt;."


def address(review: Review, move: str, room: str = "reviews") -> str:
    return reverse("publication:move", args=[room, review.code, move])


def valid() -> dict[str, str]:
    tomorrow = timezone.now() + timedelta(days=1)
    return {"note": NOTE, "declared": "on", "publish_at": tomorrow.strftime("%Y-%m-%dT%H:%M")}


def expected(triple: tuple[str, str, str]) -> int:
    """What the table of the workflow means on a page."""
    state, _move, role = triple
    if role == "secretariat" and state == State.DRAFT:
        return 404  # a State's draft is not there for the Secretariat
    return {"made": 200, "late": 409, "-": 404}[NAMED[triple]]


@pytest.mark.parametrize("state", WAYS)
def test_the_page_is_there_for_those_whom_the_table_names(state: State) -> None:
    review = begun()
    everybody = {name: user for name, user in people_around(filled(review)).items() if user}
    moved(review, to=state)
    triples = [(state.value, m.slug, role) for m in WORKFLOW for role in everybody]
    browsers = {role: signed_in(user) for role, user in everybody.items()}
    found = {
        (place, move, role): browsers[role].get(address(review, move)).status_code
        for place, move, role in triples
    }
    named = {triple: expected(triple) for triple in triples}
    assert {t: status for t, status in found.items() if status != named[t]} == {}


def test_who_may_not_cannot_post_either() -> None:
    review = review_in(State.UNDER_REVIEW)
    for person in (UserFactory(), focal_point_of("CRI"), UserFactory(focal_point_of="MEX")):
        response = signed_in(person).post(address(review, "publish"), valid())
        assert response.status_code == 404
    assert Review.objects.get().state == State.UNDER_REVIEW


def test_nobody_is_led_to_sign_in_whether_the_item_exists_or_not() -> None:
    review = review_in(State.SUBMITTED)
    for target in (address(review, "take-up"), address(review, "fly"), "/en/moves/x/y/z/"):
        response = Client().get(target)
        assert (response.status_code, response["Location"]) == (
            302,
            f"{reverse('account_login')}?next={target}",
        )


@pytest.mark.parametrize(
    ("room", "code", "move"),
    [
        ("kitchens", "REV-2030-CRI", "take-up"),
        ("reviews", "REV-2030-XXX", "take-up"),
        ("reviews", "rev-2030-cri", "take-up"),
        ("reviews", "REV-2030-CRI", "burn"),
        ("reviews", "REV-2030-CRI", "release"),
    ],
)
def test_an_unknown_room_item_or_move_is_not_there(room: str, code: str, move: str) -> None:
    review_in(State.SUBMITTED)
    browser = signed_in(examiner())
    assert browser.get(f"/en/moves/{room}/{code}/{move}/").status_code == 404
    assert browser.post(f"/en/moves/{room}/{code}/{move}/", valid()).status_code == 404


def test_a_move_is_made_and_leads_back_to_the_desk() -> None:
    review = review_in(State.UNDER_REVIEW)
    response = signed_in(examiner()).post(address(review, "publish"), {"note": NOTE})
    assert (response.status_code, response["Location"]) == (302, review.desk_address)
    last = StateChange.objects.of(review).last()
    assert last
    assert (last.move, last.note, last.by) == ("publish", NOTE, examiner())


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_other_methods_are_refused(method: str) -> None:
    review = review_in(State.SUBMITTED)
    browser = signed_in(examiner())
    assert getattr(browser, method)(address(review, "take-up")).status_code == 405


def test_asking_changes_nothing() -> None:
    review = review_in(State.UNDER_REVIEW)
    made = history(review)
    page = signed_in(examiner()).get(address(review, "return"))
    assert history(review) == made
    assert "Return with a note" in page.content.decode()


def fields_of(move: str, state: State, person: User | None = None) -> set[str]:
    page = signed_in(person or examiner()).get(address(review_in(state), move))
    return set(page.context["form"].fields)


def test_the_form_asks_what_the_row_of_the_table_needs_and_no_more() -> None:
    assert fields_of("schedule", State.UNDER_REVIEW) == {"note", "publish_at"}


def test_only_the_submission_asks_for_the_declaration() -> None:
    focal_point = UserFactory(focal_point_of="CRI")
    assert fields_of("submit", State.DRAFT, focal_point) == {"note", "declared"}


def refused(person: User, review: Review, move: str, **fields: str) -> Any:
    """The page that refuses, after which nothing has changed."""
    made = history(review)
    response = signed_in(person).post(address(review, move), fields)
    assert history(review) == made
    return response


def test_what_is_missing_is_told_at_the_top_and_the_note_stays() -> None:
    response = refused(focal_point_of("CRI"), begun(), "submit", note=NOTE)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Tick the declaration." in page
    assert "2 answers need your attention" in page
    assert SHOWN in page
    assert "<title>Error:" in page


def test_a_return_without_a_note_is_refused_in_words() -> None:
    response = refused(examiner(), review_in(State.UNDER_REVIEW), "return", note=" \r\n ")
    assert response.status_code == 422
    assert "Say why, in the note." in response.content.decode()


def test_a_note_that_is_too_long_is_refused_and_given_back_whole() -> None:
    text = "word " * 2001
    response = refused(examiner(), review_in(State.UNDER_REVIEW), "return", note=text)
    assert response.status_code == 422
    assert text.strip() in response.content.decode()


@pytest.mark.parametrize(
    "moment", ["", "tomorrow", "2030-02-30T10:00", "2030-13-01", "١٢", "9" * 99]
)
def test_a_time_that_is_none_is_refused_and_the_note_stays(moment: str) -> None:
    review = review_in(State.UNDER_REVIEW)
    response = refused(examiner(), review, "schedule", note=NOTE, publish_at=moment)
    assert response.status_code == 422
    assert SHOWN in response.content.decode()


@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "1999-12-31T23:59", "9999-12-31T23:59"])
def test_a_time_at_the_end_of_the_calendar_never_fails(moment: str) -> None:
    review = review_in(State.UNDER_REVIEW)
    boss = examiner()
    User.objects.update(time_zone="America/New_York")
    response = refused(boss, review, "schedule", publish_at=moment)
    assert response.status_code == 422


def test_a_time_of_publication_is_in_the_readers_own_zone() -> None:
    review = review_in(State.UNDER_REVIEW)
    tomorrow = (timezone.now() + timedelta(days=1)).date()
    User.objects.update(time_zone="America/Costa_Rica")
    browser = signed_in(examiner())
    assert "America/Costa_Rica" in browser.get(address(review, "schedule")).content.decode()
    browser.post(address(review, "schedule"), {"publish_at": f"{tomorrow}T09:00"})
    review.refresh_from_db()
    assert review.publish_at == datetime.combine(tomorrow, time(15), tzinfo=UTC)


@time_machine.travel("2030-03-01 12:00Z")
def test_an_hour_that_a_change_of_clocks_skips_is_refused() -> None:
    review = review_in(State.UNDER_REVIEW)
    User.objects.update(time_zone="Europe/Paris")
    response = refused(examiner(), review, "schedule", publish_at="2030-03-31T02:30")
    assert response.status_code == 422


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("note=a%00b", 400),
        (b"note=\xff", 400),
        ("note=" + "x" * 6 * 1024**2, 413),
        ("&".join(f"f{n}=" for n in range(2001)), 400),
    ],
)
def test_broken_and_oversized_input_is_refused(body: str | bytes, status: int) -> None:
    review = review_in(State.UNDER_REVIEW)
    browser = signed_in(examiner())
    form = "application/x-www-form-urlencoded"
    response = browser.generic("POST", address(review, "return"), body, content_type=form)
    assert response.status_code == status
    assert Review.objects.get().state == State.UNDER_REVIEW


def test_it_moved_before_the_page_was_opened() -> None:
    review = review_in(State.PUBLISHED)
    page = signed_in(examiner()).get(address(review, "take-up"))
    assert page.status_code == 409
    assert "it is now “Published”" in page.content.decode()
    assert examiner().name in page.content.decode()


def test_it_moved_while_the_note_was_written_and_the_note_is_given_back() -> None:
    review = review_in(State.UNDER_REVIEW)
    boss, colleague = examiner(), UserFactory(secretariat=True)
    browser = signed_in(boss)
    browser.get(address(review, "return"))
    make_move(review, "publish", by=colleague)
    response = browser.post(address(review, "return"), {"note": NOTE})
    page = response.content.decode()
    assert response.status_code == 409
    assert SHOWN in page
    assert colleague.name in page
    assert Review.objects.get().state == State.PUBLISHED


def test_it_was_returned_while_another_wrote_a_note_and_that_note_is_given_back() -> None:
    """A draft is hidden from the Secretariat; that it is one again is told to who examined it."""
    review = review_in(State.UNDER_REVIEW)
    browser = signed_in(examiner())
    make_move(review, "return", by=UserFactory(secretariat=True), note="Short.")
    response = browser.post(address(review, "return"), {"note": NOTE})
    assert response.status_code == 409
    assert SHOWN in response.content.decode()
    assert review.desk_address not in response.content.decode()


def test_it_moves_between_the_check_and_the_move(monkeypatch: pytest.MonkeyPatch) -> None:
    review = review_in(State.UNDER_REVIEW)
    colleague = UserFactory(secretariat=True)

    def too_late(item: Review, name: str, **said: Any) -> StateChange:
        make_move(item, "schedule", by=colleague, publish_at=timezone.now() + timedelta(days=1))
        return make_move(Review.objects.get(), name, **said)

    monkeypatch.setattr(views, "make_move", too_late)
    response = signed_in(examiner()).post(address(review, "return"), {"note": NOTE})
    assert response.status_code == 409
    assert SHOWN in response.content.decode()


def test_a_role_that_ended_between_the_check_and_the_move_is_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    review = review_in(State.UNDER_REVIEW)

    def without_role(item: Review, name: str, **said: Any) -> StateChange:
        return make_move(item, name, **{**said, "by": UserFactory()})

    monkeypatch.setattr(views, "make_move", without_role)
    response = signed_in(examiner()).post(address(review, "return"), {"note": NOTE})
    assert response.status_code == 404
    assert Review.objects.get().state == State.UNDER_REVIEW


def test_a_note_survives_the_end_of_the_session() -> None:
    review = review_in(State.UNDER_REVIEW)
    boss, browser = examiner(), Client()
    response = browser.post(address(review, "return"), {"note": NOTE})
    assert response.status_code == 302
    browser.force_login(boss, backend="django.contrib.auth.backends.ModelBackend")
    assert SHOWN in browser.get(address(review, "return")).content.decode()
    assert SHOWN not in browser.get(address(review, "publish")).content.decode()
    browser.post(address(review, "return"), {"note": NOTE})
    assert history(review)[-1] == ("return", "under-review", "draft")
    assert "kept_form" not in browser.session


@pytest.mark.parametrize("language", ["ar", "es", "zh-hans"])
def test_the_page_is_there_in_every_direction(language: str) -> None:
    review = review_in(State.UNDER_REVIEW)
    target = address(review, "return").replace("/en/", f"/{language}/")
    page = signed_in(examiner()).get(target).content.decode()
    assert f'lang="{language}"' in page
    assert ('dir="rtl"' in page) == (language == "ar")
