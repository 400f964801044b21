"""The section of sessions: when they were, and the seconds of their recordings to look at first."""

from collections.abc import Iterator, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from compact import dates
from desk.packs.limits import MOST_CLIPS, MOST_ROWS, MOST_SESSIONS
from desk.packs.sections import Matter, Section, absolute, facts_line, language_name
from dialogues.models import BackgroundNote, Captions, Recording, Session
from dialogues.moments import Moment
from dialogues.notes.content import refs_in
from dialogues.notes.reading import in_force
from dialogues.notes.refs import Ref
from dialogues.recordings.players import best_track
from dialogues.recordings.reading import line_at, moment_address, published_recordings
from publication.paper.documents import Cell, Part, Table

MINUTE, HOUR = 60, 3600


def sessions_of(matter: Matter) -> list[Session]:
    """Those that feed the debate, and all others on its objectives; the latest first."""
    rows = matter.found("dialogues").rows(MOST_ROWS)
    numbers = {row.item_id for row in rows}
    numbers |= set(matter.debate.sessions.published().values_list("pk", flat=True))
    found = Session.objects.published().filter(pk__in=numbers).select_related("series")
    return list(found.order_by("-starts_at", "-code"))


def sessions_section(matter: Matter) -> Section:
    sessions = sessions_of(matter)
    recordings = list(
        published_recordings()
        .filter(session__in=sessions)
        .select_related("session")
        .order_by("-session__starts_at", "number")[:MOST_SESSIONS]
    )
    return Section(
        heading=_("What sessions said"),
        parts=[
            *_table(sessions),
            *_cited(matter, {session.pk: session for session in sessions}),
            *_recorded(matter, recordings),
        ],
        count=len(sessions),
        told=len({recording.session_id for recording in recordings}),
        address=matter.found("dialogues").address,
    )


def clock(seconds: int) -> str:
    """“1:02:34”, as players show it."""
    hours, rest = divmod(seconds, HOUR)
    minutes, left = divmod(rest, MINUTE)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def _table(sessions: list[Session]) -> Iterator[Part]:
    if not sessions:
        yield Part("", _("No session was announced on these objectives yet."))
        return
    lines = tuple(
        (
            Cell(session.code, absolute(session.get_absolute_url())),
            Cell(str(session)),
            Cell(dates.day(session.starts_at) if session.starts_at else ""),
            Cell(str(session.series)),
        )
        for session in sessions[:MOST_ROWS]
    )
    head = (_("Code"), _("Session"), _("Day"), _("Series"))
    yield Part(_("All sessions"), level=2, table=Table("", head, lines, (3, 6, 3, 4)))


def _cited(matter: Matter, sessions: Mapping[int, Session]) -> Iterator[Part]:
    """The seconds that the background note cites, as everybody can read it."""
    note = BackgroundNote.objects.readable().filter(debate=matter.debate).first()
    if note is None:
        return
    content = in_force([note])[note.pk].content or {"paragraphs": []}
    cited = [ref for ref in refs_in(content) if ref.kind == Session._meta.model_name]
    lines = [line for ref in cited for line in _line(ref, sessions)]
    if lines:
        head = (_("At"), _("Session"), _("What is said"))
        table = Table("", head, tuple(dict.fromkeys(lines))[:MOST_CLIPS], (2, 5, 8))
        yield Part(_("Clips that the background note cites"), level=2, table=table)


def _line(cited: Ref, sessions: Mapping[int, Session]) -> Iterator[tuple[Cell, ...]]:
    session = sessions.get(cited.number)
    try:
        moment = Moment.read(cited.part)
    except ValueError:
        return
    line = line_at(session, moment) if session else None
    if line is not None:
        said = f"{line.speaker}: {line.text}" if line.speaker else line.text
        yield (
            Cell(clock(moment.second), absolute(line.address)),
            Cell(str(session)),
            Cell(said),
        )


def _recorded(matter: Matter, recordings: list[Recording]) -> Iterator[Part]:
    left = MOST_CLIPS
    if recordings:
        yield Part(_("Recordings"), level=2)
    for recording in recordings:
        session = recording.session
        chapters = list(recording.chapters.all())[:left]
        left -= len(chapters)
        cells = [
            (
                Cell(
                    clock(chapter.starts_ms // 1000),
                    _address(matter, recording, chapter.starts_ms // 1000),
                ),
                Cell(str(chapter)),
            )
            for chapter in chapters
        ]
        table = Table("", (_("At"), _("Chapter")), tuple(cells), (2, 10)) if cells else None
        captions = ", ".join(language_name(one.language) for one in _tracks(recording))
        yield Part(
            str(session),
            level=3,
            about=facts_line(
                session.code,
                dates.day(session.starts_at) if session.starts_at else "",
                clock((recording.milliseconds or 0) // 1000) if recording.milliseconds else "",
                _("Captions: %(languages)s") % {"languages": captions} if captions else "",
            ),
            address=absolute(session.get_absolute_url()),
            table=table,
        )


def _tracks(recording: Recording) -> list[Captions]:
    return list(recording.tracks)  # type: ignore[attr-defined]  # by `published_recordings`


def _address(matter: Matter, recording: Recording, second: int) -> str:
    """Of the transcript at that second; without captions, of the session."""
    track = best_track(recording.tracks, matter.language)  # type: ignore[attr-defined]
    if track is None:
        return absolute(reverse("dialogues:detail", args=[recording.session.code]))
    return absolute(
        moment_address(recording.session, Moment(recording.number, track.language, second))
    )
