"""allauth's own mails (verification, password reset) go through the outbox like all others."""

from typing import Any
from uuid import uuid4

from django.contrib.sites.shortcuts import get_current_site
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from notices import kinds
from notices.services import queue
from stakeholders.adapter import PortalAccountAdapter
from stakeholders.models import User

ACCOUNT = kinds.Kind(
    code="account",
    subject="%(subject)s",
    body="%(body)s",
    why=_("You get this because somebody used this address at the IMRF Portal."),
    link=lambda _notice: "",
    secret=True,
)


class OutboxAccountAdapter(PortalAccountAdapter):
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        words = {"email": email, "current_site": get_current_site(self.request), **context}
        message = self.render_mail(template_prefix, email, words)
        queue(
            kind=ACCOUNT.code,
            key=f"account:{uuid4()}",
            recipient=User.objects.filter(email__iexact=email).first(),
            email=email,
            language=translation.get_language() or "",
            context={"subject": message.subject, "body": message.body},
        )
