"""Verbs of files that the worker makes: ask for one, make it, make up for what was missed."""

import hashlib
from datetime import datetime, timedelta

import structlog
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import DatabaseError, Error, transaction
from django.db.models import F, Model
from django.utils import timezone
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from publication.models import Rendition
from publication.paper.ways import PDF, document_of, way_of

log = structlog.get_logger(__name__)

MOST_ATTEMPTS = 3
OVERLOOKED_AFTER = timedelta(seconds=60)
# What failed is tried again when somebody asks so much later: a font may have been installed.
TRIED_AGAIN_AFTER = timedelta(minutes=15)


@transaction.atomic
def ask_for(*, item: Model, what: str = PDF, language: str) -> Rendition:
    """The file of what the item says now: ready, or given to the worker after commit.

    Asking twice asks once. Raises NoSuchWayError if no such file is made of this item.
    """
    rendition, is_new = Rendition.objects.get_or_create(
        item_type=ContentType.objects.get_for_model(item),
        item_id=item.pk,
        what=what,
        language=language,
        digest=document_of(item, what, language).digest,
    )
    if is_new or _tried_again(rendition):
        transaction.on_commit(lambda: hand_over(rendition.pk), robust=True)
    return rendition


def _tried_again(rendition: Rendition) -> bool:
    """Whether it had failed long enough ago to be tried once more."""
    now = timezone.now()
    if not rendition.error or rendition.asked_at > now - TRIED_AGAIN_AFTER:
        return False
    changed = Rendition.objects.filter(pk=rendition.pk, asked_at=rendition.asked_at).update(
        error="", attempts=0, asked_at=now
    )
    rendition.refresh_from_db()
    return changed == 1


def hand_over(pk: int) -> None:
    """Give it to a worker. Without a broker it waits for the sweep."""
    from publication.tasks import make_rendition  # noqa: PLC0415  (the task calls this module)

    try:
        make_rendition.apply_async((pk,), retry=False)
    except (OperationalError, RedisError, OSError) as error:
        log.warning("broker is away; the file waits", rendition=pk, error=str(error))


def hand_over_what_waits(now: datetime) -> int:
    """What a broker or a worker left undone. Gives up what was tried too often."""
    waiting = Rendition.objects.waiting().filter(asked_at__lt=now - OVERLOOKED_AFTER)
    given_up = waiting.filter(attempts__gte=MOST_ATTEMPTS).update(error="It was tried too often.")
    if given_up:
        log.error("files could not be made", count=given_up)
    numbers = list(waiting.values_list("pk", flat=True))
    for pk in numbers:
        hand_over(pk)
    return len(numbers)


def make(pk: int) -> bool:
    """Make the file if it waits and no other worker is at it. True if it was made now.

    Safe to run twice: what is made is never made again.
    """
    # Counted apart, so that a file that kills its worker is given up at some time.
    if not Rendition.objects.waiting().filter(pk=pk).update(attempts=F("attempts") + 1):
        return False
    with transaction.atomic():
        mine = Rendition.objects.waiting().select_for_update(skip_locked=True, of=("self",))
        rendition = mine.filter(pk=pk).first()
        return rendition is not None and _make(rendition)


def _make(rendition: Rendition) -> bool:
    item = rendition.item
    if item is None:
        rendition.delete()
        return False
    try:
        with transaction.atomic():
            document = document_of(item, rendition.what, rendition.language)
        if document.digest != rendition.digest:
            rendition.delete()  # the item has changed; whoever still wants it asks again
            return False
        content = way_of(item, rendition.what).write(document)
    except (DatabaseError, Error, OSError):
        raise  # not the fault of the item: the sweep comes by
    except Exception as error:
        log.exception("a file could not be made", rendition=rendition.pk, what=rendition.what)
        rendition.error = str(error) or repr(error)
        rendition.save(update_fields=["error"])
        return False
    _keep(rendition, content, way_of(item, rendition.what).suffix)
    return True


def _keep(rendition: Rendition, content: bytes, suffix: str) -> None:
    rendition.sha256 = hashlib.sha256(content).hexdigest()
    rendition.size = len(content)
    rendition.made_at = timezone.now()
    # The name in the storage says nothing; the reader's copy is named when it is served.
    rendition.file.save(f"{rendition.sha256[:32]}.{suffix}", ContentFile(content), save=False)
    rendition.save(update_fields=["file", "sha256", "size", "made_at"])
