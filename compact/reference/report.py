"""What a load of reference data did, kind by kind, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

MOST_NAMES = 8


@dataclass
class Tally:
    """What happened to the rows of one kind."""

    created: list[str] = field(default_factory=list)
    updated: dict[str, list[str]] = field(default_factory=dict)
    kept: dict[str, list[str]] = field(default_factory=dict)
    unchanged: int = 0

    def summary(self) -> str:
        counts = {
            "created": len(self.created),
            "updated": len(self.updated),
            "kept": len(self.kept),
            "unchanged": self.unchanged,
        }
        return ", ".join(f"{count} {word}" for word, count in counts.items() if count)


class Report:
    """Filled by the loaders, one `row` at a time, and printed by `load_reference`."""

    def __init__(self) -> None:
        self.tallies: dict[str, Tally] = {}

    def row(
        self,
        kind: str,
        name: str,
        *,
        created: bool = False,
        updated: Sequence[str] = (),
        kept: Sequence[str] = (),
    ) -> None:
        """Note what happened to a row: created, or which of its fields were updated or kept."""
        tally = self.tallies.setdefault(kind, Tally())
        if created:
            tally.created.append(name)
        if updated:
            tally.updated[name] = list(updated)
        if kept:
            tally.kept[name] = list(kept)
        if not (created or updated or kept):
            tally.unchanged += 1

    @property
    def changed(self) -> bool:
        return any(tally.created or tally.updated for tally in self.tallies.values())

    def lines(self) -> Iterator[str]:
        for kind, tally in self.tallies.items():
            yield f"{kind}: {tally.summary()}"
            if tally.created:
                yield f"  created {shortened(tally.created)}"
            for name, fields in tally.updated.items():
                yield f"  updated {name}: {', '.join(fields)}"
            for name, fields in tally.kept.items():
                yield f"  kept as edited here, {name}: {', '.join(fields)}"


def shortened(names: Sequence[str]) -> str:
    if len(names) <= MOST_NAMES:
        return ", ".join(names)
    return f"{', '.join(names[:MOST_NAMES])} and {len(names) - MOST_NAMES} more"
