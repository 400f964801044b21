"""Mail backends that fail as mail servers do."""

from collections.abc import Sequence
from typing import ClassVar

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection

from notices.mail_files import OneFileEach

HUNG = 20_300_201


class Failing(BaseEmailBackend):
    """Raises `error`; delivers once `error` is taken away."""

    error: ClassVar[Exception | None] = None
    tries: ClassVar[int] = 0

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        type(self).tries += 1
        if self.error is not None:
            raise self.error
        return EmailBackend().send_messages(email_messages)


class HangingAfterwards(OneFileEach):
    """Takes the message, and never says so, as long as a test holds the lock `HUNG`."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        taken = super().send_messages(email_messages)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [HUNG])
        return taken
