"""A contribution to a discussion, read by a moderator before anybody else."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.choices import PostSource, PostState
from dialogues.models.spaces import GuidingQuestion, Space
from dialogues.querysets import PostQuerySet
from stakeholders.models import Organisation
from stakeholders.record import kept_for_good

MOST_CHARACTERS = 5000


@kept_for_good
class Post(models.Model):
    """`dialogues.discussion.moves` writes its state. Every version of the row is kept.

    `affiliation` is the name of the organisation when the post was made. `token` comes with the
    form, so that a double click posts once. What came by mail or on paper has the name of its
    author as text, and `by` is who entered it.
    """

    space = models.ForeignKey(Space, models.PROTECT, related_name="posts")
    question = models.ForeignKey(
        GuidingQuestion, models.SET_NULL, related_name="posts", null=True, blank=True
    )
    answers = models.ForeignKey(
        "self", models.PROTECT, related_name="replies", null=True, blank=True
    )
    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="posts", null=True, blank=True
    )
    source = models.CharField(
        _("came"), max_length=10, choices=PostSource, default=PostSource.PORTAL
    )
    author_name = models.CharField(_("name"), max_length=200)
    affiliation = models.CharField(_("affiliation"), max_length=200, blank=True)
    author_email = models.EmailField(
        _("e-mail address"), blank=True, help_text=_("To tell what became of it. Never published.")
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    text = models.TextField(_("contribution"), max_length=MOST_CHARACTERS)
    state = models.CharField(
        _("state"), max_length=10, choices=PostState, default=PostState.WAITING, editable=False
    )
    posted_at = models.DateTimeField(_("posted"), default=timezone.now)
    edited_at = models.DateTimeField(_("edited"), null=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    reason = models.TextField(_("reason"), blank=True, editable=False)
    appeal = models.TextField(_("appeal"), blank=True, editable=False)
    appealed_at = models.DateTimeField(_("appealed"), null=True, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["posted_at", "pk"]
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=PostState.values), name="post_state_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(source=PostSource.PORTAL, organisation__isnull=False)
                | ~models.Q(source=PostSource.PORTAL),
                name="post_in_the_portal_has_an_organisation",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[PostState.DECLINED, PostState.REMOVED])
                | (models.Q(decided_at__isnull=False) & ~models.Q(reason="")),
                name="post_refused_says_why",
            ),
        ]
        indexes = [models.Index(fields=["state", "posted_at"], name="posts_by_state")]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("dialogues:post", args=[self.space.code, self.pk])

    @property
    def desk_address(self) -> str:
        """For whoever moderates it."""
        return reverse("dialogue_desk:post", args=[self.pk])

    @property
    def shown_affiliation(self) -> str:
        """A Member State in the reader's language; any other as it was called at the time."""
        if self.organisation is not None and self.organisation.is_member_state:
            return str(self.organisation)
        return self.affiliation

    @property
    def is_published(self) -> bool:
        return self.state == PostState.PUBLISHED

    @property
    def is_readable(self) -> bool:
        """By everybody: so that it can be cited, as an item of a room."""
        return self.is_published


class PostReport(models.Model):
    """A reader's word to the moderators that a contribution breaks the rules."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="reports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=500)
    at = models.DateTimeField(_("at"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )

    class Meta:
        ordering = ["at"]
        verbose_name = _("report of a contribution")
        verbose_name_plural = _("reports of contributions")
        constraints = [
            models.UniqueConstraint(
                fields=["post", "by"],
                condition=models.Q(settled_at__isnull=True),
                name="reported_once_by_each",
            )
        ]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.reason}"
