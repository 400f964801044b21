"""A State's review is begun by its focal point, for an open forum, once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from compact.models import Country, Cycle
from publication.choices import State
from publication.models import StateChange
from reviews.models import Questionnaire, Review
from reviews.services import (
    AlreadyBegunError,
    NotAllowedError,
    NotOpenError,
    begin_review,
    current_questionnaire,
)
from stakeholders.choices import Role, Standing
from stakeholders.models import Organisation, User
from tests.desk.access import signed_in
from tests.factories.compact import CountryFactory, CycleFactory
from tests.factories.reviews import begun, former, forum, questionnaire
from tests.factories.stakeholders import OrganisationFactory, UserFactory, give_role, state
from tests.races import at_once, refusals


def former_focal_point() -> User:
    UserFactory(focal_point_of="CRI")
    return former(UserFactory(), "CRI")


def somebody_in_the_country() -> User:
    """A focal point by title, of an organisation that merely sits there."""
    user: User = UserFactory()
    give_role(user, Role.FOCAL_POINT, OrganisationFactory(country=CountryFactory(iso3="CRI")))
    return user


OTHERS: dict[str, Callable[[], User]] = {
    "outsider": UserFactory,
    "contributor": lambda: UserFactory(contributor_of="CRI"),
    "foreign focal point": lambda: UserFactory(focal_point_of="MEX"),
    "former focal point": former_focal_point,
    "secretariat": lambda: UserFactory(secretariat=True),
    "moderator": lambda: UserFactory(role=Role.MODERATOR, role__at=state("CRI")),
    "somebody in the country": somebody_in_the_country,
}


def begin(by: User, cycle: Cycle, iso3: str = "CRI", language: str = "es") -> Review:
    country = CountryFactory(iso3=iso3)
    return begin_review(country=country, cycle=cycle, language=language, by=by)


@pytest.mark.django_db
class TestBeginning:
    def test_it_is_a_draft_with_a_code_and_a_row_a_section(self) -> None:
        review = begin(UserFactory(focal_point_of="CRI"), forum())
        assert (review.code, review.state, review.language) == ("REV-2030-CRI", State.DRAFT, "es")
        assert [str(section) for section in review.sections.all()] == [
            "Section methodology",
            "Section objective-5",
            "Section means",
        ]
        assert {section.state for section in review.sections.all()} == {"not-started"}
        assert not StateChange.objects.exists()

    def test_the_address_is_made_of_forum_and_country(self) -> None:
        review = begin(UserFactory(focal_point_of="CRI"), forum())
        assert review.get_absolute_url() == "/en/reviews/REV-2030-CRI/"
        assert str(review) == "Voluntary review of Country CRI, 2030"

    @pytest.mark.parametrize("who", OTHERS)
    def test_nobody_but_a_focal_point_of_the_state_begins_it(self, who: str) -> None:
        with pytest.raises(NotAllowedError):
            begin(OTHERS[who](), forum())
        assert not Review.objects.exists()

    def test_a_focal_point_of_a_state_that_is_not_verified_does_not(self) -> None:
        person = UserFactory(focal_point_of="CRI")
        Organisation.objects.update(standing=Standing.PENDING)
        with pytest.raises(NotAllowedError):
            begin(User.objects.get(pk=person.pk), forum())

    def test_the_second_focal_point_finds_what_the_first_began(self) -> None:
        cycle = forum()
        review = begin(UserFactory(focal_point_of="CRI"), cycle)
        with pytest.raises(AlreadyBegunError) as caught:
            begin(UserFactory(focal_point_of="CRI"), cycle, language="fr")
        assert caught.value.review == review
        assert Review.objects.get().language == "es"

    def test_another_forum_is_another_review(self) -> None:
        person = UserFactory(focal_point_of="CRI")
        codes = [begin(person, forum(year)).code for year in (2026, 2030)]
        assert codes == ["REV-2026-CRI", "REV-2030-CRI"]

    def test_the_database_keeps_one_review_per_state_and_forum(self) -> None:
        review = begun()
        with pytest.raises(IntegrityError, match="one_review_per_forum"), transaction.atomic():
            Review.objects.create(
                code="REV-2030-CR2",
                country=review.country,
                cycle=review.cycle,
                questionnaire=review.questionnaire,
                language="en",
            )

    @pytest.mark.parametrize(
        ("dates", "is_open"),
        [
            ({}, True),
            ({"reviews_open_at": None}, False),
            ({"reviews_open_at": timedelta(seconds=60)}, False),
            ({"reviews_open_at": timedelta(seconds=-60)}, True),
            ({"reviews_due_at": timedelta(days=-1)}, True),
            ({"reviews_due_at": timedelta(days=-1), "deadline_policy": "hard"}, False),
            ({"reviews_due_at": timedelta(days=1), "deadline_policy": "hard"}, True),
        ],
    )
    def test_it_is_begun_while_the_forum_takes_reviews(
        self, dates: dict[str, Any], is_open: bool
    ) -> None:
        now = timezone.now()
        fields: dict[str, Any] = {
            name: now + value if isinstance(value, timedelta) else value
            for name, value in dates.items()
        }
        cycle, person = forum(**fields), UserFactory(focal_point_of="CRI")
        if is_open:
            assert begin(person, cycle).cycle == cycle
        else:
            with pytest.raises(NotOpenError):
                begin(person, cycle)

    def test_a_forum_without_a_published_questionnaire_takes_none(self) -> None:
        now = timezone.now()
        cycle = CycleFactory(
            reviews_open_at=now - timedelta(days=1), reviews_due_at=now + timedelta(days=1)
        )
        questionnaire(cycle, published=False)
        with pytest.raises(NotOpenError):
            begin(UserFactory(focal_point_of="CRI"), cycle)

    def test_the_newest_published_version_is_asked_and_a_review_keeps_its_own(self) -> None:
        cycle = forum()
        review = begun(cycle=cycle)
        second = questionnaire(cycle, version=2)
        questionnaire(cycle, version=3, published=False)
        assert current_questionnaire(cycle, CountryFactory(iso3="MEX")) == second
        assert begun("MEX", cycle=cycle).questionnaire == second
        review.refresh_from_db()
        assert review.questionnaire.version == 1
        assert str(second) == "Questions (2030, 2)"


@pytest.mark.django_db
class TestThePage:
    ADDRESS = "/en/desk/reviews/begin/2030/CRI/"

    def test_it_asks_for_the_language_and_begins(self) -> None:
        forum()
        browser = signed_in(UserFactory(focal_point_of="CRI"))
        assert browser.get(self.ADDRESS).status_code == 200
        response = browser.post(self.ADDRESS, {"language": "fr"})
        review = Review.objects.get()
        assert (response.status_code, response["Location"]) == (302, review.desk_address)
        assert review.language == "fr"

    def test_a_second_time_leads_to_the_review_that_is_there(self) -> None:
        review = begun()
        response = signed_in(UserFactory(focal_point_of="CRI")).post(
            self.ADDRESS, {"language": "fr"}, follow=True
        )
        assert response.redirect_chain == [(review.desk_address, 302)]
        assert "The review had been begun already." in response.content.decode()

    @pytest.mark.parametrize("language", ["", "de", "EN", "en ", "x" * 10_000])
    def test_a_language_that_is_not_offered_is_refused(self, language: str) -> None:
        forum()
        browser = signed_in(UserFactory(focal_point_of="CRI"))
        assert browser.post(self.ADDRESS, {"language": language}).status_code == 422
        assert not Review.objects.exists()

    @pytest.mark.parametrize(
        "address",
        [
            "2030/cri/", "2030/XXX/", "2030/CR/", "2030/CRIX/", "2031/CRI/", "0/CRI/",
            f"{10**30}/CRI/", "-1/CRI/", "abc/CRI/", "2030/%27/", f"2030/{'X' * 500}/",
        ],
    )  # fmt: skip
    def test_an_unknown_forum_or_country_is_not_there(self, address: str) -> None:
        forum()
        browser = signed_in(UserFactory(focal_point_of="CRI"))
        assert browser.get(f"/en/desk/reviews/begin/{address}").status_code == 404
        assert browser.post(f"/en/desk/reviews/begin/{address}", {}).status_code == 404

    def test_nobody_is_led_to_sign_in(self) -> None:
        forum()
        for response in (Client().get(self.ADDRESS), Client().post(self.ADDRESS)):
            assert response.status_code == 302
            assert response["Location"].startswith(reverse("account_login"))

    @pytest.mark.parametrize("who", OTHERS)
    def test_for_others_it_is_not_there(self, who: str) -> None:
        forum()
        browser = signed_in(OTHERS[who]())
        assert browser.get(self.ADDRESS).status_code == 404
        assert browser.post(self.ADDRESS, {"language": "en"}).status_code == 404
        assert not Review.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_focal_points_at_once_begin_one_review() -> None:
    cycle = forum()
    people = [UserFactory(focal_point_of="CRI") for _ in range(2)] * 2
    place = Country.objects.get(iso3="CRI")
    outcomes = at_once(
        *[
            lambda by=by: begin_review(country=place, cycle=cycle, language="en", by=by)
            for by in people
        ]
    )
    assert refusals(outcomes) == [AlreadyBegunError] * 3
    review = Review.objects.get()
    assert review.sections.count() == 3
    assert Questionnaire.objects.count() == 1
