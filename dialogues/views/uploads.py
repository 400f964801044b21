"""A recording in parts. A script sends them; what is refused is told in words, as JSON.

POST begins and answers where to go on, HEAD tells how much is there, PATCH appends a part at
`Upload-Offset`, POST of `finish/` makes a recording of it.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.models import Upload
from dialogues.recordings.forms import FactsForm
from dialogues.recordings.uploading import (
    NoRoomError,
    OutOfStepError,
    append,
    at_most,
    begin,
    finish,
    give_up,
)
from dialogues.views.access import SessionPage
from dialogues.views.recordings_desk import NO_ROOM, NO_ROOM_WORDS
from publication.signed_in import CONFLICT, INVALID
from publication.uploads import BadUploadError

CREATED, NO_CONTENT = 201, 204
# More figures than the size of any disk.
LONGEST_FIGURE = 15


def refused(words: str, status: int = INVALID) -> JsonResponse:
    return JsonResponse({"error": words}, status=status)


class UploadStep(SessionPage):
    """What a step refuses is told in words that the script shows as they are."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        step: Callable[..., HttpResponseBase] = super().dispatch
        try:
            return step(request, *args, **kwargs)
        except BadUploadError as error:
            return refused(str(error.reason))
        except NoRoomError:
            return refused(str(NO_ROOM_WORDS), NO_ROOM)
        except OutOfStepError as error:
            response = refused(_("Something is missing before this part."), CONFLICT)
            response["Upload-Offset"] = str(error.received)
            return response


def figure(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_FIGURE):
        raise BadUploadError(_("The request does not say how much is sent."))
    return int(text)


class BeginView(UploadStep):
    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        size = figure(request.POST.get("size", ""))
        name, modified = (request.POST.get(field, "") for field in ("name", "modified"))
        upload = begin(session=self.session, name=name, size=size, modified=modified, by=self.user)
        where = [self.session.code, upload.key]
        address = reverse("dialogue_desk:upload", args=where)
        done = reverse("dialogue_desk:finish_upload", args=where)
        told = {"address": address, "finish": done, "received": upload.received}
        response = JsonResponse(told, status=CREATED)
        response["Location"] = address
        return response


class OneUpload(UploadStep):
    """An upload of this person; nobody goes on with another's."""

    upload: Upload

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        found = Upload.objects.filter(session=self.session, by=self.user, pk=kwargs["key"])
        upload = found.first()
        if upload is None:
            raise Http404
        self.upload = upload

    def told(self, upload: Upload, status: int) -> HttpResponse:
        response = HttpResponse(status=status)
        response["Upload-Offset"] = str(upload.received)
        response["Upload-Length"] = str(upload.size)
        response["Cache-Control"] = "no-store"
        return response


class PartView(OneUpload):
    http_method_names = ["head", "patch", "options"]

    def head(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self.told(self.upload, NO_CONTENT)

    def patch(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        offset = figure(request.headers.get("Upload-Offset", ""))
        part = at_most(request.read, figure(request.headers.get("Content-Length") or "0"))
        return self.told(append(upload=self.upload, offset=offset, part=part), NO_CONTENT)


class FinishView(OneUpload):
    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = FactsForm(request.POST, prefix="file")
        if not form.is_valid():
            return refused(" ".join(str(text) for one in form.errors.values() for text in one))
        recording = finish(upload=self.upload, facts=form.facts(), by=self.user)
        messages.success(request, _("Added. Nobody else sees it until it is published."))
        where = [self.session.code, recording.number]
        address = reverse("dialogue_desk:recording", args=where)
        return JsonResponse({"address": address}, status=CREATED)


class GiveUpView(OneUpload):
    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        give_up(upload=self.upload)
        messages.success(request, _("The upload was given up, and what had arrived is deleted."))
        return redirect("dialogue_desk:recordings", self.session.code)
