"""Calls: written and published by the Secretariat, put off with a reason, read by everybody."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from notices.letters import compose
from notices.models import Notice
from practices.choices import ReviewMode
from practices.models import Call, CallExtension, Criterion
from practices.services.calls import (
    CallError,
    close_call,
    extend_call,
    publish_call,
    save_call,
    save_criterion,
)
from practices.services.errors import NotAllowedError
from publication.choices import State
from publication.moves import NotReadyError, make_move
from stakeholders.choices import Role
from stakeholders.models import User
from tests.desk.access import MISSING, SEEN, signed_in, statuses
from tests.factories.compact import ObjectiveFactory
from tests.factories.pledges import cycle
from tests.factories.practices import (
    author_of,
    begun,
    criterion,
    practice_in,
    standing_call,
    thematic_call,
    whole,
)
from tests.factories.publication import examiner
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db

AT = "/en/desk/practices/calls/"
PUBLIC = "/en/practices/calls/"


@pytest.fixture
def client(db: None) -> Client:
    return signed_in(examiner())


def typed(**fields: Any) -> dict[str, Any]:
    """What the form of a whole call sends."""
    return {
        "code": "climate-2030",
        "title_en": "Climate and migration",
        "introduction_en": "Practices on moving with dignity.",
        "cycle": cycle().pk,
        "opens_at": "2029-03-01T09:00",
        "due_at": "2029-09-30T23:59",
        "time_zone": "America/Bogota",
        "mode": ReviewMode.DOUBLE_BLIND,
        "objectives": [ObjectiveFactory(number=2).pk],
        "criteria": [criterion("impact", answered_in="impact").pk],
        "divergence": "1.5",
        "most_rounds": "2",
        "days_to_answer": "7",
        "days_to_review": "21",
        **fields,
    }


def draft(**fields: Any) -> Call:
    return thematic_call(published_at=None, **fields)


class TestAccess:
    def test_the_desk_is_for_the_secretariat_alone(self) -> None:
        practice = practice_in(State.SUBMITTED)
        code = thematic_call().code
        people: dict[str, User] = {
            "outsider": UserFactory(),
            "author": author_of(practice),
            "reviewer": UserFactory(role=Role.REVIEWER),
            "moderator": UserFactory(role=Role.MODERATOR),
            "secretariat": examiner(),
        }
        expected = dict.fromkeys(people, MISSING) | {"secretariat": SEEN}
        for page in ("", "new/", "criteria/", "criteria/new/", f"{code}/", f"{code}/extend/"):
            assert statuses(f"{AT}{page}", people) == expected, page

    def test_the_verbs_are_too(self) -> None:
        call, somebody = thematic_call(), UserFactory()
        due_at = timezone.now() + timedelta(days=90)
        with pytest.raises(NotAllowedError):
            extend_call(call=call, due_at=due_at, reason="Why not.", by=somebody)
        with pytest.raises(NotAllowedError):
            close_call(call=call, by=somebody)
        with pytest.raises(NotAllowedError):
            publish_call(call=call, by=somebody)
        with pytest.raises(NotAllowedError):
            save_call(call=call, criteria=[], objectives=[], by=somebody)
        with pytest.raises(NotAllowedError):
            save_criterion(criterion=criterion("new"), by=somebody)
        call.refresh_from_db()
        assert (call.closed_at, call.extensions.count()) == (None, 0)

    def test_what_is_not_published_is_no_page(self) -> None:
        call = draft()
        assert Client().get(f"{PUBLIC}{call.code}/").status_code == MISSING
        assert call.title not in Client().get(PUBLIC).content.decode()

    @pytest.mark.parametrize("code", ["nothing", "x" * 200])
    def test_a_code_of_nothing_is_no_page(self, client: Client, code: str) -> None:
        assert client.get(f"{AT}{code}/").status_code == MISSING
        assert client.get(f"{PUBLIC}{code}/").status_code == MISSING


class TestWriting:
    def test_a_call_has_its_own_deadline_criteria_and_kind_of_review(self, client: Client) -> None:
        response = client.post(f"{AT}new/", typed())
        assert response.status_code == HTTPStatus.FOUND, response.content.decode()
        call = Call.objects.get(code="climate-2030")
        assert (call.mode, call.most_rounds, call.published_at) == ("double-blind", 2, None)
        assert [one.key for one in call.criteria.all()] == ["impact"]
        assert [one.pk for one in call.objectives.all()] == [2]

    def test_times_are_those_of_the_zone_of_the_call(self, client: Client) -> None:
        client.post(f"{AT}new/", typed())
        call = Call.objects.get(code="climate-2030")
        assert call.due_at is not None
        assert call.due_at.isoformat() == "2029-10-01T04:59:00+00:00"
        page = client.get(f"{AT}{call.code}/edit/").content.decode()
        assert 'value="2029-09-30T23:59"' in page

    @pytest.mark.parametrize(
        ("wrong", "told"),
        [
            ({"title_en": ""}, "This field is required"),
            ({"criteria": []}, "This field is required"),
            ({"due_at": ""}, "This field is required"),
            ({"due_at": "soon"}, "valid date/time"),
            ({"due_at": "2029-02-01T00:00"}, "The deadline must come after the opening."),
            ({"divergence": "9"}, "less than or equal to 4"),
            ({"most_rounds": "0"}, "greater than or equal to 1"),
            ({"code": "new"}, "This code is an address of the portal"),
            ({"code": "two words"}, "valid “slug”"),
            ({"time_zone": "Mars/Olympus"}, "Select a valid choice"),
            ({"mode": "loud"}, "Select a valid choice"),
        ],
    )
    def test_what_is_wrong_is_told_and_nothing_is_lost(
        self, client: Client, wrong: dict[str, Any], told: str
    ) -> None:
        response = client.post(f"{AT}new/", typed(introduction_en="Kept words", **wrong))
        page = response.content.decode()
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert told in page
        assert "Kept words" in page
        assert not Call.objects.exists()

    def test_a_code_is_given_once(self, client: Client) -> None:
        thematic_call("climate-2030")
        response = client.post(f"{AT}new/", typed())
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY

    def test_what_is_not_published_can_be_changed_but_for_its_code(self, client: Client) -> None:
        call = draft()
        client.post(f"{AT}{call.code}/edit/", typed(code="another", title_en="Heat and migration"))
        call.refresh_from_db()
        assert (call.code, call.title) == ("climate", "Heat and migration")

    def test_what_is_published_cannot(self, client: Client) -> None:
        call = thematic_call()
        assert client.get(f"{AT}{call.code}/edit/").status_code == MISSING
        assert client.post(f"{AT}{call.code}/edit/", typed()).status_code == MISSING
        with pytest.raises(CallError, match="is published"):
            save_call(call=call, criteria=[], objectives=[], by=examiner())

    def test_other_languages_may_come_later_and_fall_back_on_english(self, client: Client) -> None:
        client.post(f"{AT}new/", typed(title_fr="Climat et migration"))
        publish_call(call=Call.objects.get(), by=examiner())
        assert "Climat et migration" in Client().get("/fr/practices/calls/").content.decode()
        spanish = Client().get("/es/practices/calls/climate-2030/").content.decode()
        assert "Climate and migration" in spanish
        assert "moving with dignity" in spanish

    def test_the_standing_call_goes_on_to_the_next_forum(self, client: Client) -> None:
        call, into = standing_call(), cycle(2034)
        words = {"title_en": "Always", "introduction_en": "Any time.", "cycle": into.pk}
        response = client.post(f"{AT}{call.code}/edit/", {**words, "most_rounds": "5"})
        assert response.status_code == HTTPStatus.FOUND
        call.refresh_from_db()
        assert (call.cycle_id, call.title, call.most_rounds) == (2034, "Always", 3)


class TestPublishing:
    def test_everybody_sees_it_from_then_on(self, client: Client) -> None:
        call = draft()
        client.post(f"{AT}{call.code}/", {"step": "publish"})
        page = Client().get(f"{PUBLIC}{call.code}/").content.decode()
        assert "What about impact?" in page
        assert "All of it is shown." in page

    def test_not_without_criteria(self, client: Client) -> None:
        call = draft()
        call.criteria.clear()
        response = client.post(f"{AT}{call.code}/", {"step": "publish"})
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "Choose at least one criterion." in response.content.decode()
        call.refresh_from_db()
        assert call.published_at is None

    def test_not_with_a_deadline_that_has_passed(self) -> None:
        past = timezone.now() - timedelta(days=1)
        call = draft(opens_at=past - timedelta(days=9), due_at=past)
        with pytest.raises(CallError, match="has passed"):
            publish_call(call=call, by=examiner())

    def test_not_twice(self) -> None:
        call = thematic_call()
        with pytest.raises(CallError, match="already"):
            publish_call(call=call, by=examiner())

    @pytest.mark.parametrize("step", ["", "delete", "extend"])
    def test_there_is_no_other_step(self, client: Client, step: str) -> None:
        code = draft().code
        assert client.post(f"{AT}{code}/", {"step": step}).status_code == MISSING


class TestExtension:
    def test_it_is_kept_with_its_reason_and_everybody_reads_it(self, client: Client) -> None:
        call = thematic_call(time_zone="Asia/Tokyo")
        before = call.due_at
        until = (timezone.now() + timedelta(days=90)).strftime("%Y-%m-%dT18:00")
        words = {"due_at": until, "reason": "Many asked for more time."}
        response = client.post(f"{AT}{call.code}/extend/", words)
        assert response.status_code == HTTPStatus.FOUND
        kept = CallExtension.objects.get(call=call)
        call.refresh_from_db()
        assert (kept.due_before, kept.due_after) == (before, call.due_at)
        assert kept.due_after.strftime("%H:%M") == "09:00"
        page = Client().get(f"{PUBLIC}{call.code}/").content.decode()
        assert "Many asked for more time." in page
        assert examiner().name not in page

    def test_those_who_still_write_for_it_are_told_and_nobody_else(self) -> None:
        call = thematic_call()
        writing = begun(call=call)
        for other in (begun(), practice_in(State.SUBMITTED, call=call)):
            assert other.organisation != writing.organisation
        until = timezone.now() + timedelta(days=90)
        extend_call(call=call, due_at=until, reason="The flood.", by=examiner())
        notice = Notice.objects.get(kind="practices.call-extended")
        assert notice.recipient == author_of(writing)
        assert notice.item == writing
        words = compose(notice)
        assert "The flood." in words.body
        assert str(call) in words.subject

    @pytest.mark.parametrize(
        ("days", "reason", "told"),
        [
            (10, "Why not.", "must come after the one before"),
            (90, "", "Say why the deadline is put off."),
        ],
    )
    def test_not_forwards_and_not_without_a_reason(
        self, client: Client, days: int, reason: str, told: str
    ) -> None:
        call = thematic_call()
        until = (timezone.now() + timedelta(days=days)).strftime("%Y-%m-%dT18:00")
        response = client.post(f"{AT}{call.code}/extend/", {"due_at": until, "reason": reason})
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert told in response.content.decode()
        assert not CallExtension.objects.exists()

    def test_one_that_is_over_takes_practices_again(self) -> None:
        past = timezone.now() - timedelta(days=1)
        call = thematic_call(opens_at=past - timedelta(days=9), due_at=past)
        practice = whole(begun(call=call))
        with pytest.raises(NotReadyError, match="is closed"):
            make_move(practice, "submit", by=author_of(practice), declared=True)
        due_at = timezone.now() + timedelta(days=5)
        extend_call(call=call, due_at=due_at, reason="The flood.", by=examiner())
        practice.call.refresh_from_db()
        make_move(practice, "submit", by=author_of(practice), declared=True)
        assert practice.state == State.SUBMITTED

    def test_not_of_one_that_was_closed_always_stands_or_is_a_draft(self, client: Client) -> None:
        far = timezone.now() + timedelta(days=90)
        closed = thematic_call("closed")
        close_call(call=closed, by=examiner())
        for call in (closed, standing_call(), draft(code="draft")):
            assert client.get(f"{AT}{call.code}/extend/").status_code == MISSING
            with pytest.raises(CallError):
                extend_call(call=call, due_at=far, reason="Why not.", by=examiner())


class TestClosing:
    def test_it_takes_no_more_practices(self, client: Client) -> None:
        call = thematic_call()
        inside = practice_in(State.SUBMITTED, call=call)
        late = whole(begun(call=call))
        client.post(f"{AT}{call.code}/", {"step": "close"})
        late.call.refresh_from_db()
        with pytest.raises(NotReadyError, match="is closed"):
            make_move(late, "submit", by=author_of(late), declared=True)
        make_move(inside, "take in", by=examiner())
        assert inside.state == State.UNDER_REVIEW

    def test_not_the_standing_one_and_not_twice(self, client: Client) -> None:
        code = standing_call().code
        response = client.post(f"{AT}{code}/", {"step": "close"})
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        call = thematic_call()
        close_call(call=call, by=examiner())
        with pytest.raises(CallError, match="not open"):
            close_call(call=call, by=examiner())


class TestCriteria:
    def typed(self, **fields: Any) -> dict[str, Any]:
        texts = {name: f"Words on {name}." for name in ("title", "question", "help")}
        anchors = {"low": "None.", "middle": "Some.", "high": "All."}
        english = {f"{name}_en": text for name, text in {**texts, **anchors}.items()}
        return {"key": "data", "answered_in": "", "weight": "2", "order": "9", **english, **fields}

    def test_a_call_may_have_criteria_of_its_own(self, client: Client) -> None:
        response = client.post(f"{AT}criteria/new/", self.typed())
        assert response.status_code == HTTPStatus.FOUND, response.content.decode()
        made = Criterion.objects.get(key="data")
        assert (made.weight, made.high, made.is_standard) == (2, "All.", False)
        client.post(f"{AT}new/", typed(criteria=[made.pk]))
        assert made.calls.count() == 1

    @pytest.mark.parametrize(
        ("wrong", "told"),
        [
            ({"question_en": ""}, "This field is required"),
            ({"weight": "12"}, "less than or equal to 9"),
            ({"answered_in": "colour"}, "Select a valid choice"),
            ({"key": "ü b"}, "valid “slug”"),
        ],
    )
    def test_what_is_wrong_is_told(self, client: Client, wrong: dict[str, Any], told: str) -> None:
        response = client.post(f"{AT}criteria/new/", self.typed(**wrong))
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert told in response.content.decode()

    def test_one_that_nobody_answers_yet_can_be_changed(self, client: Client) -> None:
        one = criterion("data")
        client.post(f"{AT}criteria/data/", self.typed(title_en="Data protection", key="other"))
        one.refresh_from_db()
        assert (one.key, one.title) == ("data", "Data protection")

    def test_one_that_a_published_call_asks_for_stays(self, client: Client) -> None:
        one = thematic_call().criteria.first()
        assert one is not None
        assert client.get(f"{AT}criteria/{one.key}/").status_code == MISSING
        with pytest.raises(CallError, match="add another"):
            save_criterion(criterion=one, by=examiner())


class TestPublicPages:
    def test_open_ones_come_first_the_next_to_close_before_the_standing_one(self) -> None:
        now = timezone.now()
        standing_call()
        thematic_call("soon", title="Soon over", due_at=now + timedelta(days=3))
        thematic_call("later", title="Later over", due_at=now + timedelta(days=30))
        past = now - timedelta(days=1)
        thematic_call("past", title="Long past", opens_at=past - timedelta(days=9), due_at=past)
        thematic_call("next", title="Next year", opens_at=now + timedelta(days=20))
        page = Client().get(PUBLIC).content.decode()
        places = [page.index(t) for t in ("Soon over", "Later over", "Standing call", "Next year")]
        assert [*places, page.index("Long past")] == sorted([*places, page.index("Long past")])

    def test_only_an_open_one_offers_to_submit(self) -> None:
        past = timezone.now() - timedelta(days=1)
        open_one = thematic_call("open")
        over = thematic_call("over", opens_at=past - timedelta(days=9), due_at=past)
        assert "?call=open" in Client().get(f"{PUBLIC}{open_one.code}/").content.decode()
        assert "?call=over" not in Client().get(f"{PUBLIC}{over.code}/").content.decode()

    def test_it_counts_what_is_published_and_nothing_else(self) -> None:
        call = thematic_call()
        practice_in(State.SUBMITTED, call=call)
        page = Client().get(f"{PUBLIC}{call.code}/").content.decode()
        assert "came of it" not in page
        practice_in(State.PUBLISHED, call=call)
        page = Client().get(f"{PUBLIC}{call.code}/").content.decode()
        assert "1 practice that came of it is published" in page


@pytest.mark.parametrize("rows", [1, 3])
class TestQueries:
    def test_of_the_public_list(
        self, rows: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(rows):
            thematic_call(f"call-{number}").objectives.add(ObjectiveFactory(number=5))
        Client().get(PUBLIC)
        with django_assert_num_queries(3):
            Client().get(PUBLIC)

    def test_of_the_public_page(
        self, rows: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        call = thematic_call()
        for number in range(rows):
            call.criteria.add(criterion(f"criterion-{number}"))
            practice_in(State.PUBLISHED, call=call)
        Client().get(f"{PUBLIC}{call.code}/")
        with django_assert_num_queries(5):
            Client().get(f"{PUBLIC}{call.code}/")

    def test_of_the_desk(
        self, client: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(rows):
            practice_in(State.SUBMITTED, call=thematic_call(f"call-{number}"))
        client.get(AT)
        with django_assert_num_queries(6):
            client.get(AT)
        client.get(f"{AT}criteria/")
        with django_assert_num_queries(5):
            client.get(f"{AT}criteria/")
