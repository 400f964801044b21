"""Who chairs a debate and who moderates it."""

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _

from dialogues.debates.errors import DebateError, NotAllowedError
from dialogues.models import CoChair, Debate, DebateModerator
from dialogues.rules import may_prepare
from stakeholders.choices import Standing
from stakeholders.models import Organisation, User


@transaction.atomic
def name_co_chair(
    *, debate: Debate, organisation: Organisation, name: str = "", by: User
) -> CoChair:
    """Its focal points and representatives clear the background note from now on.

    Naming an organisation again changes the name of its person alone.
    """
    locked = _locked(debate, by)
    if organisation.standing != Standing.VERIFIED:
        raise DebateError(_("This organisation is not verified."))
    last = locked.co_chairs.aggregate(last=Max("order"))["last"] or 0
    co_chair, is_new = CoChair.objects.get_or_create(
        debate=locked, organisation=organisation, defaults={"order": last + 1, "name": name}
    )
    if not is_new:
        co_chair.name = name
        co_chair.save(update_fields=["name"])
    return co_chair


@transaction.atomic
def take_back_co_chair(*, debate: Debate, number: int, by: User) -> None:
    """One who has cleared a version of the note stays: the record says who did."""
    locked = _locked(debate, by)
    co_chair = locked.co_chairs.filter(pk=number).first()
    if co_chair is None:
        return
    try:
        with transaction.atomic():
            co_chair.delete()
    except ProtectedError as error:
        words = _("%(co_chair)s has cleared the background note and stays on its record.")
        raise DebateError(words % {"co_chair": co_chair}) from error


@transaction.atomic
def name_moderator(
    *, debate: Debate, name: str, affiliation: str = "", user: User | None = None, by: User
) -> DebateModerator:
    """With an account of theirs, they moderate the discussion space of the debate as well."""
    locked = _locked(debate, by)
    last = locked.moderators.aggregate(last=Max("order"))["last"] or 0
    return DebateModerator.objects.create(
        debate=locked, order=last + 1, name=name, affiliation=affiliation, user=user
    )


@transaction.atomic
def take_back_moderator(*, debate: Debate, number: int, by: User) -> None:
    _locked(debate, by).moderators.filter(pk=number).delete()


@transaction.atomic
def describe(*, debate: Debate, by: User) -> Debate:
    """Write the texts that the form has put into the debate."""
    _locked(debate, by)
    debate.save()
    return debate


def _locked(debate: Debate, by: User) -> Debate:
    if not may_prepare.test(by):
        raise NotAllowedError
    return Debate.objects.select_for_update(of=("self",)).get(pk=debate.pk)
