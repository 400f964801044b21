"""Mail backends that fail as mail servers do."""

from collections.abc import Sequence
from typing import ClassVar

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.locmem import EmailBackend


class Failing(BaseEmailBackend):
    """Raises `error`; delivers once `error` is taken away."""

    error: ClassVar[Exception | None] = None
    tries: ClassVar[int] = 0

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        type(self).tries += 1
        if self.error is not None:
            raise self.error
        return EmailBackend().send_messages(email_messages)
