"""What was revised since the last round, by word, as the mode lets a reviewer read it."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst

from practices.models import Assignment, Criterion, Practice
from practices.models.practices import NARRATIVE
from practices.peer_review.anonymity import hides_author
from practices.peer_review.names import hider_of
from publication.differences import Line, lines_between
from publication.models import StateChange

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text


def changes_of(assignment: Assignment) -> list[Line]:
    """The texts that differ from those of the round before; none where nothing was revised."""
    practice, began_at = assignment.practice, assignment.round.began_at
    if assignment.round.number == 1:
        return []
    handed_in = StateChange.objects.of(practice).filter(content__isnull=False, at__lte=began_at)
    last_two = list(handed_in.order_by("-sequence")[:2])
    if len(last_two) != 2 or last_two[0].at != began_at:  # noqa: PLR2004
        return []
    hide = hider_of(practice) if hides_author(practice) else str
    now, before = (_texts(change.content or {}, practice, hide) for change in last_two)
    return [line for line in lines_between(now, before) if line.has_changed]


def _texts(
    content: Mapping[str, Any], practice: Practice, hide: Callable[[str], str]
) -> "dict[Text, str]":
    names = ("title", *NARRATIVE)
    labels = {name: practice._meta.get_field(name).verbose_name for name in names}  # type: ignore[union-attr]
    texts: dict[Text, str] = {
        capfirst(str(labels[name])): hide(content.get(name, "")) for name in names
    }
    answers = content.get("answers", {})
    asked: list[Criterion] = list(practice.call.criteria.filter(answered_in=""))
    return texts | {one.question: hide(answers.get(one.key, "")) for one in asked}
