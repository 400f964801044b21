"""How the work on the made-up drafts is shared out: ministries, ladders, comments, one link.

All are offices and roles; nobody is invented. It is written once, and left as people have it.
"""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import cache
from secrets import token_hex
from typing import Any

from django.db.models import Max

from imrf_portal.demonstration.progress import DRAFT_OF_THE_TOUR
from imrf_portal.demonstration.states import BEING_PREPARED
from imrf_portal.demonstration.words import DIRECTORY
from publication.choices import State
from reviews.choices import QuestionKind
from reviews.delegation.tokens import digest_of, token_of
from reviews.models import (
    Answer,
    Clearance,
    ClearanceStep,
    Comment,
    Question,
    Review,
    ReviewSection,
    WritingLink,
)
from stakeholders.models import User

WHOSE = {
    "foreign": {"methodology", "next-steps", "objective-14", "objective-23", "annexes"},
    "interior": {f"objective-{number}" for number in (4, 8, 9, 11, 12, 13, 21)},
    "labour": {f"objective-{number}" for number in (5, 6, 16, 18, 19, 20, 22)},
    "justice": {f"objective-{number}" for number in (7, 10, 17)},
    "health": {"objective-15"},
    "statistics": {"objective-1", "objective-3", "means"},
}
BY_LINK = ("objective-1", "objective-3")
WEEKS = timedelta(days=28)
CLEARED_AFTER = timedelta(hours=20)


@cache
def words_in(language: str) -> Mapping[str, Any]:
    path = DIRECTORY / "delegation" / f"{language}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def load(now: datetime) -> None:
    """Share out each made-up draft that nobody has shared out yet."""
    drafts = Review.objects.filter(
        is_demonstration=True, cycle=BEING_PREPARED, state=State.DRAFT, ladder=None
    )
    for review in drafts.select_related("cycle", "country").order_by("code"):
        _share_out(review, now)


def _share_out(review: Review, now: datetime) -> None:
    words = words_in(review.language)
    focal_point = User.objects.get(email=f"focal.{review.country_id.lower()}@example.org")
    sections = list(review.sections.select_related("section", "assignee"))
    steps = ClearanceStep.objects.bulk_create(
        ClearanceStep(review=review, order=order, name=name)
        for order, name in enumerate(words["steps"])
    )
    for section in sections:
        section.ministry = _ministry(section, words)
        section.cleared = _step(section, steps)
    ReviewSection.objects.bulk_update(sections, ["ministry", "cleared"])
    saved = _last_saves(review)
    Clearance.objects.bulk_create(_clearances(sections, saved, words, focal_point, now))
    _comment(review, sections, words, focal_point)
    if review.code == DRAFT_OF_THE_TOUR:
        _link(review, sections, words, focal_point, now)


def _ministry(section: ReviewSection, words: Mapping[str, Any]) -> str:
    key = section.section.key
    whose = next((whose for whose, keys in WHOSE.items() if key in keys), "")
    return str(words["ministries"].get(whose, ""))


def _step(section: ReviewSection, steps: list[ClearanceStep]) -> ClearanceStep | None:
    """What is complete is cleared, the more so the earlier it stands; what is begun, drafted."""
    if section.completed_at:
        return steps[2] if section.section.order % 3 == 0 else steps[1]
    return steps[0] if section.started_at and section.section.order % 2 == 0 else None


def _last_saves(review: Review) -> dict[int, datetime]:
    saved = Answer.objects.filter(review=review).order_by().values_list("question__section")
    return dict(saved.annotate(at=Max("updated_at")))


def _clearances(
    sections: list[ReviewSection],
    saved: Mapping[int, datetime],
    words: Mapping[str, Any],
    by: User,
    now: datetime,
) -> Iterator[Clearance]:
    """Soon after the last save; in a few sections somebody wrote on afterwards."""
    officials = dict(zip(words["steps"][1:], words["cleared-by"], strict=True))
    for section in sections:
        if section.cleared is None:
            continue
        is_changed_since = section.section.order % 6 == 0
        last = saved.get(section.section_id, now)
        since = (section.started_at or last) if is_changed_since else last
        official = officials.get(section.cleared.name, "")
        yield Clearance(
            section=section,
            step=section.cleared.name,
            on_behalf_of=official,
            note=words["clearance-note"] if official == words["cleared-by"][1] else "",
            at=min(since + CLEARED_AFTER, now),
            by=by,
        )


def _comment(
    review: Review, sections: list[ReviewSection], words: Mapping[str, Any], by: User
) -> None:
    """One that is answered and one that is resolved, in the first section that somebody has."""
    section = next((one for one in sections if one.assignee and one.started_at), None)
    if section is None or section.started_at is None:
        return
    asked = Question.objects.filter(section=section.section, kind=QuestionKind.LONG_TEXT)
    question = asked.order_by("order").first()
    if question is None:
        return
    at = section.started_at + timedelta(days=1)
    first = Comment.objects.create(
        review=review, question=question, text=words["question"], at=at, by=by
    )
    Comment.objects.create(
        review=review,
        question=question,
        in_reply_to=first,
        text=words["answer"],
        at=at + timedelta(hours=3),
        by=section.assignee,
    )
    Comment.objects.create(
        review=review,
        question=question,
        text=words["settled"],
        at=at + timedelta(hours=4),
        by=by,
        resolved_at=at + timedelta(hours=20),
        resolved_by=str(section.assignee),
    )


def _link(
    review: Review,
    sections: list[ReviewSection],
    words: Mapping[str, Any],
    by: User,
    now: datetime,
) -> None:
    """As one was sent a while ago; no mail of it is left to be found."""
    link = WritingLink.objects.create(
        review=review,
        name=words["link"],
        email=f"statistics.{review.country_id.lower()}@example.org",
        language=review.language,
        digest=token_hex(32),
        created_at=review.created_at,
        created_by=by,
        expires_at=now + WEEKS * 2,
    )
    link.digest = digest_of(token_of(link))
    link.save(update_fields=["digest"])
    link.sections.set(section for section in sections if section.section.key in BY_LINK)
