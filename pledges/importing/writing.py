"""Carrying out a plan: in one transaction of the caller's, through the moves of the table."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from compact.models import Action
from notices.services import queue_all
from pledges.choices import PartnerState, PledgeKind, Stage
from pledges.importing.checking import Known, Plan
from pledges.importing.consistency import targets_of
from pledges.importing.organisations import Named, NewOrganisation
from pledges.importing.rows import Line
from pledges.importing.telling import notices_of
from pledges.models import ImportedRow, ImportRun, Partner, Pledge, SubCommitment, Target
from pledges.numbering import next_code
from pledges.services import correct_pledge
from publication.moves import make_move, showing_at_the_end
from stakeholders.choices import Standing
from stakeholders.models import Organisation, User
from stakeholders.record import acting

LETTERS = "abcdefghijklmnopqrstuvwxyz"
Tell = Callable[[int], None]


class Writer:
    """Writes one file for one person. `tell` is told how many rows are done."""

    def __init__(self, run: ImportRun, *, by: User, tell: Tell) -> None:
        self.run = run
        self.by = by
        self.tell = tell
        self.actions: Mapping[str, int] = {a.code: a.pk for a in Action.objects.all()}
        self.made: dict[NewOrganisation, Organisation] = {}
        self.steps = 0

    def carry_out(self, plan: Plan) -> dict[int, str]:
        """Write all of the plan; the code of each new pledge, by the number of its row."""
        with acting(self.by, "bring in"), showing_at_the_end():
            for new in plan.organisations:
                self.made[new] = Organisation.objects.create(
                    name=new.name,
                    type_id=new.type_id,
                    country_id=new.country_id,
                    standing=Standing.VERIFIED,
                )
            # All are there before any is published, so that they can answer one another.
            pledges = [(line, self._begin(line)) for line in plan.new]
            for line, pledge in pledges:
                self._publish(line, pledge)
            for known in plan.changed:
                self._correct(known)
        queue_all(notices_of(self.run, (pledge for _line, pledge in pledges)))
        return {line.number: pledge.code for line, pledge in pledges}

    def _step(self) -> None:
        """A row takes two: begun and published, or corrected."""
        self.steps += 1
        self.tell(self.steps // 2)

    def _publish(self, line: Line, pledge: Pledge) -> None:
        self._match(line, pledge)
        make_move(pledge, "bring in", by=self.by, note=self._source(line))
        self._step()

    def _begin(self, line: Line) -> Pledge:
        made_at = _at(line.get("made_on"))
        pledge = Pledge(
            code=next_code(int(line.get("cycle"))),
            external_id=line.external_id,
            organisation=self._organisation(line.maker),
            cycle_id=int(line.get("cycle")),
            author=self.by,
            created_at=made_at,
            saved_by=self.by,
        )
        self._fill(line, pledge)
        ImportedRow.objects.create(
            pledge=pledge,
            run=self.run,
            number=line.number,
            digest=line.digest,
            revision=pledge.revision,
        )
        self._step()
        return pledge

    def _correct(self, known: Known) -> None:
        line, imported = known.line, known.imported

        def write(pledge: Pledge) -> None:
            self._fill(line, pledge)
            self._match(line, pledge)

        pledge = correct_pledge(
            pledge=imported.pledge,
            base_revision=imported.revision,
            write=write,
            note=self._source(line),
            by=self.by,
        )
        imported.run, imported.number = self.run, line.number
        imported.digest, imported.revision = line.digest, pledge.revision
        imported.save()
        self._step()
        self._step()

    def _source(self, line: Line) -> str:
        return _("From the file “%(name)s”, row %(row)s (SHA-256 %(digest)s).") % {
            "name": self.run.name,
            "row": line.number,
            "digest": self.run.sha256,
        }

    def _organisation(self, named: Named | None) -> Organisation:
        if isinstance(named, NewOrganisation):
            return self.made[named]
        if named is None:
            raise ValueError("A row without its organisation has been refused before.")
        return named

    def _match(self, line: Line, pledge: Pledge) -> None:
        answered = line.get("answers_to")
        by_number = Pledge.objects.filter(external_id=answered)
        found = answered and (by_number | Pledge.objects.filter(code=answered)).first()
        pledge.answers_to = found or None
        pledge.save(update_fields=["answers_to"])

    def _fill(self, line: Line, pledge: Pledge) -> None:
        for name, value in _fields(line).items():
            setattr(pledge, name, value)
        pledge.save()
        pledge.objectives.set(map(int, line.get("objectives")))
        pledge.actions.set(self.actions[code] for code in line.get("actions", ()))
        pledge.principles.set(map(int, line.get("principles", ())))
        pledge.countries.set(line.get("countries", ()))
        _write_commitments(pledge, line)
        _write_targets(pledge, line)
        self._write_partners(pledge, line)

    def _write_partners(self, pledge: Pledge, line: Line) -> None:
        """Those named in the file had joined in; one that it names no longer has left."""
        named = [self._organisation(partner) for partner in line.joined]
        now, note = timezone.now(), self._source(line)[:500]
        decided = {"decided_at": now, "decided_by": self.by, "note": note}
        gone = pledge.partners.filter(state=PartnerState.ACCEPTED).exclude(organisation__in=named)
        for partner in gone:
            _save(partner, state=PartnerState.LEFT, **decided)
        for organisation in named:
            partner, _new = Partner.objects.get_or_create(
                pledge=pledge, organisation=organisation, defaults={"invited_by": self.by}
            )
            if partner.state != PartnerState.ACCEPTED:
                _save(partner, state=PartnerState.ACCEPTED, **decided)


def _fields(line: Line) -> dict[str, Any]:
    return {
        "language": line.get("language"),
        "kind": line.get("kind", PledgeKind.INDIVIDUAL),
        "side": line.get("side", ""),
        "title": line.get("title"),
        "description": line.get("description"),
        "natures": line.get("nature"),
        "scope": line.get("scope"),
        "starts_on": line.get("starts_on"),
        "ends_on": line.get("ends_on"),
        "amount": line.get("amount"),
        "currency": line.get("currency", ""),
        "contact": line.get("contact", ""),
        "stage": line.get("stage", Stage.PLANNING),
        "stage_reason": line.get("stage_reason", ""),
        "news_at": _at(line.get("last_news") or line.get("made_on")),
    }


def _at(day: date) -> datetime:
    """Noon of that day by UTC, which is the same day nearly everywhere."""
    return datetime.combine(day, time(12), tzinfo=UTC)


def _write_commitments(pledge: Pledge, line: Line) -> None:
    pledge.sub_commitments.all().delete()
    SubCommitment.objects.bulk_create(
        SubCommitment(pledge=pledge, letter=letter, text=text)
        for letter, text in zip(LETTERS, line.get("commitments", ()), strict=False)
    )


def _write_targets(pledge: Pledge, line: Line) -> None:
    """In place, since reports hold on to targets; what is left over has no report."""
    places = list(_targets(line))
    pledge.targets.filter(order__gte=len(places)).delete()
    for order, values in enumerate(places):
        Target.objects.update_or_create(pledge=pledge, order=order, defaults=values)


def _targets(line: Line) -> Iterator[dict[str, Any]]:
    for _number, parts in targets_of(line):
        yield parts


def _save(partner: Partner, **values: Any) -> None:
    for name, value in values.items():
        setattr(partner, name, value)
    partner.save()
