"""What is told of a review once it was submitted: the receipt, notes, and what came later."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from notices.kinds import Kind
from notices.models import Notice
from publication.kinds import desk_link, kinds_of_moves, when
from publication.models import StateChange
from reviews.models import Note, Review
from reviews.receipts import receipt_of

AS_FOCAL_POINT = _("You get this because you are a focal point of the State.")


def proof(notice: Notice) -> Mapping[str, object]:
    """The receipt of the submission that the notice tells of."""
    words = {**when(notice), "version": "–", "digest": "–"}
    if not isinstance(notice.item, Review):
        return words
    at = datetime.fromisoformat(notice.context["at"])
    change = StateChange.objects.of(notice.item).filter(move="submit", at=at).first()
    if change is None:
        return words
    return {**words, "version": receipt_of(change).version, "digest": change.digest}


def notes_told(notice: Notice) -> Mapping[str, object]:
    """How many notes at single answers the State was told of with the return."""
    at = datetime.fromisoformat(notice.context["at"])
    count = Note.objects.filter(review=int(notice.item_id), told_at=at).count()
    told = ngettext(
        "There is a note at %(count)s answer: it stands beside the answer.",
        "There are %(count)s notes at single answers: they stand beside the answers.",
        count,
    )
    return {**when(notice), "notes": told % {"count": count} if count else ""}


RECEIVED = Kind(
    code="reviews.submit.author",
    subject=_("%(code)s was received"),
    body=_(
        "%(item)s reached the Secretariat on %(when)s.\n\nReference: %(code)s\n%(version)s\n"
        "SHA-256 of the content: %(digest)s\n\nThe Secretariat now examines it. "
        "You are told when it is taken up, returned or published."
    ),
    action=_("See the receipt"),
    why=AS_FOCAL_POINT,
    link=desk_link,
    details=proof,
)

RETURNED = Kind(
    code="reviews.return.author",
    subject=_("%(code)s was returned to you"),
    body=_(
        "The Secretariat returned %(code)s (%(item)s) on %(when)s. Nothing in it was "
        "changed; you can go on writing and submit it again.\n\n%(said)s\n\n%(notes)s"
    ),
    action=_("Open it"),
    why=AS_FOCAL_POINT,
    link=desk_link,
    details=notes_told,
)

CORRECTED = Kind(
    code="reviews.correct.author",
    subject=_("%(code)s was corrected"),
    body=_("The Secretariat corrected %(code)s (%(item)s) on %(when)s.\n\n%(said)s"),
    action=_("Read it"),
    why=AS_FOCAL_POINT,
    details=when,
)

WITHDRAWN = replace(
    CORRECTED,
    code="reviews.withdraw.author",
    subject=_("%(code)s was withdrawn from publication"),
    body=_(
        "The Secretariat withdrew %(code)s (%(item)s) from publication on %(when)s.\n\n%(said)s"
    ),
    action=_("See where it stands"),
    link=desk_link,
)

RESTORED = replace(
    CORRECTED,
    code="reviews.restore.author",
    subject=_("%(code)s is published again"),
    body=_("The Secretariat published %(code)s (%(item)s) again on %(when)s.\n\n%(said)s"),
)

OWN = (RECEIVED, RETURNED, CORRECTED, WITHDRAWN, RESTORED)


def kinds_of_reviews() -> tuple[Kind, ...]:
    """Of the moves: with words of its own, or else those that all rooms share."""
    own = {kind.code for kind in OWN}
    shared = kinds_of_moves("reviews", as_author=AS_FOCAL_POINT)
    return (*(kind for kind in shared if kind.code not in own), *OWN)
