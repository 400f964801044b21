"""`python -m imrf_portal.embedded COMMAND ...`: run a command with the servers that it needs.

Where the portal already runs on the state folder, its servers are used.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

from imrf_portal.embedded import InUseError, ServiceError, addresses, services

ROOT = Path(__file__).resolve().parent.parent.parent


def main(command: list[str]) -> int:
    state = Path(os.environ.get("PORTAL_STATE_DIR") or ROOT / "var")
    try:
        with services(state) as found:
            return run(command, found)
    except InUseError:
        return run(command, addresses(state))
    except ServiceError as error:
        sys.exit(str(error))


def run(command: list[str], found: dict[str, str]) -> int:
    # Ctrl-C is for the command; the servers stop after it.
    signal.signal(signal.SIGINT, lambda *_: None)
    return subprocess.run(command, env={**found, **os.environ}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
