"""What a made-up review writes into the tables."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from imrf_portal.demonstration.words import Writer
from reviews.answer_kinds.tables import row_of
from reviews.models import Question, TableColumn

COLLECTED = 0.8
YEARS_BACK = range(1, 5)
AMOUNTS = range(1, 40)
DAYS = range(-1400, -100)
TEXTS = {"from": "support-from", "for": "support-for", "source": "data-source"}


def rows_of_table(question: Question, writer: Writer, begun_on: date) -> list[dict[str, str]]:
    columns = list(question.columns.all())
    fixed = list(question.rows.all())
    if fixed:
        return [row_of(_statistics(writer, begun_on), row.key) for row in fixed]
    partners = writer.sentences[TEXTS["from"]]
    chosen = writer.chance.sample(partners, writer.chance.randint(1, len(partners)))
    return [
        row_of({**dict(_cells(columns, writer, begun_on)), "from": partner}) for partner in chosen
    ]


def _statistics(writer: Writer, begun_on: date) -> dict[str, str]:
    """Where nothing is collected, there is neither a year nor a source."""
    if writer.chance.random() > COLLECTED:
        return {"collected": "no"}
    return {
        "collected": "yes",
        "latest-year": str(begun_on.year - writer.chance.choice(YEARS_BACK)),
        "source": writer.one_of(TEXTS["source"]),
    }


def _cells(columns: list[TableColumn], writer: Writer, begun_on: date) -> Iterator[tuple[str, str]]:
    for column in columns:
        if column.key in TEXTS:
            yield column.key, writer.one_of(TEXTS[column.key])
        else:
            yield column.key, _figure(column.kind, writer.chance, begun_on)


def _figure(kind: str, chance: Random, begun_on: date) -> str:
    if kind == "date":
        return (begun_on + timedelta(chance.choice(DAYS))).isoformat()
    return str(chance.choice(AMOUNTS))
