"""Writes the made-up pledges that are missing, a table at a time, and lists them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from imrf_portal.demonstration.ledger import A_MOMENT
from imrf_portal.demonstration.pledges import files, parts
from imrf_portal.demonstration.pledges.histories import History
from imrf_portal.demonstration.pledges.record import Recorder, moves_of
from imrf_portal.demonstration.pledges.setting import Setting
from imrf_portal.demonstration.pledges.stories import stories
from imrf_portal.demonstration.states import BEING_PREPARED
from notices.choices import NoticeState
from notices.models import Notice
from pledges.asking import KINDS, ask_for_news
from pledges.listing import LISTING
from pledges.models import Pledge
from publication.browsing.listed import show_all
from publication.choices import State
from publication.models import StateChange

AT_ONCE = 1000
CONTACT = "pledges@example.org"
Pair = tuple[Pledge, History]


def load(now: datetime) -> None:
    """Write each pledge that is not there yet. One that exists is left as people have it."""
    present = set(Pledge.objects.filter(code__in=stories()).values_list("code", flat=True))
    missing = [story for code, story in stories().items() if code not in present]
    if not missing:
        return
    setting = Setting()
    histories = [setting.history(story) for story in missing]
    pledges = Pledge.objects.bulk_create(_pledge(setting, history) for history in histories)
    pairs = list(zip(pledges, histories, strict=True))
    _match(pairs)
    parts.write(setting, pairs)
    _write_record(setting, pairs)
    show_all(LISTING)
    _ask(now)


def _pledge(setting: Setting, history: History) -> Pledge:
    story, body = history.story, history.body
    author = setting.speakers[story.maker]
    return Pledge(
        code=story.code,
        organisation=setting.organisations[story.maker],
        cycle=setting.cycles[story.year],
        language=story.language,
        kind=story.kind,
        side=story.side,
        title=body.title,
        description=body.description,
        natures=list(body.natures),
        scope=body.scope,
        starts_on=body.starts_on,
        ends_on=body.ends_on,
        amount=body.amount,
        currency=body.currency,
        contact=CONTACT,
        stage=history.stage,
        stage_reason=next((told.reason for told in history.news if told.reason), ""),
        news_at=history.news_at,
        author=author,
        created_at=history.begun,
        saved_at=history.begun,
        saved_by=author,
        is_demonstration=True,
        **_after_all_moves(history),
    )


def _after_all_moves(history: History) -> Mapping[str, Any]:
    """The state, with what each move set on the way, as `make_move` sets it."""
    values: dict[str, Any] = {"state": State.DRAFT}
    for move, at in moves_of(history):
        is_scheduled = move.target == State.SCHEDULED
        values |= {
            "state": move.target,
            "publish_at": history.publication if is_scheduled else None,
        }
        if move.target == State.SUBMITTED:
            values["submitted_at"] = at
        if move.target == State.PUBLISHED and move.source != State.PUBLISHED:
            values["published_at"] = at
    return values


def _match(pairs: Sequence[Pair]) -> None:
    """Let each matching pledge answer the one of the code that its story names."""
    codes = {history.story.answers for _pledge, history in pairs}
    needs = {need.code: need for need in Pledge.objects.filter(code__in=codes)}
    matching = [pledge for pledge, history in pairs if history.story.answers]
    for pledge, history in pairs:
        if history.story.answers:
            pledge.answers_to = needs[history.story.answers]
    Pledge.objects.bulk_update(matching, ["answers_to"])


def _write_record(setting: Setting, pairs: Sequence[Pair]) -> None:
    attached = [
        files.attach(pledge, history, pledge.author)
        for pledge, history in pairs
        if pledge.code in files.WITH_FILE
    ]
    recorder = Recorder(
        setting.secretariat, setting.speakers, setting.organisations, files.by_pledge(attached)
    )
    changes = StateChange.objects.bulk_create(
        [change for pair in pairs for change in recorder.changes(*pair)], batch_size=AT_ONCE
    )
    by_code = {pledge.code: history for pledge, history in pairs}
    Notice.objects.bulk_create(
        notice
        for change in changes
        if by_code[change.item_code].story.year == BEING_PREPARED
        for notice in recorder.notices(change, by_code[change.item_code])
    )


def _ask(now: datetime) -> None:
    """Those who have been silent for a year were asked what is new, and their mail has left."""
    ask_for_news(now)
    Notice.objects.filter(kind__in=KINDS, state=NoticeState.QUEUED).update(
        state=NoticeState.SENT, attempts=1, claimed_at=now, sent_at=now + A_MOMENT
    )
