"""`make bench`: measures a portal with demonstration data, and writes results.json beside this.

Ratios, not seconds: they say the same on any machine, and show what a change has cost.
"""

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import django

from benchmarks.portal import Portal, passing_state
from benchmarks.results import note

if TYPE_CHECKING:
    from benchmarks.pages import Cost


def main() -> int:
    with passing_state() as state:
        starts = [seconds_to_start(state) for _ in range(2)]
        portal = Portal(state)
        portal.wait_until_ready(60)
        try:
            os.environ.update(portal.environment())
            django.setup()
            from benchmarks import pages, saves  # noqa: PLC0415 - Django is set up by now

            costs, autosave = pages.measure(), saves.measure()
        finally:
            portal.stop()
    note(
        **{
            "first start / next start": round(starts[0] / starts[1], 1),
            "pages": table(costs),
            "autosave / read of the same part": autosave,
        }
    )
    print(f"An autosave takes {autosave} times as long as a read of the same part.")
    print(f"\nFirst start {starts[0]:.1f} s, next start {starts[1]:.1f} s")
    return 0


def seconds_to_start(state: Path) -> float:
    begin = time.monotonic()
    portal = Portal(state)
    portal.wait_until_ready(180)
    seconds = time.monotonic() - begin
    portal.stop()
    return seconds


def table(costs: "Sequence[Cost]") -> dict[str, dict[str, float]]:
    """Print the costs, and return them as ratios to the first."""
    plain = costs[0].milliseconds
    print(f"{'page':24} {'ratio':>6} {'queries':>8} {'ms':>7}")
    for cost in costs:
        ratio = cost.milliseconds / plain
        print(f"{cost.page:24} {ratio:6.1f} {cost.queries:8} {cost.milliseconds:7.1f}")
    return {
        cost.page: {"ratio": round(cost.milliseconds / plain, 1), "queries": cost.queries}
        for cost in costs
    }


if __name__ == "__main__":
    sys.exit(main())
