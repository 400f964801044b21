"""The mails about people: to whom, in whose language, saying what."""

import re
from collections.abc import Callable

import pytest
from django.core.mail import EmailMultiAlternatives

from desk import services
from desk.kinds import KINDS
from notices import kinds
from notices.letters import compose
from notices.models import Notice
from stakeholders.choices import Role
from stakeholders.models import Membership, User
from stakeholders.services import NotAllowedError, RefusalError
from tests.factories.stakeholders import OrganisationFactory, UserFactory, state

pytestmark = pytest.mark.django_db


def mails(kind: str) -> dict[str, EmailMultiAlternatives]:
    return {notice.address: compose(notice) for notice in Notice.objects.filter(kind=kind)}


def the_mail(kind: str) -> EmailMultiAlternatives:
    (mail,) = mails(kind).values()
    return mail


def invited(by: User, email: str = "new@example.org") -> None:
    services.invite(
        email=email,
        organisation=state("CRI"),
        role=Role.CONTRIBUTOR,
        by=by,
        unit="Labour",
        language="es",
    )


def every_kind() -> None:
    """Do everything that tells somebody something."""
    boss, focal = UserFactory(secretariat=True), UserFactory(focal_point_of="CRI")
    guest = UserFactory(email="new@example.org")
    invited(by=focal)
    services.accept_invitation(invitation=state("CRI").invitations.get(), by=guest)
    for decide in (True, False):
        request = services.ask_to_take_part(
            organisation=OrganisationFactory(), by=UserFactory(), message="I help."
        )
        if decide:
            services.verify_request(request=request, by=boss)
        else:
            services.decline_request(request=request, by=boss, reason="No")
    services.hand_over(membership=focal.memberships.get(), to=guest, by=boss, note="Rotation")
    contributor = guest.memberships.active().get(role=Role.CONTRIBUTOR)
    services.end_role(membership=contributor, by=guest)


def test_every_kind_is_registered_and_can_be_written() -> None:
    every_kind()
    left = Membership.objects.active().get(role=Role.FOCAL_POINT)
    services.end_role(membership=left, by=left.user)
    queued = set(Notice.objects.values_list("kind", flat=True))
    assert queued == {kind.code for kind in KINDS}
    assert all(kinds.find(kind.code) is kind for kind in KINDS)
    for notice in Notice.objects.all():
        mail = compose(notice)
        assert not re.search(r"%\(\w+\)s", mail.subject + str(mail.body))
        assert "https://testserver/" in str(mail.body)


def test_an_invitation_names_host_role_organisation_and_day() -> None:
    invited(by=UserFactory(focal_point_of="CRI", name="Ada Host"))
    mail = the_mail("people.invitation")
    assert mail.to == ["new@example.org"]
    for words in ("Ada Host", "Country CRI"):
        assert words in str(mail.body)


def test_a_request_brings_its_message_to_each_who_decides() -> None:
    organisation = OrganisationFactory(name="Casa")
    two = [UserFactory(role=Role.REPRESENTATIVE, role__at=organisation) for _ in range(2)]
    services.ask_to_take_part(
        organisation=organisation, by=UserFactory(name="Grace"), message="I run the shelter."
    )
    sent = mails("people.asked")
    assert set(sent) == {person.email for person in two}
    for mail in sent.values():
        assert mail.subject == "Grace asks to take part for Casa"
        assert "I run the shelter." in str(mail.body)


def test_a_refusal_brings_its_reason() -> None:
    person = UserFactory()
    request = services.ask_to_take_part(organisation=OrganisationFactory(), by=person)
    services.decline_request(
        request=request, by=UserFactory(secretariat=True), reason="We could not reach you."
    )
    assert "We could not reach you." in str(mails("people.declined")[person.email].body)


def test_words_of_people_are_text_and_never_markup_or_placeholders() -> None:
    organisation = OrganisationFactory(name="50 %(by)s & <b>Casa</b>")
    UserFactory(role=Role.REPRESENTATIVE, role__at=organisation)
    services.ask_to_take_part(
        organisation=organisation, by=UserFactory(name="<script>"), message="100 % %(reason)s"
    )
    mail = the_mail("people.asked")
    assert "100 % %(reason)s" in str(mail.body)
    html = str(mail.alternatives[0][0])
    assert "<script>" not in html
    assert "&lt;b&gt;Casa" in html


def test_a_handover_tells_both() -> None:
    boss = UserFactory(secretariat=True, name="Ada")
    old, new = UserFactory(focal_point_of="CRI"), UserFactory(contributor_of="CRI")
    services.hand_over(membership=old.memberships.get(), to=new, by=boss, note="Rotation")
    assert "Ada" in str(mails("people.ended")[old.email].body)
    assert "Rotation" in str(mails("people.granted")[new.email].body)


def test_a_handover_that_finds_the_old_one_gone_does_not_tell_them_again() -> None:
    boss, old = UserFactory(secretariat=True), UserFactory(focal_point_of="CRI")
    services.invite(
        email="new@example.org",
        organisation=state("CRI"),
        role=Role.FOCAL_POINT,
        by=boss,
        unit="",
        language="en",
        succeeds=old.memberships.get(),
    )
    services.end_role(membership=old.memberships.get(), by=old)
    services.accept_invitation(
        invitation=state("CRI").invitations.get(), by=UserFactory(email="new@example.org")
    )
    assert not mails("people.ended")


@pytest.mark.parametrize(
    "verb",
    [
        lambda who: invited(by=who),
        lambda who: services.end_role(
            membership=UserFactory(contributor_of="CRI").memberships.get(), by=who
        ),
        lambda who: services.hand_over(
            membership=UserFactory(focal_point_of="CRI").memberships.get(), to=who, by=who
        ),
    ],
)
def test_what_is_refused_tells_nobody(verb: Callable[[User], object]) -> None:
    with pytest.raises(NotAllowedError):
        verb(UserFactory())
    assert not Notice.objects.exists()


def test_what_is_refused_late_tells_nobody_either() -> None:
    """The role was taken meanwhile: the acceptance and its notices are undone together."""
    boss, guest = UserFactory(secretariat=True), UserFactory(email="new@example.org")
    invited(by=boss)
    invitation = state("CRI").invitations.get()
    Notice.objects.all().delete()
    Membership.objects.create(user=guest, organisation=state("CRI"), role=Role.CONTRIBUTOR)
    with pytest.raises(RefusalError):
        services.accept_invitation(invitation=invitation, by=guest)
    assert not Notice.objects.exists()


def test_a_repeated_role_tells_each_time() -> None:
    """The key of a notice is the membership's, so that a second time is a second mail."""
    boss, person = UserFactory(secretariat=True), UserFactory()
    for _ in range(2):
        held = Membership.objects.create(
            user=person, organisation=state("CRI"), role=Role.CONTRIBUTOR
        )
        services.end_role(membership=held, by=boss)
    assert Notice.objects.filter(kind="people.ended", recipient=person).count() == 2
