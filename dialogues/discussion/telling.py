"""What the author of a contribution is told of a decision, wherever the contribution came from."""

from dialogues.choices import PostSource
from dialogues.models import Post
from notices.services import queue
from publication.workflow import Move

# By the name of the move. Nobody is named: moderators decide for all of them.
TOLD = {
    "publish": "dialogues.post-published",
    "decline": "dialogues.post-declined",
    "remove": "dialogues.post-removed",
    "uphold": "dialogues.post-upheld",
    "grant": "dialogues.post-granted",
}


def tell_author(post: Post, move: Move) -> None:
    """In the transaction of the move. Who wrote by mail is told by mail, where it has an address.

    Whoever is told of a contribution that was entered for them is not the one who entered it.
    """
    kind = TOLD.get(move.name)
    if kind is None or post.decided_at is None:
        return
    is_own = post.source == PostSource.PORTAL
    if not is_own and not post.author_email:
        return
    queue(
        kind=kind if is_own else f"{kind}-on-behalf",
        key=f"{kind}:{post.pk}:{post.decided_at.isoformat()}",
        recipient=post.by if is_own else None,
        email="" if is_own else post.author_email,
        language="" if is_own else post.language,
        item=post,
        context={"reason": post.reason, "at": post.decided_at.isoformat()},
    )
