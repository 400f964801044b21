"""The queue of the moderators: what waits, since when, in which language; one by one or in bulk."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from dialogues.choices import PostState
from dialogues.discussion.moves import digest_of
from dialogues.discussion.queue import waiting_for
from dialogues.models import Debate, Post, PostReport
from tests.desk.access import MISSING, SEEN, signed_in, statuses
from tests.dialogues.discussion.people import (
    moderating_author,
    moderator,
    moderator_of,
    people_around,
)
from tests.dialogues.discussion.test_matrix import post_in
from tests.factories.dialogues import announced, debate, post, poster, published_post, space
from tests.factories.stakeholders import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def queue() -> str:
    return reverse("dialogue_desk:moderation")


def reported(made: Post, reason: str = "It names a child.") -> PostReport:
    return PostReport.objects.create(post=made, by=UserFactory(), reason=reason)


def ticked(*posts: Post, **more: Any) -> dict[str, Any]:
    read = {f"read-{one.pk}": digest_of(one) for one in posts}
    return {"post": [one.pk for one in posts], **read, **more}


class TestWho:
    def test_only_moderators_get_the_queue_and_its_pages(self) -> None:
        made = post()
        people = {k: v for k, v in people_around(made).items() if k != "nobody"}
        may = {
            "author": MISSING,
            "colleague": MISSING,
            "moderator": SEEN,
            "decider": SEEN,
            "secretariat": SEEN,
            "moderator of the debate": SEEN,
            "moderator of another debate": SEEN,
            "another contributor": MISSING,
            "reviewer": MISSING,
            "outsider": MISSING,
        }
        assert statuses(queue(), people) == may
        assert statuses(reverse("dialogue_desk:choose_space"), people) == may
        here = may | {"moderator of another debate": MISSING}
        assert statuses(made.desk_address, people) == here
        enter = reverse("dialogue_desk:enter", args=[made.space.code])
        assert statuses(enter, people) == here

    def test_a_moderator_of_a_debate_sees_its_space_alone(self) -> None:
        here, elsewhere = post(text="Said here."), post(space(announced()), text="Said elsewhere.")
        assert isinstance(here.space.debate, Debate)
        text = signed_in(moderator_of(here.space.debate)).get(queue()).content.decode()
        assert "Said here." in text
        assert "Said elsewhere." not in text
        assert elsewhere.pk

    def test_one_s_own_is_not_there_to_be_decided(self) -> None:
        of = space()
        by = moderating_author(of)
        own = post(of, by, text="My own words.")
        client = signed_in(by)
        assert "My own words." not in client.get(queue()).content.decode()
        assert client.get(own.desk_address).status_code == MISSING
        response = client.post(queue(), ticked(own, do="publish"))
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert not waiting_for(by)

    def test_an_appeal_is_not_before_whose_decision_it_is(self) -> None:
        made = post_in(PostState.APPEALED)
        assert made.decided_by is not None
        assert waiting_for(made.decided_by).appeals == 0
        assert waiting_for(moderator()).appeals == 1


class TestQueue:
    def test_the_oldest_stands_first_with_age_language_and_affiliation(self) -> None:
        of, now = space(), timezone.now()
        post(of, text="The newer one.", language="fr", posted_at=now - timedelta(hours=3))
        older = post(of, text="The older one.", language="ar", posted_at=now - timedelta(days=2))
        text = signed_in(moderator()).get(queue()).content.decode()
        assert text.index("The older one.") < text.index("The newer one.")
        assert "Waits for 2\xa0days" in text
        assert "has waited for 2\xa0days" in text
        assert older.affiliation in text
        assert 'lang="ar"' in text
        assert "?language=ar" in text

    def test_it_narrows_to_a_language(self) -> None:
        of = space()
        post(of, text="In English.")
        post(of, text="En français.", language="fr")
        client = signed_in(moderator())
        text = client.get(queue(), {"language": "fr"}).content.decode()
        assert "En français." in text
        assert "In English." not in text
        assert client.get(queue(), {"language": "tlh"}).status_code == HTTPStatus.OK

    def test_what_it_answers_and_what_readers_reported_stand_beside_it(self) -> None:
        of = space()
        head = published_post(of, text="What stands above.")
        post(of, answers=head)
        reported(head)
        text = signed_in(moderator()).get(queue()).content.decode()
        assert "In answer to" in text
        assert "It names a child." in text

    def test_markup_in_a_contribution_is_text(self) -> None:
        post(text="<script>alert(1)</script> <img src=x onerror=alert(1)>")
        text = signed_in(moderator()).get(queue()).content.decode()
        assert "<script>alert" not in text
        assert "<img src=x" not in text

    @pytest.mark.parametrize("rows", [1, 3])
    def test_it_costs_the_same_however_much_waits(
        self, rows: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        of = space()
        for number in range(rows):
            made = post(of, text=f"New {number}.", answers=published_post(of))
            reported(published_post(of, text=f"Reported {number}."))
            post(of, state=PostState.APPEALED, appeal="Look.", text=f"Appealed {number}.")
            assert made.pk
        client = signed_in(moderator())
        client.get(queue())
        with django_assert_num_queries(12):
            client.get(queue())


class TestBulk:
    def test_what_is_ticked_is_published(self) -> None:
        of = space()
        first, second, third = (post(of, text=f"Text {n}.") for n in range(3))
        client = signed_in(moderator())
        response = client.post(queue(), ticked(first, third, do="publish"), follow=True)
        assert "Done: 2 contributions." in response.content.decode()
        assert set(Post.objects.published()) == {first, third}
        assert second.pk

    def test_declining_asks_for_a_reason_and_keeps_the_ticks(self) -> None:
        made = post()
        client = signed_in(moderator())
        response = client.post(queue(), ticked(made, do="decline", reason="  "))
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        text = response.content.decode()
        assert "Say why, in the reason" in text
        assert f'value="{made.pk}" checked' in text
        client.post(queue(), ticked(made, do="decline", reason="Rude."))
        made.refresh_from_db()
        assert (made.state, made.reason) == (PostState.DECLINED, "Rude.")

    def test_what_another_decided_meanwhile_is_told_and_the_others_go(self) -> None:
        of = space()
        first, second = post(of, text="The first."), post(of, text="The second.")
        post(of, text="One that stays.")
        form = ticked(first, second, do="publish", reason="Kept words.")
        Post.objects.filter(pk=first.pk).update(state=PostState.WITHDRAWN)
        response = signed_in(moderator()).post(queue(), form)
        assert response.status_code == HTTPStatus.CONFLICT
        text = response.content.decode()
        assert "decided or taken back in the meantime" in text
        assert "Kept words." in text
        assert list(Post.objects.published()) == [second]

    def test_what_its_author_changed_meanwhile_is_not_published(self) -> None:
        made = post(text="Harmless.")
        form = ticked(made, do="publish")
        Post.objects.filter(pk=made.pk).update(text="Not harmless.")
        response = signed_in(moderator()).post(queue(), form)
        assert response.status_code == HTTPStatus.CONFLICT
        assert "changed it after you read it" in response.content.decode()
        assert not Post.objects.published().exists()

    def test_nothing_is_published_unread(self) -> None:
        made = post()
        response = signed_in(moderator()).post(queue(), {"post": made.pk, "do": "publish"})
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert not Post.objects.published().exists()

    @pytest.mark.parametrize(
        "form",
        [{}, {"do": "publish"}, {"do": "grant", "post": "1"}, {"do": "x", "post": ["²", ""]}],
    )
    def test_nonsense_is_refused_in_words(self, form: dict[str, Any]) -> None:
        post()
        response = signed_in(moderator()).post(queue(), form)
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY

    def test_reported_ones_are_removed_or_left(self) -> None:
        of, client = space(), signed_in(moderator())
        bad, good = published_post(of, text="Bad."), published_post(of, text="Good.")
        reported(bad)
        reported(good)
        client.post(queue(), ticked(good, do="leave"))
        client.post(queue(), ticked(bad, do="remove", reason="It names a child."))
        assert list(Post.objects.published()) == [good]
        assert not PostReport.objects.filter(settled_at=None).exists()
        assert "Nothing was reported." in client.get(queue()).content.decode()

    def test_what_was_typed_when_the_session_ran_out_is_kept(self) -> None:
        made, by = post(), moderator()
        client = Client()
        response = client.post(queue(), ticked(made, do="decline", reason="A long reason."))
        login = {"login": by.email, "password": PASSWORD}
        text = client.post(response["Location"], login, follow=True).content.decode()
        assert "A long reason." in text
        assert f'value="{made.pk}" checked' in text

    @pytest.mark.parametrize("form", [{"do": "leave"}, {"do": "remove", "reason": "Rude."}])
    def test_what_was_reported_after_the_page_opened_still_waits(
        self, form: dict[str, Any]
    ) -> None:
        made, client = published_post(), signed_in(moderator())
        seen = reported(made)
        field = f'name="reported-{made.pk}" value="{seen.pk}"'
        assert field in client.get(queue()).content.decode()
        unread = reported(made, "It names a second child.")
        client.post(queue(), ticked(made, **form, **{f"reported-{made.pk}": seen.pk}))
        assert list(PostReport.objects.filter(settled_at=None)) == [unread]

    def test_so_it_is_on_the_page_of_one(self) -> None:
        made, client = published_post(), signed_in(moderator())
        seen = reported(made)
        page = client.get(made.desk_address).content.decode()
        assert f'name="reported" value="{seen.pk}"' in page
        unread = reported(made, "It names a second child.")
        client.post(made.desk_address, {"do": "leave", "reported": seen.pk})
        assert list(PostReport.objects.filter(settled_at=None)) == [unread]
        assert "It names a second child." in client.get(queue()).content.decode()


class TestOne:
    def test_its_history_names_who_did_what(self) -> None:
        made = post_in(PostState.REMOVED)
        assert made.decided_by is not None
        text = signed_in(moderator()).get(made.desk_address).content.decode()
        assert made.decided_by.name in text
        assert "Because." in text

    @pytest.mark.parametrize(
        ("state", "do", "left"),
        [
            (PostState.WAITING, "publish", PostState.PUBLISHED),
            (PostState.WAITING, "decline", PostState.DECLINED),
            (PostState.PUBLISHED, "remove", PostState.REMOVED),
            (PostState.APPEALED, "uphold", PostState.DECLINED),
            (PostState.APPEALED, "grant", PostState.PUBLISHED),
        ],
    )
    def test_it_is_decided_there(self, state: PostState, do: str, left: PostState) -> None:
        made = post_in(state)
        client = signed_in(moderator())
        assert f'value="{do}"' in client.get(made.desk_address).content.decode()
        form = {"do": do, "reason": "Rule three.", "read": digest_of(made)}
        assert client.post(made.desk_address, form).status_code == HTTPStatus.FOUND
        assert Post.objects.get().state == left

    @pytest.mark.parametrize(
        ("state", "do"), [(PostState.WAITING, "decline"), (PostState.APPEALED, "grant")]
    )
    def test_without_a_needed_reason_it_is_not(self, state: PostState, do: str) -> None:
        made = post_in(state)
        response = signed_in(moderator()).post(made.desk_address, {"do": do, "reason": ""})
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert 'href="#id_reason"' in response.content.decode()
        assert Post.objects.get().state == state

    def test_what_another_decided_meanwhile_is_told_and_the_reason_kept(self) -> None:
        made = post_in(PostState.PUBLISHED)
        form = {"do": "decline", "reason": "My long reason."}
        response = signed_in(moderator()).post(made.desk_address, form)
        assert response.status_code == HTTPStatus.CONFLICT
        assert "My long reason." in response.content.decode()

    @pytest.mark.parametrize("do", ["edit", "withdraw", "fly", ""])
    def test_what_is_not_a_moderator_s_to_do_is_no_page(self, do: str) -> None:
        made = post()
        form = {"do": do, "reason": "Because."}
        assert signed_in(moderator()).post(made.desk_address, form).status_code == MISSING

    def test_a_report_is_settled_there_and_the_contribution_stays(self) -> None:
        made = published_post()
        told = reported(made)
        client = signed_in(moderator())
        assert "Leave it as it is" in client.get(made.desk_address).content.decode()
        client.post(made.desk_address, {"do": "leave"})
        told.refresh_from_db()
        assert told.settled_at is not None
        assert Post.objects.published().exists()

    def test_the_address_of_who_wrote_by_mail_is_for_moderators(self) -> None:
        fields: dict[str, Any] = {"source": "mail", "author_email": "ana@example.net"}
        made = post(by=moderator(), organisation=None, **fields)
        assert "ana@example.net" in signed_in(moderator()).get(made.desk_address).content.decode()


def test_what_waits_is_counted_by_language() -> None:
    of = space(debate(2))
    for language in ("fr", "en", "fr"):
        post(of, language=language)
    published_post(of)
    reported(published_post(of, by=poster()))
    found = waiting_for(moderator())
    assert (found.new, found.appeals, found.reported) == (3, 0, 1)
    assert dict(found.languages) == {"fr": 2, "en": 1}
    assert list(found.languages) == ["fr", "en"]
