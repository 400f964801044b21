"""What everybody may read of a session: the page, its versions, its date for a calendar.

One that was called off stays here and says so; it is in no list any more.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views import View

from dialogues.calendar_files import MEDIA_TYPE, calendar_of, name_of
from dialogues.models import BackgroundNote, Session, Space
from dialogues.reading import whole
from dialogues.recordings.reading import recordings_of
from dialogues.registering.standing import standing_of
from dialogues.versions import lines_of
from publication.choices import State
from publication.models import StateChange
from publication.services import citations_of
from publication.versions import versions_of


class ReadableSession(View):
    """A page of one session that was announced. Any other is not there."""

    session: Session

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        readable = Session.objects.readable().select_related("series", "cycle")
        self.session = get_object_or_404(readable, code=kwargs["code"])

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        shown = {"session": self.session, "calling_off": self._calling_off(), **context}
        return render(self.request, template, shown, status=status)

    def _calling_off(self) -> StateChange | None:
        """Why and when it was called off, if it was."""
        if self.session.state != State.ARCHIVED:
            return None
        return StateChange.objects.of(self.session).filter(move="call off").last()


class SessionDetailView(ReadableSession):
    def get(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        session = self.session
        response = self.page(
            "dialogues/detail.html",
            **whole(session),
            is_over=session.is_over(timezone.now()),
            standing=standing_of(session, request.user),
            recordings=recordings_of(session),
            space=Space.objects.public().filter(session=session).first(),
            notes=notes_citing(session),
            versions=versions_of(session),
            address=request.build_absolute_uri(session.get_absolute_url()),
        )
        # How to join is on the page of who is registered.
        patch_vary_headers(response, ["Cookie"])
        return response


def notes_citing(session: Session) -> list[BackgroundNote]:
    """The published notes that cite the session or a second of it, each once."""
    note_type = ContentType.objects.get_for_model(BackgroundNote)
    citing = (one.source for one in citations_of(session) if one.source_type_id == note_type.pk)
    notes = (source for source in citing if isinstance(source, BackgroundNote))
    return list({note.pk: note for note in notes}.values())


class VersionView(ReadableSession):
    """What was announced under a number, what was new in it, and what superseded it."""

    def get(self, request: HttpRequest, number: int, **_kwargs: str) -> HttpResponse:
        versions = {version.number: version for version in versions_of(self.session)}
        version, before = versions.get(number), versions.get(number - 1)
        if version is None:
            raise Http404
        return self.page(
            "dialogues/version.html",
            version=version,
            before=before,
            versions=versions.values(),
            lines=lines_of(version.content, before.content if before else None),
            address=request.build_absolute_uri(),
        )


class CalendarView(ReadableSession):
    """The date for a calendar, for everybody: without how to join."""

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        content = calendar_of(self.session)
        response = HttpResponse(content, content_type=f"{MEDIA_TYPE}; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name_of(self.session)}"'
        return response
