"""Conflicts of interest that the data show: each ground, and what is none."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from practices.models import Practice, PracticePartner, Reviewer
from practices.peer_review.conflicts import Conflict, Ground, conflicts_of
from publication.choices import State
from stakeholders.choices import Role
from stakeholders.models import Membership, Organisation
from tests.factories import pledges
from tests.factories.compact import CountryFactory
from tests.factories.practices import author_of, practice_in, reviewer
from tests.factories.stakeholders import OrganisationFactory, UserFactory, give_role, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice() -> Practice:
    return practice_in(State.UNDER_REVIEW, countries=["CRI"])


def grounds(practice: Practice, one: Reviewer) -> list[Ground]:
    return [conflict.ground for conflict in conflicts_of(practice, [one])[one.pk]]


def partner(practice: Practice, organisation: Organisation | None = None, name: str = "") -> None:
    PracticePartner.objects.create(
        practice=practice, order=practice.partners.count(), organisation=organisation, name=name
    )


def un_entity(name: str, iso3: str = "") -> Organisation:
    return OrganisationFactory(
        code="un-entity", name=name, country=CountryFactory(iso3=iso3) if iso3 else None
    )


def test_a_stranger_has_none(practice: Practice) -> None:
    one = reviewer()
    assert conflicts_of(practice, [one]) == {one.pk: []}


class TestCountry:
    def test_of_the_practice(self, practice: Practice) -> None:
        one = reviewer(iso3="CRI")
        assert conflicts_of(practice, [one])[one.pk] == [Conflict(Ground.COUNTRY, "Country CRI")]

    def test_of_who_submits_it(self) -> None:
        practice = practice_in(State.UNDER_REVIEW, state("MEX"), countries=["CRI"])
        assert Ground.COUNTRY in grounds(practice, reviewer(iso3="MEX"))

    def test_of_the_reviewers_organisation(self, practice: Practice) -> None:
        home = OrganisationFactory(country=CountryFactory(iso3="CRI"))
        assert grounds(practice, reviewer(organisation=home)) == [Ground.COUNTRY]

    def test_an_entity_of_the_united_nations_belongs_to_none(self) -> None:
        maker = un_entity("Labour Organization", "CHE")
        practice = practice_in(State.UNDER_REVIEW, maker, countries=["CRI"])
        assert grounds(practice, reviewer(organisation=un_entity("Other", "CHE"))) == []


class TestOrganisation:
    def test_the_same(self, practice: Practice) -> None:
        one = reviewer(organisation=practice.organisation)
        assert Ground.ORGANISATION in grounds(practice, one)

    def test_another_role_elsewhere(self, practice: Practice) -> None:
        one = reviewer()
        give_role(one.user, Role.CONTRIBUTOR, practice.organisation)
        assert grounds(practice, one) == [Ground.ORGANISATION]

    def test_a_role_of_before(self, practice: Practice) -> None:
        one = reviewer()
        held = give_role(one.user, Role.CONTRIBUTOR, practice.organisation)
        Membership.objects.filter(pk=held.pk).update(until=timezone.now() + timedelta(hours=1))
        assert grounds(practice, one) == [Ground.FORMER_ORGANISATION]

    def test_a_colleague_of_the_author_elsewhere(self, practice: Practice) -> None:
        other = OrganisationFactory()
        give_role(author_of(practice), Role.CONTRIBUTOR, other)
        assert grounds(practice, reviewer(organisation=other)) == [Ground.ORGANISATION]


class TestImplementer:
    def test_the_name_stands_in_the_text_however_it_is_typed(self, practice: Practice) -> None:
        one = reviewer(organisation=OrganisationFactory(name="Casa José"))
        practice.is_own, practice.implementer = False, "CASA JOSE, with the mayors"
        assert grounds(practice, one) == [Ground.IMPLEMENTER]

    def test_a_part_of_another_word_is_no_name(self, practice: Practice) -> None:
        one = reviewer(organisation=OrganisationFactory(name="Casa"))
        practice.is_own, practice.implementer = False, "Casandra"
        assert grounds(practice, one) == []

    def test_who_implements_it_alone_names_nobody_else(self, practice: Practice) -> None:
        one = reviewer(organisation=OrganisationFactory(name="Casa José"))
        practice.is_own, practice.implementer = True, "Casa José"
        assert grounds(practice, one) == []

    def test_a_state_is_known_by_its_name(self, practice: Practice) -> None:
        one = reviewer(organisation=state("MEX"))
        practice.is_own, practice.implementer = False, "The ministry of Country MEX"
        assert grounds(practice, one) == [Ground.IMPLEMENTER]


class TestPartner:
    def test_an_organisation_of_the_portal(self, practice: Practice) -> None:
        home = OrganisationFactory()
        partner(practice, home)
        assert grounds(practice, reviewer(organisation=home)) == [Ground.PARTNER]

    def test_one_that_is_only_named(self, practice: Practice) -> None:
        partner(practice, name="Casa José (Heredia)")
        one = reviewer(organisation=OrganisationFactory(name="Casa José"))
        assert grounds(practice, one) == [Ground.PARTNER]

    def test_in_a_pledge(self, practice: Practice) -> None:
        home = OrganisationFactory()
        pledge = pledges.pledge_in(State.PUBLISHED, practice.organisation)
        pledges.partner(pledge, organisation=home)
        assert grounds(practice, reviewer(organisation=home)) == [Ground.PLEDGE_PARTNER]


class TestFormerWork:
    def test_one_handed_in_what_the_other_wrote(self, practice: Practice) -> None:
        one = reviewer()
        other = practice_in(State.SUBMITTED)
        Practice.objects.filter(pk=other.pk).update(author=one.user, saved_by=author_of(practice))
        conflicts = conflicts_of(practice, [one])[one.pk]
        assert conflicts == [Conflict(Ground.CO_AUTHOR, other.code)]

    def test_a_draft_that_nobody_has_seen_is_no_work(self, practice: Practice) -> None:
        one = reviewer()
        draft = practice_in(State.DRAFT)
        Practice.objects.filter(pk=draft.pk).update(author=one.user, saved_by=author_of(practice))
        assert grounds(practice, one) == []

    @pytest.mark.parametrize("is_maker", [True, False])
    def test_their_organisations_submitted_one_together(
        self, practice: Practice, is_maker: bool
    ) -> None:
        home = OrganisationFactory()
        maker, second = (home, practice.organisation) if is_maker else (practice.organisation, home)
        other = practice_in(State.SUBMITTED, maker)
        partner(other, second)
        assert grounds(practice, reviewer(organisation=home)) == [Ground.CO_AUTHOR]

    def test_who_wrote_it_is_no_reviewer_of_it(self, practice: Practice) -> None:
        one = reviewer()
        Practice.objects.filter(pk=practice.pk).update(saved_by=one.user)
        practice.refresh_from_db()
        assert Ground.AUTHOR in grounds(practice, one)

    def test_who_is_named_as_contact_is_none(self, practice: Practice) -> None:
        one = reviewer(user=UserFactory(name="Ana Vásquez", role=Role.REVIEWER))
        practice.contact = "Ask Ana Vasquez, at the desk"
        assert grounds(practice, one) == [Ground.AUTHOR]


def test_each_ground_says_itself_in_a_sentence() -> None:
    words = [str(Conflict(ground, "Casa")) for ground in Ground]
    assert len(set(words)) == len(Ground)
    assert all(sentence.endswith(".") and "%" not in sentence for sentence in words)


@pytest.mark.parametrize("count", [1, 3])
def test_many_cost_as_much_as_one(
    practice: Practice, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people = [reviewer() for _ in range(count)]
    seen = Reviewer.objects.with_names().filter(pk__in=[one.pk for one in people])
    fetched = list(seen)
    fresh = Practice.objects.with_names().get(pk=practice.pk)
    with django_assert_num_queries(10):
        conflicts_of(fresh, fetched)
