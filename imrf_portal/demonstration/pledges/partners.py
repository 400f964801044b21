"""Partners of made-up pledges: asked, then decided, so that the record has both."""

from collections.abc import Iterator, Sequence

from django.contrib.contenttypes.models import ContentType

from imrf_portal.demonstration.ledger import sent
from imrf_portal.demonstration.pledges.histories import History
from imrf_portal.demonstration.pledges.setting import Setting
from imrf_portal.demonstration.pledges.words import sentences_in
from imrf_portal.demonstration.states import BEING_PREPARED
from notices.models import Notice
from pledges.choices import PartnerState
from pledges.models import Partner, Pledge
from stakeholders.record import acting

INVITED = "pledges.partner-invited"
WITH_NOTE = {PartnerState.DECLINED: "declined", PartnerState.LEFT: "left"}
DECIDED = ("state", "decided_at", "decided_by", "note")


def write(setting: Setting, pairs: Sequence[tuple[Pledge, History]]) -> None:
    with acting(by=None, verb="load the demonstration"):
        partners = Partner.objects.bulk_create(
            [partner for pair in pairs for partner in _invited(setting, *pair)]
        )
        joinings = [joining for _pledge, history in pairs for joining in history.partners]
        decided = []
        for partner, joining in zip(partners, joinings, strict=True):
            if joining.decided_at:
                partner.state, partner.decided_at = joining.state, joining.decided_at
                partner.decided_by = setting.speakers[joining.name]
                partner.note = _note(joining.state, partner.pledge.language)
                decided.append(partner)
        Partner.objects.bulk_update(decided, DECIDED)
    Notice.objects.bulk_create(
        _notice(setting, partner, joining.name)
        for partner, joining in zip(partners, joinings, strict=True)
        if partner.pledge.cycle_id == BEING_PREPARED
    )


def _invited(setting: Setting, pledge: Pledge, history: History) -> Iterator[Partner]:
    for joining in history.partners:
        yield Partner(
            pledge=pledge,
            organisation=setting.organisations[joining.name],
            invited_at=joining.invited_at,
            invited_by=setting.speakers[history.story.maker],
        )


def _note(state: PartnerState, language: str) -> str:
    return str(sentences_in(language)[WITH_NOTE[state]][0]) if state in WITH_NOTE else ""


def _notice(setting: Setting, partner: Partner, name: str) -> Notice:
    """What the partner was told when it was asked, as sent."""
    person, at = setting.speakers[name], partner.invited_at
    return Notice(
        key=f"{INVITED}:{partner.pk}:{at.isoformat()}:{person.pk}",
        kind=INVITED,
        recipient=person,
        item_type=ContentType.objects.get_for_model(Pledge),
        item_id=str(partner.pledge_id),
        context={"by": str(partner.invited_by), "organisation": str(partner.organisation)},
        **sent(at),
    )
