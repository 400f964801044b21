"""Files that are sent in a form: refused before they are read where they are larger than any there
may be, and laid where those are kept that the portal takes.
"""

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

# Room for what stands around the file in the form.
AROUND = 1024**2
# The one form that takes a recording as a whole.
TAKES_RECORDINGS = "dialogue_desk:add_recording_file"


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
        limit = most_bytes(self.request)
        if content_length > limit + AROUND:
            words = _("No file here may be larger than %(limit)s MB.")
            raise FormTooLarge(words % {"limit": limit // 1024**2})

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def most_bytes(request: HttpRequest | None) -> int:
    """Of a file in the form of this address. A form may be read before its view is known."""
    try:
        name = resolve(request.path_info).view_name if request else ""
    except Resolver404:
        name = ""
    is_recording = name == TAKES_RECORDINGS
    return int(settings.RECORDING_MAX_BYTES if is_recording else settings.ATTACHMENT_MAX_BYTES)


class Arriving(TemporaryUploadedFile):
    """On the disk of the media: a recording is moved there, and not copied.

    It is named as a part that belongs to no upload, so that one which a worker left is cleared.
    """

    def __init__(self, name: str | None, *about: Any) -> None:
        folder = Path(settings.UPLOADS_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        file = NamedTemporaryFile(suffix=".part", dir=folder)  # noqa: SIM115 - closed by Django
        UploadedFile.__init__(self, file, name, *about)


class LayByTheMedia(TemporaryFileUploadHandler):
    """As Django's, but not in a folder of the system, which is often small."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        FileUploadHandler.new_file(self, *args, **kwargs)
        self.file = Arriving(
            self.file_name, self.content_type, 0, self.charset, self.content_type_extra
        )
