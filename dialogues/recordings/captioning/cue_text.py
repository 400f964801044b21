"""The text of a cue without its markup: who speaks, and what is said.

What is no markup of captions is no markup here either: whatever is in it is shown as text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A tag is closed, and begins as one: any other "<" is said. A time is one too.
TOKEN = re.compile(r"<((?:/?[A-Za-z][^<>]*|[0-9:.]*))>|(<|[^<]+)")
VOICE = re.compile(r"v(?:\.[^\s]*)?\s+(.+)", re.DOTALL)
# Of WebVTT, and those that SubRip took from HTML.
KNOWN = re.compile(r"/?(?:c|i|b|u|v|ruby|rt|lang|font)(?:[.\s].*)?", re.IGNORECASE | re.DOTALL)
TIME = re.compile(r"[0-9:.]*")
# Where a text stands on the picture, in the manner of SubStation.
PLACED = re.compile(r"\{\\[^{}]*\}")
ENTITY = re.compile(r"&(amp|lt|gt|lrm|rlm|nbsp);")
CHARACTERS = {
    "amp": "&",
    "lt": "<",
    "gt": ">",
    "lrm": "\u200e",
    "rlm": "\u200f",
    "nbsp": "\u00a0",
}
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
LONGEST_NAME = 200


@dataclass(frozen=True)
class Voice:
    speaker: str
    text: str


@dataclass(frozen=True)
class CueText:
    """One voice after the other; and the names of tags that are none of captions."""

    voices: list[Voice]
    foreign: list[str]


def read_text(payload: str) -> CueText:
    foreign: list[str] = []
    voices = [
        Voice(speaker, text)
        for speaker, raw in _by_speaker(PLACED.sub("", payload), foreign)
        if (text := tidy(raw))
    ]
    return CueText(voices, foreign)


def _by_speaker(payload: str, foreign: list[str]) -> Iterator[tuple[str, str]]:
    speaker, said = "", list[str]()
    for tag, words in TOKEN.findall(payload):
        if words:
            said.append(unescaped(words))
        elif voice := VOICE.fullmatch(tag):
            yield speaker, "".join(said)
            speaker, said = " ".join(unescaped(voice.group(1)).split())[:LONGEST_NAME], []
        elif tag == "/v":
            yield speaker, "".join(said)
            speaker, said = "", []
        elif not KNOWN.fullmatch(tag) and not TIME.fullmatch(tag):
            foreign.append(tag.split()[0][:20] if tag.split() else "")
    yield speaker, "".join(said)


def unescaped(text: str) -> str:
    return ENTITY.sub(lambda found: CHARACTERS[found.group(1)], text)


def tidy(text: str) -> str:
    """Without blanks at the ends of its lines, blank lines, and what no text holds."""
    lines = (" ".join(line.split()) for line in CONTROLS.sub("", text).splitlines())
    return "\n".join(line for line in lines if line)
