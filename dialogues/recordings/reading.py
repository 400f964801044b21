"""What everybody may read of recordings: what is published, its transcripts, its seconds."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Case, Prefetch, QuerySet, When
from django.urls import reverse

from dialogues.models import Captions, Cue, Recording, Session
from dialogues.moments import Moment
from dialogues.recordings.searching import lines_that_match
from publication.browsing.folding import fold
from publication.choices import State

# With more words than this, each is told once: what a search asks is whether a word was said.
LONGEST = 30_000


@dataclass(frozen=True)
class Line:
    """What is said at a second of a published recording, and who says it as far as that is told."""

    session: Session
    moment: Moment
    speaker: str
    text: str

    @property
    def address(self) -> str:
        return moment_address(self.session, self.moment)


def published_recordings() -> QuerySet[Recording]:
    """What everybody may watch, of sessions that everybody may see; each with its captions."""
    return Recording.objects.filter(
        removed_at=None, published_at__isnull=False, session__state=State.PUBLISHED
    ).prefetch_related(Prefetch("captions", standing_captions(), to_attr="tracks"), "chapters")


def standing_captions() -> QuerySet[Captions]:
    """Those that were not taken back, in the fixed order of the languages, without their source."""
    places = [When(language=code, then=n) for n, (code, _name) in enumerate(settings.LANGUAGES)]
    standing = Captions.objects.filter(removed_at=None).defer("source")
    return standing.order_by("recording", Case(*places))


def recordings_of(session: Session) -> list[Recording]:
    """The published recordings of a session, with `tracks` (captions) and chapters, in order."""
    found = list(published_recordings().filter(session=session))
    for recording in found:
        recording.session = session
    return found


def published_cues() -> QuerySet[Cue]:
    return Cue.objects.filter(
        captions__removed_at=None,
        captions__recording__removed_at=None,
        captions__recording__published_at__isnull=False,
        captions__recording__session__state=State.PUBLISHED,
    )


def words_of(session: Session, language: str = "") -> str:
    """What was said in the session, in this language or in all: for the search in lists."""
    cues = published_cues().filter(captions__recording__session=session)
    if language:
        cues = cues.filter(captions__language=language)
    in_order = cues.order_by("captions__recording__number", "captions", "number")
    said = " ".join(in_order.values_list("text", flat=True))
    return said if len(said) <= LONGEST else " ".join(dict.fromkeys(fold(said).split()))


def moment_address(session: Session, moment: Moment) -> str:
    """The page of the transcript, opened at the second."""
    where = [session.code, moment.recording, moment.language]
    return f"{reverse('dialogues:transcript', args=where)}?t={moment.second}#now"


def find_lines(
    words: str, language: str, *, within: Iterable[int] | None = None, most: int = 20
) -> list[Line]:
    """Lines of transcripts in this language that hold the words, of these sessions or of all."""
    cues = published_cues().filter(captions__language=language)
    if within is not None:
        cues = cues.filter(captions__recording__session__in=list(within))
    found = lines_that_match(_with_names(cues), words, language, most)
    return [line_of(cue) for cue in found]


def line_at(session: Session, moment: Moment) -> Line | None:
    """What is said there; None where nobody may read it (any more)."""
    cue = (
        _with_names(published_cues())
        .filter(
            captions__recording__session=session,
            captions__recording__number=moment.recording,
            captions__language=moment.language,
            starts_ms__lt=(moment.second + 1) * 1000,
        )
        .order_by("-starts_ms", "-number")
        .first()
    )
    return line_of(cue) if cue else None


def line_of(cue: Cue) -> Line:
    recording = cue.captions.recording
    moment = Moment(recording.number, cue.captions.language, cue.starts_ms // 1000)
    return Line(recording.session, moment, cue.speaker, cue.text)


def _with_names(cues: QuerySet[Cue]) -> QuerySet[Cue]:
    return cues.select_related("captions__recording__session__series").defer(
        "captions__source", "vector"
    )
