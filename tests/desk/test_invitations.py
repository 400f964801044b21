"""Inviting from the desk, and following the link of the mail as each kind of reader."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from desk import services
from notices.letters import compose
from notices.models import Notice
from stakeholders.choices import Role
from stakeholders.models import Invitation, User
from stakeholders.services.invitations import LASTS
from stakeholders.tokens import token_of
from tests.desk.access import signed_in
from tests.factories.stakeholders import PASSWORD, OrganisationFactory, UserFactory, state

pytestmark = pytest.mark.django_db

ADDRESS = "new@example.org"
SIGNUP = reverse("account_signup")


def invite(**changed: Any) -> Invitation:
    asked: dict[str, Any] = {
        "email": ADDRESS,
        "organisation": state("CRI"),
        "role": Role.CONTRIBUTOR,
        "unit": "",
        "language": "en",
        **changed,
    }
    if "by" not in asked:
        asked["by"] = UserFactory(secretariat=True, name="Ada Host")
    return services.invite(**asked)


def address(invitation: Invitation) -> str:
    return reverse("desk:invitation", args=[token_of(invitation)])


def form(**changed: str) -> dict[str, str]:
    return {"email": ADDRESS, "role": "contributor", "unit": "", "language": "es", **changed}


# Sending


def test_a_focal_point_invites_a_contributor_and_the_mail_carries_the_way_in() -> None:
    host = UserFactory(focal_point_of="CRI")
    client = signed_in(host)
    page = client.post(
        reverse("desk:invite", args=[state("CRI").pk]), form(unit="Labour"), follow=True
    )
    assert ADDRESS in page.content.decode()
    invitation = Invitation.objects.get()
    assert (invitation.invited_by, invitation.unit) == (host, "Labour")
    notice = Notice.objects.get(kind="people.invitation")
    assert (notice.email, notice.language, notice.recipient) == (ADDRESS, "es", None)
    assert "/es/desk/invitation/" in str(compose(notice).body)


def test_the_token_is_in_the_mail_and_nowhere_in_the_database() -> None:
    invitation = invite()
    notice = Notice.objects.get()
    signature = token_of(invitation).split(":")[1]
    assert signature in str(compose(notice).body)
    stored = Notice.objects.values_list("key", "context"), Invitation.objects.values()
    assert signature not in f"{stored[0]} {stored[1]}"


@pytest.mark.parametrize("role", ["focal-point", "reviewer", "secretariat", "nothing", ""])
def test_nobody_hands_out_more_than_they_may(role: str) -> None:
    client = signed_in(UserFactory(focal_point_of="CRI"))
    page = client.post(reverse("desk:invite", args=[state("CRI").pk]), form(role=role))
    assert page.status_code == 422
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("wrong", [{"email": "no address"}, {"email": ""}, {"language": "xx"}])
def test_what_is_wrong_is_said_at_the_form(wrong: dict[str, str]) -> None:
    client = signed_in(UserFactory(focal_point_of="CRI"))
    page = client.post(reverse("desk:invite", args=[state("CRI").pk]), form(**wrong))
    assert page.status_code == 422
    assert not Notice.objects.exists()


def test_inviting_twice_is_refused_in_words() -> None:
    client = signed_in(UserFactory(focal_point_of="CRI"))
    client.post(reverse("desk:invite", args=[state("CRI").pk]), form())
    page = client.post(reverse("desk:invite", args=[state("CRI").pk]), form())
    assert page.status_code == 422
    assert "open invitation" in page.content.decode()
    assert Notice.objects.count() == 1


def test_the_role_of_the_link_is_chosen_in_the_form() -> None:
    client = signed_in(UserFactory(secretariat=True))
    page = client.get(reverse("desk:invite", args=[state("CRI").pk]), {"role": "focal-point"})
    assert '<option value="focal-point" selected>' in page.content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("host", 302), ("successor", 302), ("contributor", 404), ("stranger", 404)]
)
def test_who_may_withdraw(who: str, status: int) -> None:
    host = UserFactory(focal_point_of="CRI")
    people = {
        "host": host,
        "successor": UserFactory(focal_point_of="CRI"),
        "contributor": UserFactory(contributor_of="CRI"),
        "stranger": UserFactory(focal_point_of="MEX"),
    }
    invitation = invite(by=host)
    revoke = reverse("desk:revoke", args=[invitation.pk])
    assert signed_in(people[who]).get(revoke).status_code == status
    assert signed_in(people[who]).post(revoke).status_code == status
    invitation.refresh_from_db()
    assert (invitation.revoked_at is not None) == (status == 302)


def test_withdrawing_what_was_accepted_is_said_so() -> None:
    host, guest = UserFactory(focal_point_of="CRI"), UserFactory(email=ADDRESS)
    invitation = invite(by=host)
    services.accept_invitation(invitation=invitation, by=guest)
    page = signed_in(host).post(reverse("desk:revoke", args=[invitation.pk]), follow=True)
    assert "can no longer be used" in page.content.decode()


# Following the link


def test_the_invited_accepts() -> None:
    invitation, guest = invite(), UserFactory(email=ADDRESS)
    client = signed_in(guest)
    page = client.get(address(invitation))
    assert page.status_code == 200
    assert "Ada Host" in page.content.decode()
    assert client.post(address(invitation), {"answer": "accept"})["Location"] == "/en/desk/"
    assert guest.memberships.get().role == Role.CONTRIBUTOR
    assert Notice.objects.get(kind="people.accepted").recipient == invitation.invited_by


def test_looking_at_an_invitation_does_not_use_it() -> None:
    """Mail scanners follow links."""
    invitation = invite()
    for client in (Client(), Client(), signed_in(UserFactory(email=ADDRESS))):
        assert client.get(address(invitation)).status_code == 200
        assert client.head(address(invitation)).status_code == 200
    assert Invitation.objects.open(timezone.now()).exists()


def test_another_address_cannot_accept_and_learns_nothing() -> None:
    invitation, client = invite(), signed_in(UserFactory())
    for page in (
        client.get(address(invitation)),
        client.post(address(invitation), {"answer": "accept"}),
        client.post(address(invitation), {"answer": "decline"}),
    ):
        assert page.status_code == 404
        assert "another address" in page.content.decode()
        for secret in (ADDRESS, "Ada Host", "Costa Rica", "Contributor"):
            assert secret not in page.content.decode()
    assert Invitation.objects.open(timezone.now()).exists()


def test_the_new_person_registers_with_the_address_fixed_and_verified() -> None:
    invitation, client = invite(), Client()
    led = client.post(address(invitation), {"answer": "accept"})
    assert led["Location"].startswith(SIGNUP)
    page = client.get(led["Location"]).content.decode()
    assert ADDRESS in page
    given = {
        "name": "Nueva Persona",
        "email": "evil@example.org",  # what a tampered form sends; the field is fixed
        "password1": PASSWORD,
        "password2": PASSWORD,
    }
    signed = client.post(led["Location"], given)
    assert signed["Location"] == address(invitation)
    person = User.objects.get(email=ADDRESS)
    assert person.name == "Nueva Persona"
    assert EmailAddress.objects.get(user=person).verified
    assert not User.objects.filter(email="evil@example.org").exists()
    assert not Notice.objects.filter(kind="account").exists()
    client.post(address(invitation), {"answer": "accept"})
    assert person.memberships.get().organisation == state("CRI")


def test_registering_once_uses_the_address_up() -> None:
    """The next who registers in this browser chooses an address of their own."""
    invitation, client = invite(), Client()
    led = client.post(address(invitation), {"answer": "accept"})
    given = {"name": "A", "password1": PASSWORD, "password2": PASSWORD}
    client.post(led["Location"], given)
    client.post(reverse("account_logout"))
    page = client.get(SIGNUP).content.decode()
    assert ADDRESS not in page


def test_who_has_an_account_is_led_to_sign_in_and_back() -> None:
    invitation, guest, client = invite(), UserFactory(email=ADDRESS), Client()
    led = client.post(address(invitation), {"answer": "accept"})
    assert led["Location"].startswith(reverse("account_login"))
    back = client.post(led["Location"], {"login": guest.email, "password": PASSWORD})
    assert back["Location"] == address(invitation)


def test_who_has_the_mail_declines_without_an_account() -> None:
    invitation = invite()
    page = Client().post(address(invitation), {"answer": "decline"}, follow=True)
    assert "declined" in page.content.decode()
    invitation.refresh_from_db()
    assert invitation.declined_at is not None


@pytest.mark.parametrize("answer", ["", "perhaps"])
def test_an_answer_is_yes_or_no(answer: str) -> None:
    page = Client().post(address(invite()), {"answer": answer})
    assert page.status_code == 422


def test_a_place_that_was_taken_meanwhile_is_said_so() -> None:
    invitation = invite(role=Role.FOCAL_POINT)
    for _ in range(2):
        UserFactory(focal_point_of="CRI")
    client = signed_in(UserFactory(email=ADDRESS))
    page = client.post(address(invitation), {"answer": "accept"})
    assert page.status_code == 422
    assert "two focal points" in page.content.decode()


@pytest.mark.parametrize("how", ["accepted", "declined", "revoked", "expired"])
@pytest.mark.parametrize("reader", ["nobody", "invited", "stranger"])
def test_a_used_up_invitation_is_gone_and_tells_nothing(how: str, reader: str) -> None:
    host, guest = UserFactory(secretariat=True, name="Ada Host"), UserFactory(email=ADDRESS)
    invitation = invite(by=host)
    match how:
        case "accepted":
            services.accept_invitation(invitation=invitation, by=guest)
        case "declined":
            signed_in(guest).post(address(invitation), {"answer": "decline"})
        case "revoked":
            signed_in(host).post(reverse("desk:revoke", args=[invitation.pk]))
    client = {"nobody": Client, "invited": lambda: signed_in(guest)}.get(
        reader, lambda: signed_in(UserFactory())
    )()
    late = LASTS + timedelta(minutes=1) if how == "expired" else timedelta()
    with time_machine.travel(timezone.now() + late, tick=True):
        if how == "expired" and reader != "nobody":
            client.force_login(guest if reader == "invited" else UserFactory())
        pages = [client.get(address(invitation))]
        pages += [client.post(address(invitation), {"answer": a}) for a in ("accept", "decline")]
    for page in pages:
        assert page.status_code == 410
        text = page.content.decode()
        assert "can no longer be used" in text
        assert "Ada Host" not in text
        assert "Country CRI" not in text


@pytest.mark.parametrize("token", ["1", "1:forged", "x:y", "%00", "..", "9" * 3000])
def test_a_forged_link_is_no_page_at_all(token: str) -> None:
    invite()
    for client in (Client(), signed_in(UserFactory())):
        response = client.get(f"/en/desk/invitation/{token}/")
        assert response.status_code in {400, 404}
        assert "Ada Host" not in response.content.decode()


def test_a_link_with_one_letter_changed_is_no_page_at_all() -> None:
    link = address(invite())
    changed = link[:-2] + ("A" if link[-2] != "A" else "B") + "/"
    assert Client().get(changed).status_code == 404


def test_the_page_of_an_invitation_is_not_kept_in_any_cache() -> None:
    assert "no-store" in Client().get(address(invite()))["Cache-Control"]


def test_an_invitation_waits_on_the_desk_of_who_has_an_account() -> None:
    invitation, guest = invite(), UserFactory(email=ADDRESS)
    page = signed_in(guest).get(reverse("desk:home")).content.decode()
    assert address(invitation) in page
    assert "Ada Host invited you." in page


def test_an_organisation_of_another_kind_invites_too() -> None:
    casa = OrganisationFactory()
    host = UserFactory(role=Role.REPRESENTATIVE, role__at=casa)
    signed_in(host).post(reverse("desk:invite", args=[casa.pk]), form(role="representative"))
    assert Invitation.objects.get().organisation == casa
