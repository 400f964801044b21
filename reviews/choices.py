"""What can be asked in a questionnaire, and where a section stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionKind(models.TextChoices):
    SHORT_TEXT = "short-text", _("Short text")
    LONG_TEXT = "long-text", _("Long text")
    ONE_OF = "one-of", _("One of")
    ANY_OF = "any-of", _("Any of")
    YES_NO = "yes-no", _("Yes or no")
    NUMBER = "number", _("Number")
    DATE = "date", _("Date")
    FILE = "file", _("File")
    TABLE = "table", _("Table")
    RANK = "rank", _("Order of importance")
    OBJECTIVES = "objectives", _("Objectives of the Compact")


KINDS_WITH_OPTIONS = frozenset({QuestionKind.ONE_OF, QuestionKind.ANY_OF, QuestionKind.RANK})


class SectionState(models.TextChoices):
    NOT_STARTED = "not-started", _("Not started")
    IN_PROGRESS = "in-progress", _("In progress")
    COMPLETE = "complete", _("Complete")


class Succession(models.TextChoices):
    """What became of a question in the next version of its questionnaire."""

    CONTINUES = "continues", _("Continues")
    SPLITS = "splits", _("Is split")
    RETIRES = "retires", _("Is retired")


class Stamp(models.TextChoices):
    """What the State says today of an answer that was carried over from an earlier review."""

    STILL_VALID = "still-valid", _("Still valid")
    UPDATED = "updated", _("Updated")
    SUPERSEDED = "superseded", _("Superseded")
    DROPPED = "dropped", _("Dropped")
