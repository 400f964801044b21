"""Writes the made-up discussions that are missing, with what was said in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import override
from modeltranslation.utils import build_localized_fieldname

from dialogues.discussion.space_forms import STANDARD_RULES
from dialogues.models import (
    Debate,
    Following,
    GuidingQuestion,
    Session,
    Space,
    SpaceExtension,
)
from dialogues.models.debates import POLICY_DEBATE
from imrf_portal.demonstration.dialogues import contributions
from imrf_portal.demonstration.dialogues.words import read
from imrf_portal.demonstration.people import OF_THE_SECRETARIAT
from imrf_portal.demonstration.times import DAY
from stakeholders.models import User
from stakeholders.record import acting

# English first: it stands in for what is not translated.
LANGUAGES = sorted((code for code, _name in settings.LANGUAGES), key=lambda code: code != "en")
PAST = 2022
# The debates of the forum that is held, and of the one that is prepared, have discussions.
OF_FORUMS = (PAST, 2030)
OPENED, CLOSED = datetime(2022, 2, 10, 14, tzinfo=UTC), datetime(2022, 4, 22, 22, tzinfo=UTC)
BEFORE, AFTER = timedelta(days=7), timedelta(days=30)
FOLLOWERS = ("civil@example.org", "un@example.org", "moderator@example.org")
LONGER = {
    "2022-3": "Several city councils asked for more time, because their sessions were in April.",
    "2030-1": "The discussion was begun late in two languages.",
}


@dataclass(frozen=True)
class Plan:
    """A discussion: what it belongs to, on which topic, from when to when, how much was said."""

    code: str
    topic: str
    opens_at: datetime
    closes_at: datetime
    threads: int
    session: Session | None = None
    debate: Debate | None = None


def load(now: datetime) -> None:
    """Write each discussion that is not there. One that exists is left as people have it.

    To be called when the sessions and the debates are there.
    """
    plans = [*_of_debates(now), *_of_sessions(now)]
    present = set(Space.objects.values_list("code", flat=True))
    missing = [plan for plan in plans if plan.code not in present]
    if not missing:
        return
    Space.objects.bulk_create(map(_space, missing))
    spaces = {space.code: space for space in Space.objects.with_names()}
    pairs = [(spaces[plan.code], plan) for plan in missing]
    _ask(pairs)
    _follow(pairs, now)
    _put_off(pairs)
    with acting(by=None, verb="load the demonstration"):
        contributions.write([(space, plan.topic, plan.threads) for space, plan in pairs], now)


def _of_debates(now: datetime) -> Iterator[Plan]:
    for debate in Debate.objects.with_names().filter(cycle__in=OF_FORUMS):
        code, is_past = f"{debate.cycle_id}-{debate.slug}", debate.cycle_id == PAST
        opens_at, closes_at, threads = OPENED, CLOSED, 24
        if not is_past:
            # The policy debate of the coming forum is not open yet.
            opens_at = now + 10 * DAY if debate.slug == POLICY_DEBATE else now - 20 * DAY
            closes_at, threads = opens_at + 60 * DAY, 14
        yield Plan(code, debate.slug, opens_at, closes_at, threads, debate=debate)


def _of_sessions(now: datetime) -> Iterator[Plan]:
    """Of each that was held in 2022, and of the next one to come."""
    announced = Session.objects.published().filter(is_demonstration=True, starts_at__isnull=False)
    held = list(announced.filter(cycle=PAST).order_by("code"))
    coming = list(announced.filter(starts_at__gt=now).order_by("starts_at", "code")[:1])
    for session in (*held, *coming):
        assert session.starts_at is not None  # noqa: S101 - narrows the type
        opens_at = min(session.starts_at - BEFORE, now - 5 * DAY)
        if session in held:
            opens_at = session.starts_at - BEFORE
        closes_at = session.starts_at + AFTER
        yield Plan(session.code.lower(), _topic(session), opens_at, closes_at, 8, session=session)


def _topic(session: Session) -> str:
    debate = session.debates.select_related("round_table").first()
    return debate.slug if debate else POLICY_DEBATE


def _space(plan: Plan) -> Space:
    texts: dict[str, str] = {}
    for code in LANGUAGES:
        words = read(f"discussions/{code}")
        with override(code):
            title = words["topics"][plan.topic]["title"]
            if plan.session is not None:
                title = words["after_session"].format(session=plan.session.title)
            rules = str(STANDARD_RULES)
        texts[_in("title", code)] = title[:200]
        texts[_in("introduction", code)] = words["introduction"]
        # Not translated yet, it is left to the language that stands in for it.
        if code == "en" or rules != texts.get(_in("rules", "en"), ""):
            texts[_in("rules", code)] = rules
    return Space(
        session=plan.session,
        debate=plan.debate,
        code=plan.code,
        opens_at=plan.opens_at,
        closes_at=plan.closes_at,
        is_demonstration=True,
        **texts,
    )


def _ask(pairs: Sequence[tuple[Space, Plan]]) -> None:
    GuidingQuestion.objects.bulk_create(
        GuidingQuestion(space=space, order=order, **texts)
        for space, plan in pairs
        for order, texts in enumerate(_questions(plan), 1)
    )


def _questions(plan: Plan) -> list[dict[str, str]]:
    by_language = {code: read(f"discussions/{code}") for code in LANGUAGES}
    if plan.session is not None:
        return [{_in("text", code): w["session_question"] for code, w in by_language.items()}]
    asked = {code: w["topics"][plan.topic]["questions"] for code, w in by_language.items()}
    return [
        {_in("text", code): texts[place] for code, texts in asked.items()}
        for place in range(len(asked["en"]))
    ]


def _follow(pairs: Sequence[tuple[Space, Plan]], now: datetime) -> None:
    people = list(User.objects.filter(email__in=FOLLOWERS).order_by("pk"))
    Following.objects.bulk_create(
        Following(space=space, user=person, since=now, told_until=now)
        for space, _plan in pairs
        if space.closes_at > now
        for person in people
    )


def _put_off(pairs: Sequence[tuple[Space, Plan]]) -> None:
    by = User.objects.get(email=OF_THE_SECRETARIAT.email)
    SpaceExtension.objects.bulk_create(
        SpaceExtension(
            space=space,
            closed_before=space.closes_at - 7 * DAY,
            closes_after=space.closes_at,
            reason=LONGER[space.code],
            at=space.opens_at + 6 * DAY,
            by=by,
        )
        for space, _plan in pairs
        if space.code in LONGER
    )


def _in(name: str, language: str) -> Any:
    return build_localized_fieldname(name, language)
