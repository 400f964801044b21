"""The page on which one contributes: the rules first, and no text is ever lost."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.choices import PostState
from dialogues.discussion.pace import IN_AN_HOUR
from dialogues.models import Following, Post, Space
from stakeholders.choices import Role
from stakeholders.models import Membership, User
from tests.desk.access import SEEN, signed_in, statuses
from tests.factories.dialogues import debate, post, poster, published_post, session, space
from tests.factories.stakeholders import PASSWORD, OrganisationFactory, UserFactory, give_role

pytestmark = pytest.mark.django_db
TEXT = "Seasonal workers wait for permits."


def at(of: Space) -> str:
    return reverse("dialogues:contribute", args=[of.code])


def typed(by: User, **more: Any) -> dict[str, Any]:
    held = by.memberships.order_by("pk").first()
    organisation = held.organisation_id if held else ""
    said = {"language": "es", "text": TEXT, "agrees": "on", "token": str(uuid4())}
    return {"organisation": organisation, **said, **more}


class TestPage:
    def test_everybody_who_is_signed_in_gets_it(self) -> None:
        people: dict[str, User] = {
            "contributor": poster(),
            "outsider": UserFactory(),
            "secretariat": UserFactory(secretariat=True),
        }
        assert set(statuses(at(space()), people).values()) == {SEEN}

    def test_a_space_that_nobody_may_know_of_is_none(self) -> None:
        assert signed_in(poster()).get(at(space(session()))).status_code == HTTPStatus.NOT_FOUND

    def test_the_rules_stand_before_the_form_with_the_limits(self) -> None:
        of = space(rules="Be kind to one another.")
        text = signed_in(poster()).get(at(of)).content.decode()
        assert text.index("Be kind to one another.") < text.index("<textarea")
        assert f"{IN_AN_HOUR} times in an hour" in text
        assert "for 30 minutes" in text

    def test_who_takes_part_for_nobody_is_told_how_to(self) -> None:
        text = signed_in(UserFactory()).get(at(space())).content.decode()
        assert "How to take part" in text
        assert "<textarea" not in text

    def test_a_closed_one_says_so_and_offers_no_form(self) -> None:
        now = timezone.now()
        of = space(opens_at=now - timedelta(days=2), closes_at=now - timedelta(days=1))
        text = signed_in(poster()).get(at(of)).content.decode()
        assert "takes no more contributions" in text
        assert "<textarea" not in text

    def test_it_knows_what_is_answered_and_which_question(self) -> None:
        of = space()
        head = published_post(of, text="What stands above.")
        client = signed_in(poster())
        assert "What stands above." in client.get(at(of), {"answers": head.pk}).content.decode()
        text = client.get(at(of), {"question": "1"}).content.decode()
        assert f'<option value="{of.questions.get().pk}" selected' in text

    @pytest.mark.parametrize("answers", ["x", "-1", "9" * 5000, "99999999", "²"])
    def test_an_answer_to_nothing_is_a_contribution_like_others(self, answers: str) -> None:
        response = signed_in(poster()).get(at(space()), {"answers": answers})
        assert response.status_code == HTTPStatus.OK

    def test_who_belongs_to_several_organisations_chooses(self) -> None:
        by, second = poster(), OrganisationFactory(name="The other one")
        give_role(by, Role.REPRESENTATIVE, second)
        client, of = signed_in(by), space()
        assert "The other one" in client.get(at(of)).content.decode()
        client.post(at(of), typed(by, organisation=second.pk))
        assert Post.objects.get().organisation == second


class TestSending:
    def test_it_waits_and_the_author_sees_how_it_stands(self) -> None:
        by, of = poster(), space()
        response = signed_in(by).post(at(of), typed(by), follow=True)
        made = Post.objects.get()
        assert response.redirect_chain[-1][0] == reverse(
            "dialogue_desk:contribution", args=[made.pk]
        )
        assert "waits for a moderator" in response.content.decode()
        assert (made.state, made.language, made.text) == (PostState.WAITING, "es", TEXT)

    def test_the_same_form_sent_twice_leads_to_the_same_page(self) -> None:
        by, of = poster(), space()
        client, form = signed_in(by), typed(by)
        first, second = client.post(at(of), form), client.post(at(of), form)
        assert first["Location"] == second["Location"]
        assert Post.objects.count() == 1

    def test_one_may_follow_with_it(self) -> None:
        by, of = poster(), space()
        signed_in(by).post(at(of), typed(by, follows="on"))
        assert Following.objects.get().space == of

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("text", ""),
            ("text", "   \n "),
            ("text", "x" * 5001),
            ("language", "tlh"),
            ("organisation", ""),
            ("organisation", "99999"),
            ("agrees", ""),
            ("question", "99999"),
        ],
    )
    def test_what_does_not_hold_is_refused_and_comes_back(self, name: str, text: str) -> None:
        by, of = poster(), space()
        response = signed_in(by).post(at(of), typed(by) | {name: text})
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        shown = response.content.decode()
        assert f'href="#id_{name}"' in shown
        assert name == "text" or TEXT in shown
        assert not Post.objects.exists()

    @pytest.mark.parametrize("token", ["", "no-token", "0" * 40])
    def test_without_its_token_it_is_refused(self, token: str) -> None:
        by, of = poster(), space()
        response = signed_in(by).post(at(of), typed(by, token=token))
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert TEXT in response.content.decode()

    def test_a_question_of_another_space_is_refused(self) -> None:
        by, of, other = poster(), space(), space(debate(2))
        form = typed(by, question=other.questions.get().pk)
        assert signed_in(by).post(at(of), form).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


class TestNothingIsLost:
    def test_what_comes_after_the_closing_stays_on_the_page(self) -> None:
        by, of = poster(), space()
        client, form = signed_in(by), typed(by)
        Space.objects.filter(pk=of.pk).update(closes_at=timezone.now())
        response = client.post(at(of), form)
        assert response.status_code == HTTPStatus.CONFLICT
        text = response.content.decode()
        assert "This discussion closed on" in text
        assert TEXT in text
        assert "Error:" in text
        assert "Send to the moderators" not in text

    def test_so_does_what_comes_after_the_membership_ended(self) -> None:
        by, of = poster(), space()
        client, form = signed_in(by), typed(by)
        Membership.objects.filter(user=by).update(until=timezone.now())
        response = client.post(at(of), form)
        assert response.status_code == HTTPStatus.FORBIDDEN
        text = response.content.decode()
        assert "You do not take part for any organisation" in text
        assert TEXT in text
        assert not Post.objects.exists()

    def test_so_does_what_is_too_much(self) -> None:
        by, of = poster(), space()
        for number in range(IN_AN_HOUR):
            post(of, by, text=f"{number}")
        response = signed_in(by).post(at(of), typed(by))
        assert response.status_code == HTTPStatus.TOO_MANY_REQUESTS
        text = response.content.decode()
        assert "as often as one can for now" in text
        assert TEXT in text
        assert "Send to the moderators" in text

    def test_so_does_what_was_said_already(self) -> None:
        by, of = poster(), space()
        post(of, by, text=TEXT)
        response = signed_in(by).post(at(of), typed(by))
        assert response.status_code == HTTPStatus.CONFLICT
        assert TEXT in response.content.decode()

    def test_so_does_an_answer_to_what_was_taken_back(self) -> None:
        by, of = poster(), space()
        head = published_post(of)
        form = typed(by, answers=head.pk)
        Post.objects.filter(pk=head.pk).update(state=PostState.WITHDRAWN)
        response = signed_in(by).post(at(of), form)
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert TEXT in response.content.decode()

    def test_what_was_sent_after_the_session_ran_out_comes_back_after_signing_in(self) -> None:
        by, of = poster(), space()
        client = Client()
        head = published_post(of)
        response = client.post(at(of), typed(by, answers=head.pk))
        assert response.status_code == HTTPStatus.FOUND
        login = {"login": by.email, "password": PASSWORD}
        response = client.post(response["Location"], login, follow=True)
        text = response.content.decode()
        assert TEXT in text
        assert f'name="answers" value="{head.pk}"' in text
        assert "What you typed before you were signed out" in text
