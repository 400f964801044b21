"""A message to one who writes: to an account, or to the address of a link."""

from collections.abc import Mapping

from django.contrib.contenttypes.models import ContentType

from notices.models import Notice
from reviews.models import Review, WritingLink
from reviews.writers import Writer, key_of

BY_LINK = "-by-link"


def notice_to(
    writer: Writer, kind: str, *, review: Review, about: str, context: Mapping[str, str]
) -> Notice:
    """`about` makes the key: one message of this kind to this writer about this."""
    key = f"{kind}:{review.pk}:{about}:{key_of(writer)}"
    if isinstance(writer, WritingLink):
        return Notice(
            key=key,
            kind=kind + BY_LINK,
            email=writer.email,
            language=writer.language,
            item_type=ContentType.objects.get_for_model(WritingLink),
            item_id=str(writer.pk),
            context=dict(context),
        )
    return Notice(
        key=key,
        kind=kind,
        recipient=writer,
        item_type=ContentType.objects.get_for_model(Review),
        item_id=str(review.pk),
        context=dict(context),
    )
