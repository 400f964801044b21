"""One's own contributions: how each stands and why, to change, take back or appeal."""

from datetime import timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from dialogues.choices import PostState
from dialogues.discussion.rules import EDIT_FOR
from dialogues.models import Post
from stakeholders.models import Membership, User
from tests.desk.access import MISSING, SEEN, signed_in, statuses
from tests.dialogues.discussion.people import moderator, people_around
from tests.dialogues.discussion.test_matrix import post_in
from tests.factories.dialogues import post, poster, published_post, space
from tests.factories.stakeholders import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
LATER = EDIT_FOR + timedelta(minutes=1)


def mine() -> str:
    return reverse("dialogue_desk:mine")


def at(of: Post) -> str:
    return reverse("dialogue_desk:contribution", args=[of.pk])


def editing(of: Post) -> str:
    return reverse("dialogue_desk:edit_contribution", args=[of.pk])


@pytest.mark.parametrize("state", list(PostState))
def test_its_page_is_its_author_s_alone(state: PostState) -> None:
    made = post_in(state)
    people = {k: v for k, v in people_around(made).items() if k != "nobody"}
    alone = dict.fromkeys(people, MISSING) | {"author": SEEN}
    assert statuses(at(made), people) == alone
    assert statuses(editing(made), people) == alone


def test_what_one_entered_for_another_is_not_one_s_own() -> None:
    made = post(by=moderator(), source="mail", organisation=None)
    assert signed_in(made.by).get(at(made)).status_code == MISSING


class TestList:
    def test_it_shows_how_each_stands_and_why(self) -> None:
        of, by = space(), poster()
        for state in (PostState.WAITING, PostState.DECLINED, PostState.PUBLISHED):
            post_in(state, of=of, by=by, text=f"It is {state.value}.")
        post(of, text="Said by another.")
        text = signed_in(by).get(mine()).content.decode()
        for state in (PostState.WAITING, PostState.DECLINED, PostState.PUBLISHED):
            assert f"It is {state.value}." in text
            assert str(state.label) in text
        assert "Because." in text
        assert "Said by another." not in text
        assert 'data-count="3"' in text

    def test_everybody_has_the_page(self) -> None:
        people: dict[str, User] = {
            "outsider": UserFactory(),
            "secretariat": UserFactory(secretariat=True),
        }
        assert set(statuses(mine(), people).values()) == {SEEN}

    @pytest.mark.parametrize("rows", [1, 3])
    def test_it_costs_the_same_however_many_there_are(
        self, rows: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        of, by = space(), poster()
        for number in range(rows):
            published_post(of, by, text=f"Said {number}.")
        client = signed_in(by)
        client.get(mine())
        with django_assert_num_queries(QUERIES_OF_LIST):
            client.get(mine())


# The session, the person, how many, the page, and where they are cited (two).
QUERIES_OF_LIST = 6


class TestOne:
    @pytest.mark.parametrize(
        ("state", "words"),
        [
            (PostState.WAITING, "waits for a moderator"),
            (PostState.PUBLISHED, "Everybody reads it."),
            (PostState.DECLINED, "The reason given:"),
            (PostState.REMOVED, "The reason given:"),
            (PostState.APPEALED, "looks at your appeal"),
            (PostState.WITHDRAWN, "You took it back."),
        ],
    )
    def test_it_says_how_it_stands(self, state: PostState, words: str) -> None:
        made = post_in(state)
        assert words in signed_in(made.by).get(at(made)).content.decode()

    def test_it_names_no_moderator(self) -> None:
        made = post_in(PostState.REMOVED)
        assert made.decided_by is not None
        text = signed_in(made.by).get(at(made)).content.decode()
        assert made.decided_by.name not in text
        assert made.decided_by.email not in text

    def test_it_is_taken_back_by_a_button(self) -> None:
        made = published_post()
        response = signed_in(made.by).post(at(made), {"do": "withdraw"}, follow=True)
        assert "Taken back." in response.content.decode()
        assert Post.objects.get().state == PostState.WITHDRAWN

    def test_a_second_click_is_told(self) -> None:
        made = post_in(PostState.WITHDRAWN)
        response = signed_in(made.by).post(at(made), {"do": "withdraw"})
        assert response.status_code == HTTPStatus.CONFLICT
        assert "in the meantime" in response.content.decode()

    @pytest.mark.parametrize("do", ["", "publish", "fly"])
    def test_nonsense_is_refused(self, do: str) -> None:
        made = post()
        response = signed_in(made.by).post(at(made), {"do": do})
        assert response.status_code == HTTPStatus.BAD_REQUEST


class TestAppealing:
    def test_it_is_sent_from_the_page(self) -> None:
        made = post_in(PostState.DECLINED)
        client = signed_in(made.by)
        assert 'value="appeal"' in client.get(at(made)).content.decode()
        client.post(at(made), {"do": "appeal", "why": "It was civil."})
        assert Post.objects.get().state == PostState.APPEALED

    def test_without_a_word_it_is_refused(self) -> None:
        made = post_in(PostState.DECLINED)
        response = signed_in(made.by).post(at(made), {"do": "appeal", "why": " "})
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert 'href="#id_why"' in response.content.decode()

    def test_a_second_one_is_not_offered_and_not_taken(self) -> None:
        made = post_in(PostState.DECLINED)
        Post.objects.filter(pk=made.pk).update(appealed_at=timezone.now(), appeal="Once.")
        client = signed_in(made.by)
        assert 'value="appeal"' not in client.get(at(made)).content.decode()
        response = client.post(at(made), {"do": "appeal", "why": "Once more, with words."})
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "the decision is final" in response.content.decode()

    def test_what_was_typed_when_the_session_ran_out_comes_back(self) -> None:
        made, client = post_in(PostState.DECLINED), Client()
        response = client.post(at(made), {"do": "appeal", "why": "My long appeal."})
        login = {"login": made.by.email, "password": PASSWORD}
        text = client.post(response["Location"], login, follow=True).content.decode()
        assert "My long appeal." in text


class TestEditing:
    def test_it_is_changed_on_a_page_of_its_own(self) -> None:
        made = post(text="Said badly.")
        client = signed_in(made.by)
        assert "Said badly." in client.get(editing(made)).content.decode()
        client.post(editing(made), {"text": "Said better.", "language": "fr"})
        made.refresh_from_db()
        assert (made.text, made.language) == ("Said better.", "fr")

    def test_of_a_published_one_it_says_what_comes_of_it(self) -> None:
        made = published_post()
        client = signed_in(made.by)
        assert "reads it again" in client.get(editing(made)).content.decode()
        form = {"text": "Said better.", "language": "en"}
        response = client.post(editing(made), form, follow=True)
        assert "A moderator reads it again" in response.content.decode()
        assert "What it said before" in response.content.decode()

    def test_what_comes_too_late_stays_on_the_page(self) -> None:
        made = post(text="Said badly.")
        with time_machine.travel(timezone.now() + LATER):
            form = {"text": "Said much better.", "language": "en"}
            response = signed_in(made.by).post(editing(made), form)
            assert response.status_code == HTTPStatus.CONFLICT
            text = response.content.decode()
            assert "can no longer be changed" in text
            assert "Said much better." in text
            assert ">Save<" not in text
        assert Post.objects.get().text == "Said badly."

    def test_so_does_what_comes_after_the_membership_ended(self) -> None:
        made = post(text="Said badly.")
        Membership.objects.filter(user=made.by).update(until=timezone.now())
        form = {"text": "Said much better.", "language": "en"}
        response = signed_in(made.by).post(editing(made), form)
        assert response.status_code == HTTPStatus.CONFLICT
        assert "Said much better." in response.content.decode()

    @pytest.mark.parametrize(
        "form", [{"text": "", "language": "en"}, {"text": "x" * 5001, "language": "en"}, {}]
    )
    def test_what_does_not_hold_is_refused(self, form: dict[str, str]) -> None:
        made = post()
        response = signed_in(made.by).post(editing(made), form)
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert Post.objects.get().text == made.text

    def test_the_page_says_until_when(self) -> None:
        made = post()
        client = signed_in(made.by)
        assert "It can be changed until" in client.get(at(made)).content.decode()
        with time_machine.travel(timezone.now() + LATER):
            text = signed_in(made.by).get(at(made)).content.decode()
            assert "It can be changed until" not in text
            assert "Take it back" in text
