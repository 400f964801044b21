"""A draft as a whole: begun, for another forum or region, thrown away."""

from django.db import transaction
from django.db.models import Max

from compact.models import Cycle, Region
from reviews.models import Questionnaire
from reviews.questionnaires.copying import copy_into
from reviews.questionnaires.holding import check_unchanged, hold
from reviews.rules import may_write_questionnaires
from reviews.services.errors import NotAllowedError
from stakeholders.models import User


@transaction.atomic
def begin_draft(*, draft: Questionnaire, by: User) -> Questionnaire:
    """Write a new one down: blank, or with all that the version says from which it is made."""
    if not may_write_questionnaires(by):
        raise NotAllowedError
    draft.version = _next_version(draft.cycle, draft.region)
    draft.published_at = None
    draft.save()
    if draft.made_from is not None:
        copy_into(draft, draft.made_from)
    return draft


@transaction.atomic
def save_draft(*, draft: Questionnaire, base: str = "", by: User) -> Questionnaire:
    """Its title, its forum and its region. Another forum or region gives it another number."""
    current = hold(draft, by)
    check_unchanged(base, current)
    if (current.cycle_id, current.region_id) != (draft.cycle_id, draft.region_id):
        draft.version = _next_version(draft.cycle, draft.region)
    draft.save()
    return draft


@transaction.atomic
def discard_draft(*, draft: Questionnaire, by: User) -> None:
    """Throw it away for good. Nobody has answered it."""
    hold(draft, by).delete()


def _next_version(cycle: Cycle, region: Region | None) -> int:
    """Locks the forum, so that two who begin at once get two numbers."""
    Cycle.objects.select_for_update().get(pk=cycle.pk)
    versions = Questionnaire.objects.filter(cycle=cycle, region=region)
    latest: int | None = versions.aggregate(latest=Max("version"))["latest"]
    return (latest or 0) + 1
