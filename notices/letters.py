"""How a notice reads: plain and HTML, in the recipient's language, in the recipient's zone."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from notices import kinds
from notices.models import Notice


def compose(notice: Notice) -> EmailMultiAlternatives:
    """The mail of a notice; it raises what its kind's words or link raise."""
    kind = kinds.find(notice.kind)
    zone = notice.recipient.zone if notice.recipient else None
    with translation.override(notice.reading_language), timezone.override(zone):
        letter = _letter(notice, kind)
        message = EmailMultiAlternatives(
            subject=" ".join(letter["subject"].split()),
            body=render_to_string("notices/mail.txt", letter),
            to=[notice.address],
            headers={
                # Stable, so that a mailbox recognises a message that was sent again.
                "Message-ID": f"<notice-{notice.pk}@{settings.PORTAL_ADDRESS.split('//')[-1]}>",
                "Content-Language": translation.get_language() or settings.LANGUAGE_CODE,
                "Auto-Submitted": "auto-generated",
                "X-Portal-Notice": notice.kind,
            },
        )
        message.attach_alternative(render_to_string("notices/mail.html", letter), "text/html")
        for file in kind.files(notice):
            message.attach(file.name, file.content, file.media_type)
    return message


def _letter(notice: Notice, kind: kinds.Kind) -> dict[str, Any]:
    words: dict[str, object] = {
        "item": str(notice.item or ""),
        "code": str(getattr(notice.item, "code", "")),
        **notice.context,
        **kind.details(notice),
    }
    path = kind.link(notice)
    return {
        "subject": str(kind.subject) % words,
        "paragraphs": [p for p in (str(kind.body) % words).split("\n\n") if p.strip()],
        "action": str(kind.action) % words,
        "why": str(kind.why) % words,
        "name": str(notice.recipient or ""),
        "link": f"{settings.PORTAL_ADDRESS}{path}" if path else "",
        "settings_link": _settings_link() if notice.recipient else "",
        "is_demonstration": settings.DEMONSTRATION,
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "language": translation.get_language(),
    }


def _settings_link() -> str:
    return f"{settings.PORTAL_ADDRESS}{reverse('desk:settings')}"
