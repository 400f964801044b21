"""Rows of the record and of the outbox, as `make_move` would have written them at that time."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType

from notices.choices import NoticeState
from notices.models import Notice
from publication.models import Publishable, StateChange
from publication.moves import PORTAL, digest_of
from publication.workflow import Move
from stakeholders.models import User

A_MOMENT = timedelta(seconds=4)


def state_change(
    item: Publishable,
    *,
    sequence: int,
    move: Move,
    at: datetime,
    by: User | None,
    note: str,
    content: dict[str, Any] | None,
) -> StateChange:
    return StateChange(
        item_type=ContentType.objects.get_for_model(item),
        item_id=item.pk,
        item_code=item.code,
        sequence=sequence,
        move=move.name,
        from_state=move.source,
        to_state=move.target,
        by=by,
        by_name=str(by or PORTAL),
        note=note,
        at=at,
        content=content,
        digest=digest_of(content) if content is not None else "",
    )


def notice_of_move(kind: str, change: StateChange, recipient: User) -> Notice:
    """What was told of the move, as sent long ago."""
    return Notice(
        key=f"{kind}:{change.pk}:{recipient.pk}",
        kind=kind,
        recipient=recipient,
        item_type=change.item_type,
        item_id=str(change.item_id),
        context={"by": change.by_name, "note": change.note, "at": change.at.isoformat()},
        **sent(change.at),
    )


def sent(at: datetime) -> dict[str, Any]:
    """How a notice stands that left at its first attempt."""
    return {
        "state": NoticeState.SENT,
        "attempts": 1,
        "queued_at": at,
        "try_at": at,
        "claimed_at": at,
        "sent_at": at + A_MOMENT,
    }
