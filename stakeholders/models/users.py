"""A person, known by an e-mail address."""

import re
from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from compact.models.forum import check_time_zone
from stakeholders.choices import Role, Standing

if TYPE_CHECKING:
    from stakeholders.models import Organisation


NO_NAME = re.compile(r"[/@<>\\]|\.[^\W\d_]{2,}")


def check_name(value: str) -> None:
    """A name goes into mails to addresses that nobody has verified yet: it carries no link."""
    if NO_NAME.search(value):
        raise ValidationError(_("Write a name, without any address."))


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def holding(self, *roles: Role, at: "Organisation | None" = None) -> models.QuerySet["User"]:
        """Who holds one of these roles today, in that organisation where one is given."""
        there = {"memberships__organisation": at} if at else {}
        return self.filter(
            is_active=True,
            memberships__role__in=roles,
            memberships__until__isnull=True,
            memberships__organisation__standing=Standing.VERIFIED,
            **there,
        ).distinct()

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, validators=[check_name])
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    time_zone = models.CharField(
        _("time zone"), max_length=60, default="UTC", validators=[check_time_zone]
    )
    wants_reminders = models.BooleanField(_("reminders by mail"), default=True)
    is_staff = models.BooleanField(_("may enter the administration pages"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "email"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_person_per_address"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @cached_property
    def roles_held(self) -> frozenset[tuple[str, int]]:
        """Pairs of role and organisation id, read once for each request."""
        if not self.is_active:
            return frozenset()
        return frozenset(self.memberships.in_force().values_list("role", "organisation_id"))

    def forget_roles(self) -> None:
        """Read the roles anew when they are next asked for."""
        self.__dict__.pop("roles_held", None)
