"""What the forms of the desk send."""

from typing import Any

from django.http import QueryDict

from dialogues.models import Session

NOTE = "The place was wrong."


def typed(session: Session, **fields: Any) -> dict[str, Any]:
    """A whole form over the session as it is now."""
    values = {
        "revision": str(session.revision),
        "title_en": "Regular pathways: what works",
        "about_en": "Four States tell how workers come by regular ways.",
        "language": "en",
        "time_zone": "Europe/Zurich",
        "starts_at": "2030-02-05T15:00",
        "ends_at": "2030-02-05T17:00",
        "place": "Online",
        **fields,
    }
    return {name: value for name, value in values.items() if value is not None}


def as_query(data: dict[str, Any]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, value in data.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    return query
