"""Moderators decide on one contribution, or on many at once: each for itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dialogues.discussion.errors import ChangedMeanwhileError
from dialogues.discussion.moves import move_post
from dialogues.discussion.reporting import leave_it
from dialogues.models import Post
from publication.moves import AlreadyMovedError, NotAllowedError, NotReadyError
from stakeholders.models import User

# So many at once: a page shows no more.
MOST = 100


@dataclass(frozen=True)
class Read:
    """A contribution, the digest of the text that the moderator has read, and the newest report.

    Without a newest report all of them count as read.
    """

    post: Post
    digest: str
    last_report: int | None = None


@dataclass(frozen=True)
class Refused:
    post: Post
    why: str


@dataclass(frozen=True)
class Outcome:
    done: int
    refused: list[Refused]


def decide(*, read: Read, name: str, reason: str, by: User) -> Post:
    """One move; `leave` settles what was reported and leaves the contribution as it is."""
    if name == "leave":
        leave_it(post=read.post, by=by, last=read.last_report)
        return read.post
    return move_post(
        read.post, name, by=by, reason=reason, read=read.digest, last_report=read.last_report
    )


def decide_many(*, chosen: Sequence[Read], name: str, reason: str, by: User) -> Outcome:
    """What cannot be moved is left as it is, and told; the others go."""
    refused = []
    for read in chosen:
        try:
            decide(read=read, name=name, reason=reason, by=by)
        except (AlreadyMovedError, NotAllowedError, NotReadyError, ChangedMeanwhileError) as error:
            refused.append(Refused(read.post, words_of(error)))
    return Outcome(done=len(chosen) - len(refused), refused=refused)


def words_of(error: Exception) -> str:
    match error:
        case AlreadyMovedError():
            return _("It was decided or taken back in the meantime.")
        case NotAllowedError():
            return _("You may not decide on this one.")
    return str(error)
