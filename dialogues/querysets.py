"""Reads over sessions, debates, spaces, contributions and notes."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from dialogues.choices import PostState
from publication.choices import State
from publication.querysets import PublishableQuerySet
from stakeholders.models import User

if TYPE_CHECKING:
    from dialogues.models import (  # noqa: F401 - named in the bases
        BackgroundNote,
        Debate,
        Post,
        Session,
        Space,
    )

# Everybody reads of the session: that it takes place, or that it was called off.
ANNOUNCED = (State.PUBLISHED, State.ARCHIVED)


class SessionQuerySet(PublishableQuerySet["Session"]):
    def with_names(self) -> "SessionQuerySet":
        return self.select_related("series")

    def readable(self) -> "SessionQuerySet":
        """By everybody: announced, or called off since."""
        return self.filter(state__in=ANNOUNCED)

    def to_come(self, now: datetime) -> "SessionQuerySet":
        """Announced, and not over."""
        return self.published().filter(ends_at__gte=now).order_by("starts_at", "code")

    def waiting_on_secretariat(self) -> "SessionQuerySet":
        """Nobody hands a session in: the Secretariat prepares it."""
        return self.filter(state=State.SCHEDULED)


class DebateQuerySet(models.QuerySet["Debate"]):
    def with_names(self) -> "DebateQuerySet":
        return self.select_related("round_table", "cycle")

    def with_objectives(self) -> "DebateQuerySet":
        return self.with_names().prefetch_related("round_table__objective_links__objective")


class SpaceQuerySet(models.QuerySet["Space"]):
    def with_names(self) -> "SpaceQuerySet":
        return self.select_related("session", "debate__round_table", "debate__cycle")

    def with_counts(self) -> "SpaceQuerySet":
        """Each with the number of its published contributions, as `published`."""
        shown = models.Q(posts__state=PostState.PUBLISHED)
        return self.annotate(published=models.Count("posts", filter=shown))

    def public(self) -> "SpaceQuerySet":
        """A space of a session is there once the session is announced, and stays if it is off."""
        return self.filter(models.Q(session=None) | models.Q(session__state__in=ANNOUNCED))

    def open(self, now: datetime) -> "SpaceQuerySet":
        """What can be contributed to at this moment."""
        return self.public().filter(opens_at__lte=now, closes_at__gt=now)


class PostQuerySet(models.QuerySet["Post"]):
    def with_names(self) -> "PostQuerySet":
        return self.select_related("space", "organisation__country", "organisation__type")

    def published(self) -> "PostQuerySet":
        """What everybody may see, in a space that everybody may see."""
        announced = models.Q(space__session=None) | models.Q(space__session__state__in=ANNOUNCED)
        return self.filter(announced, state=PostState.PUBLISHED)

    def heads(self) -> "PostQuerySet":
        """What begins a thread: published, or answered by what is."""
        answered = models.Exists(
            self.model._default_manager.filter(
                answers=models.OuterRef("pk"), state=PostState.PUBLISHED
            )
        )
        return self.filter(models.Q(state=PostState.PUBLISHED) | answered, answers=None)

    def waiting(self) -> "PostQuerySet":
        """For a moderator: new, edited, or appealed against."""
        return self.filter(state__in=[PostState.WAITING, PostState.APPEALED])

    def of(self, user: User) -> "PostQuerySet":
        return self.filter(by=user)


class NoteQuerySet(PublishableQuerySet["BackgroundNote"]):
    def with_names(self) -> "NoteQuerySet":
        return self.select_related("debate__round_table", "debate__cycle")

    def readable(self) -> "NoteQuerySet":
        """By everybody: published, or published once and being revised."""
        return self.filter(published_at__isnull=False).exclude(state=State.ARCHIVED)
