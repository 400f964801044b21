"""What may be uploaded: known by its content, whatever its name or the browser says."""

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

import puremagic
from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.text import get_valid_filename
from django.utils.translation import gettext_lazy as _

OFFICE = "application/vnd.openxmlformats-officedocument."
# By extension: the media type, and for an Office file the folder that its archive must hold.
MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".docx": OFFICE + "wordprocessingml.document",
    ".xlsx": OFFICE + "spreadsheetml.sheet",
}
WITH_PRESENTATIONS = MEDIA_TYPES | {".pptx": OFFICE + "presentationml.presentation"}
OFFICE_FOLDERS = {".docx": "word/", ".xlsx": "xl/", ".pptx": "ppt/"}


class BadUploadError(ValueError):
    """The file is refused; `reason` says why, to its sender."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True)
class Upload:
    """A file that passed: its safe name, its true type, its size in bytes, its SHA-256."""

    name: str
    media_type: str
    size: int
    sha256: str


def examine(file: "UploadedFile[bytes]", *, takes_presentations: bool = False) -> Upload:
    """What the file is, judged by its content. Raises BadUploadError."""
    size = file.size or 0
    if not size:
        raise BadUploadError(_("The file is empty."))
    if size > settings.ATTACHMENT_MAX_BYTES:
        raise BadUploadError(
            _("The file is larger than %(limit)s MB.")
            % {"limit": settings.ATTACHMENT_MAX_BYTES // 1024**2}
        )
    extension = PurePath(file.name or "").suffix.lower()
    media_type = (WITH_PRESENTATIONS if takes_presentations else MEDIA_TYPES).get(extension)
    if media_type is None:
        raise BadUploadError(
            _("Only PDF, Word, Excel, PowerPoint, PNG and JPEG files are taken.")
            if takes_presentations
            else _("Only PDF, Word, Excel, PNG and JPEG files are taken.")
        )
    if extension in OFFICE_FOLDERS:
        _check_office(file, OFFICE_FOLDERS[extension])
    elif _sniff(file) != media_type:
        raise BadUploadError(_("The content of the file is not what its name says."))
    name = _safe(PurePath(file.name or "").stem)[:120] + extension
    return Upload(name=name, media_type=media_type, size=size, sha256=_sha256(file))


def _safe(stem: str) -> str:
    """The letters and figures of the name, in any script; “file” where it has none."""
    try:
        return get_valid_filename(stem)
    except SuspiciousFileOperation:
        return "file"


def _sniff(file: "UploadedFile[bytes]") -> str:
    file.seek(0)
    try:
        return str(puremagic.from_string(file.read(4096), mime=True))
    except (puremagic.PureError, ValueError):
        return ""
    finally:
        file.seek(0)


def _check_office(file: "UploadedFile[bytes]", folder: str) -> None:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise BadUploadError(_("The content of the file is not what its name says.")) from error
    finally:
        file.seek(0)
    if "[Content_Types].xml" not in names or not any(n.startswith(folder) for n in names):
        raise BadUploadError(_("The content of the file is not what its name says."))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise BadUploadError(_("The file contains macros. Save it without them."))


def _sha256(file: "UploadedFile[bytes]") -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
