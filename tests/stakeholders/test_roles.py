"""Roles begin, end and are handed over."""

import pytest

from stakeholders import services
from stakeholders.choices import Role, Standing
from stakeholders.models import Membership, Organisation, User
from stakeholders.services import errors
from tests.factories.stakeholders import (
    OrganisationFactory,
    UserFactory,
    give_role,
    secretariat,
    state,
)

pytestmark = pytest.mark.django_db


def named(person: User, role: Role, organisation: Organisation) -> Membership:
    return services.grant_role(
        user=person, organisation=organisation, role=role, by=UserFactory(secretariat=True)
    )


def test_the_secretariat_names_a_focal_point() -> None:
    boss, person = UserFactory(secretariat=True), UserFactory()
    membership = services.grant_role(
        user=person, organisation=state("CRI"), role=Role.FOCAL_POINT, by=boss, unit="Ministry"
    )
    assert (membership.granted_by, membership.unit) == (boss, "Ministry")
    assert (Role.FOCAL_POINT, state("CRI").pk) in person.roles_held


def test_a_state_has_two_focal_points_and_no_third() -> None:
    costa_rica = state("CRI")
    for _ in range(2):
        named(UserFactory(), Role.FOCAL_POINT, costa_rica)
    with pytest.raises(errors.FocalPointsFullError):
        named(UserFactory(), Role.FOCAL_POINT, costa_rica)
    assert costa_rica.memberships.active().count() == 2


def test_a_role_is_held_once() -> None:
    person = UserFactory(contributor_of="CRI")
    with pytest.raises(errors.AlreadyHeldError):
        named(person, Role.CONTRIBUTOR, state("CRI"))


def test_a_role_can_be_held_again_after_it_ended() -> None:
    person = UserFactory()
    first = named(person, Role.CONTRIBUTOR, state("CRI"))
    services.end_role(membership=first, by=person)
    named(person, Role.CONTRIBUTOR, state("CRI"))
    assert person.memberships.count() == 2


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        (Role.FOCAL_POINT, "civil-society"),
        (Role.FOCAL_POINT, "un-entity"),
        (Role.SECRETARIAT, "civil-society"),
    ],
)
def test_a_role_must_fit_the_organisation(role: Role, kind: str) -> None:
    with pytest.raises(errors.RoleDoesNotFitError):
        named(UserFactory(), role, OrganisationFactory(code=kind))


@pytest.mark.parametrize("role", [Role.REPRESENTATIVE, Role.SECRETARIAT])
def test_a_state_has_no_representatives_and_no_secretariat(role: Role) -> None:
    with pytest.raises(errors.RoleDoesNotFitError):
        named(UserFactory(), role, state("CRI"))


def test_no_role_in_an_organisation_that_is_not_verified() -> None:
    with pytest.raises(errors.NotVerifiedError):
        named(UserFactory(), Role.REPRESENTATIVE, OrganisationFactory(standing=Standing.PENDING))


def test_a_role_gives_no_rights_once_its_organisation_is_declined() -> None:
    organisation = OrganisationFactory()
    person = UserFactory(role=Role.REPRESENTATIVE, role__at=organisation)
    organisation.standing = Standing.DECLINED
    organisation.save()
    assert User.objects.get(pk=person.pk).roles_held == frozenset()


def test_a_role_gives_no_rights_to_an_account_that_is_closed() -> None:
    person = UserFactory(contributor_of="CRI", is_active=False)
    assert person.roles_held == frozenset()


def test_an_ended_role_gives_no_rights_from_the_next_request_on() -> None:
    person = UserFactory(contributor_of="CRI")
    services.end_role(membership=person.memberships.get(), by=UserFactory(secretariat=True))
    assert User.objects.get(pk=person.pk).roles_held == frozenset()


def test_leaving_is_by_oneself_and_keeps_the_row() -> None:
    person = UserFactory(contributor_of="CRI")
    left = services.end_role(membership=person.memberships.get(), by=person, note="New post")
    assert (left.ended_by, left.note) == (person, "New post")
    assert left.until is not None
    assert person.roles_held == frozenset()


def test_a_role_ends_once() -> None:
    person = UserFactory(contributor_of="CRI")
    membership = person.memberships.get()
    services.end_role(membership=membership, by=person)
    with pytest.raises(errors.AlreadyEndedError):
        services.end_role(membership=membership, by=person)


def test_the_last_of_the_secretariat_stays() -> None:
    last = UserFactory(secretariat=True)
    with pytest.raises(errors.LastSecretariatError):
        services.end_role(membership=last.memberships.get(), by=last)
    assert last.memberships.active().exists()


def test_a_closed_account_does_not_count_as_another_of_the_secretariat() -> None:
    last = UserFactory(secretariat=True)
    UserFactory(secretariat=True, is_active=False)
    with pytest.raises(errors.LastSecretariatError):
        services.end_role(membership=last.memberships.get(), by=last)


def test_one_of_two_of_the_secretariat_may_leave() -> None:
    leaving = UserFactory(secretariat=True)
    UserFactory(secretariat=True)
    services.end_role(membership=leaving.memberships.get(), by=leaving)
    assert secretariat().memberships.active().count() == 1


def test_a_handover_ends_one_and_begins_the_other_and_changes_nothing_else() -> None:
    boss, old, new = UserFactory(secretariat=True), UserFactory(), UserFactory(contributor_of="CRI")
    before = services.grant_role(
        user=old, organisation=state("CRI"), role=Role.FOCAL_POINT, by=boss, unit="Migration"
    )
    other = give_role(UserFactory(), Role.FOCAL_POINT, state("CRI"))
    after = services.hand_over(membership=before, to=new, by=boss, note="Rotation")
    before.refresh_from_db()
    assert before.until is not None
    assert (after.user, after.role, after.unit, after.note) == (
        new,
        Role.FOCAL_POINT,
        "Migration",
        "Rotation",
    )
    assert new.memberships.active().filter(role=Role.CONTRIBUTOR).exists()
    assert Membership.objects.active().filter(pk=other.pk).exists()


def test_a_handover_to_who_holds_the_role_already_changes_nothing() -> None:
    boss = UserFactory(secretariat=True)
    one, two = UserFactory(focal_point_of="CRI"), UserFactory(focal_point_of="CRI")
    with pytest.raises(errors.AlreadyHeldError):
        services.hand_over(membership=one.memberships.get(), to=two, by=boss)
    assert one.memberships.active().exists()


def test_only_a_focal_point_is_handed_over() -> None:
    boss, person = UserFactory(secretariat=True), UserFactory(contributor_of="CRI")
    with pytest.raises(errors.NotAllowedError):
        services.hand_over(membership=person.memberships.get(), to=UserFactory(), by=boss)


def test_a_handover_of_a_role_that_has_ended_is_refused() -> None:
    boss, old = UserFactory(secretariat=True), UserFactory(focal_point_of="CRI")
    membership = old.memberships.get()
    services.end_role(membership=membership, by=old)
    with pytest.raises(errors.AlreadyEndedError):
        services.hand_over(membership=membership, to=UserFactory(), by=boss)


def test_a_refusal_says_why_in_words() -> None:
    assert "two focal points" in str(errors.FocalPointsFullError())
    assert str(errors.RefusalError())
