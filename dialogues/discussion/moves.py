"""The one function that moves a contribution, and the one module that writes its state."""

import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.choices import PostState
from dialogues.discussion.errors import ChangedMeanwhileError
from dialogues.discussion.telling import tell_author
from dialogues.discussion.workflow import POST_WORKFLOW
from dialogues.models import Post
from publication.moves import AlreadyMovedError, NotAllowedError, NotReadyError
from publication.workflow import Attempt, Move
from stakeholders.models import User
from stakeholders.record import acting

# What a move of its author leaves to the moderators.
LEAVES_REPORTS = {"edit", "appeal"}


@transaction.atomic
def move_post(
    post: Post,
    name: str,
    *,
    by: User,
    reason: str = "",
    read: str = "",
    last_report: int | None = None,
    changes: dict[str, str] | None = None,
) -> Post:
    """Make the move, record it and tell its author, in one transaction.

    `read` is the digest of the text that a moderator decides on, `last_report` the newest report
    that they saw; `changes` come with an edit.
    Raises UnknownMoveError, NotAllowedError, AlreadyMovedError, NotReadyError or
    ChangedMeanwhileError, and then nothing is written. Returns the contribution as it is now.
    """
    attempt = Attempt(by=by, now=timezone.now(), note=reason.strip())
    locked = Post.objects.with_names().select_for_update(of=("self",))
    current = locked.get(pk=post.pk)
    move = POST_WORKFLOW.find(name, current.state)
    _check(move, current, attempt)
    if read and read != digest_of(current):
        raise ChangedMeanwhileError(_("Its author changed it after you read it."))
    with acting(by, move.name):
        changed = Post.objects.filter(pk=current.pk, state=move.source)
        values = {**_values(move, attempt), **(changes or {})}
        if changed.update(state=move.target, **values) != 1:
            raise AlreadyMovedError(None)
    if move.name not in LEAVES_REPORTS:
        settle_reports(current, by, last_report)
    moved = locked.get(pk=current.pk)
    tell_author(moved, move)
    return moved


def settle_reports(post: Post, by: User, last: int | None = None) -> int:
    """Whoever decides on the contribution has read what was reported of it: up to `last`."""
    waiting = post.reports.filter(settled_at=None)
    if last is not None:
        waiting = waiting.filter(pk__lte=last)
    return waiting.update(settled_at=timezone.now(), settled_by=by)


def digest_of(post: Post) -> str:
    """Of what a moderator reads, to tell whether it is still the same."""
    return hashlib.sha256(f"{post.language}\n{post.text}".encode()).hexdigest()[:16]


def _check(move: Move, post: Post, attempt: Attempt) -> None:
    if not move.may.test(attempt.by, post):
        raise NotAllowedError(move.name)
    if post.state != move.source:
        raise AlreadyMovedError(None)
    problems = list(move.ready(post, attempt))
    if problems:
        raise NotReadyError(problems)


def _values(move: Move, attempt: Attempt) -> dict[str, Any]:
    match move.target:
        case PostState.APPEALED:
            return {"appeal": attempt.note, "appealed_at": attempt.now}
        case PostState.WAITING:
            return {"edited_at": attempt.now}
        case PostState.WITHDRAWN:
            return {}
    return {"reason": attempt.note, "decided_at": attempt.now, "decided_by": attempt.by}
