"""The canonical content of a session and of a note: what a snapshot keeps, and a version shows."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from modeltranslation.utils import build_localized_fieldname

from dialogues.models import BackgroundNote, Session
from publication.models import Citation

TEXTS = ("title", "about", "summary", "key_messages")


def texts_of(row: Model, *names: str) -> dict[str, dict[str, str]]:
    """Each translated field with its texts by language, where there is one."""
    languages = [code for code, _name in settings.LANGUAGES]
    return {
        name: {
            code: text
            for code in languages
            if (text := getattr(row, build_localized_fieldname(name, code)))
        }
        for name in names
    }


def content_of(session: Session) -> dict[str, Any]:
    """Plain JSON, the same for the same session. How to join is no part of it."""
    return {
        "code": session.code,
        "cycle": session.cycle_id,
        "series": session.series.code,
        **texts_of(session, *TEXTS),
        "language": session.language,
        "languages": sorted(session.languages),
        "starts_at": session.starts_at.isoformat() if session.starts_at else "",
        "ends_at": session.ends_at.isoformat() if session.ends_at else "",
        "time_zone": session.time_zone,
        "place": session.place,
        "organisers": [organisation.name for organisation in session.organisers.all()],
        "objectives": [objective.pk for objective in session.objectives.all()],
        "countries": [country.pk for country in session.countries.all()],
        "debates": [debate.slug for debate in session.debates.select_related("round_table")],
        "agenda": [{"minutes": i.minutes, **texts_of(i, "title")} for i in session.agenda.all()],
        "speakers": [
            {"name": one.name, "affiliation": one.affiliation, "role": one.role}
            for one in session.speakers.all()
        ],
    }


def content_of_note(note: BackgroundNote) -> dict[str, Any]:
    """Each paragraph with what it cites: the kind of thing, its number, and the part of it."""
    cited: dict[str, list[list[Any]]] = {}
    citations = Citation.objects.filter(
        source_type=ContentType.objects.get_for_model(note), source_id=note.pk
    ).select_related("target_type")
    for one in citations:
        source = [one.target_type.model, one.target_id, one.target_part]
        cited.setdefault(one.source_part, []).append(source)
    return {
        "code": note.code,
        "language": note.language,
        "title": note.title,
        "paragraphs": [
            {"key": p.key, "kind": p.kind, "text": p.text, "sources": cited.get(p.key, [])}
            for p in note.paragraphs.filter(removed_at=None)
        ],
    }
