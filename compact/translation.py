"""Which fields of the reference data have one text a language. The English one is never missing."""

from modeltranslation.translator import TranslationOptions, register

from compact.models import (
    Champion,
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


class Texts(TranslationOptions):
    required_languages = ("en",)


@register(Objective)
class ObjectiveTexts(Texts):
    fields = ("title", "short_label")


@register(GuidingPrinciple)
class GuidingPrincipleTexts(Texts):
    fields = ("title",)


@register(Region)
class RegionTexts(Texts):
    fields = ("acronym", "name")


@register(Country)
class CountryTexts(Texts):
    fields = ("name", "sort_key")


@register(Champion)
class ChampionTexts(Texts):
    fields = ("source", "note")


@register(Cycle)
class CycleTexts(Texts):
    fields = ("place",)


@register(Milestone)
class MilestoneTexts(Texts):
    fields = ("title", "place", "note", "source")


@register(RoundTable)
class RoundTableTexts(Texts):
    fields = ("theme", "note_by")


@register(Document)
class DocumentTexts(Texts):
    fields = ("title", "source")


@register(StakeholderType)
class StakeholderTypeTexts(Texts):
    fields = ("label", "source")


@register(FundArea)
class FundAreaTexts(Texts):
    fields = ("title", "note")
