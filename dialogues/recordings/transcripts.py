"""A transcript, in parts: two hours of speech are some two thousand lines, and a page is short."""

from dataclasses import dataclass

from django.core.paginator import InvalidPage, Paginator
from django.utils.safestring import SafeString

from dialogues.models import Captions, Cue
from dialogues.recordings.searching import lines_that_match
from publication.browsing.marking import NOTHING, Wanted, mark
from publication.browsing.search import wanted_in

LINES = 240
HITS = 50


@dataclass(frozen=True)
class Said:
    """A line as it is shown: with its speaker where another one begins to speak."""

    starts_ms: int
    speaker: str
    text: SafeString
    is_now: bool = False

    @property
    def second(self) -> int:
        return self.starts_ms // 1000

    @property
    def exact(self) -> str:
        """As a script reads it, whatever the language of the page."""
        return f"{self.starts_ms / 1000:.3f}"


@dataclass(frozen=True)
class Part:
    number: int
    last: int
    lines: list[Said]
    next_ms: int | None = None

    @property
    def next_from(self) -> str:
        """When the following part begins, as a script reads it; blank after the last one."""
        return "" if self.next_ms is None else f"{self.next_ms / 1000:.3f}"

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def following(self) -> int | None:
        return self.number + 1 if self.number < self.last else None


class NoSuchPartError(LookupError):
    pass


def part_of(
    captions: Captions, *, number: int | None = None, second: int | None = None, words: str = ""
) -> Part:
    """The part in which the second lies, or that of this number. Raises NoSuchPartError."""
    cues = captions.cues.defer("vector")
    at = _number_at(captions, second) if second is not None else None
    pages = Paginator(cues, LINES)
    number = 1 if number is None else number
    if at is not None:
        number = (at - 1) // LINES + 1
    try:
        page = pages.page(number)
    except InvalidPage as error:
        raise NoSuchPartError from error
    wanted = wanted_in(words, captions.language) if words else NOTHING
    # One more than is shown: the first of the following part.
    shown = list(cues[page.start_index() - 1 : page.end_index() + 1]) if pages.count else []
    next_ms = shown[LINES].starts_ms if len(shown) > LINES else None
    return Part(number, pages.num_pages, _lines(shown[:LINES], at, wanted), next_ms)


def _number_at(captions: Captions, second: int) -> int | None:
    """Of the last line that has begun at that second; before the first one, of the first."""
    begun = captions.cues.filter(starts_ms__lt=(second + 1) * 1000)
    return begun.order_by("-number").values_list("number", flat=True).first() or 1


def _lines(cues: list[Cue], at: int | None, wanted: Wanted) -> list[Said]:
    said, speaker = [], ""
    for cue in cues:
        changed = cue.speaker if cue.speaker != speaker else ""
        speaker = cue.speaker
        said.append(Said(cue.starts_ms, changed, mark(cue.text, wanted), cue.number == at))
    return said


@dataclass(frozen=True)
class Hits:
    lines: list[Said]
    is_cut: bool


def hits_in(captions: Captions, words: str) -> Hits:
    """The lines that hold the words, as many as are read, and whether there are more."""
    cues = captions.cues.select_related("captions")
    wanted = wanted_in(words, captions.language)
    found = lines_that_match(cues, words, captions.language, HITS + 1, wanted)
    lines = [Said(cue.starts_ms, cue.speaker, mark(cue.text, wanted)) for cue in found[:HITS]]
    return Hits(lines, len(found) > HITS)
