"""Two at once, on real connections: one wins, the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

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

pytestmark = pytest.mark.django_db(transaction=True)

Attempt = Callable[[], object]


def at_once(*attempts: Attempt) -> list[Exception]:
    """Start all in the same moment, each on its own connection; return what was refused."""
    start = Barrier(len(attempts))

    def run(attempt: Attempt) -> Exception | None:
        try:
            start.wait(10)
            attempt()
        except services.RefusalError as error:
            return error
        finally:
            connections.close_all()
        return None

    with ThreadPoolExecutor(len(attempts)) as pool:
        return [error for error in pool.map(run, attempts) if error]


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

    refused = at_once(accept, accept, accept)
    assert [type(error) for error in refused] == [errors.InvitationClosedError] * 2
    assert guest.memberships.count() == 1


def test_one_accepts_while_another_revokes() -> None:
    guest, boss = UserFactory(email="new@example.org"), UserFactory(secretariat=True)
    invitation = services.invite(
        email=guest.email, organisation=state("CRI"), role=Role.CONTRIBUTOR, by=boss
    )
    refused = at_once(
        lambda: services.accept_invitation(
            invitation=Invitation.objects.get(pk=invitation.pk), by=guest
        ),
        lambda: services.revoke_invitation(
            invitation=Invitation.objects.get(pk=invitation.pk), by=boss
        ),
    )
    assert [type(error) for error in refused] == [errors.InvitationClosedError]
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

    refused = at_once(*[name(person) for person in people])
    assert [type(error) for error in refused] == [errors.FocalPointsFullError] * 2
    assert Membership.objects.focal_points_of("CRI").count() == MOST_FOCAL_POINTS


def test_the_last_two_of_the_secretariat_end_each_other_and_one_remains() -> None:
    one, two = UserFactory(secretariat=True), UserFactory(secretariat=True)
    ends = [
        lambda by=by, whose=whose: services.end_role(
            membership=Membership.objects.get(user=whose), by=User.objects.get(pk=by.pk)
        )
        for by, whose in [(one, two), (two, one)]
    ]
    refused = at_once(*ends)
    assert [type(error) for error in refused] == [errors.LastSecretariatError]
    assert secretariat().memberships.active().count() == 1


def test_two_handovers_of_one_role() -> None:
    boss, old = UserFactory(secretariat=True), UserFactory(focal_point_of="CRI")
    pk = old.memberships.get().pk
    attempts = [
        lambda to=to: services.hand_over(membership=Membership.objects.get(pk=pk), to=to, by=boss)
        for to in (UserFactory(), UserFactory())
    ]
    refused = at_once(*attempts)
    assert [type(error) for error in refused] == [errors.AlreadyEndedError]
    assert Membership.objects.focal_points_of("CRI").count() == 1


def test_one_verifies_while_another_declines() -> None:
    boss = UserFactory(secretariat=True)
    person, organisation = UserFactory(), OrganisationFactory()
    pk = services.ask_to_take_part(organisation=organisation, by=person).pk
    refused = at_once(
        lambda: services.verify_request(request=JoinRequest.objects.get(pk=pk), by=boss),
        lambda: services.decline_request(
            request=JoinRequest.objects.get(pk=pk), by=boss, reason="No"
        ),
    )
    assert [type(error) for error in refused] == [errors.AlreadyDecidedError]
    verified = JoinRequest.objects.get(pk=pk).standing == "verified"
    assert person.memberships.exists() == verified


def test_two_name_the_same_new_organisation_and_ask_for_it() -> None:
    kind = stakeholder_type("civil-society")

    def name(person: User) -> Attempt:
        def ask() -> None:
            new = services.name_organisation(name="Casa", type=kind, by=person)
            services.ask_to_take_part(organisation=new, by=person)

        return ask

    assert at_once(*[name(UserFactory()) for _ in range(3)]) == []
    assert Organisation.objects.get(name="Casa").join_requests.count() == 3


def test_two_invite_the_same_address() -> None:
    boss, costa_rica = UserFactory(secretariat=True), state("CRI")

    def invite() -> None:
        services.invite(
            email="new@example.org", organisation=costa_rica, role=Role.CONTRIBUTOR, by=boss
        )

    refused = at_once(invite, invite)
    assert [type(error) for error in refused] == [errors.AlreadyInvitedError]
