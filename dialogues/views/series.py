"""Series of sessions on the desk of the Secretariat."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from dialogues.forms.others import SeriesForm
from dialogues.models import Series
from dialogues.services.sessions import save_series
from publication import kept_forms
from publication.signed_in import INVALID, SecretariatView


class SeriesListView(SecretariatView):
    def get(self, _request: HttpRequest) -> HttpResponse:
        found = Series.objects.select_related("cycle").annotate(held=Count("sessions"))
        return self.page("dialogues/desk/series_list.html", all_series=found)


class SeriesView(SecretariatView):
    """Writing a series, a new one or one that is there."""

    series: Series | None = None

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if code := kwargs.get("code"):
            self.series = get_object_or_404(Series, code=code)

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        return self._page(self._form(self.typed()))

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, INVALID)
        save_series(series=form.save(commit=False), by=self.user)
        kept_forms.forget(request)
        messages.success(request, _("Saved."))
        return redirect("dialogue_desk:series_list")

    def _form(self, typed: Any) -> SeriesForm:
        # Another copy, so that what is not valid does not show around the form.
        fresh = Series.objects.get(pk=self.series.pk) if self.series else None
        return SeriesForm(typed, instance=fresh)

    def _page(self, form: SeriesForm, status: int = 200) -> HttpResponse:
        return self.page("dialogues/desk/series.html", status, form=form, series=self.series)
