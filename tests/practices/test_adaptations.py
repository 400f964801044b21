"""“Adapted by”: who tells of it, who confirms it, and what everybody reads of it."""

from http import HTTPStatus
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from notices.delivery import deliver_one
from notices.models import Notice
from practices.choices import AdaptationState
from practices.models import Adaptation, Practice
from practices.services.adapting import (
    TOLD,
    AlreadyDecidedError,
    CannotTellError,
    Told,
    decide_adaptation,
    tell_adaptation,
)
from practices.services.errors import NotAllowedError
from publication.choices import State
from publication.models import ListedItem
from stakeholders.choices import Role, Standing
from stakeholders.models import Organisation, User
from tests.desk.access import signed_in, statuses
from tests.factories.compact import CountryFactory
from tests.factories.pledges import speaker_of
from tests.factories.practices import author_of, practice_in, published
from tests.factories.publication import examiner
from tests.factories.stakeholders import OrganisationFactory, UserFactory, give_role, state
from tests.practices.people import people_around
from tests.practices.shelf import adapted, shelved

pytestmark = pytest.mark.django_db

WAITING = [AdaptationState.TOLD, AdaptationState.DECLINED]


@pytest.fixture
def practice() -> Practice:
    return shelved()


@pytest.fixture
def adapter() -> Organisation:
    CountryFactory(iso3="KEN")
    organisation: Organisation = OrganisationFactory(name="Boats of the Lake")
    return organisation


def at(practice: Practice) -> str:
    return reverse("practices:adaptations", args=[practice.code])


def one(adaptation: Adaptation) -> str:
    return reverse("practices:adaptation", args=[adaptation.practice.code, adaptation.pk])


def typed(organisation: Organisation, **more: Any) -> dict[str, Any]:
    said = {"country": "KEN", "year": "2024", "note": "With boats.", "address": ""}
    return {"organisation": organisation.pk, **said, **more}


def page(practice: Practice) -> str:
    return Client().get(practice.get_absolute_url()).content.decode()


class TestTelling:
    def test_it_is_told_by_the_form_and_waits(
        self, practice: Practice, adapter: Organisation
    ) -> None:
        client = signed_in(speaker_of(adapter))
        assert "Boats of the Lake" in client.get(at(practice)).content.decode()
        data = typed(adapter, address="example.org/boats")
        response = client.post(at(practice), data, follow=True)
        assert "once it is confirmed" in response.content.decode()
        told = Adaptation.objects.get()
        assert (told.organisation, told.country_id, told.year) == (adapter, "KEN", 2024)
        assert (told.state, told.note) == (AdaptationState.TOLD, "With boats.")
        assert told.address == "https://example.org/boats"
        assert "Boats of the Lake" not in page(practice)

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("organisation", ""),
            ("organisation", "99999"),
            ("country", ""),
            ("country", "XXX"),
            ("year", ""),
            ("year", "soon"),
            ("year", "2017"),
            ("year", "2999"),
            ("note", "x" * 501),
            ("address", "javascript:alert(1)"),
            ("address", "https://" + "x" * 600),
        ],
    )
    def test_what_does_not_hold_is_refused_and_comes_back(
        self, practice: Practice, adapter: Organisation, name: str, text: str
    ) -> None:
        data = typed(adapter, note="Typed besides") | {name: text}
        response = signed_in(speaker_of(adapter)).post(at(practice), data)
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        shown = response.content.decode()
        assert f'href="#id_{name}"' in shown
        assert name == "note" or "Typed besides" in shown
        assert not Adaptation.objects.exists()

    def test_nobody_tells_for_an_organisation_of_others(
        self, practice: Practice, adapter: Organisation
    ) -> None:
        client = signed_in(UserFactory(role=Role.REPRESENTATIVE))
        response = client.post(at(practice), typed(adapter))
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert not Adaptation.objects.exists()

    def test_who_speaks_for_nobody_is_told_how_to_take_part(self, practice: Practice) -> None:
        text = signed_in(UserFactory()).get(at(practice)).content.decode()
        assert "Only who speaks for a verified organisation" in text
        assert "<textarea" not in text

    def test_only_verified_organisations_tell(
        self, practice: Practice, adapter: Organisation
    ) -> None:
        Organisation.objects.filter(pk=adapter.pk).update(standing=Standing.PENDING)
        adapter.refresh_from_db()
        told = Told(organisation=adapter, country=CountryFactory(iso3="KEN"), year=2024)
        with pytest.raises(NotAllowedError):
            tell_adaptation(practice=practice, told=told, by=speaker_of(adapter))

    def test_the_same_country_is_told_once_and_another_besides(
        self, practice: Practice, adapter: Organisation
    ) -> None:
        client = signed_in(speaker_of(adapter))
        client.post(at(practice), typed(adapter))
        again = client.post(at(practice), typed(adapter))
        assert again.status_code == HTTPStatus.CONFLICT
        assert "has told of this country already" in again.content.decode()
        CountryFactory(iso3="UGA")
        client.post(at(practice), typed(adapter, country="UGA"))
        assert Adaptation.objects.count() == 2

    def test_what_was_declined_may_be_told_again(
        self, practice: Practice, adapter: Organisation
    ) -> None:
        adapted(practice, adapter, state=AdaptationState.DECLINED)
        signed_in(speaker_of(adapter)).post(at(practice), typed(adapter, note="In other words"))
        told = Adaptation.objects.get()
        assert (told.state, told.note) == (AdaptationState.TOLD, "In other words")
        assert told.decided_at is None

    @pytest.mark.parametrize("to", [State.DRAFT, State.UNDER_REVIEW, State.ARCHIVED])
    def test_there_is_nothing_to_tell_of_what_is_not_published(
        self, to: State, adapter: Organisation
    ) -> None:
        practice = practice_in(to)
        client = signed_in(speaker_of(adapter))
        assert client.get(at(practice)).status_code == HTTPStatus.NOT_FOUND
        assert client.post(at(practice), typed(adapter)).status_code == HTTPStatus.NOT_FOUND
        told = Told(organisation=adapter, country=CountryFactory(iso3="KEN"), year=2024)
        with pytest.raises(CannotTellError):
            tell_adaptation(practice=practice, told=told, by=speaker_of(adapter))

    def test_what_was_typed_survives_the_end_of_the_session(
        self, practice: Practice, adapter: Organisation
    ) -> None:
        client = Client()
        response = client.post(at(practice), typed(adapter, note="Typed before"))
        assert response.status_code == HTTPStatus.FOUND
        client.force_login(speaker_of(adapter), backend="django.contrib.auth.backends.ModelBackend")
        assert "Typed before" in client.get(at(practice)).content.decode()
        assert not Adaptation.objects.exists()


class TestWhoIsTold:
    def told(self) -> set[User]:
        return {n.recipient for n in Notice.objects.filter(kind=TOLD) if n.recipient}

    def test_the_practice_s_people_and_the_secretariat(
        self, practice: Practice, adapter: Organisation
    ) -> None:
        adapted(practice, adapter, state=AdaptationState.TOLD)
        assert self.told() == {author_of(practice)}
        secretary = examiner()
        adapted(practice, adapter, iso3="UGA", state=AdaptationState.TOLD)
        assert self.told() == {author_of(practice), secretary}

    def test_nobody_who_speaks_for_who_adapted_it(self, practice: Practice) -> None:
        secretary = examiner()
        adapted(practice, practice.organisation, state=AdaptationState.TOLD)
        assert self.told() == {secretary}

    @pytest.mark.parametrize(
        ("decided", "words"),
        [
            (AdaptationState.CONFIRMED, "your adaptation is confirmed"),
            (AdaptationState.DECLINED, "your adaptation was not confirmed"),
        ],
    )
    def test_then_they_themselves(
        self, practice: Practice, adapter: Organisation, decided: AdaptationState, words: str
    ) -> None:
        adapted(practice, adapter, state=decided)
        for notice in Notice.objects.filter(recipient=speaker_of(adapter)):
            assert deliver_one(notice.pk)
        (sent,) = mail.outbox
        assert words in sent.subject
        assert "Country KEN" in sent.body

    def test_the_mail_leads_to_the_page_that_decides(
        self, practice: Practice, adapter: Organisation
    ) -> None:
        told = adapted(practice, adapter, state=AdaptationState.TOLD)
        (notice,) = Notice.objects.filter(kind=TOLD)
        assert deliver_one(notice.pk)
        body = mail.outbox[-1].body
        assert one(told) in body
        assert "Boats of the Lake" in body
        assert "Country KEN" in body


class TestDeciding:
    def test_confirmed_it_is_read_by_everybody(
        self, practice: Practice, adapter: Organisation
    ) -> None:
        told = adapted(practice, adapter, state=AdaptationState.TOLD)
        response = signed_in(author_of(practice)).post(one(told), {"answer": "confirm"})
        assert response.status_code == HTTPStatus.FOUND
        text = page(practice)
        for words in ("Boats of the Lake", "Country KEN", "2024", "With boats in place of vans."):
            assert words in text
        assert ListedItem.objects.get().card["adapted"] == 1
        told.refresh_from_db()
        assert told.decided_by == author_of(practice)

    def test_declined_it_is_read_by_nobody(self, practice: Practice, adapter: Organisation) -> None:
        told = adapted(practice, adapter, state=AdaptationState.TOLD)
        signed_in(author_of(practice)).post(one(told), {"answer": "decline"})
        assert "Boats of the Lake" not in page(practice)
        assert ListedItem.objects.get().card["adapted"] == 0

    @pytest.mark.parametrize("state_of_it", WAITING)
    def test_what_waits_or_was_declined_is_nowhere(
        self, practice: Practice, adapter: Organisation, state_of_it: AdaptationState
    ) -> None:
        adapted(practice, adapter, state=state_of_it)
        public = ("", "?format=csv", "?view=map")
        for query in public:
            response = Client().get(f"/en/practices/{query}")
            content = response.getvalue() if response.streaming else response.content
            assert "Boats of the Lake" not in content.decode()
        assert "Boats of the Lake" not in page(practice)
        other = signed_in(UserFactory(role=Role.REPRESENTATIVE))
        assert "Boats of the Lake" not in other.get(at(practice)).content.decode()

    @pytest.mark.parametrize("answer", ["", "maybe"])
    def test_an_answer_that_is_none_is_refused(self, practice: Practice, answer: str) -> None:
        told = adapted(practice, state=AdaptationState.TOLD)
        response = signed_in(author_of(practice)).post(one(told), {"answer": answer})
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "Confirm it or decline it." in response.content.decode()

    def test_of_two_at_once_the_second_is_told(self, practice: Practice) -> None:
        told = adapted(practice, state=AdaptationState.TOLD)
        signed_in(author_of(practice)).post(one(told), {"answer": "confirm"})
        response = signed_in(examiner()).post(one(told), {"answer": "decline"})
        assert response.status_code == HTTPStatus.CONFLICT
        assert "It is now: Confirmed." in response.content.decode()
        with pytest.raises(AlreadyDecidedError):
            decide_adaptation(adaptation=told, confirm=False, by=examiner())

    def test_nobody_confirms_their_own(self, practice: Practice) -> None:
        told = adapted(practice, practice.organisation, state=AdaptationState.TOLD)
        with pytest.raises(NotAllowedError):
            decide_adaptation(adaptation=told, confirm=True, by=author_of(practice))
        assert signed_in(author_of(practice)).get(one(told)).status_code == HTTPStatus.NOT_FOUND
        assert decide_adaptation(adaptation=told, confirm=True, by=examiner())

    def test_a_secretary_who_speaks_for_the_adapter_does_not_decide(
        self, practice: Practice, adapter: Organisation
    ) -> None:
        told = adapted(practice, adapter, state=AdaptationState.TOLD)
        person = UserFactory(secretariat=True)
        give_role(person, Role.REPRESENTATIVE, adapter)
        with pytest.raises(NotAllowedError):
            decide_adaptation(adaptation=told, confirm=True, by=person)


def people(practice: Practice, adapter: Organisation) -> dict[str, User]:
    return {**people_around(practice), "adapter": speaker_of(adapter)}


DECIDE = {"author", "second speaker", "secretariat", "secretariat who speaks for it"}


def test_each_page_by_each_person(adapter: Organisation) -> None:
    practice = published()
    told = adapted(practice, adapter, state=AdaptationState.TOLD)
    everybody = people(practice, adapter)
    to_decide = statuses(one(told), everybody)
    assert {name for name, status in to_decide.items() if status == HTTPStatus.OK} == DECIDE
    assert set(statuses(at(practice), everybody).values()) == {HTTPStatus.OK}
    named = {
        name
        for name, person in everybody.items()
        if "Boats of the Lake, Country KEN" in signed_in(person).get(at(practice)).content.decode()
    }
    assert named == {*DECIDE, "adapter"}


def test_an_adaptation_of_another_practice_is_not_there(practice: Practice) -> None:
    told = adapted(shelved(), state=AdaptationState.TOLD)
    address = reverse("practices:adaptation", args=[practice.code, told.pk])
    for person in (author_of(practice), author_of(told.practice), examiner()):
        assert signed_in(person).get(address).status_code == HTTPStatus.NOT_FOUND


def test_a_state_is_named_in_the_reader_s_language(practice: Practice) -> None:
    mexico = state("MEX")
    assert mexico.country is not None
    mexico.country.name_es = "México"  # type: ignore[attr-defined]
    mexico.country.save()
    adapted(practice, mexico, iso3="MEX")
    address = practice.get_absolute_url().replace("/en/", "/es/")
    page = Client().get(address).content.decode()
    assert page.count("México") == 1  # a State that adapts it at home is not named twice
    assert mexico.country.get_absolute_url().replace("/en/", "/es/") in page


def test_the_day_of_the_year_is_never_grouped(practice: Practice) -> None:
    adapted(practice, year=2024)
    for language in ("en", "fr", "es", "ar"):
        address = practice.get_absolute_url().replace("/en/", f"/{language}/")
        assert "2024" in Client().get(address).content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_costs_the_same_at_one_and_at_three(
    many: int,
    practice: Practice,
    adapter: Organisation,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(many):
        adapted(practice, adapter, iso3=f"KE{'ABC'[number]}")
        adapted(practice, state=AdaptationState.TOLD)
    client = signed_in(author_of(practice))
    client.get(at(practice))
    with django_assert_num_queries(10):
        client.get(at(practice))
