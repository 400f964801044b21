"""Files in answer to a question: sent in, taken back, downloaded."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views import View

from publication.uploads import BadUploadError
from reviews.attachments import attach, may_read, take_back
from reviews.models import Attachment
from reviews.saving import NotWritableError
from reviews.views.access import QuestionAccess, number_in


class FilesView(QuestionAccess):
    """Takes a file (`file`), or takes one back (`remove`, its number)."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        try:
            if "remove" in request.POST:
                self._remove(request.POST["remove"])
            else:
                self._take(request)
        except BadUploadError as error:
            return self.page(
                "reviews/upload_refused.html",
                422,
                section=self.section,
                question=self.question,
                reason=error.reason,
            )
        except NotWritableError:
            return self.page("reviews/section_closed.html", 409, section=self.section, rows=[])
        return redirect(self.address("section", self.section.section.key))

    def _take(self, request: HttpRequest) -> None:
        file = request.FILES.get("file")
        if file is None:
            raise BadUploadError(_("Choose a file first."))
        attach(section=self.section, question=self.question, file=file, by=self.writer)
        messages.success(request, _("The file was added."))

    def _remove(self, number: str) -> None:
        attachment = get_object_or_404(
            Attachment,
            pk=number_in(number),
            review=self.review,
            question=self.question,
            removed_at=None,
        )
        take_back(attachment=attachment, section=self.section, by=self.writer)
        messages.success(self.request, _("The file was taken back."))


class AttachmentView(View):
    """One file, always as a download, to those who may read it."""

    def get(self, request: HttpRequest, code: str, number: int) -> FileResponse:
        attachment = get_object_or_404(
            Attachment.objects.select_related("review", "question"), pk=number, review__code=code
        )
        if not may_read(request.user, attachment):
            raise Http404
        return FileResponse(
            attachment.file.open("rb"),
            as_attachment=True,
            filename=attachment.name,
            content_type=attachment.media_type,
        )
