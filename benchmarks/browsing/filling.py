"""Pledges by the thousand, made up, the same ones every time."""

from datetime import UTC, date, datetime, timedelta
from random import Random

from django.db import connection
from django.db.models import Model

from benchmarks.browsing.copying import copy_all
from benchmarks.browsing.vocabulary import SEED, Words
from compact.models import Action, Country, Cycle, GuidingPrinciple, Objective, StakeholderType
from pledges.choices import Nature, PartnerState, PledgeKind, Side, Stage
from pledges.listing import LISTING
from pledges.models import Partner, Pledge, SubCommitment, Target
from publication.browsing.listed import show_all
from publication.choices import Scope, State
from stakeholders.choices import Standing
from stakeholders.models import Organisation, User

CHUNK = 2000
# So many are made; of more, the database makes copies, which takes seconds in place of an hour.
MADE = 10_000
FIRST_DAY = datetime(2019, 1, 1, tzinfo=UTC)
DAYS = 2800


class Maker:
    """Makes pledges with all that belongs to them; what they refer to is read once."""

    def __init__(self) -> None:
        self.random = Random(SEED)  # noqa: S311 - the same every time is what is wanted
        self.words = Words(self.random)
        self.author = User.objects.create_user("bench@example.org", name="Bench")
        self.objectives = list(Objective.objects.values_list("pk", flat=True))
        self.actions = list(Action.objects.values_list("pk", flat=True))
        self.principles = list(GuidingPrinciple.objects.values_list("pk", flat=True))
        self.countries = list(Country.objects.values_list("pk", flat=True))
        self.cycles = list(Cycle.objects.values_list("pk", flat=True))
        self.organisations = self._organisations()

    def _organisations(self) -> list[int]:
        kinds = StakeholderType.objects.exclude(pk="member-state").values_list("pk", flat=True)
        Organisation.objects.bulk_create(
            Organisation(
                name=self.words.some(3).title() + f" {number}",
                type_id=self.random.choice(list(kinds)),
                country_id=self.random.choice(self.countries),
                standing=Standing.VERIFIED,
            )
            for number in range(400)
        )
        return list(Organisation.objects.values_list("pk", flat=True))

    def make(self, count: int) -> None:
        for start in range(0, count, CHUNK):
            numbers = range(start + 1, min(start + CHUNK, count) + 1)
            pledges = Pledge.objects.bulk_create(self._pledge(number) for number in numbers)
            for model, rows in self._parts(pledges).items():
                model._default_manager.bulk_create(rows)

    def _parts(self, pledges: list[Pledge]) -> dict[type[Model], list[Model]]:
        """What belongs to the pledges, by model."""
        parts: dict[type[Model], list[Model]] = {
            Target: [self._target(p, n) for p in pledges for n in range(self._few(3))],
            SubCommitment: [
                SubCommitment(pledge=p, letter=letter, text=self.words.sentences(1))
                for p in pledges
                for letter in "abc"[: self._few(3) - 1]
            ],
            Partner: [
                Partner(
                    pledge=p,
                    organisation_id=organisation,
                    state=PartnerState.ACCEPTED,
                    invited_by=self.author,
                    decided_at=FIRST_DAY,
                    decided_by=self.author,
                )
                for p in pledges
                for organisation in self.random.sample(self.organisations, self._few(3) - 1)
                if organisation != p.organisation_id
            ],
        }
        for name, known in (
            ("objectives", self.objectives),
            ("actions", self.actions),
            ("principles", self.principles),
            ("countries", self.countries),
        ):
            through = getattr(Pledge, name).through
            field = through._meta.get_fields()[-1].attname
            parts[through] = [
                through(pledge_id=p.pk, **{field: pk})
                for p in pledges
                for pk in self.random.sample(known, min(self._few(4), len(known)))
            ]
        return parts

    def _few(self, most: int) -> int:
        return self.random.randint(1, most)

    def _target(self, pledge: Pledge, order: int) -> Target:
        return Target(
            pledge=pledge,
            order=order,
            indicator=self.words.some(6).capitalize(),
            baseline=0,
            value=self.random.randint(1, 10_000),
            unit="people",
            due_on=date(2029, 12, 31),
        )

    def _pledge(self, number: int) -> Pledge:
        random = self.random
        at = FIRST_DAY + timedelta(days=random.randrange(DAYS), seconds=random.randrange(86_400))
        stage = random.choice(Stage.values)
        return Pledge(
            code=f"PLG-2022-{number:04}",
            state=State.PUBLISHED,
            published_at=at,
            news_at=at + timedelta(days=random.randrange(500)),
            organisation_id=random.choice(self.organisations),
            cycle_id=random.choice(self.cycles),
            language="en",
            kind=random.choice(PledgeKind.values),
            side=random.choice(Side.values),
            title=self.words.some(random.randint(5, 10)).capitalize(),
            description=self.words.sentences(random.randint(6, 14)),
            natures=random.sample(Nature.values, random.randint(1, 2)),
            scope=random.choice(Scope.values),
            starts_on=at.date(),
            ends_on=at.date() + timedelta(days=900),
            amount=random.randrange(1_000_000),
            currency="USD",
            stage=stage,
            stage_reason="No longer needed." if stage == Stage.DISCONTINUED else "",
            author=self.author,
            is_demonstration=True,
        )


def fill(count: int) -> None:
    """So many published pledges, listed, in a database with its tables and its reference data."""
    Maker().make(min(count, MADE))
    show_all(LISTING)
    copy_all(count // MADE)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
