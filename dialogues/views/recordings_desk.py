"""Recordings on the desk of the Secretariat: to add, describe, publish and take back."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dialogues.models import Captions, Recording
from dialogues.recordings.containers import examine
from dialogues.recordings.forms import FactsForm, FileForm, LinkForm
from dialogues.recordings.giving import give_recording
from dialogues.recordings.keeping import (
    RecordingError,
    WithoutCaptionsError,
    add_file,
    add_link,
    bring_back,
    change_facts,
    hold_back,
    publish,
    take_back,
)
from dialogues.recordings.players import player_of
from dialogues.recordings.reading import standing_captions
from dialogues.recordings.uploading import NoRoomError, as_far_as_there_is_room, check_size
from dialogues.views.access import SessionPage
from publication import kept_forms
from publication.signed_in import INVALID
from publication.uploads import BadUploadError

NO_ROOM = 507
NO_ROOM_WORDS = gettext_lazy("The portal has no room for the file. Tell its operators.")


class RecordingsView(SessionPage):
    """All of them, and the two ways in which another one comes."""

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self.both_ways()

    def both_ways(
        self,
        status: int = 200,
        *,
        link: LinkForm | None = None,
        file: FileForm | None = None,
    ) -> HttpResponse:
        recordings = self.session.recordings.select_related("by").order_by("number")
        uploads = self.session.uploads.filter(by=self.user, recording=None)
        return self.page(
            "dialogues/recordings/desk/recordings.html",
            status,
            recordings=recordings,
            uploads=uploads,
            link=link or LinkForm(prefix="link"),
            file=file or FileForm(prefix="file"),
            form=link or file,
            most=settings.RECORDING_MAX_BYTES,
            part=settings.RECORDING_PART_BYTES,
        )


class AddLinkView(RecordingsView):
    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        typed = self.typed()
        return self.both_ways(link=LinkForm(typed, prefix="link") if typed else None)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = LinkForm(request.POST, prefix="link")
        if not form.is_valid():
            return self.both_ways(INVALID, link=form)
        address = form.cleaned_data["address"]
        recording = add_link(
            session=self.session, address=address, facts=form.facts(), by=self.user
        )
        kept_forms.forget(request)
        messages.success(request, _("Added. Nobody else sees it until it is published."))
        return redirect("dialogue_desk:recording", self.session.code, recording.number)


class AddFileView(RecordingsView):
    """The whole file in one form, for whoever has no script."""

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = FileForm(request.POST, request.FILES, prefix="file")
        if not form.is_valid():
            return self.both_ways(INVALID, file=form)
        try:
            recording = self._kept(form)
        except BadUploadError as error:
            form.add_error("file", str(error.reason))
            return self.both_ways(INVALID, file=form)
        except NoRoomError:
            form.add_error("file", str(NO_ROOM_WORDS))
            return self.both_ways(NO_ROOM, file=form)
        messages.success(request, _("Added. Nobody else sees it until it is published."))
        return redirect("dialogue_desk:recording", self.session.code, recording.number)

    def _kept(self, form: FileForm) -> Recording:
        file = form.cleaned_data["file"]
        check_size(file.size)
        container = examine(file, file.size)
        with as_far_as_there_is_room():
            return add_file(
                session=self.session,
                file=file,
                container=container,
                facts=form.facts(),
                by=self.user,
            )


class RecordingPage(SessionPage):
    """A page of one recording, published or not."""

    recording: Recording

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        found = self.session.recordings.filter(number=kwargs["number"]).first()
        if found is None:
            raise Http404
        self.recording = found

    @property
    def tracks(self) -> list[Captions]:
        return list(standing_captions().filter(recording=self.recording).select_related("by"))

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        return super().page(template, status, recording=self.recording, **context)

    def to_recording(self) -> HttpResponse:
        return redirect("dialogue_desk:recording", self.session.code, self.recording.number)


# What a button does, and what is said afterwards.
STEPS = {
    "hold-back": (hold_back, gettext_lazy("Nobody but the Secretariat sees it now.")),
    "take-back": (take_back, gettext_lazy("Taken back. It can be brought back for 30 days.")),
    "bring-back": (bring_back, gettext_lazy("It is back, and not published.")),
}


class RecordingView(RecordingPage):
    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        typed = self.typed()
        is_facts = typed is not None and typed.get("step") == "facts"
        return self._page(self._form(typed if is_facts else None))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        step = request.POST.get("step", "")
        if step == "facts":
            return self._change(request)
        if step not in {"publish", "publish-without-captions", *STEPS}:
            raise Http404
        try:
            done = self._take(step)
        except WithoutCaptionsError:
            return self._page(self._form(), INVALID, asks_again=True)
        except RecordingError as error:
            return self._page(self._form(), INVALID, problems=[("#recording", str(error))])
        messages.success(request, done)
        return self.to_recording()

    def _take(self, step: str) -> str:
        if step in STEPS:
            verb, done = STEPS[step]
            verb(recording=self.recording, by=self.user)
            return str(done)
        without = step == "publish-without-captions"
        publish(recording=self.recording, by=self.user, without_captions=without)
        if self.session.is_published:
            return _("Published. Everybody can watch it.")
        return _("Published. Everybody can watch it once the session is announced.")

    def _change(self, request: HttpRequest) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, INVALID)
        change_facts(recording=self.recording, facts=form.facts(), by=self.user)
        kept_forms.forget(request)
        messages.success(request, _("Saved."))
        return self.to_recording()

    def _form(self, typed: Any = None) -> FactsForm:
        now = {"title": self.recording.title, "language": self.recording.language}
        return FactsForm(typed, initial=now)

    def _page(self, form: FactsForm, status: int = 200, **context: Any) -> HttpResponse:
        tracks = self.tracks
        self.recording.tracks = tracks  # type: ignore[attr-defined]  # as the player reads them
        return self.page(
            "dialogues/recordings/desk/recording.html",
            status,
            form=form,
            tracks=tracks,
            chapters=self.recording.chapters.all(),
            player=player_of(self.recording),
            **context,
        )


class FileView(RecordingPage):
    """The file for those who prepare it: not published yet, or taken back."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        return give_recording(request, self.recording)
