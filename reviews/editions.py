"""The versions of a State's reviews, of one forum after the other."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from compact.dates import day
from publication.versions import Version, versions_of_each
from reviews.models import Review


@dataclass(frozen=True)
class Edition:
    """A version of one of a State's reviews."""

    review: Review
    version: Version

    @property
    def value(self) -> str:
        """How an address names it: “REV-2022-CRI.1”."""
        return f"{self.review.code}.{self.version.number}"

    @property
    def label(self) -> str:
        words = {
            "year": self.review.cycle_id,
            "number": self.version.number,
            "day": day(self.version.change.at),
        }
        return _("%(year)s, version %(number)s, %(day)s") % words

    @property
    def order(self) -> tuple[int, int]:
        return self.review.cycle_id, self.version.number


def editions_until(review: Review) -> list[Edition]:
    """Of this review and of those that the State published for earlier forums, the newest first."""
    reviews = Review.objects.published().with_names().select_related("questionnaire")
    known = {one.pk: one for one in reviews.filter(country=review.country_id)}
    versions = versions_of_each(list(known.values())) if known else {}
    editions = [Edition(known[pk], one) for pk, some in versions.items() for one in some]
    until = [one for one in editions if one.review.cycle_id <= review.cycle_id]
    return sorted(until, key=lambda one: one.order, reverse=True)
