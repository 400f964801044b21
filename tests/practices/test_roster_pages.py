"""The pages of the roster: who gets there, what stands on them, what they cost."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from practices.choices import Belonging, Gender, RosterState
from practices.models import Absence, Reviewer
from publication.choices import State
from stakeholders.choices import Role
from stakeholders.models import User
from tests.desk.access import signed_in, statuses
from tests.factories.compact import CountryFactory, ObjectiveFactory
from tests.factories.practices import assigned, practice_in, reviewer
from tests.factories.publication import examiner
from tests.factories.stakeholders import OrganisationFactory, UserFactory, give_role

pytestmark = pytest.mark.django_db

SEEN, AWAY, MISSING = HTTPStatus.OK, HTTPStatus.FOUND, HTTPStatus.NOT_FOUND


def typed(**fields: Any) -> dict[str, Any]:
    """What the form of a reviewer sends."""
    return {
        "country": CountryFactory(iso3="KEN").pk,
        "objectives": [ObjectiveFactory(number=number).pk for number in (5, 7)],
        "languages": ["en", "fr"],
        "years": "12",
        "most_a_semester": "3",
        "gender": "",
        "about": "Ten years of registries.",
        **fields,
    }


def member() -> User:
    person: User = UserFactory(role=Role.REPRESENTATIVE)
    return person


def url(name: str, *args: object) -> str:
    return reverse(f"practice_desk:{name}", args=args)


class TestAccess:
    @pytest.mark.parametrize("name", ["roster", "roster_invite", "roster_entry"])
    def test_the_roster_is_the_secretariats(self, name: str) -> None:
        one = reviewer()
        at = url(name, one.pk) if name == "roster_entry" else url(name)
        people: dict[str, User] = {
            "secretariat": examiner(),
            "the reviewer": one.user,
            "other reviewer": reviewer().user,
            "colleague": UserFactory(role=Role.REPRESENTATIVE, role__at=one.organisation),
            "moderator": UserFactory(role=Role.MODERATOR),
            "outsider": UserFactory(),
        }
        found = statuses(at, people)
        assert found.pop("secretariat") == SEEN
        assert set(found.values()) == {MISSING}

    def test_whoever_is_not_of_the_secretariat_can_apply(self) -> None:
        people: dict[str, User] = {
            "outsider": UserFactory(),
            "member": member(),
            "declined": reviewer(state=RosterState.DECLINED).user,
            "reviewer": reviewer().user,
            "secretariat": examiner(),
        }
        assert statuses(url("roster_apply"), people) == {
            "outsider": SEEN,
            "member": SEEN,
            "declined": SEEN,
            "reviewer": AWAY,
            "secretariat": MISSING,
        }

    def test_ones_own_page_is_of_who_has_one(self) -> None:
        people: dict[str, User] = {
            **{state.value: reviewer(state=state).user for state in RosterState},
            "outsider": UserFactory(),
            "secretariat": examiner(),
        }
        found = statuses(url("roster_me"), people)
        assert found.pop("outsider") == AWAY
        assert found.pop("secretariat") == MISSING
        assert set(found.values()) == {SEEN}

    def test_nobody_reads_of_the_reviewers_of_their_own_practice(self) -> None:
        """One of the Secretariat who speaks for an organisation learns nothing here."""
        practice = practice_in(State.UNDER_REVIEW)
        one = assigned(practice).reviewer
        torn = UserFactory(secretariat=True)
        at = url("roster_entry", one.pk)
        assert practice.code in signed_in(torn).get(at).text
        give_role(torn, Role.REPRESENTATIVE, practice.organisation)
        assert practice.code not in signed_in(torn).get(at).text


class TestApplying:
    def test_it_goes_to_the_secretariat(self) -> None:
        person = member()
        home = person.memberships.get().organisation
        client = signed_in(person)
        response = client.post(url("roster_apply"), typed(organisation=home.pk))
        assert response["Location"] == url("roster_me")
        made = Reviewer.objects.get()
        assert (made.user, made.state, made.years) == (person, RosterState.APPLIED, 12)
        assert "The Secretariat decides" in client.get(url("roster_me")).text
        assert str(person) in signed_in(examiner()).get(url("roster")).text

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"years": "many"}, "whole number"),
            ({"years": "99"}, "less than or equal to 60"),
            ({"most_a_semester": "0"}, "greater than or equal to 1"),
            ({"languages": []}, "required"),
            ({"objectives": ["x"]}, "not a valid value"),
            ({"country": "XXX"}, "valid choice"),
            ({"about": "x" * 2001}, "at most 2000"),
        ],
    )
    def test_bad_input_is_told_and_nothing_typed_is_lost(
        self, wrong: dict[str, Any], words: str
    ) -> None:
        person = member()
        home = person.memberships.get().organisation
        sent = typed(organisation=home.pk, about="Kept as it is.") | wrong
        response = signed_in(person).post(url("roster_apply"), sent)
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert words in response.text
        assert ("Kept as it is." in response.text) or "about" in wrong
        assert not Reviewer.objects.exists()

    def test_not_for_the_organisation_of_another(self) -> None:
        other = OrganisationFactory()
        response = signed_in(member()).post(url("roster_apply"), typed(organisation=other.pk))
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY

    def test_who_takes_part_for_nobody_is_led_to_join(self) -> None:
        assert reverse("desk:join") in signed_in(UserFactory()).get(url("roster_apply")).text

    def test_what_was_typed_is_there_after_signing_in_again(self) -> None:
        person = member()
        client = Client()
        home = person.memberships.get().organisation
        client.post(url("roster_apply"), typed(organisation=home.pk, about="Not lost."))
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        assert "Not lost." in client.get(url("roster_apply")).text


class TestInviting:
    def test_by_the_address(self) -> None:
        person = member()
        sent = {"email": person.email.upper(), "country": CountryFactory(iso3="KEN").pk}
        response = signed_in(examiner()).post(url("roster_invite"), sent)
        made = Reviewer.objects.get()
        assert response["Location"] == url("roster_entry", made.pk)
        assert (made.user, made.state) == (person, RosterState.INVITED)

    def test_several_organisations_are_asked_about(self) -> None:
        person = member()
        second = OrganisationFactory(country=CountryFactory(iso3="PER"))
        give_role(person, Role.CONTRIBUTOR, second)
        client = signed_in(examiner())
        refused = client.post(url("roster_invite"), {"email": person.email})
        assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "choose one" in refused.text
        client.post(url("roster_invite"), {"email": person.email, "organisation": second.pk})
        made = Reviewer.objects.get()
        assert (made.organisation, made.country_id) == (second, "PER")

    def test_it_says_why_not(self) -> None:
        client = signed_in(examiner())
        for email, words in [
            ("nobody@example.org", "Nobody in the portal"),
            (examiner().email, "does not review"),
            (UserFactory().email, "no verified organisation"),
            (member().email, "no country"),
            (reviewer(organisation=OrganisationFactory()).user.email, ""),
        ]:
            response = client.post(url("roster_invite"), {"email": email})
            assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
            assert words in response.text


class TestMyPage:
    def test_an_invitation_is_accepted_with_what_one_knows(self) -> None:
        one = reviewer(state=RosterState.INVITED, user=member())
        client = signed_in(one.user)
        assert client.post(url("roster_me"), {"do": "accept"}).status_code == 422
        client.post(url("roster_me"), typed(do="accept"))
        one.refresh_from_db()
        assert (one.state, one.most_a_semester) == (RosterState.ACTIVE, 3)

    def test_or_refused(self) -> None:
        one = reviewer(state=RosterState.INVITED)
        signed_in(one.user).post(url("roster_me"), {"do": "refuse"})
        one.refresh_from_db()
        assert one.state == RosterState.DECLINED
        again = signed_in(one.user).post(url("roster_me"), typed(do="accept"))
        assert again.status_code == HTTPStatus.CONFLICT

    def test_what_one_knows_is_saved(self) -> None:
        one = reviewer()
        signed_in(one.user).post(url("roster_me"), typed(do="save", gender="woman"))
        one.refresh_from_db()
        assert (one.years, one.gender, one.country_id) == (12, Gender.WOMAN, "KEN")

    def test_absences(self) -> None:
        one, today = reviewer(), timezone.localdate()
        client = signed_in(one.user)
        days = {"starts_on": str(today), "ends_on": str(today + timedelta(days=9))}
        client.post(url("roster_me"), {"do": "away", **days})
        made = Absence.objects.get()
        wrong = {"do": "away", "starts_on": "2031-02-03", "ends_on": "2031-02-01"}
        refused = client.post(url("roster_me"), wrong)
        assert refused.status_code == 422
        assert "It ends before it begins." in refused.text
        assert "2031-02-03" in refused.text
        client.post(url("roster_me"), {"do": "back", "absence": made.pk})
        assert not Absence.objects.exists()

    def test_the_absence_of_another_is_no_page(self) -> None:
        today = timezone.localdate()
        other = Absence.objects.create(reviewer=reviewer(), starts_on=today, ends_on=today)
        sent = {"do": "back", "absence": other.pk}
        assert signed_in(reviewer().user).post(url("roster_me"), sent).status_code == MISSING

    def test_one_leaves(self) -> None:
        one = reviewer()
        client = signed_in(one.user)
        client.post(url("roster_me"), {"do": "leave", "note": "I move on."})
        one.refresh_from_db()
        assert (one.state, one.note) == (RosterState.RETIRED, "I move on.")
        assert "Apply again" in client.get(url("roster_me")).text

    def test_what_is_no_form_of_the_page_is_refused(self) -> None:
        sent = {"do": "dance"}
        assert signed_in(reviewer().user).post(url("roster_me"), sent).status_code == 400


class TestDeciding:
    def test_to_say_no_one_says_why(self) -> None:
        one = reviewer(state=RosterState.APPLIED)
        client, at = signed_in(examiner()), url("roster_entry", one.pk)
        refused = client.post(at, {"step": "decline"})
        assert refused.status_code == 422
        assert "Say why." in refused.text
        client.post(at, {"step": "decline", "note": "Not now."})
        one.refresh_from_db()
        assert (one.state, one.note) == (RosterState.DECLINED, "Not now.")
        late = client.post(at, {"step": "accept"})
        assert late.status_code == HTTPStatus.CONFLICT

    def test_a_step_that_does_not_exist_is_refused(self) -> None:
        at = url("roster_entry", reviewer().pk)
        assert signed_in(examiner()).post(at, {"step": "promote"}).status_code == 400


class TestBalance:
    def test_it_is_told_in_figures_and_gaps(self) -> None:
        CountryFactory(iso3="KEN", regions=["eca"])
        CountryFactory(iso3="DEU", regions=["ece"])
        reviewer(Belonging.UN, iso3="KEN", languages=["en", "fr"], most_a_semester=3)
        full = reviewer(iso3="KEN", most_a_semester=1)
        assigned(practice_in(State.UNDER_REVIEW), by=full)
        text = signed_in(examiner()).get(url("roster")).text
        assert "2 reviewers: 1 of the United Nations, 1 external." in text
        assert "They have taken 1 this semester and can take 3 reviews more." in text
        assert "Nobody comes from: Region ece." in text
        assert "Nobody reads: عربي" in text

    def test_without_anybody_it_says_so(self) -> None:
        assert "Nobody is on the roster yet." in signed_in(examiner()).get(url("roster")).text

    def test_each_chart_is_a_file_too(self) -> None:
        one = reviewer(Belonging.UN, languages=["en"])
        client = signed_in(examiner())
        for chart, line in [
            ("belonging", "un,United Nations,1"),
            ("language", "en,English,1"),
            ("objective", "5,"),
            ("gender", "unsaid,Rather not say,1"),
            ("load", f"{one},0,4"),
        ]:
            response = client.get(url("roster"), {"chart": chart, "format": "csv"})
            assert line in b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
        assert client.get(url("roster"), {"chart": "shoe-size"}).status_code == 400


PAGES = [("roster", 13), ("roster_entry", 11)]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), PAGES)
def test_a_page_costs_the_same(
    name: str, queries: int, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    one = reviewer()
    for _ in range(rows):
        reviewer()
        reviewer(state=RosterState.APPLIED)
        assigned(practice_in(State.UNDER_REVIEW), by=one)
        one.objectives.add(ObjectiveFactory())
    at = url(name, one.pk) if name == "roster_entry" else url(name)
    client = signed_in(examiner())
    client.get(at)
    with django_assert_num_queries(queries):
        assert client.get(at).status_code == SEEN
