"""A mail backend that writes each message to a file of its own: for the demonstration."""

import os
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class OneFileEach(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        settings.MAIL_DIR.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            self._write(message)
        return len(email_messages)

    def _write(self, message: EmailMessage) -> None:
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        to = re.sub(r"[^a-z0-9@.+-]+", "_", message.to[0].lower())[:100]
        path = settings.MAIL_DIR / f"{moment}-{to}-{uuid4().hex[:8]}.eml"
        # Written aside and renamed, so that nobody reads half a mail.
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(message.message().as_bytes())
        os.replace(unfinished, path)
