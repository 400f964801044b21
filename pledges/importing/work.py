"""What a worker does with an import. Killed at any moment, it can be done again from the start."""

from contextlib import AbstractContextManager

import structlog
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import override

from notices.services import queue
from pledges.choices import ImportState
from pledges.importing.checking import Plan, check
from pledges.importing.progress import tell
from pledges.importing.reports import Report, failed, report_of
from pledges.importing.writing import Writer
from pledges.models import ImportRun
from publication.alone import alone_with
from publication.moves import NotAllowedError
from stakeholders.models import User

log = structlog.get_logger(__name__)
# Fixed numbers: one worker works on an import, and imports are brought in one after the other.
LOCK_OF_ONE, LOCK_OF_ALL = 7_201_810, 7_201_811
MOST_ATTEMPTS = 3


def work_on(pk: int) -> bool:
    """Do what the state of the import asks for. False if there is nothing, or another does it."""
    with _alone_with(pk) as is_alone:
        if not is_alone:
            return False
        at_work = [ImportState.CHECKING, ImportState.BRINGING_IN]
        run = ImportRun.objects.select_related("by", "decided_by").filter(pk=pk).first()
        if run is None or run.state not in at_work:
            return False
        ImportRun.objects.filter(pk=pk).update(attempts=F("attempts") + 1)
        if run.attempts >= MOST_ATTEMPTS:
            _stop(run, "stopped")
        else:
            _try(run)
        return True


def _try(run: ImportRun) -> None:
    """What goes wrong for good is told; what passes, such as a database away, is tried again."""
    try:
        with override(_person(run).language):
            if run.state == ImportState.CHECKING:
                _check(run)
            else:
                _bring_in(run)
    except (OperationalError, InterfaceError):
        raise
    except NotAllowedError:
        _stop(run, "not-allowed")
    except Exception:
        log.exception("an import stopped", run=run.pk)
        _stop(run, "stopped")


def _plan(run: ImportRun) -> Plan:
    with run.file.open("rb") as file:
        return check(file, run.name, takes_updates=run.takes_updates)


def _check(run: ImportRun) -> None:
    plan = _plan(run)
    with transaction.atomic():
        _settle(run, ImportState.CHECKED, report_of(plan))


def _bring_in(run: ImportRun) -> None:
    """All of it or, where the world has changed since the check, none and a word on why."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_OF_ALL])
        plan = _plan(run)
        if plan.problems:
            _settle(run, ImportState.CHECKED, report_of(plan))
            return
        total = len(plan.lines)
        writer = Writer(run, by=_person(run), tell=lambda done: tell(run, done, total))
        codes = writer.carry_out(plan)
        _settle(run, ImportState.DONE, report_of(plan, codes))


def _stop(run: ImportRun, code: str) -> None:
    with transaction.atomic():
        _settle(run, ImportState.FAILED, failed(code))


def _settle(run: ImportRun, state: ImportState, report: Report) -> None:
    """Write how it ended and tell it, in the transaction of what was done."""
    now = timezone.now()
    ended = {"done_at": now} if state == ImportState.DONE else {"checked_at": now}
    ImportRun.objects.filter(pk=run.pk, state=run.state).update(
        state=state, report=report, attempts=0, **ended
    )
    person, kind = _person(run), f"pledges.import-{state.value}"
    queue(
        kind=kind, key=f"{kind}:{run.pk}:{now.isoformat()}:{person.pk}", recipient=person, item=run
    )


def _person(run: ImportRun) -> User:
    """Who waits for it: whoever decided, failing that, whoever uploaded it."""
    return run.decided_by if run.state == ImportState.BRINGING_IN and run.decided_by else run.by


def _alone_with(pk: int) -> AbstractContextManager[bool]:
    return alone_with(LOCK_OF_ONE, pk)
