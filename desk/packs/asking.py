"""Asking for a pack: once for each debate, language and format, however often one presses."""

import structlog
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from desk.choices import PackFormat
from desk.models import Pack
from desk.packs.rules import may_ask_for_packs
from dialogues.models import Debate
from stakeholders.models import User

log = structlog.get_logger(__name__)


class NotAllowedError(Exception):
    """Only the Secretariat asks for packs."""


@transaction.atomic
def ask_for_pack(*, debate: Debate, language: str, format: PackFormat, by: User) -> Pack:
    """A new pack with the data of now, or the one of this kind that is in the making."""
    if not may_ask_for_packs.test(by):
        raise NotAllowedError
    pack, is_new = Pack.objects.get_or_create(
        debate=debate,
        language=language,
        format=format,
        made_at=None,
        error="",
        defaults={"asked_by": by, "asked_at": timezone.now()},
    )
    if is_new:
        transaction.on_commit(lambda: hand_over(pack.pk), robust=True)
    return pack


def hand_over(pk: int) -> None:
    """Give it to a worker. Without a broker it waits for the sweep."""
    from desk.tasks import make_pack  # noqa: PLC0415  (the task calls this package)

    try:
        make_pack.apply_async((pk,), retry=False)
    except (OperationalError, RedisError, OSError) as error:
        log.warning("broker is away; the pack waits", pack=pk, error=str(error))


def hand_over_all() -> int:
    """What waits because a broker was down or a worker died. One too many is harmless."""
    numbers = list(Pack.objects.waiting().values_list("pk", flat=True))
    for pk in numbers:
        hand_over(pk)
    return len(numbers)
