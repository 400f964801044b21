"""What a document is refused for, in words for its sender."""

from django.utils.functional import Promise


class BadDocumentError(ValueError):
    """The document is refused; `reason` says why and what to do."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason
