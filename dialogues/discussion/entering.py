"""What came by mail or on paper is entered by a moderator, on behalf of its author."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.choices import PostSource
from dialogues.discussion.errors import CannotAnswerError, ClosedSpaceError
from dialogues.models import GuidingQuestion, Post, Space
from dialogues.rules import may_moderate_in
from publication.moves import NotAllowedError
from stakeholders.models import User
from stakeholders.record import acting


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What somebody sent, and who. The address is never published."""

    source: PostSource
    received_on: date
    author_name: str
    affiliation: str
    author_email: str
    language: str
    text: str
    question: GuidingQuestion | None = None
    answers: Post | None = None


@transaction.atomic
def enter(*, space: Space, letter: Letter, token: UUID, by: User) -> Post:
    """Put it before the moderators, marked as entered on behalf. The same form enters once.

    It may be entered after the discussion closed, if it came before. Raises NotAllowedError,
    ClosedSpaceError or CannotAnswerError.
    """
    User.objects.select_for_update().get(pk=by.pk)
    if not may_moderate_in(by, space):
        raise NotAllowedError("enter")
    sent = Post.objects.filter(token=token).first()
    if sent is not None and sent.by_id == by.pk:
        return sent
    posted_at = _moment_of(space, letter.received_on)
    if letter.answers is not None and letter.answers.answers_id is not None:
        raise CannotAnswerError(_("What it answers is an answer itself."))
    with acting(by, "enter"):
        return Post.objects.create(
            space=space,
            question=letter.question if letter.answers is None else letter.answers.question,
            answers=letter.answers,
            token=token if sent is None else uuid4(),
            by=by,
            source=letter.source,
            author_name=letter.author_name,
            affiliation=letter.affiliation,
            author_email=letter.author_email,
            language=letter.language,
            text=letter.text,
            posted_at=posted_at,
        )


def _moment_of(space: Space, day: date) -> datetime:
    """A day has no hour: the first moment of it at which the discussion was open."""
    begins = datetime.combine(day, time.min, tzinfo=space.zone)
    ends = datetime.combine(day, time.max, tzinfo=space.zone)
    now = timezone.now()
    if begins > now:
        raise ClosedSpaceError(_("The day on which it came lies in the future."))
    if ends < space.opens_at or begins >= space.closes_at:
        raise ClosedSpaceError(_("The discussion was not open on the day on which it came."))
    return min(max(begins, space.opens_at), now)
