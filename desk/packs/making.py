"""What a worker does with a pack. Killed at any moment, it can be done again from the start."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime

import structlog
from django.core.files.base import ContentFile
from django.db import DatabaseError, Error, transaction
from django.db.models import F
from django.utils import timezone

from desk.choices import PackFormat
from desk.models import Pack
from desk.packs.documents import SECTIONS, document_of
from desk.packs.sections import Matter
from dialogues.models import Debate
from notices.services import queue
from publication.alone import alone_with
from publication.paper.documents import Document
from publication.paper.typesetting import pdf_of
from publication.paper.word import docx_of

log = structlog.get_logger(__name__)
LOCK = 7_201_812
MOST_ATTEMPTS = 3
# After the sections: setting the document.
STEPS = len(SECTIONS) + 1
WRITERS: Mapping[str, Callable[[Document], bytes]] = {
    PackFormat.DOCX: docx_of,
    PackFormat.PDF: pdf_of,
}


def make(pk: int) -> bool:
    """Make the pack, if it waits and no other worker is at it. True if it was made now."""
    with alone_with(LOCK, pk) as is_alone:
        pack = Pack.objects.waiting().with_names().filter(pk=pk).first() if is_alone else None
        if pack is None:
            return False
        # Counted apart, so that a pack that kills its worker is given up at some time.
        Pack.objects.filter(pk=pk).update(attempts=F("attempts") + 1)
        if pack.attempts >= MOST_ATTEMPTS:
            _give_up(pack, "It was tried too often.")
            return False
        return _try(pack)


def _try(pack: Pack) -> bool:
    """What goes wrong for good is told; what passes, such as a database away, is tried again."""
    at = timezone.now()
    try:
        content = _written(pack, at)
    except (DatabaseError, Error, OSError):
        raise
    except Exception as error:
        log.exception("a pack could not be made", pack=pack.pk)
        _give_up(pack, str(error) or repr(error))
        return False
    _keep(pack, content, at)
    return True


def _written(pack: Pack, at: datetime) -> bytes:
    debate = Debate.objects.with_objectives().get(pk=pack.debate_id)
    document = document_of(Matter(debate, pack.language, at), lambda step: _tell(pack, step))
    return WRITERS[pack.format](document)


def _tell(pack: Pack, step: int) -> None:
    """For the page that waits: written at once, and part of no transaction."""
    Pack.objects.filter(pk=pack.pk).update(step=step, steps=STEPS)


@transaction.atomic
def _keep(pack: Pack, content: bytes, at: datetime) -> None:
    pack.refresh_from_db()
    pack.step = pack.steps = STEPS
    pack.data_at, pack.made_at = at, timezone.now()
    pack.sha256, pack.size = hashlib.sha256(content).hexdigest(), len(content)
    # The name in the storage says nothing; the reader's copy is named when it is served.
    pack.file.save(f"{pack.sha256[:32]}.{pack.format}", ContentFile(content), save=False)
    pack.save()
    _notify(pack, "packs.made")


@transaction.atomic
def _give_up(pack: Pack, error: str) -> None:
    Pack.objects.filter(pk=pack.pk).update(error=error)
    _notify(pack, "packs.failed")


def _notify(pack: Pack, kind: str) -> None:
    queue(kind=kind, key=f"{kind}:{pack.pk}", recipient=pack.asked_by, item=pack)
