"""`python -m imrf_portal.demo [develop]`: starts everything, says so, and stops everything."""

import errno
import os
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack

from imrf_portal.demo import parts, stopping, surroundings
from imrf_portal.demo.accounts import ACCOUNTS
from imrf_portal.demo.progress import say, step
from imrf_portal.demo.stopping import Stopped
from imrf_portal.demo.supervisor import look_after, running
from imrf_portal.demo.surroundings import Surroundings
from imrf_portal.embedded import ServiceError, remark, servers
from imrf_portal.embedded.process import Child
from imrf_portal.probe import is_ready

PATIENCE = 90


def main(*, develop: bool) -> int:
    stopping.listen()
    try:
        around = surroundings.read()
        surroundings.check_room(around)
        with ExitStack() as stack:
            run(around, stack, develop=develop)
    except Stopped:
        say("Everything is stopped. The next start finds the data.")
        return 0
    except ServiceError as error:
        say(str(error))
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        say(f"The disk is full: {error.filename or 'a file'} could not be written.")
    return 1


def run(around: Surroundings, stack: ExitStack, *, develop: bool) -> None:
    """Bring the portal up, then watch over it until somebody stops it."""
    begin = time.monotonic()
    with step("PostgreSQL and Valkey"):
        found, watched = stack.enter_context(servers(around.state))
    if "DATABASE_URL" in found and (note := remark(around.state)):
        say(f"    {note}")
    surroundings.check_port(around)
    surroundings.clear_logs(around)
    env = surroundings.environment(around, found, debug=develop)
    prepare({**env, "DEBUG": "0", "LOG_LEVEL": "WARNING"})
    choose = parts.of_development if develop else parts.of_the_demonstration
    portal = choose(around, env)
    stack.enter_context(running(portal))
    watched += portal
    try:
        with step("Web server, Celery worker and beat"):
            wait_until_ready(around, env, watched)
        welcome(around, time.monotonic() - begin)
        while True:
            time.sleep(0.5)
            look_after(watched)
    except Stopped:
        say("Stopping ...")
        raise


def prepare(env: Mapping[str, str]) -> None:
    """Migrate, load and collect in a process of its own, which says itself what it does."""
    preparation = parts.preparation(env)
    with running([preparation]):
        if preparation.process and preparation.process.wait():
            raise ServiceError("The portal was not started.")


def wait_until_ready(
    around: Surroundings, env: Mapping[str, str], watched: Sequence[Child]
) -> None:
    end = time.monotonic() + PATIENCE
    while not is_ready(around.bind, around.port, env["ALLOWED_HOSTS"].split(",")[0]):
        if time.monotonic() > end:
            raise ServiceError(f"The portal did not become ready; see {around.logs}.")
        look_after(watched)
        time.sleep(0.1)


def welcome(around: Surroundings, seconds: float) -> None:
    password = os.environ.get("DEMO_PASSWORD") or "imrf-demo"
    say(f"\nReady after {seconds:.0f} s: {around.address}/\n")
    say(f"Sign in at {around.address}/en/accounts/login/ with the password {password} as")
    for address, who in ACCOUNTS.items():
        say(f"  {address:26} {who}")
    say(f"\nMail is written to {around.state / 'mail'}, logs to {around.logs}.")
    say("Ctrl-C stops everything.")


if __name__ == "__main__":
    sys.exit(main(develop="develop" in sys.argv[1:]))
