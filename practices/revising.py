"""What was asked to be revised, what the author answered, and what changed since, by word."""

from dataclasses import dataclass

from practices.content import content_of
from practices.models import Practice, RevisionPoint, Round
from practices.versions import lines_of
from publication.choices import WRITABLE
from publication.differences import Line
from publication.models import StateChange


@dataclass(frozen=True)
class Revision:
    """`round` is that which asked for it; `lines` set the text beside that of its hand-in."""

    round: Round
    points: list[RevisionPoint]
    lines: list[Line]

    @property
    def changed(self) -> list[Line]:
        return [line for line in self.lines if line.has_changed]


def revision_of(practice: Practice) -> Revision | None:
    """The last that the reviewers asked for; None if they asked for none.

    While it is written, against what was handed in last; later, between the last two hand-ins.
    """
    asked = practice.rounds.filter(points__isnull=False).order_by("-number").first()
    if asked is None:
        return None
    points = list(asked.points.order_by("number"))
    return Revision(asked, points, _lines(practice))


def _lines(practice: Practice) -> list[Line]:
    handed_in = StateChange.objects.of(practice).filter(move__in=["submit", "resubmit"])
    contents = [change.content for change in handed_in if change.content is not None]
    if practice.state in WRITABLE:
        contents.append(content_of(practice))
    if not contents:
        return []
    return lines_of(contents[-1], contents[-2] if len(contents) > 1 else None)
