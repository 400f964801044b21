"""Images and documents that go with a practice: taken, and taken back, while it is written."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from practices.blinding import names_in_metadata
from practices.models import Practice, PracticeFile
from practices.rules import may_write
from practices.services.errors import NotAllowedError
from publication.uploads import examine
from stakeholders.models import User


@transaction.atomic
def attach(
    *, practice: Practice, file: "UploadedFile[bytes]", by: User, alternative_text: str = ""
) -> PracticeFile:
    """Keep the file with the practice. The same file twice is kept once. Raises BadUploadError."""
    held = _held(practice, by)
    upload = examine(file)
    present = held.files.filter(sha256=upload.sha256, removed_at=None).first()
    return present or PracticeFile.objects.create(
        practice=held,
        file=file,
        name=upload.name,
        media_type=upload.media_type,
        size=upload.size,
        sha256=upload.sha256,
        alternative_text=alternative_text[:300],
        names_found=names_in_metadata(file, upload.media_type),
        by=by,
    )


@transaction.atomic
def take_back_file(*, file: PracticeFile, by: User) -> None:
    """It is no longer part of the practice; what it was stays on the record."""
    _held(file.practice, by)
    PracticeFile.objects.filter(pk=file.pk, removed_at=None).update(removed_at=timezone.now())


def _held(practice: Practice, by: User) -> Practice:
    """The draft, held until this is done, so that nobody submits it half-way."""
    held = Practice.objects.select_for_update(of=["self"]).select_related("organisation")
    current = held.get(pk=practice.pk)
    if not may_write(by, current):
        raise NotAllowedError
    return current
