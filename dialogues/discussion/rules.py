"""When a contribution can be moved, besides who may."""

from django.utils.translation import gettext as _
from rules.predicates import predicate

from dialogues.models import Post
from dialogues.rules import may_moderate
from publication.workflow import Attempt, Problems
from stakeholders.models import User


@predicate
def did_not_decide(user: User | None, post: Post) -> bool:
    return user is None or post.decided_by_id != user.pk


# Another moderator than the one whose decision it is about.
may_hear = may_moderate & did_not_decide


def was_not_heard(post: Post, _attempt: Attempt) -> Problems:
    """Once."""
    if post.appealed_at is not None:
        yield _("There was an appeal already: the decision is final.")
