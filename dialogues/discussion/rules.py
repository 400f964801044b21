"""When a contribution can be moved, besides who may."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from rules.predicates import predicate

from dialogues.choices import PostState
from dialogues.models import Post, Space
from dialogues.rules import is_poster, may_moderate
from publication.workflow import Attempt, Problems
from stakeholders.models import User
from stakeholders.rules import is_moderator, is_secretariat

# How long its author can change a contribution.
EDIT_FOR = timedelta(minutes=30)


@predicate
def did_not_decide(user: User | None, post: Post) -> bool:
    return user is None or post.decided_by_id != user.pk


# Another moderator than the one whose decision it is about.
may_hear = may_moderate & did_not_decide


def was_not_heard(post: Post, _attempt: Attempt) -> Problems:
    """Once."""
    if post.appealed_at is not None:
        yield _("There was an appeal already: the decision is final.")


def is_fresh(post: Post, attempt: Attempt) -> Problems:
    """Its author can still change it."""
    if attempt.now > post.posted_at + EDIT_FOR:
        minutes = int(EDIT_FOR.total_seconds() // 60)
        yield _("A contribution can be changed for %(minutes)s minutes only.") % {
            "minutes": minutes
        }


def may_edit(user: User, post: Post, now: datetime) -> bool:
    """Still takes part for its organisation, and it is fresh."""
    return (
        post.state in {PostState.WAITING, PostState.PUBLISHED}
        and is_poster.test(user, post)
        and any(number == post.organisation_id for _role, number in user.roles_held)
        and now <= post.posted_at + EDIT_FOR
    )


def moderates_everywhere(user: User) -> bool:
    return bool(is_moderator.test(user) or is_secretariat.test(user))


def moderates_something(user: User) -> bool:
    """Everywhere, or the space of a debate."""
    return (
        moderates_everywhere(user) or Space.objects.filter(debate__moderators__user=user).exists()
    )
