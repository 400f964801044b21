"""Keeps the parts of the portal running: starts again what died, and stops all of it in order."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from imrf_portal.demo.progress import say
from imrf_portal.embedded.process import Child, ServiceError

MOST_SHORT_LIVES = 5


@contextmanager
def running(children: Sequence[Child]) -> Iterator[None]:
    """Run them while the block lasts; stop them in the reverse order."""
    with ExitStack() as stack:
        for child in children:
            stack.callback(child.stop)
            child.start()
        yield


def look_after(children: Sequence[Child]) -> None:
    """Start again what has ended, unless it never lasts."""
    for child in children:
        if child.has_ended():
            if child.short_lives >= MOST_SHORT_LIVES:
                raise ServiceError(f"{child.name} does not stay up: {child.last_words()}")
            say(f"{child.name} ended ({child.how_it_ended()}); it is started again.")
            child.start_again()
