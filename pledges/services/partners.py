"""Joining in a pledge: invited by the lead, answered by the partner's own people."""

from django.db import transaction
from django.utils import timezone

from notices.services import queue
from pledges.choices import PartnerState
from pledges.models import Partner, Pledge
from pledges.rules import is_author, may_answer
from pledges.services.errors import AlreadyDecidedError, BadPartnerError, NotAllowedError
from publication.moves import show_as_it_is
from stakeholders.choices import SPEAKERS, Standing
from stakeholders.models import Organisation, User
from stakeholders.record import acting


@transaction.atomic
def invite_partner(*, pledge: Pledge, organisation: Organisation, by: User) -> Partner:
    """Invite an organisation; those who speak for it are told. One that left may be asked again."""
    if not is_author.test(by, pledge):
        raise NotAllowedError
    if organisation == pledge.organisation or organisation.standing != Standing.VERIFIED:
        raise BadPartnerError
    partner, is_new = Partner.objects.get_or_create(
        pledge=pledge, organisation=organisation, defaults={"invited_by": by}
    )
    if not is_new:
        _ask_again(partner, by)
    for person in User.objects.holding(*SPEAKERS, at=organisation):
        queue(
            kind="pledges.partner-invited",
            key=f"pledges.partner-invited:{partner.pk}:{partner.invited_at.isoformat()}:{person.pk}",
            recipient=person,
            item=pledge,
            context={"by": str(by), "organisation": str(organisation)},
        )
    return partner


def _ask_again(partner: Partner, by: User) -> None:
    if partner.state in {PartnerState.INVITED, PartnerState.ACCEPTED}:
        raise BadPartnerError
    partner.state = PartnerState.INVITED
    partner.invited_at, partner.invited_by = timezone.now(), by
    partner.decided_at = partner.decided_by = None
    partner.save()


@transaction.atomic
def answer_invitation(*, partner: Partner, accept: bool, by: User, note: str = "") -> Partner:
    """Accept or decline for the invited organisation."""
    if not may_answer(by, partner):
        raise NotAllowedError
    state = PartnerState.ACCEPTED if accept else PartnerState.DECLINED
    _decide(partner, PartnerState.INVITED, state, by, note)
    return partner


@transaction.atomic
def leave(*, partner: Partner, by: User, note: str) -> Partner:
    """Leave a pledge that was joined. That one was in it stays on the record."""
    if not may_answer(by, partner):
        raise NotAllowedError
    _decide(partner, PartnerState.ACCEPTED, PartnerState.LEFT, by, note)
    return partner


@transaction.atomic
def take_back_invitation(*, partner: Partner, by: User) -> None:
    """The lead takes an invitation back that nobody has answered."""
    if not is_author.test(by, partner.pledge):
        raise NotAllowedError
    with acting(by, "take back"):
        if not Partner.objects.filter(pk=partner.pk, state=PartnerState.INVITED).delete()[0]:
            raise AlreadyDecidedError


def _decide(
    partner: Partner, source: PartnerState, target: PartnerState, by: User, note: str
) -> None:
    # Held, so that a publication that runs meanwhile lists the partners as they are after both.
    pledge = Pledge.objects.select_for_update(of=["self"]).get(pk=partner.pledge_id)
    changed = Partner.objects.filter(pk=partner.pk, state=source).update(
        state=target, decided_at=timezone.now(), decided_by=by, note=note[:500]
    )
    if changed != 1:
        raise AlreadyDecidedError
    partner.refresh_from_db(from_queryset=Partner.objects.select_related("organisation__country"))
    show_as_it_is(pledge)
    for person in User.objects.holding(*SPEAKERS, at=pledge.organisation):
        queue(
            kind=f"pledges.partner-{target.value}",
            key=f"pledges.partner-{target.value}:{partner.pk}:{partner.decided_at}:{person.pk}",
            recipient=person,
            item=pledge,
            context={"organisation": str(partner.organisation), "note": note[:500]},
        )
