"""Gives past sessions their made-up recordings: a small film, captions in several languages."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.files import File

from dialogues.models import Captions, Recording, Session
from dialogues.recordings.captioning.keeping import keep_captions, keep_chapters
from dialogues.recordings.captioning.reading import read_captions
from dialogues.recordings.containers import examine
from dialogues.recordings.keeping import Facts, add_file, publish
from imrf_portal.demonstration.dialogues.words import HERE, read
from imrf_portal.demonstration.people import OF_THE_SECRETARIAT
from publication.moves import showing_at_the_end
from stakeholders.models import User

FILMS = HERE / "recordings"
PUBLISHED_AFTER, CAPTIONED_AFTER = timedelta(days=3), timedelta(days=2)


def load(_now: datetime) -> None:
    """Write a recording for each of the sessions that has none. Those that exist are left.

    To be called when the sessions are there.
    """
    wanted = read("recordings/recordings")
    missing = Session.objects.published().filter(
        code__in=wanted, is_demonstration=True, recordings__isnull=True
    )
    with showing_at_the_end():
        for session in missing.order_by("code"):
            _record(session, wanted[session.code])


def _record(session: Session, about: Mapping[str, Any]) -> None:
    by = User.objects.get(email=OF_THE_SECRETARIAT.email)
    recording = _filmed(session, about["language"], by)
    for path in sorted(FILMS.glob(f"{session.code}.*.vtt")):
        language = path.name.split(".")[1]
        reading = read_captions(path.read_bytes(), name=path.name, language=language)
        keep_captions(
            recording=recording, language=language, reading=reading, name=path.name, by=by
        )
    chapters = {
        chapter["at"] * 1000: {code: title for code, title in chapter.items() if code != "at"}
        for chapter in about["chapters"]
    }
    keep_chapters(recording=recording, chapters=chapters, by=by)
    publish(recording=recording, by=by)
    _date(recording, session)


def _filmed(session: Session, language: str, by: User) -> Recording:
    """All have the same film: a clock that runs, and says that it is a demonstration."""
    with (FILMS / "film.webm").open("rb") as opened:
        film = File(opened, name="film.webm")
        container = examine(opened, film.size)
        return add_file(
            session=session, file=film, container=container, facts=Facts("", language), by=by
        )


def _date(recording: Recording, session: Session) -> None:
    """As if it had been done in the days after the session."""
    if session.ends_at is None:
        return
    Captions.objects.filter(recording=recording).update(at=session.ends_at + CAPTIONED_AFTER)
    Recording.objects.filter(pk=recording.pk).update(
        at=session.ends_at + CAPTIONED_AFTER, published_at=session.ends_at + PUBLISHED_AFTER
    )
