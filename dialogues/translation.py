"""What of the dialogues has one text a language. The English one is never missing."""

from modeltranslation.translator import TranslationOptions, register

from dialogues.models import (
    AgendaItem,
    Chapter,
    Debate,
    GuidingQuestion,
    Series,
    Session,
    Space,
)


@register(Series)
class SeriesTexts(TranslationOptions):
    fields = ("title", "description")
    required_languages = ("en",)


@register(Session)
class SessionTexts(TranslationOptions):
    """A draft may lack even its title; it is asked for when it is announced."""

    fields = ("title", "about", "summary", "key_messages")


@register(AgendaItem)
class AgendaItemTexts(TranslationOptions):
    fields = ("title",)


@register(Chapter)
class ChapterTexts(TranslationOptions):
    fields = ("title",)


@register(Debate)
class DebateTexts(TranslationOptions):
    fields = ("description",)


@register(Space)
class SpaceTexts(TranslationOptions):
    fields = ("title", "introduction", "rules")
    required_languages = ("en",)


@register(GuidingQuestion)
class GuidingQuestionTexts(TranslationOptions):
    fields = ("text",)
    required_languages = ("en",)
