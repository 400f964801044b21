"""The criteria that calls choose from, on the desk of the Secretariat."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from practices.forms.calls import CriterionForm
from practices.models import Criterion
from practices.services.calls import CallError, is_in_use, save_criterion
from publication import kept_forms
from publication.signed_in import INVALID, SecretariatView


class CriteriaView(SecretariatView):
    def get(self, _request: HttpRequest) -> HttpResponse:
        published = Count("calls", filter=Q(calls__published_at__isnull=False), distinct=True)
        criteria = list(Criterion.objects.annotate(published=published))
        return self.page("practices/calls/criteria.html", criteria=criteria)


class NewCriterionView(SecretariatView):
    """A new one, or one that nobody has answered or scored by yet."""

    criterion: Criterion | None = None

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        return self._page(CriterionForm(self.typed(), instance=self.criterion))

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        form = CriterionForm(request.POST, instance=self.criterion)
        if not form.is_valid():
            return self._page(form, INVALID)
        try:
            save_criterion(criterion=form.save(commit=False), by=self.user)
        except CallError as error:
            for problem in error.problems:
                form.add_error(None, str(problem))
            return self._page(form, INVALID)
        kept_forms.forget(request)
        messages.success(request, _("Saved."))
        return redirect("practice_desk:criteria")

    def _page(self, form: CriterionForm, status: int = 200) -> HttpResponse:
        return self.page("practices/calls/criterion.html", status, form=form)


class EditCriterionView(NewCriterionView):
    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.criterion = get_object_or_404(Criterion, key=kwargs["key"])
        if is_in_use(self.criterion):
            raise Http404
