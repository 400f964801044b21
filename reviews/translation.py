"""Which texts of a questionnaire have one text a language."""

from modeltranslation.translator import TranslationOptions, register

from reviews.models import (
    Option,
    Question,
    Questionnaire,
    Section,
    TableColumn,
    TableRow,
)


@register(Questionnaire)
class QuestionnaireTexts(TranslationOptions):
    fields = ("title",)


@register(Section)
class SectionTexts(TranslationOptions):
    fields = ("title", "introduction")


@register(Question)
class QuestionTexts(TranslationOptions):
    fields = ("label", "help", "unit")


@register(Option)
class OptionTexts(TranslationOptions):
    fields = ("label",)


@register(TableColumn)
class TableColumnTexts(TranslationOptions):
    fields = ("label",)


@register(TableRow)
class TableRowTexts(TranslationOptions):
    fields = ("label",)
