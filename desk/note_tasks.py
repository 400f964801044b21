"""What waits on a person in background notes: on co-chairs and on the Secretariat."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from desk.waiting import Task
from dialogues.models import BackgroundNote
from dialogues.notes.clearing import clearances_of
from dialogues.rules import chairs
from publication.choices import State
from stakeholders.choices import SPEAKERS
from stakeholders.models import User
from stakeholders.rules import is_secretariat


def note_tasks(user: User) -> Iterator[Task]:
    yield from _to_clear(user)
    if is_secretariat(user):
        yield from _to_finish()
        yield from _to_publish()


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


def _to_finish() -> Iterator[Task]:
    for note in BackgroundNote.objects.filter(state=State.REVISING):
        yield Task(
            title=_("Revise %(code)s") % {"code": note.code},
            url=note.desk_address,
            why=_("It was returned, or a new version was begun."),
        )


def _to_publish() -> Iterator[Task]:
    for note in BackgroundNote.objects.with_names().filter(state=State.UNDER_REVIEW):
        given = clearances_of(note)
        if given and all(given.values()):
            yield Task(
                title=_("Publish %(code)s") % {"code": note.code},
                url=note.desk_address,
                why=_("All co-chairs cleared it."),
            )
