"""A second of a recording in the words of one of its captions: what a note cites of a session."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Moment:
    """Of the recording of this number, in this language; written `1:es:754`."""

    recording: int
    language: str
    second: int

    def __str__(self) -> str:
        return f"{self.recording}:{self.language}:{self.second}"

    @classmethod
    def read(cls, text: str) -> "Moment":
        """Raises ValueError where the text is no moment."""
        number, language, second = text.split(":")
        return cls(int(number), language, int(second))
