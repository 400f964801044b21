"""A place at a session, or on its waiting list."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.choices import RegistrationState
from dialogues.models.sessions import Session


class Registration(models.Model):
    """Of a person with an account, or of an address that was confirmed. Nobody else reads it."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="registrations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"))
    affiliation = models.CharField(_("organisation"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    state = models.CharField(
        _("state"), max_length=10, choices=RegistrationState, default=RegistrationState.ASKED
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    # Since when it is in the queue: who confirms later comes after who confirmed before.
    since = models.DateTimeField(_("since"), null=True)
    placed_at = models.DateTimeField(_("registered"), null=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True)

    class Meta:
        ordering = ["since", "pk"]
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.UniqueConstraint(
                "session",
                models.functions.Lower("email"),
                condition=~models.Q(state=RegistrationState.CANCELLED),
                name="one_registration_per_address",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=RegistrationState.PLACED)
                | models.Q(placed_at__isnull=False),
                name="registration_placed_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.email}"
