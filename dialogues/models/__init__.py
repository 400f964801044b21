"""What is said on the way to the forum: sessions, recordings, spaces, and the notes they feed."""

from dialogues.models.captions import Captions, Chapter, Cue
from dialogues.models.debates import CoChair, Debate, DebateModerator
from dialogues.models.notes import BackgroundNote, Clearance, Paragraph
from dialogues.models.posts import Post, PostReport
from dialogues.models.recordings import Recording, Upload
from dialogues.models.registrations import Registration
from dialogues.models.sessions import AgendaItem, Material, Series, Session, Speaker
from dialogues.models.spaces import Following, GuidingQuestion, Space, SpaceExtension

__all__ = [
    "AgendaItem",
    "BackgroundNote",
    "Captions",
    "Chapter",
    "Clearance",
    "CoChair",
    "Cue",
    "Debate",
    "DebateModerator",
    "Following",
    "GuidingQuestion",
    "Material",
    "Paragraph",
    "Post",
    "PostReport",
    "Recording",
    "Registration",
    "Series",
    "Session",
    "Space",
    "SpaceExtension",
    "Speaker",
    "Upload",
]
