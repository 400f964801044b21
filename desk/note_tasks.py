"""What waits on a person in background notes: on co-chairs and on the Secretariat."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from desk.waiting import Task
from dialogues.models import BackgroundNote
from dialogues.notes.clearing import clearances_of, is_cleared
from dialogues.rules import chairs
from publication.choices import State
from publication.workflow import Attempt
from stakeholders.choices import SPEAKERS
from stakeholders.models import User
from stakeholders.rules import is_secretariat


def note_tasks(user: User) -> Iterator[Task]:
    yield from _to_clear(user)
    if is_secretariat(user):
        yield from _to_look_after()
        yield from _held_up(timezone.now())


def _to_clear(user: User) -> Iterator[Task]:
    speaks_for = [organisation for role, organisation in user.roles_held if role in SPEAKERS]
    before_them = BackgroundNote.objects.with_names().filter(
        state=State.UNDER_REVIEW, debate__co_chairs__organisation__in=speaks_for
    )
    for note in before_them.distinct() if speaks_for else ():
        given = clearances_of(note)
        if any(given.get(one) is None for one in chairs(user, note.debate)):
            yield Task(
                title=_("Clear %(code)s") % {"code": note.code},
                url=note.desk_address,
                why=_("You speak for a co-chair of the debate."),
            )


def _to_look_after() -> Iterator[Task]:
    """What came back from the co-chairs, and what all of them have cleared."""
    theirs = BackgroundNote.objects.with_names().filter(
        state__in=[State.REVISING, State.UNDER_REVIEW]
    )
    for note in theirs:
        if note.state == State.REVISING:
            words, why = _("Revise %(code)s"), _("It was returned, or a new version was begun.")
        elif (given := clearances_of(note)) and all(given.values()):
            words, why = _("Publish %(code)s"), _("All co-chairs cleared it.")
        else:
            continue
        yield Task(title=words % {"code": note.code}, url=note.desk_address, why=why)


def _held_up(now: datetime) -> Iterator[Task]:
    """What is scheduled and will not come out, or should have: nobody else would learn of it.

    Who chairs a debate can change while its note waits, and only a note that is held back can be
    cleared.
    """
    for note in BackgroundNote.objects.with_names().filter(state=State.SCHEDULED):
        problems = list(is_cleared(note, Attempt(by=None, now=now)))
        if not problems and note.publish_at and note.publish_at <= now:
            problems = [_("It is not published yet.")]
        if problems:
            yield Task(
                title=f"{_('Hold publication back')} ({note.code})",
                url=note.desk_address,
                why=" ".join(map(str, problems)),
                due=note.publish_at,
            )
