"""A review that is submitted again and again, and what became of each of its messages."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from notices.choices import NoticeState
from notices.models import Notice
from notices.querysets import NoticeQuerySet
from publication.moves import make_move
from reviews.models import Review
from stakeholders.models import Membership

REVIEW = "REV-2030-BRA"


@dataclass(frozen=True)
class Outcome:
    """In doubt are those whose worker died while sending: a person decides, no machine repeats."""

    messages: int
    lost: int
    twice: int
    in_doubt: int


class Submission:
    """One submission; remembers what was there before."""

    def __init__(self, mail: Path) -> None:
        self.mail = mail
        self.seen = self._files()
        self.last = last_notice()

    def submit(self) -> None:
        move("submit")

    def is_settled(self) -> bool:
        """Nothing of it waits any more."""
        return self._notices().exists() and not self._notices().queued().exists()

    def outcome(self) -> Outcome:
        notices = list(self._notices().select_related("recipient"))
        arrived = Counter(_recipient(name) for name in self._files() - self.seen)
        doubted = Counter(n.address for n in notices if n.state == NoticeState.SENDING)
        due = Counter(notice.address for notice in notices)
        return Outcome(
            messages=due.total(),
            lost=(due - doubted - arrived).total(),
            twice=(arrived - due).total(),
            in_doubt=doubted.total(),
        )

    def _notices(self) -> NoticeQuerySet:
        return Notice.objects.filter(pk__gt=self.last)

    def _files(self) -> set[str]:
        return {file.stem for file in self.mail.glob("*.eml")}


def _recipient(name: str) -> str:
    """As `notices.mail_files` names a file: the moment, to whom, and what makes it unique."""
    return name.split("-", 1)[1].rpartition("-")[0]


def move(name: str) -> None:
    """Made by the focal point, as on the page."""
    review = Review.objects.get(code=REVIEW)
    member = Membership.objects.focal_points_of(review.country_id).select_related("user")[0]
    make_move(review, name, by=member.user, declared=True)


def last_notice() -> int:
    return Notice.objects.order_by("-pk").values_list("pk", flat=True)[0]


def all_sent_since(last: int) -> bool:
    return not Notice.objects.filter(pk__gt=last).exclude(state=NoticeState.SENT).exists()
