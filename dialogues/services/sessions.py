"""Beginning, saving and changing a session: only the Secretariat does."""

from collections.abc import Callable

from django.db import transaction
from modeltranslation.utils import build_localized_fieldname

from dialogues.models import Series, Session
from dialogues.numbering import next_code
from dialogues.problems import problems_of
from dialogues.registering.telling import tell_how_to_join
from dialogues.rules import may_correct_session, may_prepare, may_write_session
from dialogues.services.errors import NotAllowedError
from publication.choices import State
from publication.drafts.saving import ClosedDraftError, IncompleteError, claim
from publication.moves import make_move
from stakeholders.models import User

Write = Callable[[Session], None]
ENGLISH_TITLE = build_localized_fieldname("title", "en")


@transaction.atomic
def save_series(*, series: Series, by: User) -> Series:
    if not may_prepare.test(by):
        raise NotAllowedError
    series.save()
    return series


@transaction.atomic
def begin_session(*, series: Series, title: str, by: User) -> Session:
    """An empty draft with its code."""
    if not may_prepare.test(by):
        raise NotAllowedError
    return Session.objects.create(
        code=next_code(series.cycle_id),
        series=series,
        cycle=series.cycle,
        saved_by=by,
        **{ENGLISH_TITLE: title},
    )


@transaction.atomic
def save_draft(*, session: Session, base_revision: int, write: Write, by: User) -> Session:
    """Let `write` put what was typed into the session and its parts, if nobody has saved since.

    Raises StaleSaveError or ClosedDraftError, with nothing written.
    """
    current = claim(session, base=base_revision, states=[State.DRAFT], by=by)
    if not may_write_session(by, current):
        raise ClosedDraftError
    write(current)
    return current


@transaction.atomic
def change_session(
    *, session: Session, base_revision: int, write: Write, note: str, by: User
) -> Session:
    """Change a session that is announced: the record keeps the version before and the reason.

    Who is registered learns of another time or place (`registering.following`), and of another
    way to join. Raises StaleSaveError, IncompleteError and what `make_move` raises besides.
    """
    try:
        current = claim(session, base=base_revision, states=[State.PUBLISHED], by=by)
    except ClosedDraftError as error:
        raise NotAllowedError from error
    if not may_correct_session(by, current):
        raise NotAllowedError
    joining = current.joining
    write(current)
    if problems := list(problems_of(current)):
        raise IncompleteError(problems)
    change = make_move(current, "correct", by=by, note=note)
    if current.joining != joining:
        tell_how_to_join(current, change.at)
    return current
