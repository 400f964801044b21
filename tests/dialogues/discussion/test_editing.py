"""Changing a contribution for half an hour, taking it back, appealing once."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from dialogues.choices import PostState
from dialogues.discussion.errors import ChangedMeanwhileError, TooLateError
from dialogues.discussion.history import history_of
from dialogues.discussion.moves import digest_of, move_post
from dialogues.discussion.posting import appeal, edit, withdraw
from dialogues.discussion.rules import EDIT_FOR
from dialogues.models import Post, PostReport
from publication.moves import AlreadyMovedError, NotAllowedError, NotReadyError
from stakeholders.choices import Role
from stakeholders.models import Membership
from tests.dialogues.discussion.people import moderator
from tests.dialogues.discussion.test_matrix import post_in
from tests.factories.dialogues import post, poster, published_post
from tests.factories.stakeholders import OrganisationFactory, UserFactory, give_role
from tests.races import at_once, refusals

pytestmark = pytest.mark.django_db


def change(of: Post, text: str = "Said better.") -> Post:
    return edit(post=of, text=text, language=of.language, by=of.by)


class TestEditing:
    def test_one_that_waits_goes_on_waiting(self) -> None:
        made = change(post(text="Said badly."))
        assert (made.state, made.text) == (PostState.WAITING, "Said better.")
        assert made.edited_at is not None

    def test_a_published_one_goes_to_the_moderators_again(self) -> None:
        made = change(published_post())
        assert made.state == PostState.WAITING
        assert not Post.objects.published().exists()

    def test_every_text_stays_on_the_record(self) -> None:
        made = post(text="First.")
        change(made, "Second.")
        change(made, "Third.")
        steps = history_of(made, with_names=False)
        assert [step.text for step in steps] == ["Second.", "First.", ""]
        assert [str(step.what) for step in steps] == ["Changed", "Changed", "Contributed"]

    def test_the_same_text_changes_nothing(self) -> None:
        made = published_post()
        assert change(made, made.text).state == PostState.PUBLISHED
        assert Post.objects.get().edited_at is None

    @pytest.mark.parametrize("make", [post, published_post])
    def test_after_half_an_hour_it_is_too_late(self, make: type) -> None:
        made = make()
        with (
            time_machine.travel(timezone.now() + EDIT_FOR + timedelta(minutes=1)),
            pytest.raises(TooLateError),
        ):
            change(made)
        assert Post.objects.get().text == made.text

    def test_the_table_says_so_as_well(self) -> None:
        made = published_post()
        with (
            time_machine.travel(timezone.now() + EDIT_FOR + timedelta(minutes=1)),
            pytest.raises(NotReadyError, match="30 minutes"),
        ):
            move_post(made, "edit", by=made.by, changes={"text": "Late."})

    @pytest.mark.parametrize(
        "state", [PostState.DECLINED, PostState.REMOVED, PostState.APPEALED, PostState.WITHDRAWN]
    )
    def test_what_was_decided_against_is_not_changed(self, state: PostState) -> None:
        with pytest.raises(TooLateError):
            change(post_in(state))

    def test_nobody_changes_what_others_said(self) -> None:
        made = post()
        for person in (poster(made.organisation), moderator(), UserFactory(secretariat=True)):
            with pytest.raises(TooLateError):
                edit(post=made, text="Mine now.", language="en", by=person)

    def test_nor_who_no_longer_takes_part(self) -> None:
        made = post()
        Membership.objects.filter(user=made.by).update(until=timezone.now())
        with pytest.raises(TooLateError):
            change(made)

    def test_nor_who_takes_part_for_another_organisation_alone(self) -> None:
        made = post()
        Membership.objects.filter(user=made.by).update(until=timezone.now())
        give_role(made.by, Role.REPRESENTATIVE, OrganisationFactory())
        assert made.by.roles_held
        with pytest.raises(TooLateError):
            change(made)


class TestReadingBeforeDeciding:
    def test_what_changed_after_it_was_read_is_not_published(self) -> None:
        made = post(text="Harmless.")
        read = digest_of(made)
        change(made, "Not harmless at all.")
        with pytest.raises(ChangedMeanwhileError):
            move_post(made, "publish", by=moderator(), read=read)
        assert Post.objects.get().state == PostState.WAITING

    def test_another_language_is_another_text(self) -> None:
        made = post(text="Chat.")
        read = digest_of(made)
        edit(post=made, text="Chat.", language="fr", by=made.by)
        with pytest.raises(ChangedMeanwhileError):
            move_post(made, "publish", by=moderator(), read=read)

    def test_what_was_read_is_published(self) -> None:
        made = post()
        moved = move_post(made, "publish", by=moderator(), read=digest_of(made))
        assert moved.is_published


class TestTakingBack:
    def test_it_is_gone_for_readers_and_stays_on_the_record(self) -> None:
        made = published_post()
        withdraw(post=made, by=made.by)
        assert not Post.objects.published().exists()
        assert history_of(made, with_names=True)[0].who == made.by.name

    def test_it_settles_what_was_reported(self) -> None:
        made = published_post()
        PostReport.objects.create(post=made, by=UserFactory(), reason="Rude.")
        withdraw(post=made, by=made.by)
        assert PostReport.objects.get().settled_at is not None

    def test_a_second_time_is_late(self) -> None:
        made = post_in(PostState.WITHDRAWN)
        with pytest.raises(AlreadyMovedError):
            withdraw(post=made, by=made.by)


class TestAppeals:
    def test_it_says_why_and_waits_for_another_moderator(self) -> None:
        made = appeal(post=(refused := post_in(PostState.DECLINED)), why="Look.", by=refused.by)
        assert (made.state, made.appeal) == (PostState.APPEALED, "Look.")
        assert made.reason == "Because."

    def test_without_a_word_it_is_none(self) -> None:
        refused = post_in(PostState.DECLINED)
        with pytest.raises(NotReadyError):
            appeal(post=refused, why="  ", by=refused.by)

    def test_whose_decision_it_is_does_not_hear_it(self) -> None:
        made = post_in(PostState.APPEALED)
        assert made.decided_by is not None
        for name in ("uphold", "grant"):
            with pytest.raises(NotAllowedError):
                move_post(made, name, by=made.decided_by, reason="As before.")

    def test_it_is_heard_once(self) -> None:
        made = post_in(PostState.APPEALED)
        made = move_post(made, "uphold", by=moderator(), reason="It is rude.")
        assert (made.state, made.reason) == (PostState.DECLINED, "It is rude.")
        with pytest.raises(NotReadyError, match="final"):
            appeal(post=made, why="Once more.", by=made.by)

    def test_not_even_after_it_was_granted_and_removed_again(self) -> None:
        made = post_in(PostState.APPEALED)
        made = move_post(made, "grant", by=moderator(), reason="It was civil.")
        assert made.is_published
        made = move_post(made, "remove", by=moderator(), reason="A court says so.")
        with pytest.raises(NotReadyError, match="final"):
            appeal(post=made, why="Once more.", by=made.by)


@pytest.mark.django_db(transaction=True)
def test_of_two_moderators_at_once_one_decides() -> None:
    made, first, second = post(), moderator(), moderator()
    outcomes = at_once(
        lambda: move_post(made, "publish", by=first),
        lambda: move_post(made, "decline", by=second, reason="Rude."),
    )
    assert refusals(outcomes) == [AlreadyMovedError]
    assert Post.pgh_event_model.objects.count() == 2  # type: ignore[attr-defined]
