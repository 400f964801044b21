"""Who can take part, and what the Migration MPTF funds."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager

from compact.models.reference import ReferenceRow

MEMBER_STATE = "member-state"
UN_ENTITY = "un-entity"


class StakeholderType(ReferenceRow):
    code = models.SlugField(_("code"), primary_key=True, max_length=40)
    label = models.CharField(_("label"), max_length=120)
    source = models.CharField(_("source"), max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects: ClassVar[MultilingualManager["StakeholderType"]] = MultilingualManager()

    class Meta:
        ordering = ["order", "code"]
        verbose_name = _("type of stakeholder")
        verbose_name_plural = _("types of stakeholder")

    def __str__(self) -> str:
        return self.label


class FundArea(ReferenceRow):
    """A thematic area of the Migration Multi-Partner Trust Fund."""

    number = models.PositiveSmallIntegerField(_("number"), primary_key=True)
    title = models.CharField(_("title"), max_length=300)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects: ClassVar[MultilingualManager["FundArea"]] = MultilingualManager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("area of the Migration MPTF")
        verbose_name_plural = _("areas of the Migration MPTF")

    def __str__(self) -> str:
        return f"{self.number} {self.title}"
