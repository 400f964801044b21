"""An organisation that takes part: a Member State, a UN entity, a stakeholder of another type."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from compact.models import Country, StakeholderType
from compact.models.participation import MEMBER_STATE, UN_ENTITY
from stakeholders.choices import Role, Standing
from stakeholders.querysets import OrganisationQuerySet
from stakeholders.record import kept_for_good


@kept_for_good
class Organisation(models.Model):
    name = models.CharField(_("name"), max_length=200)
    type = models.ForeignKey(
        StakeholderType, models.PROTECT, related_name="organisations", verbose_name=_("type")
    )
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        related_name="organisations",
        null=True,
        blank=True,
        verbose_name=_("country"),
    )
    website = models.URLField(_("website"), blank=True)
    standing = models.CharField(
        _("standing"), max_length=10, choices=Standing, default=Standing.PENDING
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["country"],
                condition=models.Q(type=MEMBER_STATE),
                name="one_organisation_per_member_state",
            ),
            models.UniqueConstraint(
                Lower("name"),
                "type",
                "country",
                condition=~models.Q(standing=Standing.DECLINED),
                nulls_distinct=False,
                name="one_organisation_of_a_name",
            ),
            models.CheckConstraint(
                condition=~models.Q(type=MEMBER_STATE) | models.Q(country__isnull=False),
                name="member_state_has_its_country",
            ),
        ]

    def __str__(self) -> str:
        return str(self.country) if self.is_member_state and self.country else self.name

    @property
    def is_member_state(self) -> bool:
        return self.type_id == MEMBER_STATE

    @property
    def is_un_entity(self) -> bool:
        return self.type_id == UN_ENTITY

    @property
    def role_on_joining(self) -> Role:
        """What one becomes who asked to take part. Who speaks for a State is named instead."""
        return Role.CONTRIBUTOR if self.is_member_state else Role.REPRESENTATIVE
