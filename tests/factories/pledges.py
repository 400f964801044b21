"""Pledges for tests, as far on their way as a test needs them.

`begun()` is an empty draft of an organisation with a representative; `whole(pledge)` has all that
is needed; `pledge_in(State.PUBLISHED)` has made every move on the way there.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from compact.models import Action, Cycle, GuidingPrinciple
from pledges.choices import Nature, PartnerState, PledgeKind, Stage
from pledges.models import Partner, Pledge, ProgressReport, SubCommitment, Target
from pledges.services import (
    answer_invitation,
    begin_pledge,
    invite_partner,
    leave,
    report_progress,
    save_draft,
    set_stage,
)
from publication.choices import Scope, State
from stakeholders.choices import SPEAKERS, Role
from stakeholders.models import Organisation, User
from tests.factories.compact import CountryFactory, CycleFactory, ObjectiveFactory
from tests.factories.publication import moved
from tests.factories.reviews import PDF
from tests.factories.stakeholders import OrganisationFactory, UserFactory, state

TITLE = "A desk for residence papers in every border province"
DESCRIPTION = (
    "Twelve desks will open in the border provinces and give residence papers within ten days. "
    "Whoever comes is served in four languages, without a fee and without an appointment. "
    "The ministry pays the staff; the provinces give the rooms. An office in the capital counts "
    "each month how many people were served, how long they waited, and publishes the figures."
)
CONTACT = "Rosa Contacta, rosa.contacta@example.org, +506 5555 0101"


def cycle(year: int = 2030) -> Cycle:
    return Cycle.objects.filter(year=year).first() or CycleFactory(year=year)


def speaker_of(organisation: Organisation) -> User:
    """Who speaks for it: whoever does already, or somebody new."""
    found = User.objects.holding(*SPEAKERS, at=organisation).order_by("pk").first()
    if found is not None:
        return found
    if organisation.is_member_state:
        return UserFactory(focal_point_of=organisation.country_id)
    return UserFactory(role=Role.REPRESENTATIVE, role__at=organisation)


def author_of(pledge: Pledge) -> User:
    return speaker_of(pledge.organisation)


def begun(
    organisation: Organisation | None = None, *, year: int = 2030, language: str = "en"
) -> Pledge:
    """An empty draft."""
    maker = organisation or OrganisationFactory()
    by = speaker_of(maker)
    return begin_pledge(organisation=maker, cycle=cycle(year), language=language, by=by)


def whole(pledge: Pledge, **fields: Any) -> Pledge:
    """With all that is needed to submit it; objectives, countries and actions by their codes."""
    objectives = fields.pop("objectives", [5])
    countries = fields.pop("countries", [])
    actions = fields.pop("actions", [])
    values = {
        "title": TITLE,
        "description": DESCRIPTION,
        "contact": CONTACT,
        "natures": [Nature.TECHNICAL],
        "scope": Scope.NATIONAL,
        **fields,
    }
    for name, value in values.items():
        setattr(pledge, name, value)
    pledge.save()
    pledge.objectives.set([ObjectiveFactory(number=number) for number in objectives])
    pledge.countries.set([CountryFactory(iso3=iso3) for iso3 in countries])
    pledge.actions.set([action(code) for code in actions])
    if not pledge.targets.exists():
        target(pledge)
    return pledge


def action(code: str) -> Action:
    """An action by its code: `action("5(a)")`."""
    number, letter = code.rstrip(")").split("(")
    objective = ObjectiveFactory(number=int(number))
    return Action.objects.get_or_create(objective=objective, letter=letter)[0]


def principle(number: int) -> GuidingPrinciple:
    values = {"title": f"Principle {number}"}
    return GuidingPrinciple.objects.get_or_create(number=number, defaults=values)[0]


def target(pledge: Pledge, **fields: Any) -> Target:
    values = {
        "order": pledge.targets.count(),
        "indicator": "Desks that are open",
        "baseline": Decimal(0),
        "value": Decimal(12),
        "unit": "desks",
        "due_on": date(2029, 12, 31),
        **fields,
    }
    return Target.objects.create(pledge=pledge, **values)


def part(pledge: Pledge, text: str = "Rooms in every province") -> SubCommitment:
    letter = chr(ord("a") + pledge.sub_commitments.count())
    return SubCommitment.objects.create(pledge=pledge, letter=letter, text=text)


def pledge_in(
    to: State, organisation: Organisation | None = None, *, year: int = 2030, **fields: Any
) -> Pledge:
    language = fields.get("language", "en")
    pledge = moved(whole(begun(organisation, year=year, language=language), **fields), to=to)
    assert isinstance(pledge, Pledge)
    return pledge


def published(organisation: Organisation | None = None, **fields: Any) -> Pledge:
    return pledge_in(State.PUBLISHED, organisation, **fields)


def partner(
    pledge: Pledge,
    state: PartnerState = PartnerState.ACCEPTED,
    organisation: Organisation | None = None,
) -> Partner:
    """A partner, asked and brought to this state by its own people."""
    other = organisation or OrganisationFactory()
    by = speaker_of(other)
    asked = invite_partner(pledge=pledge, organisation=other, by=author_of(pledge))
    if state == PartnerState.DECLINED:
        answer_invitation(partner=asked, accept=False, by=by, note="Not this year.")
    if state in {PartnerState.ACCEPTED, PartnerState.LEFT}:
        answer_invitation(partner=asked, accept=True, by=by)
    if state == PartnerState.LEFT:
        leave(partner=asked, by=by, note="We move on.")
    return Partner.objects.get(pk=asked.pk)


def reported(target: Target, value: int = 6, **fields: Any) -> ProgressReport:
    values = {"as_of": date(2026, 6, 30), "evidence": "Counted by the ministry.", **fields}
    by = author_of(target.pledge)
    return report_progress(target=target, value=Decimal(value), by=by, **values)


def staged(pledge: Pledge, stage: Stage, reason: str = "") -> Pledge:
    return set_stage(pledge=pledge, stage=stage, reason=reason, by=author_of(pledge))


def pdf(name: str = "plan.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def typed(pledge: Pledge, **fields: Any) -> dict[str, Any]:
    """What the form of a complete pledge sends; a list where there may be several."""
    objective = ObjectiveFactory(number=5)
    row = {"indicator": "Desks", "baseline": "0", "value": "12", "unit": "desks"}
    return {
        "revision": str(pledge.revision),
        "title": TITLE,
        "description": DESCRIPTION,
        "language": "en",
        "kind": PledgeKind.INDIVIDUAL,
        "side": "",
        "natures": [Nature.TECHNICAL],
        "scope": Scope.NATIONAL,
        "objectives": [str(objective.pk)],
        "contact": CONTACT,
        **{f"targets-0-{name}": text for name, text in row.items()},
        "targets-0-due_on": "2029-12-31",
        **fields,
    }


def save_as_another(pledge: Pledge, **fields: Any) -> Pledge:
    """A colleague saves it, so that whoever has it open is behind."""

    def write(current: Pledge) -> None:
        for name, value in fields.items():
            setattr(current, name, value)
        current.save()

    colleague = UserFactory(role=Role.REPRESENTATIVE, role__at=pledge.organisation)
    base = Pledge.objects.get(pk=pledge.pk).revision
    return save_draft(pledge=pledge, base_revision=base, write=write, by=colleague)


def as_query(data: dict[str, Any]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, value in data.items():
        query.setlist(name, [str(v) for v in value] if isinstance(value, list) else [str(value)])
    return query


def people_around(pledge: Pledge) -> dict[str, User | None]:
    """Everybody who could come by, by role."""
    accepted = partner(pledge).organisation
    invited = partner(pledge, PartnerState.INVITED).organisation
    declined = partner(pledge, PartnerState.DECLINED).organisation
    left = partner(pledge, PartnerState.LEFT).organisation
    maker = pledge.organisation
    return {
        "nobody": None,
        "outsider": UserFactory(),
        "author": author_of(pledge),
        "contributor": UserFactory(role=Role.CONTRIBUTOR, role__at=maker),
        "partner": speaker_of(accepted),
        "contributor of a partner": UserFactory(role=Role.CONTRIBUTOR, role__at=accepted),
        "invited partner": speaker_of(invited),
        "declined partner": speaker_of(declined),
        "former partner": speaker_of(left),
        "other organisation": UserFactory(role=Role.REPRESENTATIVE),
        "focal point": speaker_of(state("MEX")),
        "reviewer": UserFactory(role=Role.REVIEWER),
        "moderator": UserFactory(role=Role.MODERATOR),
        "secretariat": UserFactory(secretariat=True),
    }
