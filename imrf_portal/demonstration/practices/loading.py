"""Writes the made-up practices that are missing, a table at a time, and lists them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from imrf_portal.demonstration.ledger import A_MOMENT
from imrf_portal.demonstration.practices import adaptations, calls, citations, parts, roster, told
from imrf_portal.demonstration.practices.histories import History
from imrf_portal.demonstration.practices.panels import Panel
from imrf_portal.demonstration.practices.record import Recorder
from imrf_portal.demonstration.practices.rounds import Rounds
from imrf_portal.demonstration.practices.setting import Setting
from imrf_portal.demonstration.practices.stories import stories
from imrf_portal.demonstration.practices.times import midnight
from imrf_portal.demonstration.states import BEING_PREPARED
from imrf_portal.demonstration.times import at_work
from notices.choices import NoticeState
from notices.models import Notice
from practices.asking import KINDS, ask_whether_still_true
from practices.listing import LISTING
from practices.models import Call, Practice
from publication.browsing.listed import show_all
from publication.choices import State
from publication.models import StateChange

AT_ONCE = 1000
CONTACT = "practices@example.org"
YEAR = timedelta(days=365)
# How many have said within a year that their practice is still true; the others were asked.
MOSTLY = 0.88
Pair = tuple[Practice, History]


def load(now: datetime) -> None:
    """Write each practice that is not there yet. One that exists is left as people have it."""
    present = set(Practice.objects.filter(code__in=stories()).values_list("code", flat=True))
    if present == set(stories()) or not Call.objects.filter(is_standing=True).exists():
        return
    setting = Setting()
    histories = setting.histories()
    panels = setting.panels(histories)
    known = calls.write(setting.today, setting.secretariat)
    reviewers = roster.write(setting)
    missing = [history for history in histories if history.story.code not in present]
    practices = Practice.objects.bulk_create(_practice(setting, known, h) for h in missing)
    pairs = list(zip(practices, missing, strict=True))
    parts.write(setting, known, pairs)
    _write_record(Recorder(setting, known, panels), pairs)
    _write_rounds(Rounds(setting, known, reviewers), pairs, panels)
    adaptations.write(setting, pairs)
    citations.write(pairs)
    show_all(LISTING)
    _ask(now)


def _practice(setting: Setting, known: Mapping[str, Call], history: History) -> Practice:
    story, body = history.story, history.body
    author = setting.author(story)
    practice = Practice(
        code=story.code,
        call=known[story.call],
        cycle=setting.cycles[story.year],
        organisation=setting.organisations[story.maker],
        language=story.language,
        title=body.title,
        primary_objective_id=story.objective,
        contact=CONTACT,
        author=author,
        created_at=history.times.begun,
        saved_at=history.last("submit", "resubmit", "correct") or history.times.begun,
        saved_by=author,
        is_demonstration=True,
        **body.texts,
        **_after_all_moves(setting, history),
    )
    if body.is_whole:
        _complete(practice, history)
    return practice


def _complete(practice: Practice, history: History) -> None:
    """All that a draft which was never handed in still lacks."""
    body = history.body
    practice.scope, practice.progress = body.scope, body.progress
    practice.starts_on, practice.ends_on = body.starts_on, body.ends_on
    practice.amount, practice.currency = body.amount, body.currency
    practice.also_in = list(body.also_in)
    if body.implementer:
        practice.is_own, practice.implementer = False, body.implementer
        practice.implementer_email = parts.IMPLEMENTER


def _after_all_moves(setting: Setting, history: History) -> Mapping[str, Any]:
    """The state, with what each move set on the way, as `make_move` and `follow_up` set it."""
    values: dict[str, Any] = {"state": history.state}
    for move, at in history.made:
        is_scheduled = move.target == State.SCHEDULED
        values["publish_at"] = history.times.publication if is_scheduled else None
        if move.hands_in:
            values["submitted_at"] = at
        if move.name == "accept":
            values["reviewed_at"] = at
        if move.name in {"publish", "release"}:
            values |= {"published_at": at, "confirmed_at": _confirmed_at(setting, history, at)}
    return values


def _confirmed_at(setting: Setting, history: History, published_at: datetime) -> datetime | None:
    """Within the last year; None where it was published in it, or nobody has answered."""
    today = midnight(setting.today)
    chance = Random(f"{history.story.code} still true")  # noqa: S311 - made up, not secret
    if published_at > today - YEAR or chance.random() > MOSTLY:
        return None
    day = (today - timedelta(days=chance.randint(12, 330))).date()
    return max(at_work(day, chance), published_at + timedelta(days=1))


def _write_record(recorder: Recorder, pairs: Sequence[Pair]) -> None:
    changes = StateChange.objects.bulk_create(
        [change for pair in pairs for change in recorder.changes(*pair)], batch_size=AT_ONCE
    )
    by_code = {practice.code: history for practice, history in pairs}
    Notice.objects.bulk_create(
        notice
        for change in changes
        if by_code[change.item_code].story.year == BEING_PREPARED
        for notice in recorder.notices(change, by_code[change.item_code])
    )


def _write_rounds(
    rounds: Rounds, pairs: Sequence[Pair], panels: Mapping[str, Sequence[Panel]]
) -> None:
    seated = rounds.write(pairs, panels)
    Notice.objects.bulk_create(
        notice
        for sitting, assignment in seated
        if sitting.history.story.year == BEING_PREPARED
        for notice in told.notices(sitting, assignment, rounds.setting.secretariat)
    )


def _ask(now: datetime) -> None:
    """Those who have not said for a year that it is still true were asked; their mail has left."""
    ask_whether_still_true(now)
    Notice.objects.filter(kind__in=KINDS, state=NoticeState.QUEUED).update(
        state=NoticeState.SENT, attempts=1, claimed_at=now, sent_at=now + A_MOMENT
    )
