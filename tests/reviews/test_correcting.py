"""The correction of one published answer, and the withdrawal of a review."""

from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from notices.letters import compose
from notices.models import Notice
from publication.choices import State
from publication.models import StateChange
from publication.moves import NotReadyError, make_move
from publication.versions import versions_of
from reviews.entries import Written
from reviews.models import AnswerRevision, Review
from reviews.services import (
    CorrectedMeanwhileError,
    NotAllowedError,
    WrongCorrectionError,
    correct_answer,
)
from tests.desk.access import signed_in
from tests.factories.publication import WAYS, examiner, history, moved, published
from tests.factories.reviews import (
    answer_of,
    begun,
    filled,
    focal_point_of,
    people_around,
    question_of,
)
from tests.factories.stakeholders import UserFactory
from tests.races import at_once, refusals

pytestmark = pytest.mark.django_db

NOTE = "A figure had been copied wrongly."


def correct(review: Review, value: Any = "1300", *, key: str = "budget", **more: Any) -> None:
    present = answer_of(review, key)
    correct_answer(
        **{
            "review": review,
            "question": question_of(review, key),
            "written": Written(value),
            "base_revision": present.revision if present else 0,
            "note": NOTE,
            "by": examiner(),
            **more,
        }
    )


def at(key: str = "budget", section: str = "means") -> str:
    return reverse("review_desk:correct_answer", args=["REV-2030-CRI", section, key])


def sent(value: str = "1300", base: int = 1, note: str = NOTE) -> dict[str, Any]:
    return {"answer-budget": value, "base-budget": base, "note": note}


class TestTheVerb:
    def test_the_answer_is_published_at_once_and_the_version_before_stays(self) -> None:
        review = published(budget="1250")
        correct(review)
        answer = answer_of(review, "budget")
        assert answer
        assert (answer.value, answer.revision, answer.by) == ("1300", 2, examiner())
        assert list(
            AnswerRevision.objects.filter(answer=answer).values_list("value", "number")
        ) == [
            ("1250", 1),
            ("1300", 2),
        ]
        new, old = versions_of(review)
        assert old.content["answers"]["budget"]["value"] == "1250"
        assert new.content["answers"]["budget"]["value"] == "1300"
        assert new.note == NOTE
        assert history(review)[-1] == ("correct", "published", "published")

    def test_the_focal_points_are_told_with_the_reason(self) -> None:
        correct(published(budget="1250"))
        notice = Notice.objects.get(kind="reviews.correct.author")
        assert notice.recipient == focal_point_of("CRI")
        assert NOTE in compose(notice).body

    def test_the_dates_of_the_review_stay(self) -> None:
        review = published(budget="1250")
        before = Review.objects.values("published_at", "submitted_at").get()
        correct(review)
        assert Review.objects.values("published_at", "submitted_at").get() == before

    def test_what_was_blank_can_be_answered(self) -> None:
        review = published()
        correct(review)
        assert answer_of(review, "budget")

    @pytest.mark.parametrize("state", [*WAYS, State.ARCHIVED])
    def test_only_what_is_published(self, state: State) -> None:
        review = moved(filled(begun(), budget="1250"), to=state)
        if state == State.PUBLISHED:
            correct(review)
        else:
            with pytest.raises(NotAllowedError):
                correct(review)

    def test_only_by_the_secretariat(self) -> None:
        review = filled(begun(), budget="1250")
        people = people_around(review)
        moved(review, to=State.PUBLISHED)
        for role, person in people.items():
            if role == "secretariat":
                correct(review, by=person)
            elif person is not None:
                with pytest.raises(NotAllowedError):
                    correct(review, "1400", by=person)

    @pytest.mark.parametrize(
        ("key", "value"), [("budget", "a lot"), ("lead-body", ""), ("o05-priority", "middling")]
    )
    def test_nothing_wrong_is_published(self, key: str, value: str) -> None:
        review = published(budget="1250")
        with pytest.raises(WrongCorrectionError):
            correct(review, value, key=key)
        assert StateChange.objects.of(review).count() == 3
        answer = answer_of(review, key)
        assert answer
        assert answer.revision == 1

    def test_the_same_again_is_no_correction(self) -> None:
        with pytest.raises(WrongCorrectionError, match="Nothing was changed"):
            correct(published(budget="1250"), "1250")

    def test_it_needs_a_reason(self) -> None:
        review = published(budget="1250")
        with pytest.raises(NotReadyError):
            correct(review, note="  ")
        answer = answer_of(review, "budget")
        assert answer
        assert answer.value == "1250"

    def test_never_over_another_correction(self) -> None:
        review = published(budget="1250")
        correct(review)
        with pytest.raises(CorrectedMeanwhileError) as caught:
            correct(review, "1400", base_revision=1)
        assert caught.value.current
        assert caught.value.current.value == "1300"

    def test_a_file_stays_what_the_state_sent(self) -> None:
        with pytest.raises(NotAllowedError):
            correct(published(), key="plan")


class TestThePage:
    @pytest.mark.parametrize("state", [*WAYS, State.ARCHIVED])
    def test_it_is_there_for_the_secretariat_once_it_is_published(self, state: State) -> None:
        review = filled(begun(), budget="1250")
        people = people_around(review)
        moved(review, to=state)
        for role, person in people.items():
            if person is None:
                continue
            seen = role == "secretariat" and state == State.PUBLISHED
            browser = signed_in(person)
            assert browser.get(at()).status_code == (200 if seen else 404), role
            if not seen:
                assert browser.post(at(), sent()).status_code == 404, role

    def test_the_field_holds_what_is_published_and_the_page_leads_back(self) -> None:
        review = published(budget="1250")
        browser = signed_in(examiner())
        check = reverse("review_desk:check", args=[review.code])
        assert at() in browser.get(check).content.decode()
        assert 'value="1250"' in browser.get(at()).content.decode()
        response = browser.post(at(), sent())
        assert response["Location"] == f"{check}#q-budget"
        assert "1,300 US dollars" in browser.get(check).content.decode()

    def test_for_the_state_the_page_of_all_answers_has_no_such_link(self) -> None:
        review = published(budget="1250")
        check = reverse("review_desk:check", args=[review.code])
        page = signed_in(focal_point_of("CRI")).get(check).content.decode()
        assert "/correct/" not in page
        assert "/note/" not in page

    @pytest.mark.parametrize(
        ("value", "note", "words"),
        [
            ("1300", "", "Say what was corrected, and why."),
            ("a lot", NOTE, "Write a number in digits"),
            ("1250", NOTE, "Nothing was changed."),
        ],
    )
    def test_what_is_wrong_is_told_and_what_was_typed_stays(
        self, value: str, note: str, words: str
    ) -> None:
        published(budget="1250")
        response = signed_in(examiner()).post(at(), sent(value, note=note))
        assert response.status_code == 422
        page = response.content.decode()
        assert words in page
        assert f'value="{value}"' in page

    def test_a_stale_one_shows_both_and_can_be_saved_over(self) -> None:
        review = published(budget="1250")
        correct(review)
        browser = signed_in(examiner())
        response = browser.post(at(), sent("1400"))
        assert response.status_code == 409
        page = response.content.decode()
        assert "1,300 US dollars" in page
        assert 'value="1400"' in page
        assert 'name="base-budget" value="2"' in page
        assert browser.post(at(), sent("1400", base=2)).status_code == 302

    @pytest.mark.parametrize("base", ["", "x", "-1", "9" * 30])
    def test_a_revision_that_is_none_is_refused(self, base: str) -> None:
        published(budget="1250")
        response = signed_in(examiner()).post(at(), {**sent(), "base-budget": base})
        assert response.status_code == 400

    def test_what_was_typed_is_there_after_signing_in(self) -> None:
        published(budget="1250")
        boss, browser = examiner(), Client()
        assert browser.post(at(), sent("1399")).status_code == 302
        browser.force_login(boss, backend="django.contrib.auth.backends.ModelBackend")
        page = browser.get(at()).content.decode()
        assert 'value="1399"' in page
        assert NOTE in page

    @pytest.mark.parametrize("key", ["plan", "nothing", "lead-body"])
    def test_what_cannot_be_corrected_there_is_not_there(self, key: str) -> None:
        published()
        assert signed_in(examiner()).get(at(key)).status_code == 404


class TestWithdrawing:
    def test_it_leaves_the_public_and_comes_back_as_a_new_version(self) -> None:
        review = published(budget="1250")
        first_published = Review.objects.get().published_at
        with pytest.raises(NotReadyError):
            make_move(review, "withdraw", by=examiner())
        make_move(review, "withdraw", by=examiner(), note="The wrong file.")
        assert not Review.objects.published().exists()
        assert review.code not in Client().get("/en/reviews/").content.decode()
        make_move(review, "restore", by=examiner(), note="It was the right one.")
        assert review.code in Client().get("/en/reviews/").content.decode()
        assert Review.objects.get().published_at == first_published
        assert len(versions_of(review)) == 2

    def test_the_focal_points_are_told_why(self) -> None:
        review = published()
        make_move(review, "withdraw", by=examiner(), note="The wrong file.")
        make_move(review, "restore", by=examiner(), note="It was the right one.")
        for kind, note in (("withdraw", "The wrong file."), ("restore", "the right one.")):
            assert note in compose(Notice.objects.get(kind=f"reviews.{kind}.author")).body

    def test_the_desk_offers_it_to_the_secretariat(self) -> None:
        review = published()
        boss, mine = signed_in(examiner()), signed_in(focal_point_of("CRI"))
        assert "/withdraw/" in boss.get(review.desk_address).content.decode()
        assert "/withdraw/" not in mine.get(review.desk_address).content.decode()
        moves = reverse("publication:move", args=["reviews", review.code, "withdraw"])
        assert boss.post(moves, {"note": ""}).status_code == 422
        assert boss.post(moves, {"note": "The wrong file."}).status_code == 302
        assert "/restore/" in boss.get(review.desk_address).content.decode()


@pytest.mark.django_db(transaction=True)
def test_corrections_that_race_leave_none_out() -> None:
    review = published(budget="1250")
    examiner()
    attempts = [
        partial(
            correct,
            review,
            value,
            base_revision=1,
            by=UserFactory(secretariat=True),
        )
        for value in ("1300", "1400", "1500")
    ]
    assert refusals(at_once(*attempts)) == [CorrectedMeanwhileError] * 2
    assert StateChange.objects.filter(move="correct").count() == 1
