"""Documents that left the portal: what each answer was then, so that they can come back."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.models.reviews import Review
from reviews.models.writers import ByWriter


class OfflineCopy(ByWriter):
    """A questionnaire, or some sections of it, that was taken out as a document.

    `revisions` has the revision of each answer by question key (0 where there was none): with the
    revisions that are kept, that is the text it left with. Its number stands in the document.
    """

    review = models.ForeignKey(Review, models.CASCADE, related_name="copies")
    suffix = models.CharField(_("format"), max_length=4)
    language = models.CharField(_("language"), max_length=10)
    revisions = models.JSONField()
    at = models.DateTimeField(_("taken out"), default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("copy taken out")
        verbose_name_plural = _("copies taken out")
        constraints = ByWriter.Meta.constraints

    def __str__(self) -> str:
        return f"{self.review_id}: {self.pk}"
