"""A reviewer reads, writes, checks and hands in; nobody else does, and no words are lost."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from notices.models import Notice
from practices.choices import AssignmentState, Recommendation, ReviewMode
from practices.models import Assignment, PeerReview, Practice, Score
from practices.peer_review import kinds
from practices.peer_review.answering import give_back
from practices.peer_review.peers import others_of
from practices.peer_review.rubric import key_of, lines_of
from practices.peer_review.writing import hand_in
from publication.choices import State
from publication.moves import NotReadyError, make_move
from tests.desk.access import MISSING, SEEN, signed_in, statuses
from tests.factories.practices import (
    LETTER,
    SECRET_NOTE,
    TITLE,
    assigned,
    author_of,
    practice_in,
    quorum,
    reviewed,
    reviewer,
)
from tests.factories.publication import examiner
from tests.practices.people import people_around
from tests.practices.test_anonymity import a_file, in_mode, telling

pytestmark = pytest.mark.django_db

COMMENT = "Say what it costs a year."
CONFIDENTIAL = "I doubt the figures."


@pytest.fixture
def accepted() -> Assignment:
    return assigned(practice_in(State.UNDER_REVIEW), AssignmentState.ACCEPTED)


def at(name: str, assignment: Assignment, *more: int) -> str:
    return reverse(f"practice_desk:{name}", args=[assignment.pk, *more])


def of(assignment: Assignment) -> Client:
    return signed_in(assignment.reviewer.user)


def whole(assignment: Assignment, score: str = "4", **fields: str) -> dict[str, str]:
    """A form with nothing left out."""
    lines = {key_of(line): score for line in lines_of(assignment.practice)}
    return {
        "revision": "1",
        "recommendation": Recommendation.ACCEPT,
        "for_author": COMMENT,
        "for_secretariat": CONFIDENTIAL,
        **lines,
        **fields,
    }


def save(assignment: Assignment, data: dict[str, str], **more: Any) -> Any:
    return of(assignment).post(at("review", assignment), data, **more)


def now(assignment: Assignment) -> Assignment:
    return Assignment.objects.with_names().get(pk=assignment.pk)


class TestAccess:
    @pytest.mark.parametrize("name", ["assignment", "review", "check_review", "step_down"])
    def test_only_the_reviewer_gets_there(self, accepted: Assignment, name: str) -> None:
        people = people_around(accepted.practice, accepted)
        found = statuses(at(name, accepted), people)
        assert found == {who: SEEN if who == "reviewer" else MISSING for who in people}

    def test_nobody_else_saves_hands_in_or_steps_down(self, accepted: Assignment) -> None:
        people = people_around(accepted.practice, accepted)
        del people["reviewer"]
        for person in people.values():
            client = signed_in(person)
            for name in ("review", "check_review", "step_down"):
                data = {"revision": "1", "reason": "x"}
                assert client.post(at(name, accepted), data).status_code == MISSING
        assert now(accepted).state == AssignmentState.ACCEPTED
        assert not PeerReview.objects.exists()

    def test_a_file_is_for_its_reader_while_it_may_be_read(self) -> None:
        practice = telling()
        named = practice.files.last()
        first = practice.files.first()
        assert named is not None
        assert first is not None
        asked = assigned(practice)
        assert of(asked).get(at("assignment_file", asked, first.pk)).status_code == MISSING
        reads = assigned(practice, AssignmentState.ACCEPTED)
        response = of(reads).get(at("assignment_file", reads, named.pk))
        assert 'filename="named.pdf"' in response["Content-Disposition"]
        assert of(asked).get(at("assignment_file", reads, first.pk)).status_code == MISSING
        in_mode(practice, ReviewMode.DOUBLE_BLIND)
        assert of(reads).get(at("assignment_file", reads, named.pk)).status_code == MISSING
        response = of(reads).get(at("assignment_file", reads, first.pk))
        assert 'filename="file-1.pdf"' in response["Content-Disposition"]

    def test_a_file_of_another_practice_is_none_of_it(self, accepted: Assignment) -> None:
        other = a_file(practice_in(State.UNDER_REVIEW), "other.pdf")
        assert of(accepted).get(at("assignment_file", accepted, other.pk)).status_code == MISSING

    def test_the_list_is_for_who_is_on_the_roster(self, accepted: Assignment) -> None:
        address = reverse("practice_desk:assignments")
        found = statuses(address, people_around(accepted.practice, accepted))
        assert {who for who, status in found.items() if status == SEEN} == {
            "reviewer",
            "other reviewer",
        }
        page = of(accepted).get(address).content.decode()
        assert accepted.practice.code in page
        assert TITLE not in page

    @pytest.mark.parametrize(
        "to", [AssignmentState.DECLINED, AssignmentState.CALLED_OFF, AssignmentState.REVIEWED]
    )
    def test_what_is_over_is_not_written(self, to: AssignmentState) -> None:
        over = assigned(practice_in(State.UNDER_REVIEW), to)
        assert of(over).get(at("check_review", over)).status_code == MISSING
        assert of(over).get(at("review", over)).status_code == 302
        response = save(over, whole(over, for_author="Too late."))
        assert response.status_code == 409
        assert "Too late." in response.content.decode()
        assert not PeerReview.objects.filter(for_author="Too late.").exists()


class TestWriting:
    def test_whatever_it_holds_is_saved(self, accepted: Assignment) -> None:
        response = save(accepted, {"revision": "1", "for_author": COMMENT}, follow=True)
        assert "Saved." in response.content.decode()
        review = PeerReview.objects.get()
        assert (review.for_author, review.revision, review.recommendation) == (COMMENT, 2, "")
        assert not review.scores.exists()

    def test_scores_comments_and_what_does_not_apply(self, accepted: Assignment) -> None:
        first, second, third = (key_of(line) for line in lines_of(accepted.practice))
        said = {first: "5", second: "none", f"{second}-comment": "No rights at stake."}
        save(accepted, {"revision": "1", **said, f"{third}-comment": "Not sure yet."})
        scores = {s.criterion.key: s for s in Score.objects.all() if s.criterion}
        assert scores["impact"].value == 5
        assert (scores["rights"].value, scores["rights"].comment) == (None, "No rights at stake.")
        assert Score.objects.count() == 2
        page = of(accepted).get(at("review", accepted)).content.decode()
        assert "Not sure yet." in page
        assert page.count(" checked") == 2

    def test_a_comment_without_a_score_counts_as_no_score(self, accepted: Assignment) -> None:
        key = key_of(lines_of(accepted.practice)[0])
        data = whole(accepted, **{f"{key}-comment": "Later."})
        del data[key]
        save(accepted, data)
        page = of(accepted).get(at("check_review", accepted)).content.decode()
        assert "Score “Impact”, or say that it does not apply." in page

    def test_a_score_that_is_none_is_kept_and_said(self, accepted: Assignment) -> None:
        key = key_of(lines_of(accepted.practice)[0])
        response = save(accepted, whole(accepted, **{key: "6"}), follow=True)
        assert "Some of it cannot be read yet." in response.content.decode()
        assert PeerReview.objects.get().rough == {key: ["6"]}

    def test_another_tabs_text_is_never_written_over(self, accepted: Assignment) -> None:
        save(accepted, whole(accepted, for_author="From the first tab."))
        response = save(accepted, whole(accepted, for_author="From the second tab."))
        page = response.content.decode()
        assert response.status_code == 409
        assert "From the first tab." in page
        assert "From the second tab." in page
        assert PeerReview.objects.get().for_author == "From the first tab."
        over = {"revision": "1", "over": "2"}
        save(accepted, whole(accepted, for_author="Both.", **over))
        assert PeerReview.objects.get().for_author == "Both."

    def test_the_same_words_twice_are_no_conflict(self, accepted: Assignment) -> None:
        assert save(accepted, whole(accepted)).status_code == 302
        assert save(accepted, whole(accepted)).status_code == 302

    def test_theirs_can_be_kept(self, accepted: Assignment) -> None:
        save(accepted, whole(accepted, for_author="First."))
        client = of(accepted)
        client.post(at("review", accepted), whole(accepted, for_author="Second."))
        client.post(at("review", accepted), {"keep": "theirs"})
        page = client.get(at("review", accepted)).content.decode()
        assert "First." in page
        assert "Second." not in page

    def test_it_saves_itself(self, accepted: Assignment) -> None:
        response = save(accepted, whole(accepted), headers={"HX-Request": "true"})
        page = response.content.decode()
        assert "data-saved" in page
        assert 'name="revision" value="2"' in page
        stale = save(accepted, whole(accepted, for_author="x"), headers={"HX-Request": "true"})
        assert stale.status_code == 409
        assert "another has saved in between" in stale.content.decode()

    def test_what_was_typed_when_the_session_ended_is_kept(self, accepted: Assignment) -> None:
        client = Client()
        client.post(at("review", accepted), whole(accepted, for_author="Typed late."))
        client.force_login(
            accepted.reviewer.user, backend="django.contrib.auth.backends.ModelBackend"
        )
        page = client.get(at("review", accepted)).content.decode()
        assert "Typed late." in page
        assert "It is not saved yet." in page

    @pytest.mark.parametrize("revision", ["", "x", "-1", "1" * 12])
    def test_a_form_without_its_revision_is_refused(
        self, accepted: Assignment, revision: str
    ) -> None:
        assert save(accepted, whole(accepted, revision=revision)).status_code == 400

    def test_the_rubric_says_what_scores_look_like(self, accepted: Assignment) -> None:
        page = of(accepted).get(at("review", accepted)).content.decode()
        for words in ("What about impact?", "Nothing is shown.", "All of it is shown."):
            assert words in page
        assert "The principle shapes what is done" in page
        assert page.count("<fieldset") == 4


class TestHandingIn:
    def test_it_says_what_is_missing(self, accepted: Assignment) -> None:
        page = of(accepted).get(at("check_review", accepted)).content.decode()
        assert "Nothing is written yet." in page
        save(accepted, {"revision": "1", "for_secretariat": "x"})
        response = of(accepted).post(at("check_review", accepted))
        assert response.status_code == 422
        page = response.content.decode()
        for words in ("Give a recommendation.", "Write the comments for the author."):
            assert words in page
        assert now(accepted).state == AssignmentState.ACCEPTED

    def test_it_counts_from_then_on_and_is_told(self, accepted: Assignment) -> None:
        secretariat = examiner()
        save(accepted, whole(accepted))
        page = of(accepted).post(at("check_review", accepted), follow=True).content.decode()
        assert "Your review is handed in." in page
        assert CONFIDENTIAL in page
        assert now(accepted).state == AssignmentState.REVIEWED
        told = set(Notice.objects.values_list("kind", "recipient"))
        assert (kinds.RECEIVED, accepted.reviewer.user.pk) in told
        assert (kinds.HANDED_IN, secretariat.pk) in told
        assert not Notice.objects.filter(
            recipient=author_of(accepted.practice), kind__startswith="practices.review"
        ).exists()

    def test_nothing_incomplete_is_handed_in(self, accepted: Assignment) -> None:
        with pytest.raises(NotReadyError):
            hand_in(assignment=accepted, by=accepted.reviewer.user)

    def test_given_back_it_is_written_on_and_told_of_anew(self, accepted: Assignment) -> None:
        save(accepted, whole(accepted))
        hand_in(assignment=accepted, by=accepted.reviewer.user)
        give_back(assignment=now(accepted), by=examiner(), reason="A line is cut off.")
        note = Notice.objects.get(kind=kinds.GIVEN_BACK).context["note"]
        assert note == "A line is cut off."
        save(accepted, whole(accepted, revision="2", for_author="Now whole."))
        hand_in(assignment=accepted, by=accepted.reviewer.user)
        assert Notice.objects.filter(kind=kinds.RECEIVED).count() == 2

    def test_after_a_decision_nothing_comes_in(self, accepted: Assignment) -> None:
        save(accepted, whole(accepted))
        quorum(accepted.practice)
        make_move(accepted.practice, "accept", by=examiner(), note=LETTER)
        response = of(accepted).post(at("check_review", accepted))
        assert response.status_code == MISSING
        assert now(accepted).state == AssignmentState.CALLED_OFF


class TestOthers:
    def test_they_are_hidden_until_the_own_is_in(self, accepted: Assignment) -> None:
        other = reviewed(assigned(accepted.practice), 2, for_author="Weak evidence.")
        for name in ("assignment", "review", "check_review"):
            page = of(accepted).get(at(name, accepted)).content.decode()
            assert "Weak evidence." not in page
        assert others_of(accepted) == []
        save(accepted, whole(accepted))
        hand_in(assignment=accepted, by=accepted.reviewer.user)
        page = of(accepted).get(at("assignment", accepted)).content.decode()
        assert "Weak evidence." in page
        assert str(other.reviewer) not in page
        assert SECRET_NOTE not in page
        assert CONFIDENTIAL in page

    def test_they_are_hidden_again_while_it_is_given_back(self, accepted: Assignment) -> None:
        reviewed(assigned(accepted.practice))
        done = reviewed(accepted)
        assert len(others_of(done)) == 1
        given = give_back(assignment=done, by=examiner(), reason="x")
        assert others_of(given) == []

    @pytest.mark.parametrize("mode", ReviewMode)
    def test_names_come_with_the_decision_of_an_open_review_alone(self, mode: ReviewMode) -> None:
        practice = in_mode(practice_in(State.UNDER_REVIEW), mode)
        one, two, _three = quorum(practice)
        page = of(one).get(at("assignment", one)).content.decode()
        assert str(two.reviewer) not in page
        make_move(Practice.objects.get(pk=practice.pk), "accept", by=examiner(), note=LETTER)
        page = of(one).get(at("assignment", one)).content.decode()
        assert (str(two.reviewer) in page) == (mode == ReviewMode.OPEN)
        assert SECRET_NOTE in page  # the own one
        assert page.count(SECRET_NOTE) == 1
        assert LETTER not in page

    def test_once_the_round_is_over_the_content_is_gone(self) -> None:
        practice = practice_in(State.UNDER_REVIEW)
        one, _two, _three = quorum(practice)
        make_move(practice, "accept", by=examiner(), note=LETTER)
        page = of(one).get(at("assignment", one)).content.decode()
        assert TITLE not in page
        assert "Accept" in page


class TestSteppingDown:
    def test_it_needs_a_reason(self, accepted: Assignment) -> None:
        response = of(accepted).post(at("step_down", accepted), {"reason": " "})
        assert response.status_code == 422
        assert now(accepted).state == AssignmentState.ACCEPTED

    def test_it_ends_the_assignment_and_keeps_what_was_written(self, accepted: Assignment) -> None:
        save(accepted, whole(accepted))
        response = of(accepted).post(
            at("step_down", accepted), {"reason": "I know the authors."}, follow=True
        )
        assert "You have stepped down." in response.content.decode()
        assert now(accepted).state == AssignmentState.DECLINED
        assert now(accepted).reason == "I know the authors."
        assert PeerReview.objects.filter(assignment=accepted).exists()
        page = of(accepted).get(at("assignment", accepted)).content.decode()
        assert TITLE not in page


class TestQueries:
    """Each page costs the same at one row and at three."""

    def cost(self, client: Client, address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == SEEN
        return len(queries)

    def test_the_list(self) -> None:
        person = reviewer()
        client = signed_in(person.user)
        found = []
        for rows in (1, 3):
            while Assignment.objects.of(person.user).count() < rows:
                assigned(practice_in(State.UNDER_REVIEW), by=person)
            found.append(self.cost(client, reverse("practice_desk:assignments")))
        assert found == [5, 5]

    def test_the_practice_with_the_other_reviews(self) -> None:
        practice = telling()
        mine = assigned(practice, AssignmentState.REVIEWED)
        found = []
        for rows in (1, 3):
            while practice.rounds.get().assignments.count() < rows + 1:
                reviewed(assigned(practice))
                a_file(practice, f"{practice.files.count()}.pdf")
            found.append(self.cost(of(mine), at("assignment", mine)))
        assert found == [22, 22]
