"""Verbs of those who contribute: say something, change it, take it back, appeal."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.choices import PostSource, PostState
from dialogues.discussion.errors import (
    CannotAnswerError,
    ClosedSpaceError,
    NoPartError,
    SaidAlreadyError,
    TooLateError,
)
from dialogues.discussion.following import follow
from dialogues.discussion.moves import move_post
from dialogues.discussion.pace import check_pace
from dialogues.discussion.rules import may_edit
from dialogues.models import GuidingQuestion, Post, Space
from publication.kinds import in_words
from stakeholders.models import Organisation, User
from stakeholders.record import acting


@dataclass(frozen=True, kw_only=True)
class Said:
    """What somebody contributes, for which organisation, to which question, in answer to what."""

    text: str
    language: str
    organisation: Organisation
    question: GuidingQuestion | None = None
    answers: Post | None = None


@transaction.atomic
def contribute(*, space: Space, said: Said, token: UUID, by: User, follows: bool = False) -> Post:
    """Hand it to the moderators. The same form sent twice contributes once.

    Raises ClosedSpaceError, NoPartError, CannotAnswerError, SaidAlreadyError or TooOftenError.
    """
    User.objects.select_for_update().get(pk=by.pk)  # of two at once, the second sees the first
    sent = Post.objects.filter(token=token).first()
    if sent is not None and sent.by_id == by.pk:
        return sent
    now = timezone.now()
    _check_space(space, now)
    _check_part(by, said.organisation)
    _check_answered(space, said.answers)
    _check_news(space, said, by)
    check_pace(by, now)
    if follows:
        follow(space=space, by=by)
    with acting(by, "post"):
        return Post.objects.create(
            space=space,
            question=said.question if said.answers is None else said.answers.question,
            answers=said.answers,
            token=token if sent is None else uuid4(),
            by=by,
            organisation=said.organisation,
            source=PostSource.PORTAL,
            # Never the address, which stands in for a name elsewhere.
            author_name=by.name or str(said.organisation),
            affiliation=said.organisation.name,
            language=said.language,
            text=said.text,
            posted_at=now,
        )


def _check_space(space: Space, now: datetime) -> None:
    current = Space.objects.public().filter(pk=space.pk).first()
    if current is None or not current.is_open(now):
        raise ClosedSpaceError(closed_words(current or space, now))


def closed_words(space: Space, now: datetime) -> str:
    if now < space.opens_at:
        words = _("This discussion opens on %(when)s. Your text is kept below.")
        return words % {"when": in_words(space.opens_at)}
    words = _(
        "This discussion closed on %(when)s: it takes no more contributions. "
        "Your text is kept below, so that you can copy it."
    )
    return words % {"when": in_words(space.closes_at)}


def _check_part(by: User, organisation: Organisation) -> None:
    by.forget_roles()
    if not any(number == organisation.pk for _role, number in by.roles_held):
        raise NoPartError(no_part_words(organisation))


def no_part_words(organisation: Organisation | None) -> str:
    if organisation is None:
        return _(
            "You do not take part for any organisation at the moment, so you cannot contribute. "
            "Your text is kept below."
        )
    words = _(
        "You no longer take part for %(organisation)s, so you cannot contribute for it. "
        "Your text is kept below."
    )
    return words % {"organisation": organisation}


def _check_answered(space: Space, answered: Post | None) -> None:
    if answered is None:
        return
    current = Post.objects.published().filter(pk=answered.pk, space=space, answers=None)
    if not current.exists():
        raise CannotAnswerError(
            _("What you answer is not there any more, or is an answer itself. Your text is kept.")
        )


def _check_news(space: Space, said: Said, by: User) -> None:
    same = Post.objects.of(by).filter(
        space=space,
        text=said.text,
        answers=said.answers,
        state__in=[PostState.WAITING, PostState.PUBLISHED],
    )
    if same.exists():
        raise SaidAlreadyError(_("You have contributed this text to this discussion already."))


@transaction.atomic
def edit(*, post: Post, text: str, language: str, by: User) -> Post:
    """Change it while it is fresh; what was published goes to the moderators again.

    Every text that it had stays on the record. Raises TooLateError.
    """
    current = Post.objects.select_for_update().get(pk=post.pk)
    by.forget_roles()
    if not may_edit(by, current, timezone.now()):
        raise TooLateError(
            _("It can no longer be changed. What you typed is kept below, so that you can copy it.")
        )
    if (current.text, current.language) == (text, language):
        return current
    changes = {"text": text, "language": language}
    if current.state == PostState.PUBLISHED:
        return move_post(current, "edit", by=by, changes=changes)
    with acting(by, "change"):
        Post.objects.filter(pk=current.pk).update(**changes, edited_at=timezone.now())
    current.refresh_from_db()
    return current


def withdraw(*, post: Post, by: User) -> Post:
    """Take it back. Nobody reads it any more; the record keeps it."""
    return move_post(post, "withdraw", by=by)


def appeal(*, post: Post, why: str, by: User) -> Post:
    """Ask another moderator to look at a refusal, once."""
    return move_post(post, "appeal", by=by, reason=why)
