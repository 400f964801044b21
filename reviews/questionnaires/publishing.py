"""Publishing a version: from then on it never changes, and new reviews answer it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reviews.models import Questionnaire
from reviews.questionnaires.checking import problems_of_draft, texts_missing
from reviews.questionnaires.errors import QuestionnaireError
from reviews.questionnaires.holding import hold
from stakeholders.models import User


@transaction.atomic
def publish(
    *, draft: Questionnaire, though_texts_are_missing: bool = False, by: User
) -> Questionnaire:
    """Publish it for good. Texts may be missing in a language only if that is said: English stands.

    Reviews that are begun keep the version that they were begun with.
    """
    draft = hold(draft, by)
    problems = list(problems_of_draft(draft))
    if problems:
        raise QuestionnaireError(*[problem.words for problem in problems])
    if texts_missing(draft) and not though_texts_are_missing:
        raise QuestionnaireError(_("Texts are missing in other languages: say that you know."))
    draft.published_at = timezone.now()
    draft.save(update_fields=["published_at"])
    return draft
