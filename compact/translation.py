"""Which fields of the reference data have one text a language."""

from modeltranslation.translator import TranslationOptions, register

from compact.models import (
    Country,
    Cycle,
    Document,
    FundArea,
    GuidingPrinciple,
    Milestone,
    Objective,
    Region,
    RoundTable,
    StakeholderType,
)


@register(Objective)
class ObjectiveTexts(TranslationOptions):
    fields = ("title", "short_label")


@register(Country)
class CountryTexts(TranslationOptions):
    fields = ("name", "sort_key")


@register(Cycle)
class CycleTexts(TranslationOptions):
    fields = ("place",)


@register(Milestone)
class MilestoneTexts(TranslationOptions):
    fields = ("title", "place", "note")


@register(RoundTable)
class RoundTableTexts(TranslationOptions):
    fields = ("theme",)


@register([GuidingPrinciple, FundArea, Document])
class TitleTexts(TranslationOptions):
    fields = ("title",)


@register(Region)
class RegionTexts(TranslationOptions):
    fields = ("name",)


@register(StakeholderType)
class StakeholderTypeTexts(TranslationOptions):
    fields = ("label",)
