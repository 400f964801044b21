"""A questionnaire read from XLSForm, and written as one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compact.models import Cycle
from publication.offline.errors import BadDocumentError
from publication.signed_in import INVALID, SecretariatView
from publication.uploads import MEDIA_TYPES
from reviews.models import Questionnaire
from reviews.views.questionnaires.access import QuestionnairePage
from reviews.xlsform.forms import ImportForm
from reviews.xlsform.planting import plant
from reviews.xlsform.reading import read_form
from reviews.xlsform.writing import write_form


class ImportView(SecretariatView):
    """Begin a draft with what a form asks. What it could not bring stands on the draft's page."""

    def get(self, _request: HttpRequest) -> HttpResponse:
        return self._page(ImportForm(initial={"cycle": Cycle.objects.order_by("-year").first()}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(form, INVALID)
        try:
            plan, findings = read_form(form.cleaned_data["file"])
        except BadDocumentError as error:
            form.add_error("file", str(error.reason))
            return self._page(form, INVALID)
        if not plan.sections:
            form.add_error("file", _("There is no question in it that the portal can ask."))
            return self._page(form, INVALID)
        draft = Questionnaire(cycle=form.cleaned_data["cycle"], region=form.cleaned_data["region"])
        plant(draft=draft, form=plan, findings=findings, by=self.user)
        messages.success(request, self._said(len(findings.all)))
        return redirect("questionnaire_desk:questionnaire", pk=draft.pk)

    def _said(self, lost: int) -> str:
        if not lost:
            return _("The form is read whole.")
        return ngettext(
            "The form is read. One thing could not be carried: see below.",
            "The form is read. %(count)s things could not be carried: see below.",
            lost,
        ) % {"count": lost}

    def _page(self, form: ImportForm, status: int = 200) -> HttpResponse:
        return self.page("reviews/questionnaires/import.html", status, form=form)


class ExportView(QuestionnairePage):
    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        of = self.questionnaire
        name = f"questionnaire-{of.cycle_id}-{of.version}"
        if of.region_id:
            name = f"{name}-{of.region_id}"
        return HttpResponse(
            write_form(of),
            content_type=MEDIA_TYPES[".xlsx"],
            headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'},
        )
