"""A form with files that is larger than any here may be is refused before it is read."""

from typing import IO

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext_lazy as _

# Room for what stands around the file in the form.
AROUND = 1024**2


class FormTooLarge(RequestDataTooBig):
    """Refused with 413; the words are for the person who sent it."""


class RefuseTooLarge(FileUploadHandler):
    """The first of the handlers: it reads nothing, and looks at what was announced."""

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803 - as Django calls it
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        if content_length > settings.RECORDING_MAX_BYTES + AROUND:
            words = _("No file here may be larger than %(limit)s MB.")
            raise FormTooLarge(words % {"limit": settings.RECORDING_MAX_BYTES // 1024**2})

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
