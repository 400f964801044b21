"""Contributing: who may, when, how often, and that a double click says it once."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.utils import timezone

from dialogues.choices import PostState
from dialogues.discussion.errors import (
    CannotAnswerError,
    ClosedSpaceError,
    NoPartError,
    SaidAlreadyError,
    TooOftenError,
)
from dialogues.discussion.pace import DAY, HOUR, IN_A_DAY, IN_AN_HOUR
from dialogues.discussion.posting import Said, contribute
from dialogues.models import Following, Post, Space
from publication.choices import State
from publication.moves import make_move
from stakeholders.choices import Standing
from stakeholders.models import Membership, Organisation, User
from tests.factories.dialogues import announced, post, poster, published_post, session, space
from tests.factories.publication import examiner
from tests.factories.stakeholders import OrganisationFactory, UserFactory, state
from tests.races import at_once, refusals

pytestmark = pytest.mark.django_db


def organisation_of(person: User) -> Organisation:
    membership = person.memberships.select_related("organisation").get()
    return membership.organisation


def say(of: Space, by: User, text: str = "Permits come late.", **more: Any) -> Post:
    token: UUID = more.pop("token", None) or uuid4()
    follows = more.pop("follows", False)
    said = Said(
        text=text,
        language="en",
        organisation=more.pop("organisation", None) or organisation_of(by),
        **more,
    )
    return contribute(space=of, said=said, token=token, by=by, follows=follows)


class TestWho:
    def test_it_waits_for_a_moderator_with_the_affiliation_of_the_day(self) -> None:
        by = poster(OrganisationFactory(name="Boats of the Lake"))
        made = say(space(), by)
        assert made.organisation is not None
        assert made.state == PostState.WAITING
        assert (made.author_name, made.affiliation) == (by.name, "Boats of the Lake")
        Organisation.objects.filter(pk=made.organisation.pk).update(name="Ships")
        made.refresh_from_db()
        assert made.shown_affiliation == "Boats of the Lake"

    def test_a_state_is_shown_in_the_language_of_the_reader(self) -> None:
        made = say(space(), poster(state("CRI")))
        assert made.shown_affiliation == str(state("CRI"))

    def test_who_has_no_name_is_shown_without_their_address(self) -> None:
        by = poster()
        User.objects.filter(pk=by.pk).update(name="")
        by.refresh_from_db()
        assert "@" not in say(space(), by).author_name

    def test_who_takes_part_for_nobody_is_refused(self) -> None:
        with pytest.raises(NoPartError, match="no longer take part"):
            say(space(), UserFactory(), organisation=OrganisationFactory())

    def test_nobody_speaks_for_an_organisation_of_others(self) -> None:
        with pytest.raises(NoPartError):
            say(space(), poster(), organisation=OrganisationFactory())

    def test_an_ended_membership_is_refused_even_if_it_was_just_held(self) -> None:
        by = poster()
        at = organisation_of(by)
        assert by.roles_held
        Membership.objects.filter(user=by).update(until=timezone.now())
        with pytest.raises(NoPartError, match="no longer take part"):
            say(space(), by, organisation=at)
        assert not Post.objects.exists()

    def test_an_organisation_that_is_no_longer_verified_is_refused(self) -> None:
        by = poster()
        at = organisation_of(by)
        Organisation.objects.filter(pk=at.pk).update(standing=Standing.DECLINED)
        with pytest.raises(NoPartError):
            say(space(), by, organisation=at)

    def test_who_wants_to_is_told_of_what_is_new(self) -> None:
        of, by = space(), poster()
        say(of, by, follows=True)
        say(of, by, "Another thing.", follows=True)
        assert Following.objects.get().user == by


class TestWhen:
    def test_a_closed_space_refuses_in_words(self) -> None:
        now = timezone.now()
        closed = space(opens_at=now - 2 * DAY, closes_at=now - DAY)
        with pytest.raises(ClosedSpaceError, match=r"closed on .* kept below"):
            say(closed, poster())
        assert not Post.objects.exists()

    def test_one_that_is_to_come_says_when(self) -> None:
        now = timezone.now()
        coming = space(opens_at=now + DAY, closes_at=now + 2 * DAY)
        with pytest.raises(ClosedSpaceError, match="opens on"):
            say(coming, poster())

    def test_one_that_closed_while_it_was_typed_refuses(self) -> None:
        of = space()
        read = Space.objects.get(pk=of.pk)
        Space.objects.filter(pk=of.pk).update(closes_at=timezone.now() - HOUR)
        with pytest.raises(ClosedSpaceError):
            say(read, poster())

    def test_the_space_of_a_session_that_is_not_announced_is_none(self) -> None:
        with pytest.raises(ClosedSpaceError):
            say(space(session()), poster())

    def test_that_of_a_session_that_was_called_off_stays(self) -> None:
        one = announced()
        of = space(one)
        make_move(one, "call off", by=examiner(), note="The hall burnt down.")
        assert one.state == State.ARCHIVED
        assert say(of, poster()).pk


class TestAnswers:
    def test_an_answer_takes_the_question_of_what_it_answers(self) -> None:
        of = space()
        head = published_post(of, question=of.questions.get())
        made = say(of, poster(), answers=head)
        assert (made.answers, made.question) == (head, of.questions.get())

    def test_an_answer_is_not_answered(self) -> None:
        of = space()
        answer = published_post(of, answers=published_post(of))
        with pytest.raises(CannotAnswerError):
            say(of, poster(), answers=answer)

    @pytest.mark.parametrize("left", [s for s in PostState if s != PostState.PUBLISHED])
    def test_what_nobody_reads_is_not_answered(self, left: PostState) -> None:
        of = space()
        head = post(of)
        fields = {"decided_at": timezone.now(), "reason": "Because."}
        Post.objects.filter(pk=head.pk).update(state=left, **fields)
        with pytest.raises(CannotAnswerError):
            say(of, poster(), answers=head)

    def test_nor_is_what_was_said_elsewhere(self) -> None:
        with pytest.raises(CannotAnswerError):
            say(space(announced()), poster(), answers=published_post(space()))


class TestTwice:
    def test_the_same_form_says_it_once(self) -> None:
        of, by, token = space(), poster(), uuid4()
        assert say(of, by, token=token) == say(of, by, token=token)
        assert Post.objects.count() == 1

    def test_a_token_of_another_person_gives_nothing_away(self) -> None:
        of, token = space(), uuid4()
        first = say(of, poster(), token=token)
        second = say(of, poster(), "Something else.", token=token)
        assert first != second
        assert second.token != token

    def test_the_same_text_again_is_refused(self) -> None:
        of, by = space(), poster()
        say(of, by)
        with pytest.raises(SaidAlreadyError):
            say(of, by)

    def test_others_may_say_the_same_and_so_may_one_elsewhere(self) -> None:
        of, by = space(), poster()
        say(of, by)
        say(of, poster())
        say(space(announced()), by)
        assert Post.objects.count() == 3

    def test_what_was_declined_may_be_said_again(self) -> None:
        of, by = space(), poster()
        first = say(of, by)
        told = {"state": PostState.DECLINED, "decided_at": timezone.now(), "reason": "Rude."}
        Post.objects.filter(pk=first.pk).update(**told)
        assert say(of, by) != first


class TestPace:
    def test_an_hour_takes_so_many_and_then_says_when(self) -> None:
        of, by = space(), poster()
        for number in range(IN_AN_HOUR):
            say(of, by, f"Thing {number}.")
        with pytest.raises(TooOftenError, match=f"{IN_AN_HOUR} times in an hour") as refused:
            say(of, by, "One more.")
        first = Post.objects.earliest("posted_at")
        assert refused.value.again_at == first.posted_at + HOUR
        with time_machine.travel(first.posted_at + HOUR + timedelta(seconds=1)):
            say(of, by, "One more.")

    def test_a_day_takes_so_many(self) -> None:
        of, by = space(), poster()
        now = timezone.now()
        for number in range(IN_A_DAY):
            post(of, by, text=f"Thing {number}.", posted_at=now - 2 * HOUR)
        with pytest.raises(TooOftenError) as refused:
            say(of, by, "One more.")
        assert refused.value.again_at == now - 2 * HOUR + DAY

    def test_it_is_counted_wherever_it_is_said_and_whatever_became_of_it(self) -> None:
        by = poster()
        for number in range(IN_AN_HOUR):
            post(space(announced()), by, text=f"{number}", state=PostState.WITHDRAWN)
        with pytest.raises(TooOftenError):
            say(space(), by)

    def test_others_are_not_slowed_down(self) -> None:
        of, by = space(), poster()
        for number in range(IN_AN_HOUR):
            say(of, by, f"Thing {number}.")
        assert say(of, poster()).pk

    def test_what_a_moderator_enters_does_not_count(self) -> None:
        of, by = space(), poster()
        for number in range(IN_AN_HOUR):
            post(of, by, text=f"{number}", source="mail")
        assert say(of, by).pk


@pytest.mark.django_db(transaction=True)
class TestRaces:
    def test_a_double_click_says_it_once(self) -> None:
        of, by, token = space(), poster(), uuid4()
        made = at_once(*[lambda: say(of, User.objects.get(pk=by.pk), token=token)] * 3)
        assert refusals(made) == []
        assert Post.objects.count() == 1

    def test_many_windows_do_not_flood(self) -> None:
        of, by = space(), poster()
        windows = [
            lambda text=f"Thing {n}.": say(of, User.objects.get(pk=by.pk), text)
            for n in range(IN_AN_HOUR + 3)
        ]
        made = at_once(*windows)
        assert refusals(made) == [TooOftenError] * 3
        assert Post.objects.count() == IN_AN_HOUR
