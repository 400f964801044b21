"""The decision: reviews side by side, what is missing, the letter, the points, the appeal."""

from decimal import Decimal
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from notices.models import Notice
from practices.choices import Belonging, Recommendation
from practices.models import PeerReview, Practice, RevisionPoint, Round
from practices.peer_review.comparison import comparisons_of
from practices.peer_review.moves import move_assignment
from practices.services.deciding import ReviewsChangedError, decide, reviews_in, screen
from publication.choices import State
from publication.moves import NotAllowedError, make_move
from tests.desk.access import MISSING, SEEN, signed_in, statuses
from tests.factories.practices import (
    LETTER,
    SECRET_NOTE,
    assigned,
    author_of,
    begun,
    open_round,
    practice_in,
    quorum,
    reviewed,
    reviewer,
    whole,
)
from tests.factories.publication import examiner
from tests.practices.people import partial_examiner, people_around

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(db: None) -> Client:
    return signed_in(examiner())


@pytest.fixture
def practice(db: None) -> Practice:
    """Under review, with the three reviews that a decision needs."""
    under_review = practice_in(State.UNDER_REVIEW)
    quorum(under_review)
    return under_review


def at(practice: Practice) -> str:
    return f"/en/desk/practices/{practice.code}/decide/"


def state_of(practice: Practice) -> str:
    return Practice.objects.get(pk=practice.pk).state


def post(client: Client, practice: Practice, move: str, **more: Any) -> Any:
    seen = reviews_in(open_round(practice))
    return client.post(at(practice), {"move": move, "letter": LETTER, "seen": seen, **more})


class TestAccess:
    def test_it_is_for_who_decides_alone(self, practice: Practice) -> None:
        people = people_around(practice, assigned(practice))
        expected = dict.fromkeys(people, MISSING) | {"secretariat": SEEN}
        assert statuses(at(practice), people) == expected
        for name, person in people.items():
            if name != "secretariat":
                response = post(signed_in(person), practice, "accept")
                assert response.status_code == MISSING, name
        assert state_of(practice) == State.UNDER_REVIEW

    def test_a_draft_has_no_such_page(self, client: Client) -> None:
        assert client.get(at(whole(begun()))).status_code == MISSING

    def test_the_verbs_hold_it_too(self, practice: Practice) -> None:
        theirs, submitted = partial_examiner(practice), practice_in(State.SUBMITTED)
        seen = reviews_in(open_round(practice))
        words: dict[str, Any] = {"letter": LETTER, "points": [], "seen": seen}
        with pytest.raises(NotAllowedError):
            decide(practice=practice, move="accept", by=theirs, **words)
        with pytest.raises(ValueError, match="publish"):
            decide(practice=practice, move="publish", by=examiner(), **words)
        with pytest.raises(NotAllowedError):
            screen(practice=submitted, move="take in", note="", by=partial_examiner(submitted))

    @pytest.mark.parametrize(
        "state", [State.SUBMITTED, State.REVISING, State.ACCEPTED, State.DECLINED, State.PUBLISHED]
    )
    def test_before_and_after_it_shows_what_there_is_and_no_form(
        self, client: Client, state: State
    ) -> None:
        page = client.get(at(practice_in(state))).content.decode()
        assert 'name="letter"' not in page
        assert ("Say more on the cost" in page) is (state != State.SUBMITTED)


class TestStanding:
    def test_what_is_missing_is_told_and_there_is_no_form(self, client: Client) -> None:
        practice = practice_in(State.UNDER_REVIEW)
        reviewed(assigned(practice, by=reviewer(Belonging.UN)))
        reviewed(assigned(practice))
        page = client.get(at(practice)).content.decode()
        assert "It cannot be decided yet" in page
        assert "United Nations: 1 in, at least 1 needed" in page
        assert "External: 1 in, at least 2 needed" in page
        assert 'name="letter"' not in page

    def test_no_decision_slips_past_it(self, client: Client) -> None:
        practice = practice_in(State.UNDER_REVIEW)
        reviewed(assigned(practice))
        response = post(client, practice, "accept")
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "1 review is missing: United Nations." in response.content.decode()
        assert state_of(practice) == State.UNDER_REVIEW

    def test_divergence_is_told_with_its_measure(self, client: Client) -> None:
        practice = practice_in(State.UNDER_REVIEW)
        quorum(practice, 5, 5, 2)
        page = client.get(at(practice)).content.decode()
        assert "The mean scores lie 3.0 apart; from 1.5 on" in page
        assert "The reviews diverge." in page
        assert "Nobody more was asked yet." in page
        further = assigned(practice, is_further=True)
        page = client.get(at(practice)).content.decode()
        assert f"One more was asked: {further.reviewer} (Invited)." in page
        assert 'name="letter"' not in page
        reviewed(further, 4)
        page = client.get(at(practice)).content.decode()
        assert "The further review is in." in page
        assert 'name="letter"' in page


class TestComparison:
    def test_scores_stand_by_line_and_reviewer(self) -> None:
        practice = practice_in(State.UNDER_REVIEW)
        quorum(practice, 5, 4, 2)
        (compared,) = comparisons_of(practice)
        rows = [
            (str(row.line.title), [score.value if score else None for score in row.scores])
            for row in compared.rows
        ]
        assert rows == [
            ("Impact", [5, 4, 2]),
            ("Rights", [5, 4, 2]),
            ("Principle 1", [5, 4, 2]),
        ]
        assert all(row.is_far_apart for row in compared.rows)
        assert [column.mean for column in compared.columns] == [Decimal(5), Decimal(4), Decimal(2)]

    def test_a_line_that_is_no_longer_named_is_shown_where_it_was_scored(self) -> None:
        practice = practice_in(State.UNDER_REVIEW)
        quorum(practice)
        practice.principles.clear()
        (compared,) = comparisons_of(practice)
        assert str(compared.rows[-1].line.title) == "Principle 1"

    def test_rounds_are_newest_first(self) -> None:
        practice = practice_in(State.REVISING)
        RevisionPoint.objects.update(answer="Done.")
        make_move(practice, "resubmit", by=author_of(practice))
        assert [one.round.number for one in comparisons_of(practice)] == [2, 1]

    def test_the_page_keeps_apart_what_is_in_confidence(
        self, client: Client, practice: Practice
    ) -> None:
        page = client.get(at(practice)).content.decode()
        assert page.count("In-confidence") == 0
        assert page.count("For the Secretariat alone") == 3
        letter = page.split('name="letter"')[1].split("</textarea>")[0]
        assert "Say more on the cost" in letter
        assert SECRET_NOTE not in letter
        assert SECRET_NOTE not in page.split('id="points"')[1]


class TestDeciding:
    def test_it_is_accepted_and_the_letter_goes_out(
        self, client: Client, practice: Practice
    ) -> None:
        response = post(client, practice, "accept", point=["Not asked for."])
        assert response["Location"] == "/en/desk/practice-queue/"
        assert state_of(practice) == State.ACCEPTED
        done = Round.objects.get(practice=practice)
        assert (done.decision, done.letter) == (Recommendation.ACCEPT, LETTER)
        assert done.decided_by == examiner()
        assert not done.points.exists()
        notice = Notice.objects.get(kind="practices.accept.author")
        assert notice.context["note"] == LETTER

    def test_it_is_declined(self, client: Client, practice: Practice) -> None:
        post(client, practice, "decline")
        assert state_of(practice) == State.DECLINED

    def test_a_revision_lists_its_points_in_order(self, client: Client, practice: Practice) -> None:
        points = ["The cost.", "  ", "Who counted?", ""]
        post(client, practice, "ask to revise", point=points)
        assert state_of(practice) == State.REVISING
        kept = RevisionPoint.objects.filter(round__practice=practice)
        assert list(kept.values_list("number", "text")) == [(1, "The cost."), (2, "Who counted?")]

    def test_no_revision_without_a_point_and_nothing_is_lost(
        self, client: Client, practice: Practice
    ) -> None:
        letter = "A letter of an hour's work."
        response = post(client, practice, "ask to revise", letter=letter, point=["", " "])
        page = response.content.decode()
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "List at least one point" in page
        assert "A letter of an hour&#x27;s work." in page
        assert not RevisionPoint.objects.exists()

    def test_not_without_a_decision_or_a_letter(self, client: Client, practice: Practice) -> None:
        for wrong, told in (
            ({"move": ""}, "Choose a decision."),
            ({"move": "publish"}, "Select a valid choice"),
            ({"letter": "  "}, "Write the letter to the author."),
        ):
            data = {"move": "accept", "letter": LETTER, "point": ["Kept point"], **wrong}
            response = client.post(at(practice), data)
            assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
            assert told in response.content.decode()
            assert "Kept point" in response.content.decode()
        assert state_of(practice) == State.UNDER_REVIEW

    def test_a_letter_with_a_secret_is_refused_with_words(
        self, client: Client, practice: Practice
    ) -> None:
        response = post(client, practice, "decline", letter=f"Sorry. {SECRET_NOTE}")
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "to the Secretariat alone" in response.content.decode()
        response = post(client, practice, "ask to revise", point=[SECRET_NOTE])
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert not RevisionPoint.objects.exists()
        assert not Notice.objects.filter(kind="practices.decline.author").exists()

    def test_the_last_round_offers_no_revision(self, client: Client, practice: Practice) -> None:
        type(practice.call).objects.update(most_rounds=1)
        page = client.get(at(practice)).content.decode()
        assert "The call allows no further round." in page
        assert 'value="ask to revise"' not in page
        response = post(client, practice, "ask to revise", point=["The cost."])
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY

    def test_a_review_that_came_in_meanwhile_is_read_first(
        self, client: Client, practice: Practice
    ) -> None:
        seen = reviews_in(open_round(practice))
        reviewed(assigned(practice), for_author="A fourth opinion.")
        response = post(client, practice, "accept", letter="My letter.", seen=seen)
        page = response.content.decode()
        assert response.status_code == HTTPStatus.CONFLICT
        assert "The reviews have changed" in page
        assert "My letter." in page
        assert "A fourth opinion." in page
        assert state_of(practice) == State.UNDER_REVIEW
        assert post(client, practice, "accept").status_code == HTTPStatus.FOUND

    def test_so_is_one_that_was_given_back_and_came_in_changed(self, practice: Practice) -> None:
        seen = reviews_in(open_round(practice))
        one = open_round(practice).assignments.first()
        assert one is not None
        move_assignment(one, "give back", by=examiner())
        PeerReview.objects.filter(assignment=one).update(revision=7)
        move_assignment(one, "hand in", by=one.reviewer.user)
        with pytest.raises(ReviewsChangedError):
            decide(
                practice=practice, move="accept", letter=LETTER, points=[], seen=seen, by=examiner()
            )

    @pytest.mark.parametrize("move", ["accept", "decline", "ask to revise"])
    def test_one_that_was_withdrawn_meanwhile_keeps_the_letter(
        self, client: Client, practice: Practice, move: str
    ) -> None:
        seen = reviews_in(open_round(practice))
        make_move(practice, "withdraw", by=author_of(practice))
        make_move(practice, "submit", by=author_of(practice), declared=True)
        data = {"move": move, "letter": "My letter.", "seen": seen, "point": ["The cost."]}
        response = client.post(at(practice), data)
        assert response.status_code == HTTPStatus.CONFLICT
        assert "My letter." in response.content.decode()
        assert state_of(practice) == State.SUBMITTED

    def test_what_was_typed_is_kept_when_the_session_has_run_out(self, practice: Practice) -> None:
        client = Client()
        response = post(client, practice, "accept", letter="Kept letter.", point=["Kept point."])
        assert response.status_code == HTTPStatus.FOUND
        client.force_login(examiner(), backend="django.contrib.auth.backends.ModelBackend")
        page = client.get(at(practice)).content.decode()
        assert "Kept letter." in page
        assert "Kept point." in page


class TestAppeal:
    def post(self, client: Client, practice: Practice, move: str, note: str) -> Any:
        return client.post(at(practice), {"move": move, "note": note})

    def test_the_appeal_is_read_beside_the_reviews(self, client: Client) -> None:
        page = client.get(at(practice_in(State.APPEALED))).content.decode()
        assert "Unfair." in page
        assert LETTER in page
        assert "Say more on the cost" in page

    def test_the_decision_stands(self, client: Client) -> None:
        practice = practice_in(State.APPEALED)
        self.post(client, practice, "uphold", "All was looked at.")
        assert state_of(practice) == State.DECLINED
        assert Notice.objects.filter(kind="practices.uphold.author").exists()

    def test_or_it_is_reviewed_once_more(self, client: Client) -> None:
        practice = practice_in(State.APPEALED)
        self.post(client, practice, "reopen", "One reviewer overlooked the annex.")
        assert state_of(practice) == State.UNDER_REVIEW
        assert open_round(practice).number == 2

    @pytest.mark.parametrize("note", ["", "   "])
    def test_not_without_a_reason(self, client: Client, note: str) -> None:
        practice = practice_in(State.APPEALED)
        response = self.post(client, practice, "uphold", note)
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "Say why." in response.content.decode()
        assert state_of(practice) == State.APPEALED

    def test_not_with_a_secret(self, client: Client) -> None:
        practice = practice_in(State.APPEALED)
        response = self.post(client, practice, "uphold", SECRET_NOTE)
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "to the Secretariat alone" in response.content.decode()

    @pytest.mark.parametrize("move", ["", "accept", "publish"])
    def test_there_is_no_other_move(self, client: Client, move: str) -> None:
        practice = practice_in(State.APPEALED)
        assert self.post(client, practice, move, "x").status_code == HTTPStatus.BAD_REQUEST

    def test_one_that_was_decided_meanwhile_says_so(self, client: Client) -> None:
        practice = practice_in(State.APPEALED)
        make_move(practice, "uphold", by=examiner(), note="It stands.")
        response = self.post(client, practice, "reopen", "My reason.")
        assert response.status_code == HTTPStatus.CONFLICT
        assert "My reason." in response.content.decode()

    def test_the_form_of_the_move_itself_wants_a_reason_too(self, client: Client) -> None:
        practice = practice_in(State.APPEALED)
        address = reverse("publication:move", args=["practices", practice.code, "uphold"])
        response = client.post(address, {"note": ""})
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "Say why, in the note." in response.content.decode()
        assert state_of(practice) == State.APPEALED


@pytest.mark.parametrize("rows", [1, 3])
def test_more_reviews_and_rounds_are_no_more_queries(
    client: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    practice = practice_in(State.UNDER_REVIEW)
    quorum(practice)
    for _number in range(rows):
        reviewed(assigned(practice))
    client.get(at(practice))
    with django_assert_num_queries(16):
        client.get(at(practice))
