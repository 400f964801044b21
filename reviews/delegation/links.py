"""Verbs of writing links: make one, send it again, revoke it, note that it is used."""

from collections.abc import Collection
from datetime import datetime, timedelta
from secrets import token_hex
from uuid import uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from notices.services import queue
from reviews.delegation.tokens import digest_of, token_of
from reviews.models import Review, ReviewSection, WritingLink
from reviews.rules import is_focal_point, may_lead
from reviews.services.errors import NotAllowedError, ReviewError
from stakeholders.models import User

LONGEST = timedelta(days=365)
MOST_OPEN = 60
# A link that is used all day is not written to at each request.
NOTED_EVERY = timedelta(minutes=1)


class BadEndError(ReviewError):
    """The link would end in the past, or too far in the future."""


class TooManyLinksError(ReviewError):
    """So many links are open that no further one is made."""


@transaction.atomic
def make_link(
    *,
    review: Review,
    sections: Collection[ReviewSection],
    name: str,
    email: str,
    language: str,
    expires_at: datetime,
    by: User,
) -> WritingLink:
    """Let somebody without an account write in the sections, and send the link."""
    if not may_lead(by, review) or not sections:
        raise NotAllowedError
    if any(section.review_id != review.pk for section in sections):
        raise NotAllowedError
    _check_end(expires_at)
    if review.links.filter(revoked_at=None, expires_at__gt=timezone.now()).count() >= MOST_OPEN:
        raise TooManyLinksError
    link = WritingLink.objects.create(
        review=review,
        name=name,
        email=email,
        language=language,
        digest=token_hex(32),
        expires_at=expires_at,
        created_by=by,
    )
    link.digest = digest_of(token_of(link))
    link.save(update_fields=["digest"])
    link.sections.set(sections)
    _send(link, by)
    return link


@transaction.atomic
def send_link_again(*, link: WritingLink, expires_at: datetime, by: User) -> WritingLink:
    """The same link once more, to end at another time. One that was revoked stays so."""
    held = WritingLink.objects.select_for_update().get(pk=link.pk)
    if not may_lead(by, link.review) or held.revoked_at is not None:
        raise NotAllowedError
    _check_end(expires_at)
    link.expires_at = expires_at
    link.save(update_fields=["expires_at"])
    _send(link, by)
    return link


def revoke_link(*, link: WritingLink, by: User) -> None:
    """At once and for good. What was written through it stays."""
    if not is_focal_point.test(by, link.review):
        raise NotAllowedError
    WritingLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now())


def note_use(link: WritingLink) -> None:
    now = timezone.now()
    long_ago = Q(last_used_at=None) | Q(last_used_at__lt=now - NOTED_EVERY)
    WritingLink.objects.filter(long_ago, pk=link.pk).update(last_used_at=now)


def _check_end(expires_at: datetime) -> None:
    now = timezone.now()
    if not now < expires_at <= now + LONGEST:
        raise BadEndError


def _send(link: WritingLink, by: User) -> None:
    queue(
        kind="reviews.link",
        key=f"reviews.link:{link.pk}:{uuid4()}",
        email=link.email,
        language=link.language,
        item=link,
        context={"by": str(by)},
    )
