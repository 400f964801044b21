"""What lies with a session: a concept note, presentations, a report. Taken, and taken back."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from dialogues.models import Material, Session
from dialogues.rules import may_prepare
from dialogues.services.errors import NotAllowedError
from publication.uploads import examine
from stakeholders.models import User


@transaction.atomic
def add_material(
    *,
    session: Session,
    kind: str,
    title: str,
    language: str,
    by: User,
    file: "UploadedFile[bytes] | None" = None,
    address: str = "",
) -> Material:
    """A file or a link. The same twice is kept once. Raises BadUploadError."""
    if not may_prepare.test(by):
        raise NotAllowedError
    # Held, so that a double click does not add it twice.
    Session.objects.select_for_update().get(pk=session.pk)
    standing = session.materials.filter(removed_at=None)
    about = {"kind": kind, "title": title, "language": language, "by": by}
    if file is None:
        present = standing.filter(address=address).first()
        return present or session.materials.create(address=address, **about)
    upload = examine(file, takes_presentations=True)
    present = standing.filter(sha256=upload.sha256).first()
    return present or session.materials.create(
        file=file,
        name=upload.name,
        media_type=upload.media_type,
        size=upload.size,
        sha256=upload.sha256,
        **about,
    )


@transaction.atomic
def take_back_material(*, material: Material, by: User) -> None:
    """It is no longer shown."""
    if not may_prepare.test(by):
        raise NotAllowedError
    Material.objects.filter(pk=material.pk, removed_at=None).update(removed_at=timezone.now())
