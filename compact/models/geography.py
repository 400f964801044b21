"""Member States, the UN regional commissions in whose region they lie, and Champion countries."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager

from compact.models.reference import KeyedRow, ReferenceRow
from compact.querysets import ChampionQuerySet, CountryQuerySet


class Region(ReferenceRow):
    """A UN regional commission and the region it serves."""

    code = models.SlugField(_("code"), primary_key=True, max_length=10)
    acronym = models.CharField(_("acronym"), max_length=10)
    name = models.CharField(_("name"), max_length=120)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects: ClassVar[MultilingualManager["Region"]] = MultilingualManager()

    class Meta:
        ordering = ["order", "code"]
        verbose_name = _("region")
        verbose_name_plural = _("regions")

    def __str__(self) -> str:
        return self.name


class Country(ReferenceRow):
    """A Member State of the United Nations."""

    iso3 = models.CharField(_("ISO alpha-3"), primary_key=True, max_length=3)
    iso2 = models.CharField(_("ISO alpha-2"), max_length=2, unique=True)
    m49 = models.CharField(_("M49"), max_length=3, unique=True)
    name = models.CharField(_("name"), max_length=120)
    # Hexadecimal CLDR collation key of the name: Postgres without ICU sorts it rightly as bytes.
    sort_key = models.CharField(_("sort key"), max_length=400, db_collation="C")
    regions = models.ManyToManyField(Region, related_name="countries", verbose_name=_("regions"))
    commissions = models.ManyToManyField(
        Region,
        related_name="extra_regional_members",
        blank=True,
        verbose_name=_("commissions it belongs to from outside the region"),
    )
    tile_column = models.PositiveSmallIntegerField(_("tile column"))
    tile_row = models.PositiveSmallIntegerField(_("tile row"))

    objects = MultilingualManager.from_queryset(CountryQuerySet)()

    class Meta:
        ordering = ["iso3"]
        verbose_name = _("Member State")
        verbose_name_plural = _("Member States")
        constraints = [
            models.UniqueConstraint(
                fields=["tile_column", "tile_row"], name="one_country_per_tile"
            ),
            models.CheckConstraint(
                condition=models.Q(iso3__regex=r"^[A-Z]{3}$"), name="iso3_is_three_capitals"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("explore:country", args=[self.iso3])

    @property
    def every_name(self) -> list[str]:
        """Its name in each language of the portal."""
        names = (getattr(self, f"name_{code.replace('-', '_')}") for code, _ in settings.LANGUAGES)
        return [name for name in names if name]


class Champion(KeyedRow):
    """A Champion country, from and until when, and who says so."""

    country = models.ForeignKey(Country, models.CASCADE, related_name="championships")
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = MultilingualManager.from_queryset(ChampionQuerySet)()

    class Meta:
        ordering = ["country__iso3"]
        verbose_name = _("Champion country")
        verbose_name_plural = _("Champion countries")
        constraints = [
            models.UniqueConstraint(
                fields=["country", "since"], nulls_distinct=False, name="one_championship_per_start"
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True)
                | models.Q(since__isnull=True)
                | models.Q(until__gte=models.F("since")),
                name="championship_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return str(self.country)
