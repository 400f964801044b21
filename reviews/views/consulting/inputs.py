"""What stakeholders said, on the desk of the State: the list, and each with how it was used."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from publication import kept_forms
from publication.drafts.saving import ClosedDraftError, StaleSaveError
from publication.signed_in import CONFLICT, INVALID
from reviews.consulting.call_form import UseForm
from reviews.consulting.calls import call_of
from reviews.consulting.inputs import NamesTheSenderError, note_use
from reviews.models import Input
from reviews.services import NotAllowedError
from reviews.views.consulting.access import StatePage

AT_ONCE = 50
WITH_NAMES = ("by", "organisation__type", "organisation__country", "section__section")


class InputsView(StatePage):
    """All that was said and stands, those without a note on their use first."""

    def get(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        said = Input.objects.filter(call__review=self.review)
        standing = said.filter(withdrawn_at=None)
        waiting_first = F("use_noted_at").asc(nulls_first=True)
        rows = standing.select_related(*WITH_NAMES).order_by(waiting_first, "at", "pk")
        page = Paginator(rows, AT_ONCE).get_page(request.GET.get("page"))
        return self.page(
            "reviews/consulting/inputs.html",
            inputs=page,
            waiting=standing.filter(use="").count(),
            withdrawn=said.exclude(withdrawn_at=None).count(),
            call=call_of(self.review),
        )


@method_decorator(never_cache, name="dispatch")
class InputView(StatePage):
    """One input. Takes the note on how it was used."""

    given: Input

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        known = Input.objects.select_related("call", "use_noted_by", *WITH_NAMES)
        self.given = get_object_or_404(known, pk=kwargs["number"], call__review=self.review)
        self.given.call.review = self.review
        # Who was writing a note in that moment does not lose it.
        if self.given.withdrawn_at is not None and self.request.method != "POST":
            raise Http404

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        typed = self.typed()
        return self._page(UseForm(typed, initial={"use": self.given.use}))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = UseForm(request.POST)
        seen = _moment(request.POST.get("seen", ""))
        if not form.is_valid():
            return self._page(form, INVALID)
        try:
            note_use(given=self.given, use=form.cleaned_data["use"], seen=seen, by=self.user)
        except NamesTheSenderError as error:
            form.add_error("use", _words(error.names))
            return self._page(form, INVALID)
        except StaleSaveError:
            self.find(**self.kwargs)
            return self._page(form, CONFLICT, is_stale=True)
        except (ClosedDraftError, NotAllowedError):
            return self._page(form, CONFLICT, is_closed=True)
        kept_forms.forget(request)
        messages.success(request, _("Noted. The sender is told."))
        return redirect("review_desk:inputs", code=self.review.code)

    def _page(self, form: UseForm, status: int = 200, **context: Any) -> HttpResponse:
        return self.page(
            "reviews/consulting/input.html", status, form=form, given=self.given, **context
        )


def _words(names: list[str]) -> str:
    return ngettext(
        "The sender does not consent to be named: leave out “%(names)s”.",
        "The sender does not consent to be named: leave out “%(names)s”.",
        len(names),
    ) % {"names": "”, “".join(names)}


def _moment(text: str) -> datetime | None:
    """When the note that the writer has seen was made, as our own page sends it."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadRequest from error
    if moment.tzinfo is None:
        raise BadRequest
    return moment
