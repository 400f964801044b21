"""Two at once, on real connections: one wins, the other is told."""

import pytest

from stakeholders import services
from stakeholders.choices import MOST_FOCAL_POINTS, Role
from stakeholders.models import Invitation, JoinRequest, Membership, Organisation, User
from stakeholders.services import errors
from tests.factories.stakeholders import (
    OrganisationFactory,
    UserFactory,
    secretariat,
    stakeholder_type,
    state,
)
from tests.races import Attempt, at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_accept_one_invitation() -> None:
    guest = UserFactory(email="new@example.org")
    pk = services.invite(
        email=guest.email,
        organisation=state("CRI"),
        role=Role.CONTRIBUTOR,
        by=UserFactory(secretariat=True),
    ).pk

    def accept() -> None:
        services.accept_invitation(
            invitation=Invitation.objects.get(pk=pk), by=User.objects.get(pk=guest.pk)
        )

    outcomes = at_once(accept, accept, accept)
    assert refusals(outcomes) == [errors.InvitationClosedError] * 2
    assert guest.memberships.count() == 1


def test_one_accepts_while_another_revokes() -> None:
    guest, boss = UserFactory(email="new@example.org"), UserFactory(secretariat=True)
    invitation = services.invite(
        email=guest.email, organisation=state("CRI"), role=Role.CONTRIBUTOR, by=boss
    )
    outcomes = at_once(
        lambda: services.accept_invitation(
            invitation=Invitation.objects.get(pk=invitation.pk), by=guest
        ),
        lambda: services.revoke_invitation(
            invitation=Invitation.objects.get(pk=invitation.pk), by=boss
        ),
    )
    assert refusals(outcomes) == [errors.InvitationClosedError]
    invitation.refresh_from_db()
    assert guest.memberships.exists() == (invitation.accepted_at is not None)
    assert (invitation.accepted_at is None) != (invitation.revoked_at is None)


def test_three_are_named_focal_point_and_two_become_it() -> None:
    boss, costa_rica = UserFactory(secretariat=True), state("CRI")
    people = [UserFactory() for _ in range(4)]

    def name(person: User) -> Attempt:
        return lambda: services.grant_role(
            user=person, organisation=costa_rica, role=Role.FOCAL_POINT, by=boss
        )

    outcomes = at_once(*[name(person) for person in people])
    assert refusals(outcomes) == [errors.FocalPointsFullError] * 2
    assert Membership.objects.focal_points_of("CRI").count() == MOST_FOCAL_POINTS


def test_the_last_two_of_the_secretariat_end_each_other_and_one_remains() -> None:
    one, two = UserFactory(secretariat=True), UserFactory(secretariat=True)
    assert one.roles_held == two.roles_held  # read now: each still has the right to end the other
    outcomes = at_once(
        lambda: services.end_role(membership=two.memberships.get(), by=one),
        lambda: services.end_role(membership=one.memberships.get(), by=two),
    )
    assert refusals(outcomes) == [errors.LastSecretariatError]
    assert secretariat().memberships.active().count() == 1


def test_two_handovers_of_one_role() -> None:
    boss, old = UserFactory(secretariat=True), UserFactory(focal_point_of="CRI")
    pk = old.memberships.get().pk
    attempts = [
        lambda to=to: services.hand_over(membership=Membership.objects.get(pk=pk), to=to, by=boss)
        for to in (UserFactory(), UserFactory())
    ]
    outcomes = at_once(*attempts)
    assert refusals(outcomes) == [errors.AlreadyEndedError]
    assert Membership.objects.focal_points_of("CRI").count() == 1


def test_one_verifies_while_another_declines() -> None:
    boss = UserFactory(secretariat=True)
    person, organisation = UserFactory(), OrganisationFactory()
    pk = services.ask_to_take_part(organisation=organisation, by=person).pk
    outcomes = at_once(
        lambda: services.verify_request(request=JoinRequest.objects.get(pk=pk), by=boss),
        lambda: services.decline_request(
            request=JoinRequest.objects.get(pk=pk), by=boss, reason="No"
        ),
    )
    assert refusals(outcomes) == [errors.AlreadyDecidedError]
    verified = JoinRequest.objects.get(pk=pk).standing == "verified"
    assert person.memberships.exists() == verified


def test_two_name_the_same_new_organisation_and_ask_for_it() -> None:
    kind = stakeholder_type("civil-society")

    def name(person: User) -> Attempt:
        def ask() -> None:
            new = services.name_organisation(name="Casa", type=kind, by=person)
            services.ask_to_take_part(organisation=new, by=person)

        return ask

    assert refusals(at_once(*[name(UserFactory()) for _ in range(3)])) == []
    assert Organisation.objects.get(name="Casa").join_requests.count() == 3


def test_two_invite_the_same_address() -> None:
    boss, costa_rica = UserFactory(secretariat=True), state("CRI")

    def invite() -> None:
        services.invite(
            email="new@example.org", organisation=costa_rica, role=Role.CONTRIBUTOR, by=boss
        )

    outcomes = at_once(invite, invite)
    assert refusals(outcomes) == [errors.AlreadyInvitedError]
