"""Whom made-up reviews consulted, and what was said to their calls for input."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import cache
from random import Random
from typing import Any

from imrf_portal.demonstration.histories import History
from imrf_portal.demonstration.times import DAY, between, calendar_of, in_order
from imrf_portal.demonstration.words import DIRECTORY
from reviews.consulting.content import content_of_consultation, content_of_input
from reviews.models import Consultation, Input, InputCall, Review
from stakeholders.choices import Role
from stakeholders.models import Membership

Pair = tuple[Review, History]

GROUPS = {
    "unions": ("private-sector", "trade-union"),
    "civil": ("civil-society", "faith-based", "nhri"),
    "migrants": ("migrants", "diaspora"),
    "cities": ("local-authority",),
    "parliament": ("parliamentarian",),
    "academia": ("academia", "media"),
    "un": ("un-entity", "red-cross-red-crescent"),
}
IN_SEVERAL_DAYS = "civil"
WITHOUT_NAMES = {"migrants", "unions"}
# A draft whose focal point was called away while writing.
HALF_WRITTEN = "REV-2030-FJI"
CALL_IS_OPEN = {"REV-2030-CRI", HALF_WRITTEN}
CALL_IS_OVER = {"REV-2022-CRI", "REV-2026-CRI", "REV-2026-KEN", "REV-2026-MEX", "REV-2030-SLV"}
OPEN_FOR, HELD_OPEN = 100 * DAY, 0.7
LAST_MOMENT = time(23, 59, 59)


@cache
def words_in(language: str) -> dict[str, Any]:
    text = (DIRECTORY / "consultations" / f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def write(pairs: Iterable[Pair]) -> dict[str, dict[str, Any]]:
    """Write it for these reviews; what a snapshot of each keeps of it, by the review's code."""
    pairs = list(pairs)
    reviews = [review for review, _history in pairs]
    made = [one for review, history in pairs for one in _consultations(review, history)]
    kept = Consultation.objects.bulk_create([consultation for consultation, _key in made])
    took_part = Consultation.groups.through
    took_part.objects.bulk_create(
        took_part(consultation_id=one.pk, stakeholdertype_id=group)
        for one, (_consultation, key) in zip(kept, made, strict=True)
        for group in GROUPS[key]
    )
    calls = [_call(review, history) for review, history in pairs if _has_call(review)]
    InputCall.objects.bulk_create(calls)
    by_code = {review.code: history for review, history in pairs}
    speakers = Speakers()
    Input.objects.bulk_create(
        given for call in calls for given in _inputs(call, by_code[call.review.code], speakers)
    )
    return _content(reviews)


def _content(reviews: list[Review]) -> dict[str, dict[str, Any]]:
    content: dict[str, dict[str, Any]] = defaultdict(dict)
    codes = {review.pk: review.code for review in reviews}
    held = Consultation.objects.filter(review__in=codes).prefetch_related("groups")
    for one in held:
        rows = content[codes[one.review_id]].setdefault("consultations", [])
        rows.append(content_of_consultation(one))
    given = Input.objects.filter(call__review__in=codes)
    for said in given.select_related("call", "by", "organisation", "section__section"):
        rows = content[codes[said.call.review_id]].setdefault("inputs", [])
        rows.append(content_of_input(said))
    return dict(content)


def _consultations(review: Review, history: History) -> Iterator[tuple[Consultation, str]]:
    """Between three and six of them, in the order of their days."""
    chance = Random(f"{review.code} consultations")  # noqa: S311 - made up, not secret
    begun, end = history.times.writing(history.story)
    keys = chance.sample(sorted(GROUPS), chance.randint(3, 6))
    for key, moment in zip(keys, in_order(len(keys), begun, end - DAY, chance), strict=True):
        yield _consultation(review, history, key, moment, chance), key
    if review.code == HALF_WRITTEN:
        yield _half_written(review, history, end), "cities"


def _consultation(
    review: Review, history: History, key: str, moment: datetime, chance: Random
) -> Consultation:
    words = words_in(review.language)
    _begun, end = history.times.writing(history.story)
    held_on = moment.date()
    return Consultation(
        review=review,
        held_on=held_on,
        until=held_on + DAY if key == IN_SEVERAL_DAYS else None,
        place=chance.choice(words["places"]),
        people=chance.randint(2, 24) * 5,
        consents_to_be_named=key not in WITHOUT_NAMES,
        saved_at=between(moment, end, chance),
        saved_by=history.team.focal_point,
        revision=2,
        **words[key],
    )


def _half_written(review: Review, history: History, end: datetime) -> Consultation:
    return Consultation(
        review=review,
        held_on=end.date(),
        title=words_in(review.language)["cities"]["title"],
        saved_at=end,
        saved_by=history.team.focal_point,
        rough={"people": ["about forty"]},
    )


def _has_call(review: Review) -> bool:
    return review.code in CALL_IS_OPEN | CALL_IS_OVER


def _call(review: Review, history: History) -> InputCall:
    begun, end = history.times.writing(history.story)
    zone = history.team.focal_point.zone
    calendar = calendar_of(review.cycle) if review.code in CALL_IS_OPEN else None
    last = calendar.opened + OPEN_FOR if calendar else (begun + (end - begun) * HELD_OPEN).date()
    return InputCall(
        review=review,
        introduction=words_in(review.language)["call"].strip(),
        opens_at=datetime.combine(begun.astimezone(zone).date(), time.min, tzinfo=zone),
        closes_at=datetime.combine(last, LAST_MOMENT, tzinfo=zone),
        time_zone=zone.key,
        by=history.team.focal_point,
        saved_at=begun,
    )


@dataclass
class Speakers:
    """Who answers calls: representatives of made-up organisations, civil society first."""

    known: list[Membership] = field(default_factory=list)

    def __post_init__(self) -> None:
        speak = Membership.objects.filter(role=Role.REPRESENTATIVE, until=None)
        speak = speak.filter(user__email__endswith="@example.org")
        rows = speak.select_related("user", "organisation").order_by("user__email")
        self.known = sorted(rows, key=lambda one: not one.user.email.startswith("civil@"))

    def some(self, count: int, chance: Random) -> list[Membership]:
        return [self.known[0], *chance.sample(self.known[1:], count - 1)]


def _inputs(call: InputCall, history: History, speakers: Speakers) -> Iterator[Input]:
    """Of a call that is over, the use of each is noted; of one that is open, of the first."""
    chance = Random(f"{call.review.code} inputs")  # noqa: S311 - made up, not secret
    begun, end = history.times.writing(history.story)
    last = min(end, call.closes_at)
    language = call.review.language
    said, used = words_in(language)["inputs"]["said"], words_in(language)["inputs"]["use"]
    sections = [*call.review.sections.order_by("section__order")[1:], None]
    moments = in_order(len(said), begun, last, chance)
    senders = speakers.some(len(said), chance)
    for number, (sender, at) in enumerate(zip(senders, moments, strict=True)):
        is_noted = call.review.code in CALL_IS_OVER or number == 0
        yield Input(
            call=call,
            section=chance.choice(sections),
            organisation=sender.organisation,
            by=sender.user,
            language=language,
            text=said[number],
            consents_to_be_named=number != 1,
            at=at,
            **(_noted(used[number], between(at, end, chance), history) if is_noted else {}),
        )


def _noted(use: str, at: datetime, history: History) -> dict[str, Any]:
    return {"use": use, "use_noted_at": at, "use_noted_by": history.team.focal_point}
