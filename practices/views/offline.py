"""The form as a Word document: out, back in, looked at, and taken over."""

from typing import Any

from django.contrib import messages
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from practices.forms.others import DocumentForm
from practices.offline.answers import answers_of
from practices.offline.sheets import sheet_of
from practices.offline.taking_over import preview_of, take_over
from practices.rules import may_write
from practices.services import keep_copy
from practices.views.access import CONFLICT, INVALID, AuthorPage
from publication.drafts.saving import ClosedDraftError, StaleSaveError
from publication.drafts.writing import revision_in
from publication.offline import BadDocumentError, Returned, read_docx, write_docx
from publication.uploads import MEDIA_TYPES


@method_decorator(never_cache, name="dispatch")
class OfflineView(AuthorPage):
    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if not may_write(self.user, self.practice):
            raise Http404

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        return self._page(DocumentForm())

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        match request.POST.get("do"):
            case "download":
                return self._download()
            case "take":
                return self._take()
            case _:
                return self._upload()

    def _download(self) -> HttpResponse:
        sheet = sheet_of(self.practice, get_language() or "en")
        keep_copy(practice=self.practice, answers=answers_of(self.practice), by=self.user)
        name = f"{self.practice.code}-{sheet.language}.docx"
        return HttpResponse(
            write_docx(sheet),
            content_type=MEDIA_TYPES[".docx"],
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def _upload(self) -> HttpResponse:
        form = DocumentForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self._page(form, INVALID)
        try:
            returned = read_docx(form.cleaned_data["document"])
        except BadDocumentError as error:
            form.add_error("document", str(error.reason))
            return self._page(form, INVALID)
        if returned.code and returned.code != self.practice.code:
            words = _("This document is of %(code)s. Open that practice, and send it in there.")
            form.add_error("document", words % {"code": returned.code})
            return self._page(form, INVALID)
        return self._preview(returned)

    def _take(self) -> HttpResponse:
        try:
            returned = Returned.unpacked(self.request.POST.get("packed", ""))
        except BadSignature:
            form = DocumentForm()
            words = _("What was looked at is more than a day old. Send the document once more.")
            return self._page(form, INVALID, expired=words)
        base = revision_in(self.request)
        if base != self.practice.revision:
            return self._preview(returned, CONFLICT, is_stale=True)
        answers = preview_of(self.practice, returned).chosen(self.request.POST.dict())
        if answers is None:
            return self._preview(returned, INVALID, is_unchosen=True)
        try:
            take_over(self.practice, answers, base=base, by=self.user)
        except StaleSaveError:
            self.find(**self.kwargs)
            return self._preview(returned, CONFLICT, is_stale=True)
        except ClosedDraftError as error:
            raise Http404 from error
        messages.success(self.request, _("Taken over from the document. Look through it."))
        return redirect("practice_desk:write", code=self.practice.code)

    def _preview(self, returned: Returned, status: int = 200, **context: Any) -> HttpResponse:
        return self.page(
            "practices/offline_preview.html",
            status,
            preview=preview_of(self.practice, returned),
            returned=returned,
            packed=returned.packed(),
            chosen=self.request.POST,
            **context,
        )

    def _page(self, form: DocumentForm, status: int = 200, **context: Any) -> HttpResponse:
        return self.page("practices/offline.html", status, form=form, **context)
