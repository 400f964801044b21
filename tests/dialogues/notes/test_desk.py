"""The notes on the desk: the list, one of them, and its clearance; each tried by everybody."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from desk.note_tasks import note_tasks
from dialogues.content import content_of_note
from dialogues.models import BackgroundNote
from dialogues.notes.saving import save_paragraph
from publication.choices import State
from publication.moves import digest_of, make_move
from publication.services import release_due
from stakeholders.models import User
from tests.factories.dialogues import co_chair, debate, note, published_post, sent, space
from tests.factories.notes import (
    address,
    cite,
    cleared,
    keys_of,
    note_in,
    person,
    published,
    signed_in,
)
from tests.factories.publication import examiner
from tests.factories.reviews import focal_point_of
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db

LIST = "/en/desk/dialogues/notes/"


def clear_form(of: BackgroundNote, iso3: str = "CRI", **more: Any) -> dict[str, Any]:
    seat = of.debate.co_chairs.get(organisation__country=iso3)
    digest = digest_of(content_of_note(of))
    return {"co_chair": seat.pk, "digest": digest, "remark": "Good.", **more}


def titles(person: User) -> list[str]:
    return [task.title for task in note_tasks(person)]


class TestList:
    def test_the_secretariat_sees_every_debate_and_begins_what_is_missing(self) -> None:
        one, empty = note(debate(1)), debate(None)
        cite(one, 0, published_post(space(one.debate)))
        desk = signed_in(examiner())
        page = desk.get(LIST).content.decode()
        assert one.code in page
        assert "1 of 1 contributions taken up" in page
        assert "5 of about 1,000 words" in page
        assert "Begin the note" in page
        answer = desk.post(LIST, {"debate": empty.pk})
        begun = BackgroundNote.objects.get(debate=empty)
        assert answer["Location"] == address("note_write", begun)
        assert "Begin the note" not in desk.get(LIST).content.decode()

    def test_co_chairs_see_theirs_once_it_has_come_to_them(self) -> None:
        first, second = note(debate(1)), note(debate(2))
        chair = signed_in(focal_point_of("CRI"))
        assert "None has come to you yet." in chair.get(LIST).content.decode()
        sent(first)
        page = chair.get(LIST).content.decode()
        assert first.code in page
        assert second.code not in page
        assert chair.post(LIST, {"debate": debate(3).pk}).status_code == HTTPStatus.NOT_FOUND

    @pytest.mark.parametrize("who", ["contributor", "colleague", "other State", "outsider"])
    def test_to_others_it_is_no_page(self, who: str) -> None:
        note()
        assert signed_in(person(who)).get(LIST).status_code == HTTPStatus.NOT_FOUND

    def test_nobody_is_asked_to_sign_in(self) -> None:
        assert Client().get(LIST)["Location"].startswith("/en/accounts/login/")

    @pytest.mark.parametrize("number", ["", "x", "4321"])
    def test_a_debate_that_is_not_there(self, number: str) -> None:
        answer = signed_in(examiner()).post(LIST, {"debate": number})
        assert answer.status_code == HTTPStatus.NOT_FOUND

    def test_the_number_of_queries_does_not_grow(self, django_assert_num_queries: Any) -> None:
        desk = signed_in(examiner())
        one = note(debate(1))
        cite(one, 0, published_post(space(one.debate)))
        desk.get(LIST)
        with django_assert_num_queries(9):
            desk.get(LIST)
        for number in (2, 3):
            other = note(debate(number))
            cite(other, 0, published_post(space(other.debate)))
        with django_assert_num_queries(9):
            desk.get(LIST)


class TestNote:
    def test_the_secretariat_reads_it_and_sees_what_is_next(self) -> None:
        one = note()
        desk = signed_in(examiner())
        page = desk.get(address("note", one)).content.decode()
        assert address("note_write", one) in page
        assert "Send to the co-chairs" in page
        sent(one)
        page = desk.get(address("note", one)).content.decode()
        assert address("note_write", one) not in page
        assert "Not cleared as it says now" in page

    def test_a_move_is_made_from_its_page(self) -> None:
        one = note()
        desk = signed_in(examiner())
        desk.post(reverse("publication:move", args=["notes", one.code, "submit"]), {})
        one.refresh_from_db()
        assert one.state == State.UNDER_REVIEW

    @pytest.mark.parametrize("state", [State.DRAFT, State.REVISING])
    def test_a_co_chair_does_not_see_what_is_written(self, state: State) -> None:
        chair = signed_in(focal_point_of("CRI"))
        assert chair.get(address("note", note_in(state))).status_code == HTTPStatus.NOT_FOUND

    @pytest.mark.parametrize("state", [State.UNDER_REVIEW, State.SCHEDULED, State.PUBLISHED])
    def test_a_co_chair_sees_what_came_to_them_and_others_do_not(self, state: State) -> None:
        one = note_in(state)
        assert signed_in(focal_point_of("MEX")).get(address("note", one)).status_code == 200
        for other in (UserFactory(contributor_of="MEX"), focal_point_of("COL"), UserFactory()):
            answer = signed_in(other).get(address("note", one))
            assert answer.status_code == HTTPStatus.NOT_FOUND
        assert Client().get(address("note", one)).status_code == HTTPStatus.FOUND


class TestClearing:
    def test_a_co_chair_clears_with_a_remark(self) -> None:
        one = sent(note())
        chair = signed_in(focal_point_of("CRI"))
        assert "Clear it on behalf of" in chair.get(address("note", one)).content.decode()
        answer = chair.post(address("note_clear", one), clear_form(one), follow=True)
        page = answer.content.decode()
        assert "Cleared on behalf of" in page
        assert "Good." in page
        assert 'name="co_chair"' not in page
        assert one.clearances.get().remark == "Good."

    def test_what_changed_meanwhile_is_shown_and_not_cleared(self) -> None:
        one = sent(note())
        form = clear_form(one)
        make_move(one, "return", by=examiner(), note="A typing error.")
        save_paragraph(note=one, key=keys_of(one)[0], text="Other.", base=1, by=examiner())
        make_move(one, "resubmit", by=examiner())
        answer = signed_in(focal_point_of("CRI")).post(address("note_clear", one), form)
        assert answer.status_code == HTTPStatus.CONFLICT
        assert "Nothing was cleared" in answer.content.decode()
        assert "Other." in answer.content.decode()
        assert "Good." in answer.content.decode()
        assert one.clearances.count() == 0

    def test_too_long_a_remark_is_told_and_kept(self) -> None:
        one = sent(note())
        form = clear_form(one, remark="r" * 501)
        answer = signed_in(focal_point_of("CRI")).post(address("note_clear", one), form)
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "r" * 501 in answer.content.decode()
        assert one.clearances.count() == 0

    @pytest.mark.parametrize("who", ["secretariat", "other co-chair", "outsider"])
    def test_for_another_it_cannot_be_done(self, who: str) -> None:
        one = sent(note())
        answer = signed_in(person(who)).post(address("note_clear", one), clear_form(one))
        assert answer.status_code == HTTPStatus.NOT_FOUND
        assert one.clearances.count() == 0

    def test_it_is_done_by_a_form_and_not_by_a_link(self) -> None:
        one = sent(note())
        answer = signed_in(focal_point_of("CRI")).get(address("note_clear", one))
        assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED

    def test_who_speaks_for_two_co_chairs_clears_for_each(self) -> None:
        one = note()
        person = focal_point_of("CRI")
        seat = co_chair(one.debate, "COL")
        UserFactory(focal_point_of="COL")
        sent(one)
        page = signed_in(person).get(address("note", one)).content.decode()
        assert page.count('name="co_chair"') == 1
        assert seat.pk not in {c.co_chair_id for c in one.clearances.all()}


class TestTasks:
    def test_a_co_chair_is_asked_until_it_is_cleared(self) -> None:
        one, chair = note(), focal_point_of("CRI")
        assert titles(chair) == []
        sent(one)
        assert titles(chair) == [f"Clear {one.code}"]
        cleared(one)
        assert titles(User.objects.get(pk=chair.pk)) == []

    def test_the_secretariat_is_told_what_is_cleared_and_what_came_back(self) -> None:
        one, staff = sent(note()), examiner()
        assert titles(staff) == []
        cleared(one)
        assert titles(staff) == [f"Publish {one.code}"]
        make_move(one, "return", by=focal_point_of("CRI"), note="Shorter.")
        assert titles(staff) == [f"Revise {one.code}"]
        published(one)
        assert titles(staff) == []

    def test_the_secretariat_learns_that_a_scheduled_note_will_not_come_out(self) -> None:
        one, staff = note_in(State.SCHEDULED), examiner()
        assert titles(staff) == []
        seat = co_chair(one.debate, "COL")
        (task,) = note_tasks(staff)
        assert (task.title, task.url) == (f"Hold publication back ({one.code})", one.desk_address)
        assert task.why == f"{seat} has not cleared it."
        assert task.due == one.publish_at
        assert titles(focal_point_of("COL")) == []
        make_move(one, "hold back", by=staff)
        assert titles(staff) == []
        assert titles(focal_point_of("COL")) == [f"Clear {one.code}"]

    def test_and_that_one_has_not_come_out_in_time(self) -> None:
        one, staff = note_in(State.SCHEDULED), examiner()
        assert one.publish_at is not None
        with time_machine.travel(one.publish_at - timedelta(minutes=1), tick=False):
            assert titles(staff) == []
        with time_machine.travel(one.publish_at + timedelta(minutes=1), tick=False):
            (task,) = note_tasks(staff)
            assert task.why == "It is not published yet."
            release_due(timezone.now())
            assert titles(staff) == []

    def test_nobody_else_is(self) -> None:
        sent(note())
        for other in (UserFactory(), UserFactory(contributor_of="CRI"), focal_point_of("COL")):
            assert titles(other) == []
