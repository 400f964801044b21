"""The closed vocabularies of sessions, recordings, discussion spaces and background notes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Reach(models.TextChoices):
    """Of a series of dialogues."""

    GLOBAL = "global", _("Global")
    REGIONAL = "regional", _("Regional")


class SpeakerRole(models.TextChoices):
    CHAIR = "chair", pgettext_lazy("person", "Chair")
    MODERATOR = "moderator", _("Moderator")
    SPEAKER = "speaker", _("Speaker")
    DISCUSSANT = "discussant", _("Discussant")


class MaterialKind(models.TextChoices):
    CONCEPT_NOTE = "concept-note", _("Concept note")
    PRESENTATION = "presentation", _("Presentation")
    REPORT = "report", pgettext_lazy("document", "Report")
    OTHER = "other", pgettext_lazy("document", "Other")


class RegistrationState(models.TextChoices):
    """`ASKED` until whoever has no account confirms the address; only then is there a place."""

    ASKED = "asked", _("To be confirmed")
    PLACED = "placed", _("Registered")
    WAITING = "waiting", _("On the waiting list")
    CANCELLED = "cancelled", pgettext_lazy("registration", "Cancelled")


class RecordingKind(models.TextChoices):
    FILE = "file", _("A file in the portal")
    LINK = "link", _("A link to a video host")


class PostState(models.TextChoices):
    WAITING = "waiting", _("Waiting for a moderator")
    PUBLISHED = "published", _("Published")
    DECLINED = "declined", _("Declined")
    REMOVED = "removed", _("Removed")
    APPEALED = "appealed", _("Appealed against")
    WITHDRAWN = "withdrawn", pgettext_lazy("contribution", "Withdrawn")


class PostSource(models.TextChoices):
    """How a contribution came in. What came by mail or on paper is entered on behalf."""

    PORTAL = "portal", _("In the portal")
    MAIL = "mail", _("By mail")
    PAPER = "paper", _("On paper")


class ParagraphKind(models.TextChoices):
    HEADING = "heading", _("Heading")
    TEXT = "text", _("Paragraph")
