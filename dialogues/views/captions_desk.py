"""Captions and chapters of a recording on the desk of the Secretariat."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.models import Captions
from dialogues.recordings.captioning.keeping import (
    keep_captions,
    keep_chapters,
    take_captions_back,
)
from dialogues.recordings.forms import CaptionsForm, ChaptersForm
from dialogues.recordings.giving import give_captions
from dialogues.views.recordings_desk import RecordingPage
from publication import kept_forms
from publication.signed_in import INVALID

# So many are told one by one; a file in which more is wrong is wrong as a whole.
MOST_TOLD = 100


class AddCaptionsView(RecordingPage):
    """A file is read at once; what is wrong with it is told by line, before anything is kept."""

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self._page(CaptionsForm(recording=self.recording))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if request.POST.get("step") == "take-back":
            return self._take_back(request)
        form = CaptionsForm(request.POST, request.FILES, recording=self.recording)
        if not form.is_valid() or form.reading is None:
            return self._page(form, INVALID)
        file = form.cleaned_data["file"]
        keep_captions(
            recording=self.recording,
            language=form.cleaned_data["language"],
            reading=form.reading,
            name=file.name,
            by=self.user,
        )
        return self._kept(form)

    def _kept(self, form: CaptionsForm) -> HttpResponse:
        """With warnings the page stays and tells them; without, it leads back."""
        reading = form.reading
        lines = len(reading.lines) if reading else 0
        done = ngettext("%(lines)s line was kept.", "%(lines)s lines were kept.", lines)
        messages.success(self.request, done % {"lines": lines})
        if reading is None or not reading.problems:
            return self.to_recording()
        return self._page(CaptionsForm(recording=self.recording), kept=True, reading=reading)

    def _take_back(self, request: HttpRequest) -> HttpResponse:
        standing = Captions.objects.filter(recording=self.recording, removed_at=None)
        captions = get_object_or_404(standing, language=request.POST.get("language", ""))
        take_captions_back(captions=captions, by=self.user)
        messages.success(request, _("The captions were taken back."))
        return self.to_recording()

    def _page(self, form: CaptionsForm, status: int = 200, **context: Any) -> HttpResponse:
        reading = context.pop("reading", None) or form.reading
        problems = reading.problems if reading else []
        return self.page(
            "dialogues/recordings/desk/captions.html",
            status,
            form=form,
            reading=reading,
            problems=problems[:MOST_TOLD],
            untold=max(len(problems) - MOST_TOLD, 0),
            first_lines=reading.lines[:5] if reading else [],
            **context,
        )


class OneLanguage(RecordingPage):
    def captions(self, language: str) -> Captions:
        standing = Captions.objects.filter(recording=self.recording, removed_at=None)
        return get_object_or_404(standing, language=language)


class CaptionsView(OneLanguage):
    def get(self, request: HttpRequest, language: str, **_kwargs: Any) -> HttpResponseBase:
        return give_captions(request, self.captions(language))


class SourceView(OneLanguage):
    """The file as it came, to be mended and sent again."""

    def get(self, _request: HttpRequest, language: str, **_kwargs: Any) -> HttpResponse:
        captions = self.captions(language)
        response = HttpResponse(captions.source, content_type="text/plain; charset=utf-8")
        is_webvtt = captions.source.startswith("WEBVTT")
        name = f"{self.session.code}-{self.recording.number}-{language}"
        suffix = "vtt" if is_webvtt else "srt"
        response["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
        return response


class ChaptersView(RecordingPage):
    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self._page(ChaptersForm(self.typed(), recording=self.recording))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = ChaptersForm(request.POST, recording=self.recording)
        if not form.is_valid():
            return self._page(form, INVALID)
        keep_chapters(recording=self.recording, chapters=form.chapters(), by=self.user)
        kept_forms.forget(request)
        messages.success(request, _("Saved."))
        return self.to_recording()

    def _page(self, form: ChaptersForm, status: int = 200) -> HttpResponse:
        if self.recording.removed_at is not None:
            raise Http404
        return self.page("dialogues/recordings/desk/chapters.html", status, form=form)
