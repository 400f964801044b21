"""A file of captions, read and checked: what it says, and what its sender should know."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from dialogues.recordings.captioning.checking import check
from dialogues.recordings.captioning.cue_text import read_text
from dialogues.recordings.captioning.encodings import Decoded, UndecodableError, decode
from dialogues.recordings.captioning.problems import Problem, Reading, Spoken, Timed, in_order
from dialogues.recordings.captioning.subrip import read_subrip
from dialogues.recordings.captioning.webvtt import ARROW, is_webvtt, read_webvtt

# What is sometimes sent in place of captions, by how it begins.
OTHERS = (
    (re.compile(r"\s*\[Script Info\]", re.IGNORECASE), "SubStation Alpha (.ass, .ssa)"),
    (re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<tt\b"), "TTML (.ttml, .dfxp)"),
    (re.compile(r"\s*(?:<\?xml|<sami\b|<html\b)", re.IGNORECASE), "XML, SAMI or HTML"),
    (re.compile(r"\s*[0-9]+:[0-9]{2}:[0-9]{2}\.[0-9]{3},[0-9]"), "SubViewer (.sbv)"),
)


def read_captions(
    data: bytes, *, name: str, language: str, milliseconds: int | None = None
) -> Reading:
    """Never fails: where nothing could be read, the only problem says why."""
    try:
        decoded = decode(data, language)
    except UndecodableError:
        return _nothing(_("The file is no text that can be read. Save it as UTF-8 and try again."))
    text = decoded.text.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
    if refusal := _refusal(text, name):
        return _nothing(refusal)
    cues, problems = read_webvtt(text) if is_webvtt(text) else read_subrip(text)
    lines, more = _spoken(cues)
    lines, checked = check(lines, language=language, milliseconds=milliseconds)
    every = [*_of_the_file(decoded), *problems, *more, *checked]
    if not lines and not any(problem.is_error for problem in every):
        every.append(Problem(0, _("The file holds no captions."), is_error=True))
    return Reading(text, lines, in_order(every))


def _nothing(words: object) -> Reading:
    return Reading("", [], [Problem(0, words, is_error=True)])  # type: ignore[arg-type]


def _refusal(text: str, name: str) -> object:
    if not text.strip():
        return _("The file is empty.")
    if text.count(ARROW) > settings.CAPTIONS_MOST_LINES:
        return _("The file holds more than %(most)s lines.") % {
            "most": settings.CAPTIONS_MOST_LINES
        }
    return "" if is_webvtt(text) else _no_captions(text, name)


def _no_captions(text: str, name: str) -> object:
    for beginning, kind in OTHERS:
        if beginning.match(text):
            return _("This is a file of another kind: %(kind)s. Save it as WebVTT or SubRip.") % {
                "kind": kind
            }
    if name.lower().endswith(".vtt"):
        return _("A WebVTT file begins with the word WEBVTT in its first line. This one does not.")
    if ARROW not in text:
        return _("The file is neither WebVTT nor SubRip: no line of it holds the times of a text.")
    return ""


def _of_the_file(decoded: Decoded) -> Iterator[Problem]:
    if decoded.doubt:
        yield Problem(0, decoded.doubt)


def _spoken(cues: list[Timed]) -> tuple[list[Spoken], list[Problem]]:
    lines: list[Spoken] = []
    problems: list[Problem] = []
    for cue in cues:
        read = read_text(cue.payload)
        lines += [
            Spoken(cue.line, cue.starts_ms, cue.ends_ms, voice.speaker, voice.text)
            for voice in read.voices
        ]
        if read.foreign:
            words = _("This is no markup of captions and was taken out: %(tags)s.")
            tags = ", ".join(f"<{tag}>" for tag in dict.fromkeys(read.foreign))
            problems.append(Problem(cue.line, words % {"tags": tags}))
        if not read.voices:
            problems.append(Problem(cue.line, _("No words stand under these times.")))
        if "\ufffd" in cue.payload:
            words = _("A character was lost before the file came here.")
            problems.append(Problem(cue.line, words))
    return lines, problems
