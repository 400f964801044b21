"""What nobody goes on with is deleted, and a file that has come is given its sum."""

import hashlib
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from django.conf import settings

from dialogues.models import Recording, Upload
from dialogues.recordings.uploading import path_of

log = structlog.get_logger(__name__)

# An upload that stopped can go on for three days, a recording be brought back for thirty.
UPLOAD_LIVES = timedelta(days=3)
REMOVED_LIVES = timedelta(days=30)


def clear_uploads(now: datetime) -> int:
    """Uploads that nobody went on with, and parts that belong to none. Safe to run twice."""
    dead = Upload.objects.filter(touched_at__lt=now - UPLOAD_LIVES)
    cleared = 0
    for key in list(dead.values_list("key", flat=True)):
        # Asked once more: somebody may have gone on with it a moment ago.
        gone, _by_model = dead.filter(key=key).delete()
        if gone:
            path_of(key).unlink(missing_ok=True)
            cleared += 1
    return cleared + _clear_strays(now)


def _clear_strays(now: datetime) -> int:
    """A worker that ended between two steps may leave a file without a row."""
    known = {path_of(key).name for key in Upload.objects.values_list("key", flat=True)}
    before = (now - UPLOAD_LIVES).timestamp()
    strays = [
        path
        for path in Path(settings.UPLOADS_DIR).glob("*.part")
        if path.name not in known and path.stat().st_mtime < before
    ]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)


def delete_removed(now: datetime) -> int:
    """The files of recordings that were taken back long ago. Their rows stay, and say so."""
    removed = Recording.objects.exclude(file="").filter(removed_at__lt=now - REMOVED_LIVES)
    deleted = 0
    for recording in removed:
        storage, name = recording.file.storage, str(recording.file.name)
        if storage.exists(name):
            storage.delete(name)
            deleted += 1
    return deleted


def sum_up() -> int:
    """The SHA-256 of files that have none yet: of two hours of video that takes a while."""
    waiting = Recording.objects.exclude(file="").filter(sha256="", removed_at=None)
    summed = 0
    for recording in waiting:
        try:
            digest = _sum_of(recording)
        except FileNotFoundError:  # lost by the storage, which is no reason to leave the others
            log.error("the file of a recording is gone", recording=recording.pk)
            continue
        summed += Recording.objects.filter(pk=recording.pk).update(sha256=digest)
    return summed


def _sum_of(recording: Recording) -> str:
    digest = hashlib.sha256()
    with recording.file.open("rb") as file:
        for chunk in file.chunks(1024**2):
            digest.update(chunk)
    return digest.hexdigest()
