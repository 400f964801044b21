"""Beginning, saving and correcting a pledge."""

from collections.abc import Callable

from django.db import transaction

from compact.models import Cycle
from pledges.models import Pledge
from pledges.numbering import next_code
from pledges.problems import problems_of
from pledges.rules import may_correct, may_pledge_for, may_write
from pledges.services.errors import IncompleteError, NotAllowedError
from publication.choices import State
from publication.drafts.saving import ClosedDraftError, claim
from publication.moves import make_move
from stakeholders.models import Organisation, User

Write = Callable[[Pledge], None]


@transaction.atomic
def begin_pledge(*, organisation: Organisation, cycle: Cycle, language: str, by: User) -> Pledge:
    """An empty draft with its code."""
    if not may_pledge_for(by, organisation):
        raise NotAllowedError
    return Pledge.objects.create(
        code=next_code(cycle.year),
        organisation=organisation,
        cycle=cycle,
        language=language,
        author=by,
        saved_by=by,
    )


@transaction.atomic
def save_draft(*, pledge: Pledge, base_revision: int, write: Write, by: User) -> Pledge:
    """Let `write` put what was typed into the pledge and its parts, if nobody has saved since.

    Raises StaleSaveError or NotAllowedError, with nothing written.
    """
    current = _claim(pledge, base_revision, State.DRAFT, by)
    if not may_write(by, current):
        raise NotAllowedError
    write(current)
    return current


@transaction.atomic
def correct_pledge(
    *, pledge: Pledge, base_revision: int, write: Write, note: str, by: User
) -> Pledge:
    """Correct a published pledge: the record keeps the version before and the reason.

    Raises IncompleteError if it would lack what it had (one from before the portal may have lacked
    some of it all along), and what `make_move` raises besides: without a note it is refused.
    """
    current = _claim(pledge, base_revision, State.PUBLISHED, by)
    if not may_correct(by, current):
        raise NotAllowedError
    lacked = {name for name, _words in problems_of(current)}
    write(current)
    problems = [(name, words) for name, words in problems_of(current) if name not in lacked]
    if problems:
        raise IncompleteError(problems)
    make_move(current, "correct", by=by, note=note)
    return current


def _claim(pledge: Pledge, base_revision: int, state: State, by: User) -> Pledge:
    try:
        return claim(pledge, base=base_revision, states=[state], by=by)
    except ClosedDraftError as error:
        raise NotAllowedError from error
