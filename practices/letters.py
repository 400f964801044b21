"""The letter of a decision and the points to revise, as the reviews give them to begin with.

Only what the reviewers wrote for the author goes in, in the order in which they were asked, and
without their names. What they wrote for the Secretariat alone is not read here.
"""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext, override

from practices.models import Assignment, Practice

_BULLET = re.compile(r"^\s*(?:[-–—*•·]|\(?\d{1,2}[.)])\s+")
_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s*(?:[-–—*•·]|\(?\d{1,2}[.)])\s)")
MOST_POINTS = 40


def letter_for(practice: Practice, reviewed: Sequence[Assignment]) -> str:
    """In the language of the practice; the comments in the language in which they were written."""
    with override(practice.language):
        opening = gettext(
            "Thank you for submitting “%(practice)s” (%(code)s) to the repository of practices."
        ) % {"practice": practice, "code": practice.code}
        closing = gettext("The Secretariat of the United Nations Network on Migration")
        parts = [opening, *_parts(reviewed), closing]
    return "\n\n".join(parts)


def _parts(reviewed: Sequence[Assignment]) -> Iterator[str]:
    for number, assignment in enumerate(reviewed, 1):
        heading = gettext("Reviewer %(number)s") % {"number": number}
        yield f"{heading}\n\n{assignment.review.for_author.strip()}"


def points_for(reviewed: Sequence[Assignment]) -> list[str]:
    """Each paragraph and each item of a list of what was written for the author, as a point."""
    paragraphs = (
        _BULLET.sub("", paragraph).strip()
        for assignment in reviewed
        for paragraph in _PARAGRAPH.split(assignment.review.for_author.replace("\r\n", "\n"))
    )
    return [text for text in paragraphs if text][:MOST_POINTS]
