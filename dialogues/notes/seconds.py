"""Seconds of recordings, as parts of a session that can be cited: what is said from there on."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from django.conf import settings
from django.db.models import Q

from dialogues.models import Cue
from dialogues.moments import Moment
from dialogues.notes.refs import Ref
from dialogues.notes.sources import Source
from dialogues.recordings.reading import Line, find_lines, moment_address, published_cues
from publication.parts import CitedPart, Place

# A line is short: a quotation goes on for so long. Lines may have moved a little since.
QUOTED_MS, LOOKED_BACK_MS = 15_000, 60_000

Track = tuple[int, int, str]  # session, recording, language


def seconds_at(places: Collection[Place]) -> Mapping[Place, CitedPart]:
    """What everybody can read at these seconds: one query for them all."""
    moments = dict(_moments(places))
    if not moments:
        return {}
    wanted = Q()
    for (session, _key), moment in moments.items():
        wanted |= _around(session, moment)
    spoken: dict[Track, list[Cue]] = defaultdict(list)
    for cue in _cues(wanted):
        recording = cue.captions.recording
        spoken[recording.session_id, recording.number, cue.captions.language].append(cue)
    found: dict[Place, CitedPart] = {}
    for place, moment in moments.items():
        cues = spoken[place[0], moment.recording, moment.language]
        if part := _part(place[1], moment, cues):
            found[place] = part
    return found


def _moments(places: Collection[Place]) -> Iterator[tuple[Place, Moment]]:
    for place in places:
        try:
            yield place, Moment.read(place[1])
        except ValueError:
            continue


def _around(session: int, moment: Moment) -> Q:
    start = moment.second * 1000
    return Q(
        captions__recording__session=session,
        captions__recording__number=moment.recording,
        captions__language=moment.language,
        starts_ms__range=(max(start - LOOKED_BACK_MS, 0), start + QUOTED_MS),
    )


def _cues(wanted: Q) -> list[Cue]:
    with_names = published_cues().select_related("captions__recording__session")
    return list(with_names.filter(wanted).defer("vector", "captions__source").order_by("starts_ms"))


def _part(key: str, moment: Moment, cues: list[Cue]) -> CitedPart | None:
    """From the last line that has begun at the second; each track may have been read further."""
    end = (moment.second + 1) * 1000
    begun = [cue for cue in cues if end - LOOKED_BACK_MS - 1000 <= cue.starts_ms < end]
    if not begun:
        return None
    first = begun[-1]
    last = first.starts_ms + QUOTED_MS
    said = [cue.text for cue in cues if first.starts_ms <= cue.starts_ms < last]
    clock = clock_of(moment.second)
    return CitedPart(
        key=key,
        heading=f"{clock} · {first.speaker}" if first.speaker else clock,
        text=" ".join(said),
        address=moment_address(first.captions.recording.session, moment),
        language=moment.language,
    )


def clock_of(second: int) -> str:
    """“12:34”, “1:02:03”."""
    minutes, seconds = divmod(second, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def seconds_with(words: str, language: str, most: int) -> Iterator[Source]:
    """Lines of transcripts that hold the words, at most so many in each language: this one first.

    The next language is asked only once all lines of the one before are taken.
    """
    others = (code for code, _name in settings.LANGUAGES if code != language)
    for one in (language, *others):
        yield from map(_source_of, find_lines(words, one, most=most))


def _source_of(line: Line) -> Source:
    clock = clock_of(line.moment.second)
    return Source(
        ref=Ref.of(line.session, str(line.moment)),
        who=str(line.session),
        heading=f"{clock} · {line.speaker}" if line.speaker else clock,
        quote=line.text,
        language=line.moment.language,
        address=line.address,
        code=line.session.code,
    )
