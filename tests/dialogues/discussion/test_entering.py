"""What came by mail or on paper is entered on behalf of its author, by moderators alone."""

from datetime import date, timedelta
from http import HTTPStatus
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.choices import PostSource, PostState
from dialogues.discussion.entering import Letter, enter
from dialogues.models import Post, Space
from publication.moves import NotAllowedError
from stakeholders.models import User
from tests.desk.access import signed_in
from tests.dialogues.discussion.people import moderator, moderator_of
from tests.factories.dialogues import announced, debate, poster, published_post, space
from tests.factories.stakeholders import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
TEXT = "Our village wrote this letter together."


def at(of: Space) -> str:
    return reverse("dialogue_desk:enter", args=[of.code])


def yesterday() -> date:
    return timezone.localdate() - timedelta(days=1)


def typed(**more: Any) -> dict[str, Any]:
    return {
        "token": str(uuid4()),
        "source": "paper",
        "received_on": yesterday().isoformat(),
        "author_name": "Ana of the village",
        "affiliation": "Village council",
        "author_email": "ana@example.net",
        "language": "es",
        "text": TEXT,
        **more,
    }


def send(by: User, of: Space, **more: Any) -> Any:
    return signed_in(by).post(at(of), typed(**more))


def test_it_waits_marked_with_its_author_and_who_entered_it() -> None:
    of, by = space(), moderator()
    response = send(by, of)
    made = Post.objects.get()
    assert response["Location"] == made.desk_address
    assert (made.state, made.source, made.by) == (PostState.WAITING, PostSource.PAPER, by)
    assert (made.author_name, made.affiliation) == ("Ana of the village", "Village council")
    assert made.organisation is None
    assert made.posted_at.date() == yesterday()


def test_whoever_entered_it_may_publish_it() -> None:
    of, by = space(), moderator()
    send(by, of)
    client, made = signed_in(by), Post.objects.get()
    client.post(made.desk_address, {"do": "publish", "reason": ""})
    text = Client().get(made.get_absolute_url()).content.decode()
    assert "Ana of the village" in text
    assert "On paper" in text
    assert "entered by the Secretariat" in text
    assert "ana@example.net" not in text
    assert by.name not in text


def test_a_moderator_of_the_debate_may_and_others_may_not() -> None:
    of = space()
    assert of.debate is not None
    assert send(moderator_of(of.debate), of).status_code == HTTPStatus.FOUND
    space(debate(2))
    for person in (moderator_of(debate(2)), poster(), UserFactory()):
        assert send(person, of).status_code == HTTPStatus.NOT_FOUND
    letter = Letter(
        source=PostSource.MAIL,
        received_on=yesterday(),
        author_name="Ana",
        affiliation="",
        author_email="",
        language="es",
        text=TEXT,
    )
    with pytest.raises(NotAllowedError):
        enter(space=of, letter=letter, token=uuid4(), by=poster())


def test_it_may_be_entered_after_the_closing_if_it_came_before() -> None:
    now = timezone.now()
    closed = space(opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=3))
    in_time = (now - timedelta(days=5)).date().isoformat()
    assert send(moderator(), closed, received_on=in_time).status_code == HTTPStatus.FOUND


@pytest.mark.parametrize("days", [-1, -2, -30, 1, 30])
def test_what_came_when_it_was_not_open_is_refused_and_kept(days: int) -> None:
    now = timezone.now()
    closed = space(opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=3))
    day = (now + timedelta(days=days)).date().isoformat()
    response = send(moderator(), closed, received_on=day)
    assert response.status_code == HTTPStatus.CONFLICT
    text = response.content.decode()
    assert TEXT in text
    assert 'href="#id_received_on"' in text
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("source", ""),
        ("source", "portal"),
        ("received_on", ""),
        ("received_on", "some day"),
        ("author_name", " "),
        ("author_name", "x" * 201),
        ("affiliation", ""),
        ("author_email", "no address"),
        ("language", ""),
        ("text", ""),
        ("text", "x" * 5001),
    ],
)
def test_what_does_not_hold_is_refused_and_comes_back(name: str, text: str) -> None:
    response = send(moderator(), space(), **{name: text})
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    shown = response.content.decode()
    assert f'href="#id_{name}' in shown
    assert name == "text" or TEXT in shown
    assert not Post.objects.exists()


def test_the_same_form_enters_it_once() -> None:
    of, by, token = space(), moderator(), str(uuid4())
    first, second = send(by, of, token=token), send(by, of, token=token)
    assert first["Location"] == second["Location"]
    assert Post.objects.count() == 1


def test_it_may_answer_what_is_published() -> None:
    of = space()
    head = published_post(of)
    send(moderator(), of, answers=head.pk)
    assert head.replies.count() == 1


def test_the_page_of_a_contribution_leads_to_the_form_of_an_answer() -> None:
    head, client = published_post(), signed_in(moderator())
    address = f"{at(head.space)}?answers={head.pk}"
    assert address in client.get(head.desk_address).content.decode()
    assert f'name="answers" value="{head.pk}"' in client.get(address).content.decode()


def test_not_what_stands_elsewhere() -> None:
    other = published_post(space(announced()))
    response = send(moderator(), space(), answers=other.pk)
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_the_spaces_to_choose_from_are_those_one_moderates() -> None:
    here, elsewhere = space(title="Said here"), space(announced(), title="Said elsewhere")
    assert here.debate is not None
    address = reverse("dialogue_desk:choose_space")
    text = signed_in(moderator_of(here.debate)).get(address).content.decode()
    assert "Said here" in text
    assert "Said elsewhere" not in text
    assert str(elsewhere) in signed_in(moderator()).get(address).content.decode()


def test_what_was_typed_when_the_session_ran_out_comes_back() -> None:
    of, by, client = space(), moderator(), Client()
    response = client.post(at(of), typed())
    login = {"login": by.email, "password": PASSWORD}
    text = client.post(response["Location"], login, follow=True).content.decode()
    assert TEXT in text
    assert "Ana of the village" in text
