"""Verbs of an import: upload a file, have it checked again, have it brought in."""

import hashlib
from pathlib import PurePath

import structlog
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from pledges.choices import ImportState
from pledges.importing import archives
from pledges.importing.limits import MEGABYTE, MOST_BYTES
from pledges.importing.words import bad_file
from pledges.models import ImportRun
from pledges.services import NotAllowedError
from stakeholders.models import User
from stakeholders.rules import is_secretariat

log = structlog.get_logger(__name__)
LONGEST_NAME = 150


@transaction.atomic
def upload(*, file: "UploadedFile[bytes]", takes_updates: bool, by: User) -> ImportRun:
    """Keep the file and have it checked. Raises BadFileError for what shows from outside."""
    if not is_secretariat(by):
        raise NotAllowedError
    name = PurePath((file.name or "").replace("\\", "/")).name[-LONGEST_NAME:]
    _check_outside(file, name)
    run = ImportRun(
        name=name, size=file.size or 0, sha256=_sha256(file), takes_updates=takes_updates, by=by
    )
    run.file.save(f"pledges{PurePath(name).suffix.lower()}", file)
    _hand_over_on_commit(run)
    return run


@transaction.atomic
def check_again(*, run: ImportRun, by: User) -> bool:
    """Have the file checked once more: organisations and pledges may have come in between."""
    if not is_secretariat(by):
        raise NotAllowedError
    return _ask(run, [ImportState.CHECKED, ImportState.FAILED], state=ImportState.CHECKING)


@transaction.atomic
def bring_in(*, run: ImportRun, by: User) -> bool:
    """Have it brought in. False if it is not ready, or somebody else was quicker."""
    if not is_secretariat(by):
        raise NotAllowedError
    current = ImportRun.objects.select_for_update().get(pk=run.pk)
    return current.is_ready and _ask(
        run, [ImportState.CHECKED], state=ImportState.BRINGING_IN, decided_by=by
    )


def _ask(run: ImportRun, sources: list[ImportState], **values: object) -> bool:
    asked = ImportRun.objects.filter(pk=run.pk, state__in=sources).update(attempts=0, **values)
    if asked:
        _hand_over_on_commit(run)
    return bool(asked)


def _hand_over_on_commit(run: ImportRun) -> None:
    """Robust: without a broker the run waits, and the sweep comes by."""
    transaction.on_commit(lambda: hand_over(run.pk), robust=True)


def hand_over(pk: int) -> None:
    from pledges.tasks import work_on_import  # noqa: PLC0415  (the task calls this package)

    try:
        work_on_import.apply_async((pk,), retry=False)
    except (OperationalError, RedisError, OSError) as error:
        log.warning("broker is away; the import waits", run=pk, error=str(error))


def hand_over_all() -> int:
    """What waits because a broker was down or a worker died. One too many is harmless."""
    waiting = ImportRun.objects.filter(state__in=[ImportState.CHECKING, ImportState.BRINGING_IN])
    numbers = list(waiting.values_list("pk", flat=True))
    for pk in numbers:
        hand_over(pk)
    return len(numbers)


def _check_outside(file: "UploadedFile[bytes]", name: str) -> None:
    suffix = PurePath(name).suffix.lower()
    if suffix not in {".csv", ".xlsx"}:
        raise bad_file("kind")
    if not file.size:
        raise bad_file("empty")
    if file.size > MOST_BYTES:
        raise bad_file("large", limit=MOST_BYTES // MEGABYTE)
    if suffix == ".xlsx":
        archives.check(file)


def _sha256(file: "UploadedFile[bytes]") -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
