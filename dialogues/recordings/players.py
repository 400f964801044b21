"""What a page needs to play a recording: a file of the portal, or the frame of a video host."""

from dataclasses import dataclass

from dialogues.models import Captions, Recording
from dialogues.recordings.hosts import Video, video_at


@dataclass(frozen=True)
class Player:
    """`second` is where it begins; a frame is there only once the reader has asked for it."""

    recording: Recording
    second: int
    video: Video | None
    is_asked_for: bool

    @property
    def frame(self) -> str:
        return self.video.frame_at(self.second) if self.video and self.is_asked_for else ""


def player_of(recording: Recording, *, second: int = 0, is_asked_for: bool = False) -> Player:
    video = video_at(recording.address) if recording.address else None
    return Player(recording, second, video, is_asked_for and bool(video and video.frame))


def best_track(tracks: list[Captions], *languages: str) -> Captions | None:
    """Of the captions of a recording, those in the first of the languages that has some."""
    by_language = {one.language: one for one in tracks}
    found = (by_language[code] for code in languages if code in by_language)
    return next(found, tracks[0] if tracks else None)
