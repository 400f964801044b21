"""How the portal is told to stop: Ctrl-C, SIGTERM, a closed terminal, or the end of `make`."""

import os
import signal
from types import FrameType

from imrf_portal.embedded.process import die_with_parent

SIGNS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Somebody asked us to stop. Not an Exception, so that nothing on the way swallows it."""


def listen() -> None:
    """Turn the first sign into an exception; ignore later ones, so that all is stopped in order."""
    for sign in SIGNS:
        signal.signal(sign, on_sign)
    die_with_parent(signal.SIGTERM, os.getppid())


def on_sign(number: int, frame: FrameType | None) -> None:
    for sign in SIGNS:
        signal.signal(sign, signal.SIG_IGN)
    raise Stopped
