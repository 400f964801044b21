"""Recordings with files and captions, as the desk keeps them."""

from django.core.files.base import ContentFile

from dialogues.models import Captions, Recording, Session
from dialogues.recordings.captioning.keeping import keep_captions
from dialogues.recordings.captioning.reading import read_captions
from dialogues.recordings.containers import Container
from dialogues.recordings.keeping import Facts, add_file, publish
from stakeholders.choices import Role
from stakeholders.models import User
from tests.dialogues.recordings.files import mp4
from tests.factories.dialogues import announced
from tests.factories.publication import examiner
from tests.factories.stakeholders import UserFactory

Said = tuple[int, str]


def vtt(*said: Said, seconds: int = 3) -> str:
    """A line at each second, for so long; with its speaker before a colon."""
    blocks = ["WEBVTT"]
    for start, words in said:
        speaker, colon, rest = words.partition(": ")
        text = f"<v {speaker}>{rest}" if colon else words
        blocks.append(f"{clock(start)} --> {clock(start + seconds)}\n{text}")
    return "\n\n".join(blocks)


def clock(second: int) -> str:
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}.000"


def captioned(recording: Recording, *said: Said, language: str = "en") -> Captions:
    reading = read_captions(vtt(*said).encode(), name="a.vtt", language=language)
    assert reading.errors == []
    return keep_captions(
        recording=recording, language=language, reading=reading, name="a.vtt", by=examiner()
    )


def filmed(session: Session | None = None, data: bytes = b"", **facts: str) -> Recording:
    """A file that is not published."""
    data = data or mp4(90)
    return add_file(
        session=session or announced(),
        file=ContentFile(data, "film.mp4"),
        container=Container("video/mp4", ".mp4", 90_000),
        facts=Facts(**facts),
        by=examiner(),
    )


def shown(session: Session | None = None, *said: Said, language: str = "") -> Recording:
    """A published file with captions in English."""
    recording = filmed(session, language=language)
    captioned(recording, *(said or ((1, "Chair: Good morning."), (5, "We begin."))))
    return publish(recording=recording, by=examiner())


def people() -> dict[str, User]:
    return {
        "secretariat": UserFactory(secretariat=True),
        "moderator": UserFactory(role=Role.MODERATOR),
        "focal point": UserFactory(focal_point_of="CRI"),
        "reviewer": UserFactory(role=Role.REVIEWER),
        "outsider": UserFactory(),
    }
