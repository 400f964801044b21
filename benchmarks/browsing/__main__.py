"""`python -m benchmarks.browsing`: fills two databases, measures, and notes the ratios."""

import os
import sys
from contextlib import ExitStack

from benchmarks.browsing import databases
from benchmarks.browsing.measuring import measure
from benchmarks.browsing.server import SETTINGS, serving
from benchmarks.portal import KEPT, passing_state
from benchmarks.results import note
from imrf_portal.embedded import NAMES, services

SIZES = (10_000, 100_000)
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": SETTINGS,
    "DEBUG": "0",
    "DEMONSTRATION": "1",
    "SECRET_KEY": "of-the-benchmarks-only-0123456789-abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "localhost",
    "LOG_LEVEL": "CRITICAL",
}


def main() -> int:
    for name in NAMES:  # always on servers of its own, whatever else runs here
        os.environ.pop(name, None)
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    with passing_state() as state, services(state, durable=False) as found, ExitStack() as stack:
        env = {**kept, **found, **ENVIRONMENT, "PORTAL_STATE_DIR": str(state)}
        databases.run(("manage.py", "collectstatic", "--no-input", "--verbosity=0"), env)
        addresses = {}
        for size in SIZES:
            print(f"Making {size} pledges ...", flush=True)
            addresses[size] = databases.make(found["DATABASE_URL"], size, env)
        # Served once all are made: a connection that waits so long would be closed.
        servers = {
            size: stack.enter_context(serving({**env, "DATABASE_URL": address}))
            for size, address in addresses.items()
        }
        note(browsing=measure(servers))
    return 0


if __name__ == "__main__":
    sys.exit(main())
