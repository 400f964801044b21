"""People are invited, accept, decline; the token is good for one person, once."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.utils import timezone

from stakeholders import services
from stakeholders.choices import Role
from stakeholders.models import Invitation, User
from stakeholders.services import errors
from stakeholders.services.invitations import LASTS
from stakeholders.tokens import ForgedTokenError, invitation_of, token_of
from tests.factories.stakeholders import OrganisationFactory, UserFactory, give_role, state

pytestmark = pytest.mark.django_db

ADDRESS = "new@example.org"


def invite(**changed: Any) -> Invitation:
    asked: dict[str, Any] = {
        "email": ADDRESS,
        "organisation": state("CRI"),
        "role": Role.CONTRIBUTOR,
        **changed,
    }
    if "by" not in asked:
        asked["by"] = UserFactory(secretariat=True)
    return services.invite(**asked)


def test_an_invitation_is_for_an_address_in_lower_case_and_lasts_two_weeks() -> None:
    invitation = invite(email="New@Example.org", unit="Ministry of Labour", language="es")
    assert (invitation.email, invitation.unit, invitation.language) == (
        ADDRESS,
        "Ministry of Labour",
        "es",
    )
    assert invitation.expires_at - invitation.created_at == pytest.approx(
        LASTS, abs=timedelta(seconds=1)
    )


def test_accepting_gives_the_role_that_was_offered() -> None:
    host = UserFactory(focal_point_of="CRI")
    invitation = invite(by=host, unit="Ministry of Labour")
    guest = UserFactory(email=ADDRESS)
    membership = services.accept_invitation(invitation=invitation, by=guest)
    assert (membership.role, membership.unit, membership.granted_by) == (
        Role.CONTRIBUTOR,
        "Ministry of Labour",
        host,
    )
    assert invitation.accepted_by == guest
    assert (Role.CONTRIBUTOR, state("CRI").pk) in guest.roles_held


def test_a_second_address_of_the_same_person_is_theirs_too() -> None:
    guest = UserFactory()
    EmailAddress.objects.create(user=guest, email=ADDRESS.upper(), verified=True)
    services.accept_invitation(invitation=invite(), by=guest)
    assert guest.memberships.active().exists()


@pytest.mark.parametrize("verified", [True, False])
def test_another_person_cannot_accept(verified: bool) -> None:
    """Nor one who only claims the address and never showed that it is theirs."""
    guest = (
        UserFactory(email="other@example.org")
        if verified
        else UserFactory(email=ADDRESS, verified=False)
    )
    invitation = invite()
    with pytest.raises(errors.NotAllowedError):
        services.accept_invitation(invitation=invitation, by=guest)
    with pytest.raises(errors.NotAllowedError):
        services.decline_invitation(invitation=invitation, by=guest)
    assert not guest.memberships.exists()


def settled(how: str) -> tuple[Invitation, User]:
    """An invitation that is used up, and the person it was for."""
    boss, guest = UserFactory(secretariat=True), UserFactory(email=ADDRESS)
    invitation = invite(by=boss)
    match how:
        case "accepted":
            services.accept_invitation(invitation=invitation, by=guest)
        case "declined":
            services.decline_invitation(invitation=invitation, by=guest)
        case "revoked":
            services.revoke_invitation(invitation=invitation, by=boss)
        case "expired":
            Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now())
    return Invitation.objects.get(pk=invitation.pk), guest


@pytest.mark.parametrize("how", ["accepted", "declined", "revoked", "expired"])
def test_an_invitation_is_settled_once(how: str) -> None:
    invitation, guest = settled(how)
    assert not invitation.is_open(timezone.now())
    held = guest.memberships.count()
    for verb in (services.accept_invitation, services.decline_invitation):
        with pytest.raises(errors.InvitationClosedError):
            verb(invitation=invitation, by=guest)
    with pytest.raises(errors.InvitationClosedError):
        services.revoke_invitation(invitation=invitation, by=UserFactory(secretariat=True))
    assert guest.memberships.count() == held


def test_who_has_the_mail_may_decline_without_an_account() -> None:
    invitation = invite()
    services.decline_invitation(invitation=invitation, by=None)
    assert invitation.declined_at is not None


def test_one_open_invitation_to_a_role_for_an_address() -> None:
    invite()
    with pytest.raises(errors.AlreadyInvitedError):
        invite(email=ADDRESS.upper())
    invite(role=Role.REVIEWER)
    invite(organisation=state("MEX"))


@pytest.mark.parametrize("how", ["declined", "revoked", "expired"])
def test_one_may_be_invited_again(how: str) -> None:
    settled(how)
    assert invite().is_open(timezone.now())


def test_an_expired_invitation_makes_room_for_a_new_one() -> None:
    old = invite()
    with time_machine.travel(timezone.now() + LASTS + timedelta(minutes=1)):
        new = invite()
        old.refresh_from_db()
        assert old.revoked_at is not None
        assert new.is_open(timezone.now())


def test_nobody_is_invited_to_what_they_have() -> None:
    person = UserFactory(contributor_of="CRI")
    with pytest.raises(errors.AlreadyHeldError):
        invite(email=person.email.upper())


def test_no_third_focal_point_is_invited() -> None:
    for _ in range(2):
        UserFactory(focal_point_of="CRI")
    with pytest.raises(errors.FocalPointsFullError):
        invite(role=Role.FOCAL_POINT)


def test_a_focal_point_who_comes_too_late_keeps_the_invitation() -> None:
    """Two were named while the invitation waited: refused, and open for when one of them leaves."""
    guest, invitation = UserFactory(email=ADDRESS), invite(role=Role.FOCAL_POINT)
    two = [UserFactory(focal_point_of="CRI") for _ in range(2)]
    with pytest.raises(errors.FocalPointsFullError):
        services.accept_invitation(invitation=invitation, by=guest)
    services.end_role(membership=two[0].memberships.get(), by=two[0])
    services.accept_invitation(invitation=Invitation.objects.get(), by=guest)
    assert guest.memberships.active().get().role == Role.FOCAL_POINT


def test_an_invitation_can_hand_over() -> None:
    """The next focal point is often new to the portal: the role passes when they accept."""
    for _ in range(2):
        old = UserFactory(focal_point_of="CRI")
    invitation = invite(role=Role.FOCAL_POINT, succeeds=old.memberships.get())
    assert old.memberships.active().exists()
    new = UserFactory(email=ADDRESS)
    services.accept_invitation(invitation=invitation, by=new)
    assert not old.memberships.active().exists()
    assert new.memberships.active().get().role == Role.FOCAL_POINT


def test_a_handover_by_invitation_stands_if_the_old_one_has_left() -> None:
    old = UserFactory(focal_point_of="CRI")
    invitation = invite(role=Role.FOCAL_POINT, succeeds=old.memberships.get())
    services.end_role(membership=old.memberships.get(), by=old)
    new = UserFactory(email=ADDRESS)
    services.accept_invitation(invitation=invitation, by=new)
    assert new.memberships.active().exists()


def test_a_handover_by_invitation_is_of_the_same_role_and_organisation() -> None:
    of_mexico = UserFactory(focal_point_of="MEX").memberships.get()
    with pytest.raises(errors.NotAllowedError):
        invite(role=Role.FOCAL_POINT, succeeds=of_mexico)
    contributor = UserFactory(contributor_of="CRI").memberships.get()
    with pytest.raises(errors.NotAllowedError):
        invite(role=Role.FOCAL_POINT, succeeds=contributor)


def test_no_handover_of_a_role_that_has_ended() -> None:
    old = UserFactory(focal_point_of="CRI")
    membership = services.end_role(membership=old.memberships.get(), by=old)
    with pytest.raises(errors.AlreadyEndedError):
        invite(role=Role.FOCAL_POINT, succeeds=membership)


def test_invitations_outlive_who_sent_them() -> None:
    """A handover keeps everything: who was invited before it may accept after it."""
    boss, old = UserFactory(secretariat=True), UserFactory(focal_point_of="CRI")
    invitation = invite(by=old)
    services.hand_over(membership=old.memberships.get(), to=UserFactory(), by=boss)
    guest = UserFactory(email=ADDRESS)
    services.accept_invitation(invitation=invitation, by=guest)
    assert guest.memberships.active().exists()


def test_the_successor_may_revoke_what_the_predecessor_sent() -> None:
    boss, old, new = UserFactory(secretariat=True), UserFactory(focal_point_of="CRI"), UserFactory()
    invitation = invite(by=old)
    services.hand_over(membership=old.memberships.get(), to=new, by=boss)
    services.revoke_invitation(invitation=invitation, by=new)
    with pytest.raises(errors.NotAllowedError):
        services.revoke_invitation(invitation=invitation, by=User.objects.get(pk=old.pk))


def test_accepting_what_one_has_got_meanwhile_is_refused_and_writes_nothing() -> None:
    invitation, guest = invite(), UserFactory(email=ADDRESS)
    give_role(guest, Role.CONTRIBUTOR, state("CRI"))
    with pytest.raises(errors.AlreadyHeldError):
        services.accept_invitation(invitation=invitation, by=guest)
    assert Invitation.objects.get().accepted_at is None


def test_a_token_names_its_invitation_and_nothing_else() -> None:
    invitation = invite()
    token = token_of(invitation)
    assert invitation_of(token) == invitation
    assert ADDRESS not in token


@pytest.mark.parametrize("token", ["", "1", "1:", ":", "x:y", "1:forged", "\ud800", "9" * 400])
def test_a_forged_token_finds_nothing(token: str) -> None:
    invite()
    with pytest.raises(ForgedTokenError):
        invitation_of(token)


def test_a_token_with_another_number_finds_nothing() -> None:
    one, two = invite(), invite(organisation=OrganisationFactory(), role=Role.REPRESENTATIVE)
    _number, signature = token_of(one).split(":")
    with pytest.raises(ForgedTokenError):
        invitation_of(f"{two.pk}:{signature}")


def test_a_token_of_another_purpose_finds_nothing() -> None:
    from django.core import signing  # noqa: PLC0415

    with pytest.raises(ForgedTokenError):
        invitation_of(signing.Signer(salt="something.else").sign(str(invite().pk)))


def test_a_token_of_an_invitation_that_is_gone_finds_nothing() -> None:
    invitation = invite()
    token = token_of(invitation)
    invitation.delete()
    with pytest.raises(ForgedTokenError):
        invitation_of(token)
