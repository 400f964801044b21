"""The State's own ladder of clearance, and a section's way up and down on it."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from django.db import transaction

from reviews.models import Clearance, ClearanceStep, Review, ReviewSection
from reviews.rules import may_lead
from reviews.services.errors import NotAllowedError, ReviewError
from reviews.services.holding import hold_draft
from stakeholders.models import User

MOST_STEPS = 12


class BadLadderError(ReviewError):
    """Two steps have one name, or there are too many."""


@transaction.atomic
def set_ladder(*, review: Review, names: Sequence[str], by: User) -> None:
    """The steps from the lowest to the highest. One that has another name now is that step still.

    A section that stood on a step that is gone stands on the next lower one, on the record.
    """
    if not may_lead(by, review):
        raise NotAllowedError
    if len({name.casefold() for name in names}) < len(names) or len(names) > MOST_STEPS:
        raise BadLadderError
    # One at a time: two ladders at once would be woven into each other.
    Review.objects.select_for_update().get(pk=review.pk)
    before = list(review.ladder.all())
    kept = _kept(before, names)
    _step_down(review, before, set(kept.values()), by)
    review.ladder.exclude(pk__in=[step.pk for step in kept.values()]).delete()
    _write(review, names, kept)


def _kept(before: Sequence[ClearanceStep], names: Sequence[str]) -> dict[int, ClearanceStep]:
    """Which step stands now at which place: by its name, or else renamed where it stood."""
    by_name = {step.name: step for step in before}
    kept = {place: by_name[name] for place, name in enumerate(names) if name in by_name}
    old = [step.name for step in before]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, names, autojunk=False).get_opcodes():
        if tag == "replace" and i2 - i1 == j2 - j1:
            for step, place in zip(before[i1:i2], range(j1, j2), strict=True):
                if place not in kept and step not in kept.values():
                    kept[place] = step
    return kept


def _step_down(
    review: Review, before: Sequence[ClearanceStep], kept: set[ClearanceStep], by: User
) -> None:
    lower: ClearanceStep | None = None
    for step in before:
        if step in kept:
            lower = step
            continue
        for section in ReviewSection.objects.filter(review=review, cleared=step):
            _move(section, lower, by)


def _write(review: Review, names: Sequence[str], kept: dict[int, ClearanceStep]) -> None:
    # A name may pass from one step to another: each first gets one that nobody has.
    for step in kept.values():
        ClearanceStep.objects.filter(pk=step.pk).update(name=f"\x1f{step.pk}")
    for place, name in enumerate(names):
        if place in kept:
            ClearanceStep.objects.filter(pk=kept[place].pk).update(order=place, name=name)
        else:
            ClearanceStep.objects.create(review=review, order=place, name=name)


@transaction.atomic
def clear_section(
    *,
    section: ReviewSection,
    step: ClearanceStep | None,
    on_behalf_of: str = "",
    note: str = "",
    by: User,
) -> Clearance:
    """Put a section on a step of the ladder, or below the first (`step=None`), on the record."""
    review = section.review
    if not may_lead(by, review) or (step is not None and step.review_id != review.pk):
        raise NotAllowedError
    hold_draft(review)
    # Whoever changes the ladder holds the review alone: a step that is there now stays.
    if step is not None and not review.ladder.filter(pk=step.pk).exists():
        raise NotAllowedError
    return _move(section, step, by, on_behalf_of, note)


def _move(
    section: ReviewSection,
    step: ClearanceStep | None,
    by: User,
    on_behalf_of: str = "",
    note: str = "",
) -> Clearance:
    section.cleared = step
    section.save(update_fields=["cleared"])
    return Clearance.objects.create(
        section=section,
        step=step.name if step else "",
        on_behalf_of=on_behalf_of,
        note=note,
        by=by,
    )
