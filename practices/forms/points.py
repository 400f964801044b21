"""The answers to the points that the reviewers want revised."""

import json
import zlib
from collections.abc import Iterable

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from practices.models import RevisionPoint
from publication.drafts.fields import long_text
from publication.drafts.forms import DraftForm

MOST_CHARACTERS = 4000


def name_of(point: RevisionPoint) -> str:
    return f"point-{point.number}"


class PointsForm(DraftForm):
    """A field for each point: what was changed, or why not."""

    def __init__(self, data: QueryDict, *, points: Iterable[RevisionPoint]) -> None:
        super().__init__(data)
        self.points = list(points)
        for point in self.points:
            self.fields[name_of(point)] = long_text(
                4,
                label=_("Your answer to point %(number)s") % {"number": point.number},
                max_length=MOST_CHARACTERS,
            )

    @property
    def answers(self) -> dict[int, str]:
        """By the number of the point; what is too long is cut nowhere, it is not saved."""
        self.full_clean()
        return {
            point.number: self.cleaned_data[name_of(point)]
            for point in self.points
            if name_of(point) in self.cleaned_data
        }


def points_form_of(points: Iterable[RevisionPoint]) -> PointsForm:
    typed, listed = QueryDict(mutable=True), list(points)
    for point in listed:
        typed[name_of(point)] = point.answer
    return PointsForm(typed, points=listed)


def revision_of(points: Iterable[RevisionPoint]) -> int:
    """A number that is another once an answer is: the points have a revision of their own."""
    said = json.dumps([[point.number, point.answer] for point in points])
    return zlib.crc32(said.encode()) % 10**9
