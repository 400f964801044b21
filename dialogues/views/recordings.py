"""What everybody may watch and read of a recording: the file, the captions, the transcript."""

from typing import Any

from csp.decorators import csp_update
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views import View

from dialogues.models import Captions, Recording, Session
from dialogues.recordings.giving import give_captions, give_recording
from dialogues.recordings.players import Player, best_track, player_of
from dialogues.recordings.reading import published_recordings
from dialogues.recordings.transcripts import Hits, NoSuchPartError, Part, hits_in, part_of

# No recording is longer, and no figure of an address that the database could not hold.
LONGEST_SECONDS = 7 * 24 * 3600


def number_in(request: HttpRequest, name: str) -> int | None:
    """A figure of the address; 400 where it is none, and None where it is not there."""
    typed = request.GET.get(name, "")
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) < len(str(LONGEST_SECONDS)) + 1):
        raise BadRequest
    return int(typed)


def _letting_in(origin: str, request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """Only this answer's security policy knows the frame of the host."""
    allow = csp_update({"frame-src": [origin]})
    allowed: HttpResponseBase = allow(lambda _request: response)(request)
    return allowed


class ReadableRecording(View):
    """A page of one published recording of an announced session. Any other is not there."""

    recording: Recording
    session: Session
    tracks: list[Captions]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        found = (
            published_recordings()
            .select_related("session__series", "session__cycle")
            .filter(session__code=kwargs["code"], number=kwargs["number"])
        )
        recording = found.first()
        if recording is None:
            raise Http404
        self.recording, self.session = recording, recording.session
        self.tracks = recording.tracks  # type: ignore[attr-defined]  # see published_recordings

    def track(self, language: str) -> Captions:
        """The captions in the language; 404 where there are none."""
        for one in self.tracks:
            if one.language == language:
                return one
        raise Http404

    def player(self) -> Player:
        second = number_in(self.request, "t") or 0
        asked = self.request.GET.get("play") == "1"
        return player_of(self.recording, second=second, is_asked_for=asked)

    def page(self, player: Player, **context: Any) -> HttpResponseBase:
        shown = {"session": self.session, "recording": self.recording, "player": player, **context}
        response = render(self.request, "dialogues/recordings/transcript.html", shown)
        if player.frame and player.video:
            return _letting_in(player.video.origin, self.request, response)
        return response


class RecordingView(ReadableRecording):
    """Leads to the transcript in the reader's language, or in the one that is spoken."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        track = best_track(self.tracks, get_language() or "en", self.recording.language)
        if track is None:
            return self.page(self.player())
        query = request.META.get("QUERY_STRING", "")
        to: HttpResponse = redirect("dialogues:transcript", language=track.language, **kwargs)
        if query:
            to["Location"] += f"?{query}"
        return to


class TranscriptView(ReadableRecording):
    def get(self, request: HttpRequest, language: str, **_kwargs: Any) -> HttpResponseBase:
        track = self.track(language)
        words = request.GET.get("q", "").strip()[:200]
        return self.page(
            self.player(),
            track=track,
            words=words,
            part=self._part(track, words),
            hits=self._hits(track, words),
        )

    def _part(self, track: Captions, words: str) -> Part:
        number, second = number_in(self.request, "part"), number_in(self.request, "t")
        try:
            return part_of(track, number=number, second=second, words=words)
        except NoSuchPartError as error:
            raise Http404 from error

    def _hits(self, track: Captions, words: str) -> Hits | None:
        return hits_in(track, words) if words else None


class FileView(ReadableRecording):
    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        return give_recording(request, self.recording)


class CaptionsView(ReadableRecording):
    def get(self, request: HttpRequest, language: str, **_kwargs: Any) -> HttpResponseBase:
        return give_captions(request, self.track(language))
