"""The receipt of a submission, its PDF, and the public page where either is checked."""

import hashlib
from typing import Any

from allauth.core import ratelimit
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.views import View
from django.views.decorators.cache import never_cache

from publication.paper.serving import serve
from publication.signed_in import INVALID
from reviews.receipts import Receipt, receipts_of, receipts_of_file, receipts_with
from reviews.rules import may_see_whole
from reviews.verify_forms import VerifyForm
from reviews.views.access import ReviewView

RATE_LIMIT = "verify_receipt"


class ReceiptAccess(ReviewView):
    def check_access(self, **_kwargs: str) -> None:
        if not may_see_whole.test(self.user, self.review):
            raise Http404


class ReceiptView(ReceiptAccess):
    """Every submission of the review, the last first, each with its proof."""

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        submissions = [one for one in receipts_of(self.review) if one.is_submission]
        if not submissions:
            raise Http404
        return self.page("reviews/receipt.html", receipts=submissions[::-1])


class SubmittedPaperView(ReceiptAccess):
    """What was submitted, on paper; the worker makes it."""

    def get(self, request: HttpRequest, number: int, **_kwargs: Any) -> HttpResponseBase:
        submissions = [one for one in receipts_of(self.review) if one.is_submission]
        receipt = next((one for one in submissions if one.number == number), None)
        if receipt is None:
            raise Http404
        return serve(
            request,
            receipt.change,
            name=f"{self.review.code}-submission-{number}",
            back=self.address("receipt"),
            language=get_language() or "en",
        )


@method_decorator(never_cache, name="dispatch")
class VerifyView(View):
    """Anyone checks whether a SHA-256 or a file is what was submitted or published."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(request, VerifyForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        limited: HttpResponse | None = ratelimit.consume_or_429(request, action=RATE_LIMIT)
        if limited is not None:
            return limited
        form = VerifyForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(request, form, INVALID)
        return self._page(request, form, found=_found(form), was_checked=True)

    def _page(
        self, request: HttpRequest, form: VerifyForm, status: int = 200, **context: Any
    ) -> HttpResponse:
        return render(request, "reviews/verify.html", {"form": form, **context}, status=status)


def _found(form: VerifyForm) -> list[Receipt]:
    file: UploadedFile[bytes] | None = form.cleaned_data["file"]
    if file is None:
        digest = form.cleaned_data["sha256"]
        return receipts_with(digest) or receipts_of_file(digest)
    sha256 = hashlib.sha256()
    for chunk in file.chunks():
        sha256.update(chunk)
    return receipts_of_file(sha256.hexdigest())
