"""The Secretariat opens discussions, asks the guiding questions, and moves the closing."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from compact.models import Cycle
from dialogues.discussion.errors import SpaceError
from dialogues.discussion.following import follow
from dialogues.discussion.spaces import change_space, close_now, move_closing, open_space
from dialogues.models import GuidingQuestion, Space, SpaceExtension
from notices.delivery import deliver_one
from notices.models import Notice
from publication.moves import NotAllowedError
from tests.desk.access import MISSING, SEEN, signed_in, statuses
from tests.dialogues.discussion.people import people_around
from tests.factories.dialogues import announced, debate, post, published_post, session, space
from tests.factories.publication import examiner
from tests.factories.stakeholders import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def at(name: str, *args: Any) -> str:
    return reverse(f"dialogue_desk:{name}", args=args)


def desk() -> Client:
    return signed_in(examiner())


def typed(**more: Any) -> dict[str, Any]:
    return {
        "title_en": "What should be heard?",
        "title_es": "¿Qué debe oírse?",
        "introduction_en": "Say it here.",
        "rules_en": "Be kind.",
        "opens_at": "2030-02-01T09:00",
        "closes_at": "2030-03-01T18:00",
        **more,
    }


def clock(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M")


def test_all_of_it_is_the_secretariat_s() -> None:
    of = space()
    people = {k: v for k, v in people_around(post(of)).items() if k != "nobody"}
    alone = dict.fromkeys(people, MISSING) | {"secretariat": SEEN}
    pages = [
        *(at(name) for name in ("spaces", "choose_subject")),
        at("new_space", announced().code),
        at("new_space_of_debate", debate(3).cycle_id, "3"),
        *(at(name, of.code) for name in ("space", "edit_space", "closing", "new_question")),
        at("question", of.code, 1),
    ]
    for page in pages:
        assert statuses(page, people) == alone, page


def test_no_verb_is_anybody_else_s() -> None:
    of, now = space(), timezone.now()
    for person in (UserFactory(), UserFactory(focal_point_of="CRI")):
        with pytest.raises(NotAllowedError):
            open_space(space=Space(debate=debate(2)), by=person)
        with pytest.raises(NotAllowedError):
            change_space(space=of, by=person)
        with pytest.raises(NotAllowedError):
            move_closing(space=of, closes_at=now + 30 * DAY, reason="More.", by=person)
        with pytest.raises(NotAllowedError):
            close_now(space=of, reason="Enough.", by=person)


class TestOpening:
    def test_of_a_session_it_has_its_code_and_its_clock(self) -> None:
        one = announced(time_zone="America/Costa_Rica")
        desk().post(at("new_space", one.code), typed())
        of = Space.objects.get()
        assert (of.code, of.session) == (one.code.lower(), one)
        assert of.opens_at == datetime(2030, 2, 1, 15, 0, tzinfo=UTC)

    def test_of_a_debate_it_has_the_forum_s(self) -> None:
        one, policy = debate(3), debate(None)
        Cycle.objects.update(time_zone="America/New_York")
        client = desk()
        client.post(at("new_space_of_debate", one.cycle_id, "3"), typed())
        client.post(at("new_space_of_debate", one.cycle_id, "policy-debate"), typed())
        codes = {of.code: of for of in Space.objects.all()}
        assert set(codes) == {f"{one.cycle_id}-3", f"{one.cycle_id}-policy-debate"}
        assert codes[f"{one.cycle_id}-3"].opens_at == datetime(2030, 2, 1, 14, 0, tzinfo=UTC)
        assert policy.space.title == "What should be heard?"

    def test_it_is_there_in_each_language_that_it_was_written_in(self) -> None:
        one = announced()
        desk().post(at("new_space", one.code), typed())
        of = Space.objects.get()
        with translation.override("es"):
            assert of.title == "¿Qué debe oírse?"
        with translation.override("fr"):
            assert of.title == "What should be heard?"

    def test_the_form_begins_with_the_standard_rules(self) -> None:
        text = desk().get(at("new_space", announced().code)).content.decode()
        assert "A moderator reads each contribution before anybody else does." in text

    def test_the_pages_of_sessions_and_debates_lead_there(self) -> None:
        one, other = announced(), debate(3)
        client = desk()
        assert at("new_space", one.code) in client.get(one.desk_address).content.decode()
        page = at("debate", other.cycle_id, "3")
        there = at("new_space_of_debate", other.cycle_id, "3")
        assert there in client.get(page).content.decode()
        of = space(other)
        assert client.get(there)["Location"] == of.desk_address

    def test_it_is_opened_once(self) -> None:
        of = space(one := announced())
        client, address = desk(), at("new_space", one.code)
        assert client.get(address)["Location"] == of.desk_address
        response = client.post(address, typed())
        assert response.status_code == HTTPStatus.CONFLICT
        assert "discussion space already" in response.content.decode()

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("title_en", ""),
            ("title_en", "x" * 201),
            ("rules_en", ""),
            ("opens_at", ""),
            ("opens_at", "soon"),
            ("closes_at", ""),
            ("closes_at", "2030-01-01T00:00"),
        ],
    )
    def test_what_does_not_hold_is_refused_and_comes_back(self, name: str, text: str) -> None:
        response = desk().post(at("new_space", announced().code), typed() | {name: text})
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        shown = response.content.decode()
        assert f'href="#id_{name}"' in shown
        assert "Say it here." in shown
        assert not Space.objects.exists()

    def test_what_is_not_there_has_none(self) -> None:
        client = desk()
        for address in (
            at("new_space", "DLG-2030-9999"),
            at("new_space_of_debate", 2030, "4"),
            at("new_space_of_debate", 1999, "1"),
        ):
            assert client.get(address).status_code == HTTPStatus.NOT_FOUND

    def test_one_chooses_among_what_has_none_yet(self) -> None:
        without, taken = announced(title_en="Has none"), announced(title_en="Has one")
        space(taken)
        text = desk().get(at("choose_subject")).content.decode()
        assert at("new_space", without.code) in text
        assert at("new_space", taken.code) not in text

    def test_a_draft_session_may_have_one_that_nobody_sees_yet(self) -> None:
        one = session()
        desk().post(at("new_space", one.code), typed())
        assert not Space.objects.public().exists()

    def test_what_was_typed_before_signing_in_is_shown_to_nobody_else(self) -> None:
        client, address = Client(), at("new_space", announced().code)
        response = client.post(address, typed(title_en="My typed title"))
        by = UserFactory(focal_point_of="MEX")
        login = {"login": by.email, "password": PASSWORD}
        shown = client.post(response["Location"], login, follow=True)
        assert shown.status_code == HTTPStatus.NOT_FOUND


class TestChanging:
    def test_its_words_at_any_time(self) -> None:
        of = space()
        client = desk()
        text = client.get(at("edit_space", of.code)).content.decode()
        assert 'name="opens_at"' not in text
        client.post(at("edit_space", of.code), typed(title_en="Said otherwise"))
        of.refresh_from_db()
        assert of.title == "Said otherwise"
        assert of.opens_at < timezone.now()

    def test_its_times_until_it_opens(self) -> None:
        now = timezone.now()
        of = space(opens_at=now + DAY, closes_at=now + 2 * DAY)
        desk().post(at("edit_space", of.code), typed())
        of.refresh_from_db()
        assert of.opens_at.date() == datetime(2030, 2, 1, tzinfo=UTC).date()

    def test_not_behind_the_back_of_those_who_contribute(self) -> None:
        of = space()
        of.closes_at += 9 * DAY
        with pytest.raises(SpaceError, match="move its closing instead"):
            change_space(space=of, by=examiner())


class TestClosing:
    def test_later_is_kept_with_its_reason_and_shown(self) -> None:
        of, by = space(), UserFactory(name="Sec Retary", secretariat=True)
        before = of.closes_at
        later = timezone.now() + 30 * DAY
        form = {"do": "later", "closes_at": clock(later), "reason": "Many asked for it."}
        signed_in(by).post(at("closing", of.code), form)
        told = SpaceExtension.objects.get()
        assert (told.closed_before, told.by, told.reason) == (before, by, "Many asked for it.")
        of.refresh_from_db()
        assert of.closes_at == told.closes_after
        assert "Sec Retary" in desk().get(of.desk_address).content.decode()
        public = Client().get(of.get_absolute_url()).content.decode()
        assert "Many asked for it." in public
        assert "Sec Retary" not in public

    def test_those_who_follow_are_told(self) -> None:
        of, reader = space(), UserFactory()
        follow(space=of, by=reader)
        later = timezone.now() + 30 * DAY
        move_closing(space=of, closes_at=later, reason="Many asked.", by=examiner())
        notice = Notice.objects.get()
        assert notice.recipient == reader
        assert deliver_one(notice.pk)
        assert "Many asked." in mail.outbox[0].body

    def test_one_that_closed_is_opened_again(self) -> None:
        now = timezone.now()
        of = space(opens_at=now - 9 * DAY, closes_at=now - DAY)
        move_closing(space=of, closes_at=now + DAY, reason="The flood.", by=examiner())
        of.refresh_from_db()
        assert of.is_open(now)

    @pytest.mark.parametrize("days", [-30, -8, 3])
    def test_not_to_before_or_to_the_past(self, days: int) -> None:
        of = space()
        moment = timezone.now() + days * DAY
        form = {"do": "later", "closes_at": clock(moment), "reason": "A long reason."}
        response = desk().post(at("closing", of.code), form)
        assert response.status_code == HTTPStatus.CONFLICT
        assert "A long reason." in response.content.decode()
        assert not SpaceExtension.objects.exists()

    def test_now_is_kept_with_its_reason_too(self) -> None:
        of, client = space(), desk()
        client.post(at("closing", of.code), {"do": "close", "reason": "It went astray."})
        of.refresh_from_db()
        assert not of.is_open(timezone.now())
        assert SpaceExtension.objects.get().reason == "It went astray."
        response = client.post(at("closing", of.code), {"do": "close", "reason": "Again."})
        assert response.status_code == HTTPStatus.CONFLICT

    @pytest.mark.parametrize(
        "form",
        [
            {"do": "close", "reason": " "},
            {"do": "later", "reason": "Why.", "closes_at": ""},
            {"do": "later", "reason": "Why.", "closes_at": "soon"},
            {"do": "later", "reason": "", "closes_at": "2099-01-01T00:00"},
            {},
        ],
    )
    def test_it_says_when_and_why(self, form: dict[str, str]) -> None:
        response = desk().post(at("closing", space().code), form)
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert not SpaceExtension.objects.exists()


class TestQuestions:
    def ask(self, client: Client, of: Space, text: str) -> None:
        client.post(at("new_question", of.code), {"text_en": text, "text_ar": "سؤال"})

    def texts(self, of: Space) -> list[tuple[int, str]]:
        return list(of.questions.values_list("order", "text_en"))

    def test_a_new_one_comes_last_in_each_language(self) -> None:
        of, client = space(), desk()
        self.ask(client, of, "What does not?")
        assert self.texts(of) == [(1, "What works?"), (2, "What does not?")]
        with translation.override("ar"):
            assert str(of.questions.last()) == "سؤال"

    def test_it_is_changed(self) -> None:
        of, client = space(), desk()
        client.post(at("question", of.code, 1), {"text_en": "What works best?"})
        assert self.texts(of) == [(1, "What works best?")]

    def test_they_move_up_and_away(self) -> None:
        of, client = space(), desk()
        self.ask(client, of, "Second?")
        self.ask(client, of, "Third?")
        client.post(at("order_question", of.code, 3), {"do": "up"})
        assert [text for _order, text in self.texts(of)] == ["What works?", "Third?", "Second?"]
        client.post(at("order_question", of.code, 1), {"do": "remove"})
        assert self.texts(of) == [(1, "Third?"), (2, "Second?")]
        client.post(at("order_question", of.code, 1), {"do": "up"})
        assert self.texts(of) == [(1, "Third?"), (2, "Second?")]

    def test_one_that_somebody_took_up_stays(self) -> None:
        of = space()
        post(of, question=of.questions.get())
        form = {"do": "remove"}
        response = desk().post(at("order_question", of.code, 1), form, follow=True)
        assert "it stays" in response.content.decode()
        assert GuidingQuestion.objects.exists()

    def test_nonsense_is_refused(self) -> None:
        of, client = space(), desk()
        order = at("order_question", of.code, 1)
        assert client.post(order, {"do": "fly"}).status_code == HTTPStatus.BAD_REQUEST
        assert client.get(order).status_code == HTTPStatus.METHOD_NOT_ALLOWED
        assert client.get(at("question", of.code, 9)).status_code == HTTPStatus.NOT_FOUND
        response = client.post(at("new_question", of.code), {"text_en": ""})
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_many_there_are(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        published_post(space(debate(number + 1)))
        space(announced())
    client = desk()
    client.get(at("spaces"))
    with django_assert_num_queries(5):
        client.get(at("spaces"))
