"""The questionnaire as a Word document or a workbook: out, back in, looked at, and taken over."""

from typing import Any

from django.contrib import messages
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from publication.offline import WRITERS, BadDocumentError, Returned
from publication.uploads import MEDIA_TYPES
from reviews.conditions import asked_in
from reviews.entries import parse_revision
from reviews.models import ReviewSection, WritingLink
from reviews.offline.copies import take_out
from reviews.offline.forms import CopyForm, DocumentForm
from reviews.offline.merging import Comparison, compare, compare_again, read, standing_of
from reviews.offline.scope import sections_of
from reviews.offline.taking_over import is_as_it_was, take_over
from reviews.rules import is_contributor, is_focal_point
from reviews.saving import NotWritableError
from reviews.views.access import ReviewView

CONFLICT, INVALID = 409, 422
BASE = "base-"


@method_decorator(never_cache, name="dispatch")
class OfflineView(ReviewView):
    """For whoever may write in a section; what is sent in too late is given back."""

    sections: list[ReviewSection]

    def check_access(self, **_kwargs: Any) -> None:
        self.sections = sections_of(self.review, self.writer)
        if not self.sections and (self.request.method == "GET" or not self._is_of_the_state()):
            raise Http404

    def _is_of_the_state(self) -> bool:
        if isinstance(self.writer, WritingLink):
            return True
        return bool((is_focal_point | is_contributor).test(self.writer, self.review))

    def get(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        return self._page(section=request.GET.get("section", ""))

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        if not self.sections:
            return self._closed()
        match request.POST.get("do"):
            case "download":
                return self._download()
            case "take":
                return self._take()
            case _:
                return self._upload()

    def _download(self) -> HttpResponse:
        form = CopyForm(self.request.POST, sections=self.sections)
        if not form.is_valid():
            return self._page(INVALID, form=form)
        chosen, suffix = form.cleaned_data["section"], form.cleaned_data["suffix"]
        language = form.cleaned_data["language"]
        try:
            sheet = take_out(
                review=self.review,
                sections=self._wanted(chosen),
                suffix=suffix,
                language=language,
                by=self.writer,
            )
        except NotWritableError:
            return self._closed()
        name = "-".join(filter(None, [self.review.code, chosen, language]))
        return HttpResponse(
            WRITERS[suffix](sheet),
            content_type=MEDIA_TYPES[f".{suffix}"],
            headers={"Content-Disposition": f'attachment; filename="{name}.{suffix}"'},
        )

    def _wanted(self, key: str) -> list[ReviewSection]:
        """The section of this key, asked or not; or all that are asked."""
        if key:
            return [one for one in self.sections if one.section.key == key]
        asked = asked_in(self.review).sections
        return [one for one in self.sections if one.section_id in asked] or self.sections

    def _upload(self) -> HttpResponse:
        form = DocumentForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self._page(INVALID, document=form)
        standing = standing_of(self.review, self.writer)
        try:
            returned = read(standing, form.cleaned_data["document"])
        except BadDocumentError as error:
            form.add_error("document", str(error.reason))
            return self._page(INVALID, document=form)
        if returned.code and returned.code != self.review.code:
            words = _("This document is of %(code)s. Open that review, and send it in there.")
            form.add_error("document", words % {"code": returned.code})
            return self._page(INVALID, document=form)
        return self._preview(compare(standing, returned))

    def _take(self) -> HttpResponse:
        try:
            returned = Returned.unpacked(self.request.POST.get("packed", ""))
        except BadSignature:
            words = _("What was looked at is more than a day old. Send the document once more.")
            return self._page(INVALID, expired=words)
        standing = standing_of(self.review, self.writer)
        comparison = compare_again(standing, returned)
        if not is_as_it_was(standing, comparison.questions, self._seen()):
            return self._preview(comparison, CONFLICT, is_stale=True)
        texts = comparison.preview.chosen(self.request.POST.dict())
        if texts is None:
            return self._preview(comparison, INVALID, is_unchosen=True)
        try:
            late = take_over(standing=standing, texts=texts, by=self.writer)
        except NotWritableError:
            return self._closed()
        if late:
            again = compare_again(standing_of(self.review, self.writer), returned)
            return self._preview(again, CONFLICT, is_stale=True, late=late)
        messages.success(self.request, _("Taken over from the document. Look through it."))
        return redirect(self._back(comparison))

    def _seen(self) -> dict[str, int]:
        """The revisions that the preview showed, by question."""
        sent = self.request.POST.items()
        return {
            name.removeprefix(BASE): parse_revision(str(number))
            for name, number in sent
            if name.startswith(BASE)
        }

    def _back(self, comparison: Comparison) -> str:
        """To the one section that was changed, or to all of them."""
        changed = {question.section for question in comparison.questions}
        if len(changed) == 1:
            return self.address("section", changed.pop().key)
        return self.address("tasks")

    def _closed(self) -> HttpResponse:
        return self.page("reviews/offline_closed.html", CONFLICT)

    def _preview(self, comparison: Comparison, status: int = 200, **context: Any) -> HttpResponse:
        standing = comparison.standing
        return self.page(
            "reviews/offline_preview.html",
            status,
            comparison=comparison,
            packed=comparison.returned.packed(),
            bases=[(one.key, standing.revision(one)) for one in comparison.questions],
            is_again=self.request.POST.get("do") == "take",
            **context,
        )

    def _page(
        self,
        status: int = 200,
        *,
        section: str = "",
        form: CopyForm | None = None,
        document: DocumentForm | None = None,
        expired: str = "",
    ) -> HttpResponse:
        initial = {"section": section, "suffix": "docx", "language": get_language()}
        return self.page(
            "reviews/offline.html",
            status,
            form=form or CopyForm(sections=self.sections, initial=initial),
            document=document or DocumentForm(),
            expired=expired,
        )
