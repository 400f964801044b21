"""For the Secretariat: bringing in pledges that were made before the portal."""

import tempfile
from collections.abc import Callable
from typing import IO, Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pledges.forms.importing import ImportForm
from pledges.importing import runs, template
from pledges.importing.columns import COLUMNS
from pledges.importing.limits import MOST_ROWS, PROBLEMS_SHOWN, ROWS_SHOWN
from pledges.importing.progress import progress_of
from pledges.importing.reports import problems_in, rows_for_download
from pledges.importing.words import BadFileError
from pledges.models import ImportRun
from publication.browsing.export import SPREADSHEET, as_csv
from publication.signed_in import CONFLICT, INVALID, SecretariatView

NAME = "pledges-template"
RUNS_SHOWN = 50
Verb = Callable[..., bool]


class ImportsView(SecretariatView):
    """The files so far, and the form for one more."""

    def get(self, _request: HttpRequest) -> HttpResponse:
        return self._page(ImportForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(form, INVALID)
        try:
            run = runs.upload(
                file=form.cleaned_data["file"],
                takes_updates=form.cleaned_data["takes_updates"],
                by=self.user,
            )
        except BadFileError as error:
            for problem in error.problems:
                form.add_error("file", problem.words)
            return self._page(form, INVALID)
        return redirect(run)

    def _page(self, form: ImportForm, status: int = 200) -> HttpResponse:
        latest = ImportRun.objects.select_related("by").defer("report")[:RUNS_SHOWN]
        return self.page(
            "pledges/imports.html",
            status,
            form=form,
            runs=list(latest),
            columns=COLUMNS,
            most_rows=MOST_ROWS,
        )


class ImportPage(SecretariatView):
    run: ImportRun

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        runs_with_names = ImportRun.objects.select_related("by", "decided_by")
        self.run = get_object_or_404(runs_with_names, pk=kwargs["number"])


@method_decorator(never_cache, name="dispatch")
class ImportView(ImportPage):
    """What was found, or how far it has come. htmx asks for that part alone."""

    def get(self, request: HttpRequest, **_kwargs: int) -> HttpResponse:
        if not request.htmx:  # type: ignore[attr-defined]
            return self._page()
        if self.run.is_at_work:
            return self.page("pledges/parts/import_progress.html", **self._progress())
        return HttpResponse(headers={"HX-Refresh": "true"})

    def post(self, request: HttpRequest, **_kwargs: int) -> HttpResponse:
        verbs: dict[str, Verb] = {"check": runs.check_again, "bring-in": runs.bring_in}
        verb = verbs.get(request.POST.get("do", ""))
        if verb is None:
            raise Http404
        if not verb(run=self.run, by=self.user):
            messages.warning(request, _("It has changed in the meantime. Look at it as it is now."))
            self.run.refresh_from_db()
            return self._page(CONFLICT)
        return redirect(self.run)

    def _page(self, status: int = 200) -> HttpResponse:
        report = self.run.report
        return self.page(
            "pledges/import.html",
            status,
            count=report.get("count", {}),
            problems=problems_in(report)[:PROBLEMS_SHOWN],
            organisations=report.get("organisations", []),
            rows=[row for row in report.get("rows", []) if row[3] != "unchanged"][:ROWS_SHOWN],
            **self._progress(),
        )

    def _progress(self) -> dict[str, Any]:
        done, total = progress_of(self.run) or (0, 0)
        return {"run": self.run, "done": done, "total": total}


class ImportReportView(ImportPage):
    def get(self, _request: HttpRequest, **_kwargs: int) -> HttpResponseBase:
        if not self.run.report:
            raise Http404
        return as_csv(rows_for_download(self.run.report), f"import-{self.run.pk}")


class ImportFileView(ImportPage):
    """The file as it was uploaded: never shown in the browser, always a download."""

    def get(self, _request: HttpRequest, **_kwargs: int) -> HttpResponseBase:
        try:
            content = self.run.file.open("rb")
        except FileNotFoundError as error:
            raise Http404 from error
        return FileResponse(
            content,
            as_attachment=True,
            filename=self.run.name,
            content_type="application/octet-stream",
        )


class TemplateView(SecretariatView):
    def get(self, _request: HttpRequest, suffix: str) -> HttpResponseBase:
        if suffix == "csv":
            return as_csv(template.rows(), NAME)
        if suffix != "xlsx":
            raise Http404
        file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
        template.write_workbook(file)
        file.seek(0)
        return FileResponse(
            file, as_attachment=True, filename=f"{NAME}.xlsx", content_type=SPREADSHEET
        )
