"""What an author is told must not carry: who reviewed, and what was said to the Secretariat alone.

The letter of a decision starts from the reviews, and a slip of copying is soon made: so each is
looked through before it goes, whoever sends it and from whichever page.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from unicodedata import normalize

from django.utils.translation import gettext as _

from practices.models import PeerReview, Practice, Reviewer

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

_ENDS = re.compile(r"(?<=[.!?؟。！？;；])\s*|\n+")
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
# Shorter pieces (“I agree.”) are said by everybody.
SHORTEST, SHORTEST_IN_CHINESE = 16, 6


def breaches_of_confidence(practice: Practice, text: str) -> "Iterator[Text]":
    """What of the text the author may not read; nothing, if all is well."""
    text = normalize("NFC", text)
    said = _plain(text)
    reviewers = Reviewer.objects.filter(assignments__round__practice=practice).distinct()
    for reviewer in reviewers.select_related("user"):
        if _names(reviewer.user.name, text) or reviewer.user.email.lower() in said:
            yield _("The text names a reviewer: %(name)s.") % {"name": reviewer.user.name}
    for piece in _confidential(practice):
        if _plain(piece) in said:
            yield _(
                "The text repeats what a reviewer said to the Secretariat alone: “%(piece)s”"
            ) % {"piece": piece}


def _names(name: str, text: str) -> bool:
    """As whole words, where the script has blanks between words. A name of one word may be a word
    of the language (“grace”), so it counts only as it is written.
    """
    words = normalize("NFC", name).split()
    before = r"(?<!\w)" if name[:1].isascii() else ""
    after = r"(?!\w)" if name[-1:].isascii() else ""
    pattern = before + r"\s+".join(map(re.escape, words)) + after
    return bool(words and re.search(pattern, text, re.IGNORECASE if len(words) > 1 else 0))


def _confidential(practice: Practice) -> Iterator[str]:
    """Sentence by sentence, without what a reviewer said to the author as well."""
    reviews = list(PeerReview.objects.filter(assignment__round__practice=practice))
    open_words = _plain("\n".join(review.for_author for review in reviews))
    for review in reviews:
        for piece in map(str.strip, _ENDS.split(review.for_secretariat)):
            if _is_telling(piece) and _plain(piece) not in open_words:
                yield piece


def _is_telling(piece: str) -> bool:
    return len(piece) >= (SHORTEST_IN_CHINESE if _IDEOGRAPH.search(piece) else SHORTEST)


def _plain(text: str) -> str:
    """In one case, with one blank between words."""
    return " ".join(normalize("NFC", text).casefold().split())
