"""A draft in the hands of one person at a time, and what it was when it was read."""

import hashlib
import json
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from modeltranslation.translator import NotRegistered, translator

from reviews.models import Questionnaire
from reviews.questionnaires.errors import QuestionnaireError, StaleError
from reviews.rules import may_write_questionnaires
from reviews.services.errors import NotAllowedError
from stakeholders.models import User


def hold(questionnaire: Questionnaire, by: User) -> Questionnaire:
    """The draft as it is now, which nobody else changes until this transaction ends."""
    if not may_write_questionnaires(by):
        raise NotAllowedError
    draft = Questionnaire.objects.select_for_update(of=("self",)).filter(pk=questionnaire.pk)
    found = draft.select_related("cycle", "made_from").first()
    if found is None:
        raise QuestionnaireError(_("The draft was thrown away in the meantime."))
    if found.published_at is not None:
        raise QuestionnaireError(
            _("This version is published and never changes. Write the next version instead.")
        )
    return found


def values_of(row: Model) -> dict[str, Any]:
    """What a row says, its texts in every language, without its primary key."""
    try:
        translated = set(translator.get_options_for_model(type(row)).all_fields)
    except NotRegistered:
        translated = set()
    return {
        field.attname: field.value_from_object(row)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name not in translated
    }


def digest_of(*rows: Model) -> str:
    """What the rows say, in a few characters."""
    values = [[str(value) for value in values_of(row).values()] for row in rows]
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()[:20]


def check_unchanged(base: str, *rows: Model) -> None:
    """Refuse what was written over something else than what stands there now."""
    if base and digest_of(*rows) != base:
        raise StaleError(_("Somebody else changed this while you were writing."))
