"""What became of each made-up note: sent to the co-chairs, cleared, published, told; and when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from dialogues.content import content_of_note
from dialogues.models import BackgroundNote, Clearance, CoChair, Paragraph
from dialogues.notes.telling import notices_of
from dialogues.workflow import NOTE_WORKFLOW
from imrf_portal.demonstration.ledger import sent, state_change
from notices.models import Notice
from publication.choices import State
from publication.moves import digest_of
from stakeholders.models import Membership, User
from stakeholders.record import acting

DAY = timedelta(days=1)
WHY_REVISED = "A co-chair asked for the numbers on permits: a question was added for them."
ADDED = (
    " And who will tell, at the next forum, how many permits came in time, and how many too late?"
)
REMARK = "Cleared as it says. We would say the part on permits more strongly, and can live with it."


@dataclass
class Story:
    """`at` moves on with each thing that happens."""

    note: BackgroundNote
    by: User
    at: datetime
    count: int = 0

    def tell(self, end: str, versions: int) -> None:
        if end == State.DRAFT:
            return
        self._move("submit", State.DRAFT, days=5)
        if end == State.UNDER_REVIEW:
            self._clear(all_but_first=True)
            return
        self._clear()
        self._publish()
        for _version in range(1, versions):
            self._move("revise", State.PUBLISHED, days=3, said=WHY_REVISED)
            self._add()
            self._move("resubmit", State.REVISING, days=1)
            self._clear()
            self._publish()

    def _publish(self) -> None:
        self._move("publish", State.UNDER_REVIEW, days=4)
        told = notices_of(self.note, self.at)
        for notice in told:
            for name, value in sent(self.at).items():
                setattr(notice, name, value)
        Notice.objects.bulk_create(told)

    def _add(self) -> None:
        """To the last paragraph."""
        last = self.note.paragraphs.filter(removed_at=None).last()
        if last is None:
            return
        with acting(self.by, "write"):
            Paragraph.objects.filter(pk=last.pk).update(
                text=last.text + ADDED, revision=last.revision + 1, saved_at=self.at
            )
            BackgroundNote.objects.filter(pk=self.note.pk).update(saved_at=self.at)

    def _clear(self, *, all_but_first: bool = False) -> None:
        co_chairs = list(self.note.debate.co_chairs.select_related("organisation"))
        for place, co_chair in enumerate(co_chairs):
            if all_but_first and place == 0:
                continue
            by = _speaker_of(co_chair)
            if by is None:
                continue
            with acting(by, "clear"):
                Clearance.objects.create(
                    note=self.note,
                    co_chair=co_chair,
                    digest=digest_of(content_of_note(self.note)),
                    remark="" if place else REMARK,
                    at=self.at + timedelta(hours=3 + 2 * place),
                    by=by,
                )

    def _move(self, name: str, state: State, *, days: int, said: str = "") -> None:
        """The row on the record as it would have been written at that time."""
        move = NOTE_WORKFLOW.find(name, state)
        self.at += days * DAY
        self.count += 1
        values: dict[str, object] = {"state": move.target}
        if move.hands_in:
            values["submitted_at"] = self.at
        state_change(
            self.note,
            sequence=self.count,
            move=move,
            at=self.at,
            by=self.by,
            note=said,
            content=content_of_note(self.note) if move.keeps_content else None,
        ).save()
        if move.target == State.PUBLISHED:
            values["published_at"] = self.at
        BackgroundNote.objects.filter(pk=self.note.pk).update(**values)


def _speaker_of(co_chair: CoChair) -> User | None:
    country = co_chair.organisation.country_id
    held = Membership.objects.focal_points_of(str(country)).order_by("pk").first()
    return held.user if held else None
