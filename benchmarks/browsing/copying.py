"""More pledges like those that there are: the database copies them, and how they are listed."""

from django.db import connection
from django.db.models import Field, Max, Model

from pledges.models import Partner, Pledge, SubCommitment, Target
from publication.models import ListedItem

PARTS: tuple[type[Model], ...] = (
    Target,
    SubCommitment,
    Partner,
    *(
        getattr(Pledge, name).through
        for name in ("objectives", "actions", "principles", "countries")
    ),
)
# What differs in a copy, by its column: `copy` counts from 1. A second apart, so that none ties.
DIFFERENT = {
    "code": "'PLG-2022-' || split_part(code, '-', 3)::int + copy * {rows}",
    "published_at": "published_at - copy * interval '1 second'",
    "updated_at": "updated_at - copy * interval '1 second'",
    "news_at": "news_at - copy * interval '1 second'",
    "number": "number + copy * {rows}",
}


def copy_all(times: int) -> None:
    """Let there be so many times the pledges that there are."""
    rows, pledges = Pledge.objects.count(), _last(Pledge)
    with connection.cursor() as cursor:
        # Copies of rows that fit together fit together: no foreign key is looked up again.
        cursor.execute("SET session_replication_role = replica")
    models: tuple[type[Model], ...] = (Pledge, *PARTS, ListedItem)
    for model in models:
        own = {"id": f"id + copy * {_last(model)}"}
        own |= dict.fromkeys(("pledge_id", "item_id"), "{column} + copy * " + str(pledges))
        fields = model._meta.concrete_fields
        values = [
            _value(field, own | DIFFERENT).format(column=field.column, rows=rows)
            for field in fields
        ]
        columns = ", ".join(f'"{field.column}"' for field in fields)
        table = model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} ({columns}) SELECT {', '.join(values)} FROM {table}"  # noqa: S608
                " CROSS JOIN generate_series(1, %s - 1) AS copy ORDER BY copy, id",
                [times],
            )


def _value(field: "Field[object, object]", different: dict[str, str]) -> str:
    column = str(field.column)
    return different.get(column, f'"{column}"')


def _last(model: type[Model]) -> int:
    return int(model._default_manager.aggregate(last=Max("pk"))["last"] or 0)
