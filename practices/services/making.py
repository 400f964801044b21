"""Beginning, saving and correcting a practice."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from practices.models import Call, Practice
from practices.numbering import next_code
from practices.problems import problems_of
from practices.rules import may_correct, may_submit_for, may_write
from practices.services.errors import ClosedCallError, NotAllowedError
from publication.choices import WRITABLE, State
from publication.drafts.saving import ClosedDraftError, IncompleteError, claim
from publication.moves import make_move
from stakeholders.models import Organisation, User

Write = Callable[[Practice], None]


@transaction.atomic
def begin_practice(*, organisation: Organisation, call: Call, language: str, by: User) -> Practice:
    """An empty draft with its code."""
    if not may_submit_for(by, organisation):
        raise NotAllowedError
    if not call.is_open(timezone.now()):
        raise ClosedCallError
    return Practice.objects.create(
        code=next_code(call.cycle_id),
        call=call,
        cycle=call.cycle,
        organisation=organisation,
        language=language,
        author=by,
        saved_by=by,
    )


@transaction.atomic
def save_draft(*, practice: Practice, base_revision: int, write: Write, by: User) -> Practice:
    """Let `write` put what was typed into the practice and its parts, if nobody has saved since.

    Raises StaleSaveError or ClosedDraftError, with nothing written.
    """
    current = claim(practice, base=base_revision, states=WRITABLE, by=by)
    if not may_write(by, current):
        raise ClosedDraftError
    write(current)
    return current


@transaction.atomic
def correct_practice(
    *, practice: Practice, base_revision: int, write: Write, note: str, by: User
) -> Practice:
    """Correct a published practice: the record keeps the version before and the reason.

    Raises StaleSaveError, IncompleteError if it would lack what it had, and what `make_move`
    raises besides: without a note it is refused.
    """
    try:
        current = claim(practice, base=base_revision, states=[State.PUBLISHED], by=by)
    except ClosedDraftError as error:
        raise NotAllowedError from error
    if not may_correct(by, current):
        raise NotAllowedError
    lacked = {name for name, _words in problems_of(current)}
    write(current)
    problems = [(name, words) for name, words in problems_of(current) if name not in lacked]
    if problems:
        raise IncompleteError(problems)
    make_move(current, "correct", by=by, note=note)
    return current
