"""Everybody who could come by a contribution, by what they are to it."""

from typing import Any

from django.contrib.auth.models import AnonymousUser

from dialogues.models import Debate, DebateModerator, Post, Space
from stakeholders.choices import Role
from stakeholders.models import User
from tests.factories.dialogues import debate, poster, space
from tests.factories.stakeholders import UserFactory


def moderator(**fields: Any) -> User:
    """Of the portal."""
    person: User = UserFactory(role=Role.MODERATOR, **fields)
    return person


def moderator_of(of: Debate, **fields: Any) -> User:
    """Named for a debate, without a role in the portal."""
    person: User = UserFactory(**fields)
    order = of.moderators.count() + 1
    DebateModerator.objects.create(debate=of, order=order, name=person.name, user=person)
    return person


def moderating_author(space: Space) -> User:
    """Contributes, and moderates."""
    person = poster()
    assert space.debate is not None
    DebateModerator.objects.create(debate=space.debate, order=9, name=person.name, user=person)
    return person


def people_around(post: Post) -> dict[str, Any]:
    """The “decider” is a moderator who decided on it, if anybody did."""
    here = post.space.debate
    assert here is not None
    elsewhere = debate(4, cycle=here.cycle)
    space(elsewhere)
    return {
        "author": post.by,
        "colleague": poster(post.organisation),
        "moderator": moderator(),
        "decider": post.decided_by or moderator(),
        "secretariat": UserFactory(secretariat=True),
        "moderator of the debate": moderator_of(here),
        "moderator of another debate": moderator_of(elsewhere),
        "another contributor": poster(),
        "reviewer": UserFactory(role=Role.REVIEWER),
        "outsider": UserFactory(),
        "nobody": AnonymousUser(),
    }
