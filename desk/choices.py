"""The closed vocabularies of the desk."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PackFormat(models.TextChoices):
    DOCX = "docx", _("Word file (DOCX)")
    PDF = "pdf", _("PDF")
