"""The log of consultations: what is in it, and each page of it, saved whatever it holds."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from publication.drafts.saving import ClosedDraftError
from publication.drafts.writing import DraftView
from publication.signed_in import CONFLICT
from reviews.consulting.annex import annex_of
from reviews.consulting.calls import call_of
from reviews.consulting.forms import ConsultationForm
from reviews.consulting.log import begin_consultation, put_back, save_consultation, take_out
from reviews.consulting.problems import problems_of_log
from reviews.consulting.rules import may_see_inputs
from reviews.consulting.saved import form_of, write
from reviews.content import content_of
from reviews.models import Consultation, InputCall
from reviews.views.access import number_in
from reviews.views.consulting.access import LogPage, StatePage


class LogView(LogPage):
    """Everything that is in it, and the annex as it will be. Adds, takes out, and puts back."""

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        try:
            return self._change(request)
        except ClosedDraftError:
            return self._page(CONFLICT, is_closed=True)

    def _change(self, request: HttpRequest) -> HttpResponse:
        if "take_out" in request.POST:
            take_out(consultation=self._named(request.POST["take_out"]), by=self.user)
            messages.success(request, _("Taken out. You can put it back from below."))
        elif "put_back" in request.POST:
            put_back(consultation=self._named(request.POST["put_back"]), by=self.user)
            messages.success(request, _("It is back in the log."))
        else:
            begun = begin_consultation(review=self.review, by=self.user)
            return redirect("review_desk:consultation", code=self.review.code, number=begun.pk)
        return redirect("review_desk:consultations", code=self.review.code)

    def _named(self, number: str) -> Consultation:
        found = get_object_or_404(self.review.consultations.all(), pk=number_in(number))
        found.review = self.review
        return found

    def _page(self, status: int = 200, **context: Any) -> HttpResponse:
        is_theirs = may_see_inputs(self.user, self.review)
        call = call_of(self.review) if is_theirs else None
        return self.page(
            "reviews/consulting/log.html",
            status,
            log=problems_of_log(self.review),
            taken_out=self.review.consultations.exclude(removed_at=None) if is_theirs else [],
            is_theirs=is_theirs,
            call=call,
            inputs=self._inputs(call) if call else {},
            annex=annex_of(content_of(self.review)),
            **context,
        )

    def _inputs(self, call: InputCall) -> dict[str, Any]:
        call.review = self.review
        standing = call.inputs.filter(withdrawn_at=None)
        return {
            "is_open": call.is_open(timezone.now()),
            "given": standing.count(),
            "waiting": standing.filter(use="").count(),
        }


class ConsultationView(DraftView[ConsultationForm], StatePage):
    """One consultation, written on one page."""

    consultation: Consultation

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        known = self.review.consultations.select_related("saved_by").prefetch_related("groups")
        self.consultation = get_object_or_404(known, pk=kwargs["number"])
        self.consultation.review = self.review

    def is_open(self) -> bool:
        return self.may_write and self.consultation.removed_at is None

    def elsewhere(self) -> str:
        return reverse("review_desk:consultations", args=[self.review.code])

    def revision(self) -> int:
        return self.consultation.revision

    def form_over(self, data: QueryDict) -> ConsultationForm:
        return ConsultationForm(data)

    def form_saved(self) -> ConsultationForm:
        return form_of(self.consultation)

    def save(self, form: ConsultationForm, base: int) -> None:
        save_consultation(
            consultation=self.consultation, base=base, write=partial(write, form), by=self.user
        )

    def next_page(self, wish: str) -> HttpResponse | None:
        if wish == "log":
            messages.success(self.request, _("Saved."))
            return redirect(self.elsewhere())
        return None

    def show(self, form: ConsultationForm, status: int, **context: Any) -> HttpResponse:
        return self.page("reviews/consulting/write.html", status, form=form, **context)

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        both = {"consultation": self.consultation, "item": self.consultation}
        return super().page(template, status, **both, **context)
