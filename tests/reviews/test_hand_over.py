"""A focal point hands sections to contributors, who are told; the focal point alone leads."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from notices.letters import compose
from notices.models import Notice
from publication.choices import State
from reviews.models import Review
from reviews.querysets import ReviewQuerySet
from reviews.rules import is_contributor, may_see_on_desk, may_see_section, may_write_section
from reviews.services import (
    NotAllowedError,
    NotCompleteError,
    contributors_of,
    hand_over_section,
    mark_section,
)
from stakeholders.choices import Role
from stakeholders.models import User
from tests.desk.access import signed_in
from tests.factories.compact import CountryFactory
from tests.factories.publication import WAYS, examiner, moved, review_in
from tests.factories.reviews import (
    begun,
    filled,
    focal_point_of,
    handed_over,
    people_around,
    section_of,
    write,
)
from tests.factories.stakeholders import OrganisationFactory, UserFactory, give_role

pytestmark = pytest.mark.django_db


def told() -> list[Notice]:
    return list(Notice.objects.filter(kind="reviews.handed-over").order_by("pk"))


def hand_over(review: Review, to: User | None, key: str = "methodology", **more: Any) -> None:
    by = more.pop("by", None) or focal_point_of("CRI")
    due_on = more.pop("due_on", None)
    hand_over_section(section=section_of(review, key), to=to, due_on=due_on, by=by)


def end_roles(user: User) -> User:
    user.memberships.update(until=timezone.now())
    return User.objects.get(pk=user.pk)


def test_a_section_goes_to_a_contributor_with_a_date() -> None:
    review, contributor = begun(), UserFactory(contributor_of="CRI")
    hand_over(review, contributor, due_on=date(2030, 1, 15))
    section = section_of(review, "methodology")
    assert (section.assignee, section.due_on) == (contributor, date(2030, 1, 15))
    assert may_write_section(contributor, section)
    assert not may_see_section(contributor, section_of(review, "means"))


def test_the_contributor_is_told_in_their_own_language() -> None:
    review, contributor = begun(), UserFactory(contributor_of="CRI", language="fr")
    hand_over(review, contributor, due_on=date(2030, 1, 15))
    [notice] = told()
    message = compose(notice)
    assert notice.recipient == contributor
    assert "Section methodology" in str(message.body)
    assert "15 janvier 2030" in str(message.body)
    assert "/fr/desk/reviews/REV-2030-CRI/" in str(message.body)


def test_without_a_date_no_date_is_told() -> None:
    hand_over(begun(), UserFactory(contributor_of="CRI"))
    assert "finish it by" not in str(compose(told()[0]).body)


def test_a_new_date_for_the_same_person_is_no_new_hand_over() -> None:
    review, contributor = begun(), UserFactory(contributor_of="CRI")
    hand_over(review, contributor)
    hand_over(review, contributor, due_on=date(2030, 1, 15))
    assert len(told()) == 1
    assert section_of(review, "methodology").due_on == date(2030, 1, 15)


def test_a_section_that_comes_back_later_is_told_anew() -> None:
    review, contributor = begun(), UserFactory(contributor_of="CRI")
    for to in (contributor, None, contributor):
        hand_over(review, to)
    assert [notice.recipient for notice in told()] == [contributor] * 2


def test_a_section_taken_back_is_closed_to_its_former_writer() -> None:
    review = begun()
    contributor = handed_over(review, "methodology")
    hand_over(review, None)
    section = section_of(review, "methodology")
    assert section.assignee is None
    assert not may_see_section(contributor, section)
    assert not is_contributor.test(contributor, review)


def test_only_contributors_of_the_state_can_be_given_one() -> None:
    review = begun()
    casa = OrganisationFactory(country=CountryFactory(iso3="CRI"))
    in_the_country = UserFactory()
    give_role(in_the_country, Role.CONTRIBUTOR, casa)
    unsuited: list[User] = [
        UserFactory(),
        UserFactory(contributor_of="MEX"),
        UserFactory(focal_point_of="MEX"),
        end_roles(UserFactory(contributor_of="CRI")),
        UserFactory(contributor_of="CRI", is_active=False),
        in_the_country,
    ]
    suited = [UserFactory(contributor_of="CRI", name=name) for name in ("Bea", "Ana")]
    assert contributors_of(review) == suited[::-1]
    for person in unsuited:
        with pytest.raises(NotAllowedError):
            hand_over(review, person)
    assert told() == []


@pytest.mark.parametrize("state", [state for state in WAYS if state != State.DRAFT])
def test_nothing_is_handed_over_once_it_is_submitted(state: State) -> None:
    review = review_in(state)
    with pytest.raises(NotAllowedError):
        hand_over(review, UserFactory(contributor_of="CRI"))


def test_who_may_hand_over_and_who_may_not() -> None:
    review = begun()
    to = UserFactory(contributor_of="CRI")
    may = {"focal point", "second focal point"}
    for role, person in people_around(review).items():
        if person is None:
            continue
        try:
            hand_over(review, to, by=person)
        except NotAllowedError:
            assert role not in may
        else:
            assert role in may


def test_a_contributor_who_leaves_the_state_sees_nothing_more_and_the_work_stays() -> None:
    review = begun()
    contributor = handed_over(review, "methodology")
    write(review, "lead-body", "The Ministry", by=contributor)
    contributor = end_roles(contributor)
    section = section_of(review, "methodology")
    assert not may_see_section(contributor, section)
    assert not may_write_section(contributor, section)
    assert not seen(contributor)
    assert review.answers.get().value == "The Ministry"


def test_a_second_focal_point_goes_on_where_the_first_stopped() -> None:
    review = begun()
    write(review, "lead-body", "The Ministry")
    end_roles(focal_point_of("CRI"))
    successor = UserFactory(focal_point_of="CRI")
    write(review, "lead-body", "The Office", by=successor)
    assert [r.by_id for r in review.answers.get().revisions.all()][1] == successor.pk


def seen(user: User) -> ReviewQuerySet:
    return Review.objects.seen_on_desk_by(user)


@pytest.mark.parametrize("state", WAYS)
def test_the_list_and_the_rule_agree_on_who_sees_a_review(state: State) -> None:
    review = begun()
    everybody = people_around(filled(review))
    moved(review, to=state)
    for role, user in everybody.items():
        if user is not None:
            by_rule = may_see_on_desk.test(user, review)
            assert (review in seen(user)) == by_rule, role


class TestCompletion:
    def test_a_section_says_where_it_stands(self) -> None:
        review = begun()
        assert section_of(review, "methodology").state == "not-started"
        write(review, "lead-body", "The Ministry")
        assert section_of(review, "methodology").state == "in-progress"
        assert section_of(review, "means").state == "not-started"
        mark_section(section=section_of(review, "methodology"), complete=True, by=self.focal_point)
        section = section_of(review, "methodology")
        assert (section.state, section.completed_by) == ("complete", self.focal_point)

    @property
    def focal_point(self) -> User:
        return focal_point_of("CRI")

    def test_it_is_not_complete_while_an_answer_has_problems(self) -> None:
        review = begun()
        with pytest.raises(NotCompleteError):
            mark_section(
                section=section_of(review, "methodology"), complete=True, by=self.focal_point
            )
        write(review, "lead-body", " ".join(["word"] * 11))
        with pytest.raises(NotCompleteError):
            mark_section(
                section=section_of(review, "methodology"), complete=True, by=self.focal_point
            )
        assert section_of(review, "methodology").completed_at is None

    def test_said_again_it_stays_with_who_said_it_first(self) -> None:
        review = filled(begun())
        contributor = handed_over(review, "methodology")
        mark_section(section=section_of(review, "methodology"), complete=True, by=contributor)
        first = section_of(review, "methodology").completed_at
        again = section_of(review, "methodology")
        mark_section(section=again, complete=True, by=self.focal_point)
        section = section_of(review, "methodology")
        assert (section.completed_at, section.completed_by) == (first, contributor)

    def test_it_can_be_opened_again_whatever_stands_in_it(self) -> None:
        review = filled(begun())
        contributor = handed_over(review, "methodology")
        mark_section(section=section_of(review, "methodology"), complete=True, by=contributor)
        write(review, "lead-body", "")
        mark_section(section=section_of(review, "methodology"), complete=False, by=contributor)
        section = section_of(review, "methodology")
        assert (section.completed_at, section.completed_by) == (None, None)

    def test_others_sections_are_not_marked(self) -> None:
        review = begun()
        contributor = handed_over(review, "methodology")
        for person in (contributor, examiner(), UserFactory()):
            with pytest.raises(NotAllowedError):
                mark_section(section=section_of(review, "means"), complete=True, by=person)

    def test_progress_is_counted_in_one_query(self, django_assert_num_queries: Any) -> None:
        review = filled(begun())
        mark_section(section=section_of(review, "methodology"), complete=True, by=self.focal_point)
        with django_assert_num_queries(1):
            counted = vars(Review.objects.with_progress().get())
        assert (counted["sections_complete"], counted["sections_total"]) == (1, 3)


class TestThePage:
    ADDRESS = "/en/desk/reviews/REV-2030-CRI/methodology/hand-over/"

    def test_it_offers_the_contributors_of_the_state_and_hands_over(self) -> None:
        review, contributor = begun(), UserFactory(contributor_of="CRI", name="Ana Mora")
        UserFactory(contributor_of="MEX", name="Beatriz")
        browser = signed_in(focal_point_of("CRI"))
        page = browser.get(self.ADDRESS).content.decode()
        assert "Ana Mora" in page
        assert "Beatriz" not in page
        response = browser.post(
            self.ADDRESS, {"assignee": str(contributor.pk), "due_on": "2030-01-15"}
        )
        assert (response.status_code, response["Location"]) == (302, review.desk_address)
        assert section_of(review, "methodology").assignee == contributor

    def test_the_contributor_is_told(self) -> None:
        begun()
        contributor = UserFactory(contributor_of="CRI")
        browser = signed_in(focal_point_of("CRI"))
        browser.post(self.ADDRESS, {"assignee": str(contributor.pk)})
        assert [notice.recipient for notice in told()] == [contributor]

    def test_it_can_be_taken_back(self) -> None:
        review = begun()
        handed_over(review, "methodology")
        signed_in(focal_point_of("CRI")).post(self.ADDRESS, {"assignee": ""})
        assert section_of(review, "methodology").assignee is None

    @pytest.mark.parametrize(
        "fields",
        [
            {"assignee": "999999999"},
            {"assignee": "abc"},
            {"assignee": "-1"},
            {"assignee": "9" * 5000},
            {"due_on": "soon"},
            {"due_on": "2030-02-30"},
            {"due_on": "0000-00-00"},
            {"due_on": "99999-01-01"},
            {"due_on": "9999-12-31"},
            {"due_on": "0001-01-01"},
        ],
    )
    def test_what_is_no_contributor_or_no_day_is_refused(self, fields: dict[str, str]) -> None:
        review = begun()
        response = signed_in(focal_point_of("CRI")).post(self.ADDRESS, fields)
        assert response.status_code == 422
        assert section_of(review, "methodology").assignee is None

    def test_somebody_of_another_state_is_refused_like_nobody(self) -> None:
        begun()
        stranger = UserFactory(contributor_of="MEX")
        browser = signed_in(focal_point_of("CRI"))
        assert browser.post(self.ADDRESS, {"assignee": str(stranger.pk)}).status_code == 422
        assert told() == []

    def test_it_was_submitted_in_between(self) -> None:
        review_in(State.SUBMITTED)
        contributor = UserFactory(contributor_of="CRI")
        browser = signed_in(focal_point_of("CRI"))
        assert browser.post(self.ADDRESS, {"assignee": str(contributor.pk)}).status_code == 409
        assert told() == []

    def test_without_contributors_it_says_how_to_find_one(self) -> None:
        begun()
        page = signed_in(focal_point_of("CRI")).get(self.ADDRESS).content.decode()
        assert "Your State has no contributors yet." in page

    def test_nobody_is_led_to_sign_in(self) -> None:
        begun()
        assert Client().get(self.ADDRESS).status_code == 302


def test_dates_of_the_past_are_kept_as_they_were_agreed() -> None:
    review, yesterday = begun(), timezone.localdate() - timedelta(days=1)
    hand_over(review, UserFactory(contributor_of="CRI"), due_on=yesterday)
    assert section_of(review, "methodology").due_on == yesterday
