"""What of a call and of its criteria has one text a language. The English one is never missing."""

from modeltranslation.translator import TranslationOptions, register

from practices.models import Call, Criterion


@register(Criterion)
class CriterionTexts(TranslationOptions):
    fields = ("title", "question", "help", "low", "middle", "high")
    required_languages = ("en",)


@register(Call)
class CallTexts(TranslationOptions):
    fields = ("title", "introduction")
    required_languages = ("en",)
