"""What became of a contribution, from the record: for its author, without names, and moderators."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from dialogues.choices import PostState
from dialogues.discussion.workflow import POST_WORKFLOW
from dialogues.models import Post
from publication.workflow import UnknownMoveError

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

STEPS = {"post": _("Contributed"), "enter": _("Entered on behalf"), "change": _("Changed")}


@dataclass(frozen=True, kw_only=True)
class Step:
    """`text` is what it said before a change; `note` the reason, or the appeal."""

    what: "Text"
    who: str
    at: datetime
    note: str = ""
    text: str = ""


def history_of(post: Post, *, with_names: bool) -> list[Step]:
    """The latest first."""
    events = Post.pgh_event_model.objects.filter(pgh_obj=post)  # type: ignore[attr-defined]
    versions = list(events.order_by("pgh_id"))
    steps = list(_steps(versions, with_names=with_names))
    return steps[::-1]


def _steps(versions: list[Any], *, with_names: bool) -> Iterator[Step]:
    if versions:
        yield _step(None, versions[0], with_names)
    for before, after in pairwise(versions):
        yield _step(before, after, with_names)


def _step(before: Any, after: Any, with_names: bool) -> Step:
    said = after.pgh_context or {}
    changed = before is not None and before.text != after.text
    words = _words(said.get("verb", ""), before, after)
    return Step(
        what=words or PostState(after.state).label,
        who=str(said.get("name", "")) if with_names else "",
        # What was loaded says itself when it happened.
        at=after.pgh_created_at if words else _latest(after),
        note=_note(before, after),
        text=before.text if changed else "",
    )


def _latest(version: Any) -> datetime:
    moments = (version.posted_at, version.edited_at, version.decided_at, version.appealed_at)
    latest: datetime = max(moment for moment in moments if moment is not None)
    return latest


def _words(verb: str, before: Any, after: Any) -> "Text":
    """Nothing for what no verb of the discussion did."""
    if verb in STEPS:
        return STEPS[verb]
    try:
        return POST_WORKFLOW.find(verb, before.state if before else after.state).words.done
    except UnknownMoveError:
        return ""


def _note(before: Any, after: Any) -> str:
    if after.state == PostState.APPEALED:
        return str(after.appeal)
    is_decision = before is not None and before.decided_at != after.decided_at
    return str(after.reason) if is_decision else ""
