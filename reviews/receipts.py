"""What was submitted and what was published, as proof: reference, moment, number and SHA-256."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from publication.choices import State
from publication.models import Rendition, StateChange
from publication.models.state_changes import StateChangeQuerySet
from publication.paper.ways import PDF, document_of
from publication.paper.word import DOCX
from reviews.models import Review

DIGEST = re.compile(r"[0-9a-f]{64}")  # as `hexdigest` writes it


@dataclass(frozen=True)
class Receipt:
    """A move that kept the content. Submissions are counted, and what is published has versions."""

    change: StateChange
    number: int

    @property
    def is_submission(self) -> bool:
        return self.change.to_state != State.PUBLISHED

    @property
    def version(self) -> str:
        if self.is_submission:
            return _("Submission %(number)s") % {"number": self.number}
        return _("Published version %(number)s") % {"number": self.number}


def receipts_of(review: Review) -> list[Receipt]:
    """The oldest first."""
    return list(_numbered(StateChange.objects.of(review)))


def receipt_of(change: StateChange) -> Receipt:
    """That of a change which kept the content."""
    changes = StateChange.objects.filter(item_type=change.item_type_id, item_id=change.item_id)
    return next(one for one in _numbered(changes.order_by("sequence")) if one.change == change)


def _numbered(changes: StateChangeQuerySet) -> Iterator[Receipt]:
    counted = {True: 0, False: 0}
    for change in changes.filter(content__isnull=False).defer("content"):
        is_published = change.to_state == State.PUBLISHED
        counted[is_published] += 1
        yield Receipt(change, counted[is_published])


def receipts_with(digest: str) -> list[Receipt]:
    """Every review that was submitted or published with exactly this content."""
    changes = StateChange.objects.filter(
        item_type=ContentType.objects.get_for_model(Review), digest=digest
    )
    return [receipt_of(change) for change in changes.defer("content").order_by("at", "pk")]


def receipts_of_file(sha256: str) -> list[Receipt]:
    """As `receipts_with`, for a file that this portal made of a review."""
    made = Rendition.objects.filter(
        sha256=sha256,
        what__in=[PDF, DOCX],  # a pack for the successor is no proof of anything
        item_type__in=ContentType.objects.get_for_models(Review, StateChange).values(),
    )
    digests = {digest for rendition in made for digest in _contents_of(rendition)}
    return [receipt for digest in sorted(digests) for receipt in receipts_with(digest)]


def _contents_of(rendition: Rendition) -> Iterator[str]:
    """The digest of the content that the file says: of a review, it has several."""
    item = rendition.item
    if isinstance(item, StateChange):
        yield item.digest
    elif isinstance(item, Review):
        for receipt in receipts_of(item):
            made_of = document_of(receipt.change, rendition.what, rendition.language)
            if made_of.digest == rendition.digest:
                yield receipt.change.digest
