"""Files that go with a pledge: taken, and taken back, while it is a draft."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from pledges.models import Pledge, PledgeFile
from pledges.rules import may_write
from pledges.services.errors import NotAllowedError
from publication.uploads import examine
from stakeholders.models import User


@transaction.atomic
def attach(*, pledge: Pledge, file: "UploadedFile[bytes]", by: User) -> PledgeFile:
    """Keep the file with the pledge. The same file twice is kept once. Raises BadUploadError."""
    held = _held(pledge, by)
    upload = examine(file)
    present = held.files.filter(sha256=upload.sha256, removed_at=None).first()
    return present or PledgeFile.objects.create(
        pledge=held,
        file=file,
        name=upload.name,
        media_type=upload.media_type,
        size=upload.size,
        sha256=upload.sha256,
        by=by,
    )


@transaction.atomic
def take_back_file(*, file: PledgeFile, by: User) -> None:
    """It is no longer part of the pledge; what it was stays on the record."""
    _held(file.pledge, by)
    PledgeFile.objects.filter(pk=file.pk, removed_at=None).update(removed_at=timezone.now())


def _held(pledge: Pledge, by: User) -> Pledge:
    """The draft, held until this is done, so that nobody submits it half-way."""
    held = Pledge.objects.select_for_update(of=["self"]).select_related("organisation")
    current = held.get(pk=pledge.pk)
    if not may_write(by, current):
        raise NotAllowedError
    return current
