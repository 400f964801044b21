"""The token of a writing link: in its mails alone. A table knows the SHA-256 of it.

It is made of the secret of this portal and says nothing; a later mail can name it again.
"""

import hashlib
from base64 import urlsafe_b64encode
from datetime import UTC

from django.urls import reverse
from django.utils.crypto import salted_hmac

from reviews.models import WritingLink

SALT = "reviews.writing-link"


def token_of(link: WritingLink) -> str:
    made = link.created_at.astimezone(UTC).isoformat()
    mac = salted_hmac(SALT, f"{link.pk}:{made}", algorithm="sha256").digest()
    return urlsafe_b64encode(mac).decode().rstrip("=")


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def link_of(token: str) -> WritingLink | None:
    """The link with this token, open or not."""
    links = WritingLink.objects.select_related(
        "review__country", "review__cycle", "review__questionnaire"
    )
    return links.filter(digest=digest_of(token)).first()


def address_of(link: WritingLink) -> str:
    """Where it leads; nowhere, if the portal got another secret since it was made."""
    token = token_of(link)
    if digest_of(token) != link.digest:
        return ""
    return reverse("review_desk:link_tasks", args=[token])
