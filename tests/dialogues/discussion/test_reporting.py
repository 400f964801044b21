"""Readers report what breaks the rules; it stays until a moderator has looked."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.choices import PostState
from dialogues.discussion.errors import ReportedAlreadyError, TooOftenError
from dialogues.discussion.moves import move_post
from dialogues.discussion.pace import DAY, REPORTS_IN_A_DAY
from dialogues.discussion.reporting import leave_it, report
from dialogues.models import Post, PostReport
from publication.moves import NotAllowedError
from tests.desk.access import MISSING, SEEN, signed_in, statuses
from tests.dialogues.discussion.people import moderator, people_around
from tests.factories.dialogues import post, poster, published_post, session, space
from tests.factories.stakeholders import PASSWORD, UserFactory
from tests.races import at_once, refusals

pytestmark = pytest.mark.django_db


def at(of: Post) -> str:
    return reverse("dialogues:report_post", args=[of.space.code, of.pk])


def test_everybody_with_an_account_but_its_author_can_report() -> None:
    made = published_post()
    people = {k: v for k, v in people_around(made).items() if k != "nobody"}
    assert statuses(at(made), people) == dict.fromkeys(people, SEEN) | {"author": MISSING}


@pytest.mark.parametrize("left", [s for s in PostState if s != PostState.PUBLISHED])
def test_what_nobody_reads_nobody_reports(left: PostState) -> None:
    made = post()
    fields = {"decided_at": timezone.now(), "reason": "Because."}
    Post.objects.filter(pk=made.pk).update(state=left, **fields)
    assert signed_in(UserFactory()).get(at(made)).status_code == MISSING
    with pytest.raises(NotAllowedError):
        report(post=made, reason="Rude.", by=UserFactory())


def test_nor_what_stands_in_a_hidden_space() -> None:
    made = published_post(space(session()))
    assert signed_in(UserFactory()).get(at(made)).status_code == MISSING


def test_it_is_sent_and_the_contribution_stays() -> None:
    made, by = published_post(), UserFactory()
    response = signed_in(by).post(at(made), {"reason": "It names a child."}, follow=True)
    assert "A moderator looks at it." in response.content.decode()
    told = PostReport.objects.get()
    assert (told.by, told.reason, told.settled_at) == (by, "It names a child.", None)
    assert Post.objects.published().exists()


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_it_says_what_is_wrong(reason: str) -> None:
    response = signed_in(UserFactory()).post(at(published_post()), {"reason": reason})
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'href="#id_reason"' in response.content.decode()


def test_the_same_reader_reports_once_until_it_is_settled() -> None:
    made, by = published_post(), UserFactory()
    client = signed_in(by)
    client.post(at(made), {"reason": "Rude."})
    response = client.post(at(made), {"reason": "Still rude, in many words."})
    assert response.status_code == HTTPStatus.CONFLICT
    assert "Still rude, in many words." in response.content.decode()
    assert leave_it(post=made, by=moderator()) == 1
    report(post=made, reason="Worse now.", by=by)
    assert PostReport.objects.count() == 2


def test_several_readers_report_each_for_themselves() -> None:
    made = published_post()
    for _reader in range(3):
        report(post=made, reason="Rude.", by=UserFactory())
    assert leave_it(post=made, by=moderator()) == 3


def test_what_was_not_shown_is_not_settled() -> None:
    made, by = published_post(), moderator()
    first, second = (report(post=made, reason="Rude.", by=UserFactory()) for _reader in range(2))
    assert leave_it(post=made, by=by, last=0) == 0
    assert leave_it(post=made, by=by, last=first.pk) == 1
    assert list(PostReport.objects.filter(settled_at=None)) == [second]


def test_a_day_takes_so_many_of_one_reader() -> None:
    by, of = UserFactory(), space()
    for number in range(REPORTS_IN_A_DAY):
        one = published_post(of, text=f"{number}")
        PostReport.objects.create(post=one, by=by, reason="Rude.")
    last = published_post(of)
    with pytest.raises(TooOftenError, match="as often as one can"):
        report(post=last, reason="Rude.", by=by)
    response = signed_in(by).post(at(last), {"reason": "My long report."})
    assert response.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert "My long report." in response.content.decode()
    PostReport.objects.update(at=timezone.now() - DAY)
    assert report(post=last, reason="Rude.", by=by).pk


@pytest.mark.parametrize("name", ["remove"])
def test_whoever_decides_settles_what_was_reported(name: str) -> None:
    made, by = published_post(), moderator()
    report(post=made, reason="Rude.", by=poster())
    move_post(made, name, by=by, reason="It is rude.")
    assert PostReport.objects.get().settled_by == by


def test_only_moderators_leave_it() -> None:
    made = published_post()
    for person in (made.by, poster(), UserFactory()):
        with pytest.raises(NotAllowedError):
            leave_it(post=made, by=person)


def test_what_was_typed_when_the_session_ran_out_comes_back() -> None:
    made, by, client = published_post(), UserFactory(), Client()
    response = client.post(at(made), {"reason": "A long report."})
    login = {"login": by.email, "password": PASSWORD}
    text = client.post(response["Location"], login, follow=True).content.decode()
    assert "A long report." in text


@pytest.mark.django_db(transaction=True)
def test_a_double_click_reports_once() -> None:
    made, by = published_post(), UserFactory()
    outcomes = at_once(*[lambda: report(post=made, reason="Rude.", by=by)] * 3)
    assert refusals(outcomes) == [ReportedAlreadyError] * 2
    assert PostReport.objects.count() == 1
