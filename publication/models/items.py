"""A thing with a stable code that is drafted, submitted, examined and published."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publication.choices import State


class Publishable(models.Model):
    """Base of what a room publishes. `publication.moves` writes its state, and nobody else."""

    code = models.CharField(_("code"), max_length=20, unique=True, editable=False)
    state = models.CharField(
        _("state"), max_length=20, choices=State, default=State.DRAFT, editable=False
    )
    created_at = models.DateTimeField(_("begun"), default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(_("submitted"), null=True, editable=False)
    publish_at = models.DateTimeField(_("to be published"), null=True, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="%(class)s_state_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.SCHEDULED) | models.Q(publish_at__isnull=False),
                name="%(class)s_scheduled_says_when",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.PUBLISHED) | models.Q(published_at__isnull=False),
                name="%(class)s_published_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_published(self) -> bool:
        return self.state == State.PUBLISHED

    @property
    def is_readable(self) -> bool:
        """By everybody. A room may go on showing what it has archived."""
        return self.is_published
