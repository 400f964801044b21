"""Anyone may ask to take part, from the search to the decision."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from notices.models import Notice
from stakeholders.choices import Role, Standing
from stakeholders.models import JoinRequest, Organisation, User
from tests.desk.access import signed_in
from tests.factories.compact import CountryFactory
from tests.factories.stakeholders import (
    PASSWORD,
    OrganisationFactory,
    UserFactory,
    give_role,
    stakeholder_type,
    state,
)

pytestmark = pytest.mark.django_db

JOIN, NEW = reverse("desk:join"), reverse("desk:new_organisation")


def ask(organisation: Organisation) -> str:
    return reverse("desk:ask", args=[organisation.pk])


def told(kind: str) -> set[User | None]:
    return {notice.recipient for notice in Notice.objects.filter(kind=kind)}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("casa", 1),
        ("CASA", 1),
        ("jesus", 1),
        ("Jesús", 1),
        ("d'ivoire", 1),
        ("COTE D’IVOIRE", 1),
        ("nowhere", 0),
        ("%", 0),
        ("x" * 5000, 0),
    ],
)
def test_organisations_and_states_are_found_by_a_part_of_their_name(query: str, found: int) -> None:
    OrganisationFactory(name="Casa Jesús del Migrante")
    OrganisationFactory(name="Casa that waits", standing=Standing.PENDING)
    CountryFactory(iso3="CIV", name="Côte d’Ivoire")
    state("CIV")
    page = signed_in(UserFactory()).get(JOIN, {"q": query})
    assert f'data-count="{found}"' in page.content.decode()


def test_without_a_search_nothing_is_listed() -> None:
    organisation = OrganisationFactory()
    assert str(organisation) not in signed_in(UserFactory()).get(JOIN).content.decode()


def test_a_request_reaches_those_who_speak_for_the_organisation() -> None:
    organisation, person = OrganisationFactory(), UserFactory()
    speaker = UserFactory(role=Role.REPRESENTATIVE, role__at=organisation)
    UserFactory(role=Role.CONTRIBUTOR, role__at=organisation)
    UserFactory(secretariat=True)
    client = signed_in(person)
    page = client.post(ask(organisation), {"message": "I run the shelter."}, follow=True)
    assert page.redirect_chain == [(JOIN, 302)]
    assert "Waiting to be verified" in page.content.decode()
    assert JoinRequest.objects.get().message == "I run the shelter."
    assert told("people.asked") == {speaker}


def test_a_request_reaches_the_secretariat_where_nobody_speaks_yet() -> None:
    boss = UserFactory(secretariat=True)
    signed_in(UserFactory()).post(ask(state("CRI")), {"message": ""})
    assert told("people.asked") == {boss}


def test_an_organisation_that_is_not_verified_cannot_be_chosen() -> None:
    hidden = OrganisationFactory(standing=Standing.PENDING)
    client = signed_in(UserFactory())
    assert client.get(ask(hidden)).status_code == 404
    assert client.post(ask(hidden), {}).status_code == 404
    assert not JoinRequest.objects.exists()


def test_asking_twice_is_told_at_the_form_with_the_text_kept() -> None:
    organisation, client = OrganisationFactory(), signed_in(UserFactory())
    client.post(ask(organisation), {"message": "One"})
    page = client.post(ask(organisation), {"message": "Two, longer"})
    assert page.status_code == 422
    assert "You have already asked" in page.content.decode()
    assert "Two, longer" in page.content.decode()


def test_a_new_organisation_is_named_and_asked_for_in_one() -> None:
    boss, person = UserFactory(secretariat=True), UserFactory()
    given = {"name": "Casa", "type": stakeholder_type("civil-society").pk, "message": "I help."}
    page = signed_in(person).post(NEW, given, follow=True)
    assert "Casa" in page.content.decode()
    request = JoinRequest.objects.get()
    assert (request.organisation.standing, request.user) == (Standing.PENDING, person)
    assert told("people.asked") == {boss}


def test_naming_what_is_here_already_asks_for_it() -> None:
    here = OrganisationFactory(name="Casa del Migrante")
    given = {"name": "casa del migrante", "type": here.type_id, "message": ""}
    signed_in(UserFactory()).post(NEW, given)
    assert JoinRequest.objects.get().organisation == here


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 201},
        {"type": "member-state"},
        {"type": "nothing"},
        {"country": "XXX"},
        {"website": "javascript:alert(1)"},
        {"message": "x" * 2001},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(wrong: dict[str, str]) -> None:
    stakeholder_type("member-state")
    given = {"name": "Casa", "type": stakeholder_type("civil-society").pk, **wrong}
    page = signed_in(UserFactory()).post(NEW, given)
    assert page.status_code == 422
    assert "There is a problem" in page.content.decode()
    assert "<title>Error:" in page.content.decode()
    assert not Organisation.objects.filter(name="Casa").exists()
    assert not JoinRequest.objects.exists()


def test_a_refused_request_does_not_leave_the_organisation_behind() -> None:
    """Both are one transaction: who may not ask for more does not name more either."""
    person = UserFactory()
    for _ in range(5):
        JoinRequest.objects.create(user=person, organisation=OrganisationFactory())
    given = {"name": "Casa", "type": stakeholder_type("civil-society").pk}
    assert signed_in(person).post(NEW, given).status_code == 422
    assert not Organisation.objects.filter(name="Casa").exists()


def test_the_name_that_was_searched_for_stands_in_the_form() -> None:
    page = signed_in(UserFactory()).get(NEW, {"name": 'Casa "x"'})
    assert 'value="Casa &quot;x&quot;"' in page.content.decode()


def test_what_was_typed_survives_a_session_that_ran_out() -> None:
    """The form is sent, one has to sign in, and the form is as one left it."""
    organisation, person = OrganisationFactory(), UserFactory()
    client = Client()
    led = client.post(ask(organisation), {"message": "A long story"})
    signed = client.post(led["Location"], {"login": person.email, "password": PASSWORD})
    assert signed["Location"] == ask(organisation)
    assert "A long story" in client.get(ask(organisation)).content.decode()
    assert not JoinRequest.objects.exists()
    client.post(ask(organisation), {"message": "A long story"})
    assert JoinRequest.objects.get().message == "A long story"
    assert "A long story" not in client.get(ask(organisation)).content.decode()


def test_a_decision_and_its_reason_are_shown_to_who_asked_and_nobody_else() -> None:
    person, organisation = UserFactory(), OrganisationFactory()
    JoinRequest.objects.create(
        user=person,
        organisation=organisation,
        standing=Standing.DECLINED,
        decided_at=person.date_joined,
        reason="We could not reach you.",
    )
    assert "We could not reach you." in signed_in(person).get(JOIN).content.decode()
    assert "We could not reach you." not in signed_in(UserFactory()).get(JOIN).content.decode()


def test_a_member_does_not_ask_again() -> None:
    organisation, person = OrganisationFactory(), UserFactory()
    give_role(person, Role.REPRESENTATIVE, organisation)
    page = signed_in(person).post(ask(organisation), {"message": ""})
    assert page.status_code == 422
    assert "You already take part" in page.content.decode()


def test_a_state_is_found_by_its_name_in_the_readers_language() -> None:
    CountryFactory(iso3="DEU", name_en="Germany", name_es="Alemania")
    state("DEU")
    client = signed_in(UserFactory())
    with override("es"):
        address = reverse("desk:join")
    assert 'data-count="1"' in client.get(address, {"q": "alemania"}).content.decode()
    assert 'data-count="0"' in client.get(JOIN, {"q": "alemania"}).content.decode()


def test_countries_are_in_the_order_of_the_readers_language() -> None:
    CountryFactory(
        iso3="DEU", name_en="Germany", name_es="Alemania", sort_key_en="g", sort_key_es="a"
    )
    CountryFactory(
        iso3="BEL", name_en="Belgium", name_es="Bélgica", sort_key_en="b", sort_key_es="b"
    )
    client = signed_in(UserFactory())
    with override("es"):
        spanish = client.get(reverse("desk:new_organisation")).content.decode()
    english = client.get(NEW).content.decode()
    assert spanish.index("Alemania") < spanish.index("Bélgica")
    assert english.index("Belgium") < english.index("Germany")
