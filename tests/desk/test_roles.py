"""Leaving, ending and handing over, from the pages of the desk."""

import pytest
from django.urls import reverse

from desk import services
from notices.models import Notice
from stakeholders.choices import Role
from stakeholders.models import Invitation, Membership, Organisation, User
from tests.desk.access import signed_in
from tests.factories.stakeholders import OrganisationFactory, UserFactory, give_role, state

pytestmark = pytest.mark.django_db

HOME = reverse("desk:home")


def end(user: User) -> str:
    return reverse("desk:end_role", args=[user.memberships.get().pk])


def hand_over(user: User) -> str:
    return reverse("desk:hand_over", args=[user.memberships.get().pk])


def organisation_page(organisation: Organisation) -> str:
    return reverse("desk:organisation", args=[organisation.pk])


def told(kind: str) -> set[User | None]:
    return {notice.recipient for notice in Notice.objects.filter(kind=kind)}


def test_a_contributor_leaves_and_the_focal_points_are_told() -> None:
    person, focal = UserFactory(contributor_of="CRI"), UserFactory(focal_point_of="CRI")
    UserFactory(secretariat=True)
    client = signed_in(person)
    assert "You lose what this role lets you do" in client.get(end(person)).content.decode()
    assert client.post(end(person), {"note": "New post"})["Location"] == HOME
    assert not person.memberships.active().exists()
    assert told("people.left") == {focal}
    assert client.get(organisation_page(state("CRI"))).status_code == 404


def test_a_focal_point_leaves_and_the_secretariat_is_told() -> None:
    person, boss = UserFactory(focal_point_of="CRI"), UserFactory(secretariat=True)
    UserFactory(focal_point_of="CRI")
    signed_in(person).post(end(person))
    assert told("people.left") == {boss}


def test_a_role_is_ended_and_the_person_is_told() -> None:
    person, focal = UserFactory(contributor_of="CRI"), UserFactory(focal_point_of="CRI")
    client = signed_in(focal)
    done = client.post(end(person), {"note": "Thank you"}, follow=True)
    assert done.redirect_chain == [(organisation_page(state("CRI")), 302)]
    assert told("people.ended") == {person}
    membership = Membership.objects.get(user=person)
    assert (membership.ended_by, membership.note) == (focal, "Thank you")


def test_what_has_ended_is_no_page_any_more() -> None:
    person, focal = UserFactory(contributor_of="CRI"), UserFactory(focal_point_of="CRI")
    client, address = signed_in(focal), end(person)
    client.post(address)
    assert client.get(address).status_code == client.post(address).status_code == 404


def test_the_last_of_the_secretariat_is_told_why_not() -> None:
    last = UserFactory(secretariat=True)
    page = signed_in(last).post(end(last), {"note": "Goodbye"})
    assert page.status_code == 422
    assert "last member of the Secretariat" in page.content.decode()
    assert "Goodbye" in page.content.decode()


def test_a_note_has_an_end() -> None:
    person = UserFactory(contributor_of="CRI")
    page = signed_in(person).post(end(person), {"note": "x" * 301})
    assert page.status_code == 422
    assert person.memberships.active().exists()


def test_rights_end_with_the_role_in_the_next_request_of_an_open_session() -> None:
    focal, boss = UserFactory(focal_point_of="CRI"), UserFactory(secretariat=True)
    client = signed_in(focal)
    invite = reverse("desk:invite", args=[state("CRI").pk])
    assert client.get(invite).status_code == 200
    services.end_role(membership=focal.memberships.get(), by=boss)
    assert client.get(invite).status_code == 404
    assert client.post(invite, {"email": "a@example.org"}).status_code == 404


def test_handing_over_to_a_colleague_is_done_at_once() -> None:
    boss, old, new = (
        UserFactory(secretariat=True, name="Ada"),
        UserFactory(focal_point_of="CRI"),
        UserFactory(contributor_of="CRI"),
    )
    address, client = hand_over(old), signed_in(boss)
    assert str(new) in client.get(address).content.decode()
    done = client.post(address, {"colleague": new.pk, "language": "en"}, follow=True)
    assert "Handed over to" in done.content.decode()
    assert not old.memberships.active().exists()
    assert new.memberships.active().filter(role=Role.FOCAL_POINT).exists()
    assert (told("people.ended"), told("people.granted")) == ({old}, {new})


def test_handing_over_to_somebody_new_is_done_when_they_accept() -> None:
    boss, old = UserFactory(secretariat=True), UserFactory(focal_point_of="CRI")
    address, client = hand_over(old), signed_in(boss)
    client.post(address, {"email": "new@example.org", "language": "es"})
    invitation = Invitation.objects.get()
    assert invitation.succeeds == old.memberships.get()
    assert old.memberships.active().exists()
    new = UserFactory(email="new@example.org")
    services.accept_invitation(invitation=invitation, by=new)
    assert not old.memberships.active().exists()
    assert new.memberships.active().get().role == Role.FOCAL_POINT
    assert told("people.ended") == {old}


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"email": "nonsense"},
        {"colleague": "999999"},
        {"email": "a@example.org", "language": ""},
    ],
)
def test_a_handover_needs_somebody(given: dict[str, str]) -> None:
    boss, old = UserFactory(secretariat=True), UserFactory(focal_point_of="CRI")
    page = signed_in(boss).post(hand_over(old), {"language": "en", **given})
    assert page.status_code == 422
    assert old.memberships.active().exists()


def test_a_handover_is_to_one() -> None:
    boss, old = UserFactory(secretariat=True), UserFactory(focal_point_of="CRI")
    colleague = UserFactory(contributor_of="CRI")
    both = {"colleague": colleague.pk, "email": "new@example.org", "language": "en"}
    assert signed_in(boss).post(hand_over(old), both).status_code == 422


def test_a_stranger_is_no_colleague() -> None:
    boss, old = UserFactory(secretariat=True), UserFactory(focal_point_of="CRI")
    of_mexico = UserFactory(contributor_of="MEX")
    given = {"colleague": of_mexico.pk, "language": "en"}
    assert signed_in(boss).post(hand_over(old), given).status_code == 422


def test_a_handover_to_who_is_focal_point_already_is_said_so() -> None:
    boss, old = UserFactory(secretariat=True), UserFactory(focal_point_of="CRI")
    other = UserFactory(focal_point_of="CRI")
    page = signed_in(boss).post(hand_over(old), {"colleague": other.pk, "language": "en"})
    assert page.status_code == 422
    assert "holds this role already" in page.content.decode()


def test_the_page_of_an_organisation_shows_each_what_they_may_do() -> None:
    focal, contributor = UserFactory(focal_point_of="CRI"), UserFactory(contributor_of="CRI")
    boss = UserFactory(secretariat=True)
    address = organisation_page(state("CRI"))
    for_contributor = signed_in(contributor).get(address).content.decode()
    assert str(focal) in for_contributor
    assert focal.email not in for_contributor
    assert end(contributor) in for_contributor
    assert end(focal) not in for_contributor
    assert "Invited" not in for_contributor
    for_focal = signed_in(focal).get(address).content.decode()
    assert contributor.email in for_focal
    assert hand_over(focal) not in for_focal
    assert hand_over(focal) in signed_in(boss).get(address).content.decode()


def test_the_record_is_shown_to_those_who_manage() -> None:
    boss, old = UserFactory(secretariat=True, name="Ada"), UserFactory(name="Grace")
    membership = give_role(old, Role.FOCAL_POINT, state("CRI"))
    services.end_role(membership=membership, by=boss, note="Thank you")
    page = signed_in(boss).get(reverse("desk:record", args=[state("CRI").pk])).content.decode()
    for words in ("Grace: no longer Focal point", "Ada", "Thank you"):
        assert words in page


def test_the_secretariat_verifies_an_organisation_from_its_page() -> None:
    casa = OrganisationFactory(standing="pending")
    boss, other = UserFactory(secretariat=True), UserFactory()
    verify = reverse("desk:verify_organisation", args=[casa.pk])
    assert signed_in(other).post(verify).status_code == 404
    client = signed_in(boss)
    assert verify in client.get(organisation_page(casa)).content.decode()
    assert client.get(verify)["Location"] == organisation_page(casa)
    assert "is verified" in client.post(verify, follow=True).content.decode()
    assert "decided already" in client.post(verify, follow=True).content.decode()


def test_the_organisations_are_searched_and_counted() -> None:
    boss, casa = UserFactory(secretariat=True), OrganisationFactory(name="Casa del Migrante")
    give_role(UserFactory(), Role.REPRESENTATIVE, casa)
    client = signed_in(boss)
    found = client.get(reverse("desk:people"), {"q": "migrante"}).content.decode()
    assert 'data-count="1"' in found
    assert "Casa del Migrante" in found
    none = client.get(reverse("desk:people"), {"q": "nowhere"}).content.decode()
    assert "No organisation has this in its name." in none
    assert client.get(reverse("desk:people"), {"page": "x"}).status_code == 200


def test_people_see_their_own_organisations_alone() -> None:
    OrganisationFactory(name="Casa del Migrante")
    page = signed_in(UserFactory(contributor_of="CRI")).get(reverse("desk:people"))
    assert 'data-count="1"' in page.content.decode()
    assert "Casa del Migrante" not in page.content.decode()


def test_the_focal_points_of_all_states() -> None:
    boss = UserFactory(secretariat=True)
    held = UserFactory(focal_point_of="CRI", name="Grace")
    mexico = state("MEX")
    services.invite(
        email="new@example.org",
        organisation=mexico,
        role=Role.FOCAL_POINT,
        by=boss,
        unit="",
        language="en",
    )
    state("PER")
    client, address = signed_in(boss), reverse("desk:focal_points")
    page = client.get(address).content.decode()
    assert 'data-count="3"' in page
    for words in ("Grace", "new@example.org", hand_over(held), "2 of these States have no"):
        assert words in page
    assert 'data-count="2"' in client.get(address, {"missing": "yes"}).content.decode()
    assert 'data-count="1"' in client.get(address, {"q": "MEX"}).content.decode()


def test_a_state_with_two_gets_no_link_for_a_third() -> None:
    boss = UserFactory(secretariat=True)
    for _ in range(2):
        UserFactory(focal_point_of="CRI")
    page = signed_in(boss).get(reverse("desk:focal_points")).content.decode()
    assert reverse("desk:invite", args=[state("CRI").pk]) not in page
