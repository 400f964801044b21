"""A recording that comes in parts, and goes on where it stopped.

The parts are appended to one file; the row says how much of it counts. What was written beyond
that, because a worker ended in the middle, is written again.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from errno import EDQUOT, ENOSPC
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.http.request import UnreadablePostError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models import Recording, Session, Upload
from dialogues.recordings.containers import HEAD, examine, kind_of
from dialogues.recordings.keeping import Facts, add_file
from publication.uploads import BadUploadError
from stakeholders.models import User

# So much must be left on the disk beside the file itself.
ROOM_TO_SPARE = 512 * 1024**2


class OutOfStepError(Exception):
    """The part does not begin where the last one ended: `received` says where that is."""

    def __init__(self, received: int) -> None:
        super().__init__(received)
        self.received = received


class NoRoomError(Exception):
    """The disk of the portal is too full for a file of this size."""


@contextmanager
def as_far_as_there_is_room() -> Iterator[None]:
    """Raises NoRoomError where the disk is full before what is written is whole."""
    try:
        yield
    except OSError as error:
        if error.errno in {ENOSPC, EDQUOT}:
            raise NoRoomError from error
        raise


class Arrived(File):  # type: ignore[type-arg]
    """A file that is there already: the storage moves it and copies nothing."""

    def __init__(self, path: Path, opened: BinaryIO) -> None:
        super().__init__(opened, name=path.name)
        self._path = path

    def temporary_file_path(self) -> str:
        return str(self._path)


def path_of(key: UUID) -> Path:
    return Path(settings.UPLOADS_DIR) / f"{key}.part"


def check_size(size: int) -> None:
    """Before anything is sent. Raises BadUploadError or NoRoomError."""
    if size <= 0:
        raise BadUploadError(_("The file is empty."))
    if size > settings.RECORDING_MAX_BYTES:
        raise BadUploadError(
            _("The file is larger than %(limit)s MB. Make it smaller, or link to a video host.")
            % {"limit": settings.RECORDING_MAX_BYTES // 1024**2}
        )
    folder = Path(settings.UPLOADS_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(folder).free < size + ROOM_TO_SPARE:
        raise NoRoomError


@transaction.atomic
def begin(*, session: Session, name: str, size: int, by: User, modified: str = "") -> Upload:
    """A new upload; or that of the same file by the same person, to go on with it."""
    file = {"name": name.strip()[:200], "size": size, "modified": modified[:20]}
    mine = Upload.objects.select_for_update().filter(session=session, by=by, recording=None)
    found = mine.filter(**file).order_by("-touched_at").first()
    if found is not None and path_of(found.key).exists():
        # From now on it lives as long as a new one: its next part may take a while.
        found.touched_at = timezone.now()
        found.save(update_fields=["touched_at"])
        return found
    check_size(size)
    upload = Upload.objects.create(session=session, by=by, **file)
    path_of(upload.key).touch()
    return upload


def append(*, upload: Upload, offset: int, part: bytes) -> Upload:
    """Raises OutOfStepError, NoRoomError, and BadUploadError where it begins as no recording.

    Of that nothing is kept: the same file would be refused again.
    """
    try:
        return _append(upload, offset, part)
    except BadUploadError:
        if offset == 0:
            give_up(upload=upload)
        raise


@transaction.atomic
def _append(upload: Upload, offset: int, part: bytes) -> Upload:
    current = Upload.objects.select_for_update().get(pk=upload.pk)
    if offset != current.received:
        raise OutOfStepError(current.received)
    if current.received + len(part) > current.size:
        raise BadUploadError(_("More was sent than was said beforehand."))
    if not part:
        return current
    if offset == 0:
        kind_of(part[:HEAD])
    with as_far_as_there_is_room(), path_of(current.key).open("r+b") as file:
        file.truncate(offset)
        file.seek(offset)
        file.write(part)
    current.received += len(part)
    current.touched_at = timezone.now()
    current.save(update_fields=["received", "touched_at"])
    return current


def finish(*, upload: Upload, facts: Facts, by: User) -> Recording:
    """Raises OutOfStepError while something is missing, BadUploadError if it is no recording.

    Then nothing of it is kept. Asked again, it answers with what it made the first time.
    """
    try:
        return _finish(upload, facts, by)
    except BadUploadError:
        give_up(upload=upload)
        raise


@transaction.atomic
def _finish(upload: Upload, facts: Facts, by: User) -> Recording:
    current = Upload.objects.select_for_update().get(pk=upload.pk)
    if current.recording is not None:
        return current.recording
    if current.received != current.size:
        raise OutOfStepError(current.received)
    path = path_of(current.key)
    with as_far_as_there_is_room(), path.open("rb") as opened:
        container = examine(opened, current.size)
        arrived = Arrived(path, opened)
        recording = add_file(
            session=current.session, file=arrived, container=container, facts=facts, by=by
        )
    current.recording, current.touched_at = recording, timezone.now()
    current.save(update_fields=["recording", "touched_at"])
    return recording


def give_up(*, upload: Upload) -> None:
    Upload.objects.filter(pk=upload.pk).delete()
    path_of(upload.key).unlink(missing_ok=True)


def at_most(read: Callable[[int], bytes], length: int) -> bytes:
    """The body of a part; what is longer than any part is refused before it is kept."""
    if length > settings.RECORDING_PART_BYTES:
        raise BadUploadError(_("The part is larger than a part may be."))
    try:
        body = read(length)
    except UnreadablePostError:
        body = b""
    if len(body) != length:
        raise BadUploadError(_("The part did not arrive whole."))
    return body
