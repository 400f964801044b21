"""A form leaves as a document, and what comes back is taken over."""

from collections.abc import Mapping

from django.db import transaction

from practices.models import OfflineCopy, Practice
from practices.rules import may_write
from practices.services.errors import NotAllowedError
from stakeholders.models import User


@transaction.atomic
def keep_copy(*, practice: Practice, answers: Mapping[str, str], by: User) -> OfflineCopy:
    """What the document takes along: a document that comes back is compared with it."""
    if not may_write(by, practice):
        raise NotAllowedError
    return OfflineCopy.objects.get_or_create(
        practice=practice, revision=practice.revision, defaults={"answers": answers, "by": by}
    )[0]


def answers_at(practice: Practice, revision: int | None) -> Mapping[str, str] | None:
    """What a document left with; None if no document left at that revision."""
    if revision is None:
        return None
    copy = OfflineCopy.objects.filter(practice=practice, revision=revision).first()
    return copy.answers if copy else None
