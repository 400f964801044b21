"""Captions as WebVTT, written from their lines. Nothing in a line is taken for markup."""

from collections.abc import Iterable, Iterator

from dialogues.models import Cue


def as_webvtt(cues: Iterable[Cue]) -> str:
    return "\n\n".join(["WEBVTT", *_blocks(cues)]) + "\n"


def _blocks(cues: Iterable[Cue]) -> Iterator[str]:
    for cue in cues:
        voice = f"<v {escaped(cue.speaker)}>" if cue.speaker else ""
        text = "\n".join(line for line in cue.text.splitlines() if line.strip())
        times = f"{timestamp(cue.starts_ms)} --> {timestamp(cue.ends_ms)}"
        yield f"{cue.number}\n{times}\n{voice}{escaped(text)}"


def escaped(text: str) -> str:
    """With this, no line holds an arrow or a tag."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def timestamp(milliseconds: int) -> str:
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours:02}:{minute:02}:{second:02}.{thousandths:03}"
