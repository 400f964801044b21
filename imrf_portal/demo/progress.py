"""What the person at the terminal sees: one line a step, with its seconds."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress


def say(text: str = "", *, end: str = "\n") -> None:
    with suppress(OSError):  # the terminal may have been closed
        print(text, end=end, flush=True)  # noqa: T201


@contextmanager
def step(words: str) -> Iterator[None]:
    """Say what is being done, then how long it took."""
    say(f"  {words} ... ", end="")
    started = time.monotonic()
    try:
        yield
    except BaseException:
        say()
        raise
    say(f"{time.monotonic() - started:.1f} s")
