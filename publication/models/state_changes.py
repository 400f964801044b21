"""The record: one row a move, never changed, never deleted."""

from typing import TYPE_CHECKING, Any

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publication.choices import State

if TYPE_CHECKING:
    from publication.models.items import Publishable


class StateChangeQuerySet(models.QuerySet["StateChange"]):
    def of(self, item: "Publishable") -> "StateChangeQuerySet":
        item_type = ContentType.objects.get_for_model(item)
        return self.filter(item_type=item_type, item_id=item.pk).order_by("sequence")


class StateChange(models.Model):
    """Who moved what, when, from where to where, and with which words.

    It survives the thing and the person that it names: the code and the name are kept as text, and
    the keys are held without a constraint. `content` is a snapshot, `digest` its SHA-256.
    """

    item_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    item_id = models.BigIntegerField()
    item_code = models.CharField(_("code"), max_length=20)
    sequence = models.PositiveIntegerField(_("number"))
    move = models.CharField(_("move"), max_length=40)
    from_state = models.CharField(_("from"), max_length=20, choices=State)
    to_state = models.CharField(_("to"), max_length=20, choices=State)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        related_name="+",
        null=True,
        db_constraint=False,
    )
    by_name = models.CharField(_("by"), max_length=200)
    note = models.TextField(_("note"), blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)
    content = models.JSONField(null=True)
    digest = models.CharField(_("SHA-256 of the content"), max_length=64, blank=True)

    objects = StateChangeQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("change of state")
        verbose_name_plural = _("changes of state")
        constraints = [
            models.UniqueConstraint(
                fields=["item_type", "item_id", "sequence"], name="one_change_per_number"
            )
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.item_code}: {self.move}"

    @property
    def receipt(self) -> dict[str, Any]:
        """What proves a submission: the code, the moment, and the digest of what was submitted."""
        return {"code": self.item_code, "at": self.at, "digest": self.digest}
