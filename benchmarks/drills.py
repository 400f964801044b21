"""`make drill`: breaks the running portal on purpose, between a submission and its mails.

Nothing is mended by hand. A drill is over when no message waits any more, and has failed when one
was lost or sent twice. The last one breaks nothing: fifty people write in one review at once.
"""

import os
import signal
import sys
import time
from collections.abc import Callable

import django

from benchmarks.portal import Portal, running
from imrf_portal.embedded.process import wait_until

WORKER = "imrf_portal worker"
PATIENCE = 180
Submit = Callable[[], None]


def before_it_took_the_messages(portal: Portal, submit: Submit) -> None:
    """The worker stands still, so the messages are in the broker when it is killed."""
    workers = portal.processes_of(WORKER)
    for pid in workers:
        os.kill(pid, signal.SIGSTOP)
    submit()
    kill(workers)


def with_the_messages_in_hand(portal: Portal, submit: Submit) -> None:
    """Its children stand still, so it has taken the messages and cannot begin when it is killed."""
    workers = portal.processes_of(WORKER)
    for pid in workers[1:]:
        os.kill(pid, signal.SIGSTOP)
    submit()
    time.sleep(1)
    kill(workers)


def at_its_work(portal: Portal, submit: Submit) -> None:
    workers = portal.processes_of(WORKER)
    submit()
    kill(workers)


def without_a_broker(portal: Portal, submit: Submit) -> None:
    """The submission succeeds all the same; what the broker held is gone with it."""
    kill(portal.processes_of("valkey-server"))
    submit()


DRILLS = {
    "The worker is killed before it took the messages": before_it_took_the_messages,
    "The worker is killed with the messages in hand": with_the_messages_in_hand,
    "The worker is killed at its work": at_its_work,
    "The broker is killed before the submission": without_a_broker,
}


def kill(pids: list[int]) -> None:
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def main() -> int:
    print("Starting a portal to break ...", flush=True)
    with running() as portal:
        os.environ.update(portal.environment())
        django.setup()
        failed = [what for what, drill in DRILLS.items() if not holds(portal, what, drill)]
        failed += [] if bears_a_crowd(portal) else ["a crowd"]
    return 1 if failed else 0


def holds(portal: Portal, what: str, drill: Callable[[Portal, Submit], None]) -> bool:
    """Run one drill and tell how it went."""
    from benchmarks import submission as of  # noqa: PLC0415 - Django is set up by now

    last = of.last_notice()
    of.move("take back")
    wait_until(lambda: of.all_sent_since(last), PATIENCE)
    submission = of.Submission(portal.state / "mail")
    begin = time.monotonic()
    drill(portal, submission.submit)
    settled = wait_until(submission.is_settled, PATIENCE)
    seconds = time.monotonic() - begin
    time.sleep(2)  # for a mail too many to arrive
    outcome = submission.outcome()
    print(
        f"{what}: of {outcome.messages} messages {outcome.lost} lost, {outcome.twice} sent twice, "
        f"{outcome.in_doubt} left to a person; recovered after {seconds:.0f} s.",
        flush=True,
    )
    return settled and not outcome.lost and not outcome.twice


def bears_a_crowd(portal: Portal) -> bool:
    """Fifty writers on one review: no text lost, no revision missing or doubled."""
    from benchmarks import crowd  # noqa: PLC0415 - Django is set up by now

    begin = time.monotonic()
    outcome = crowd.write_all_at_once(portal.port)
    print(
        f"{crowd.WRITERS} people saved {crowd.SAVES} times each in one review: of {outcome.saves} "
        f"saves {outcome.refused} met another's text and were kept beside it; {outcome.lost} texts "
        f"lost, {outcome.missing} revisions missing, {outcome.doubled} doubled, {outcome.failed} "
        f"answered otherwise; done after {time.monotonic() - begin:.0f} s.",
        flush=True,
    )
    return outcome.holds


if __name__ == "__main__":
    sys.exit(main())
