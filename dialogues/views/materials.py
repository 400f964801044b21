"""What lies with a session: added and taken back on the desk, read by everybody."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views import View

from dialogues.forms.others import MaterialForm
from dialogues.models import Material
from dialogues.reading import materials_of
from dialogues.services.materials import add_material, take_back_material
from dialogues.views.access import INVALID, SessionPage
from publication import kept_forms
from publication.choices import State
from publication.uploads import BadUploadError


def download(material: Material) -> FileResponse:
    """Always as a download."""
    return FileResponse(
        material.file.open("rb"),
        as_attachment=True,
        filename=material.name,
        content_type=material.media_type,
    )


class MaterialsView(SessionPage):
    """At any time, before the announcement or long after."""

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        initial = {"language": self.session.language}
        return self._page(MaterialForm(self.typed(), initial=initial))

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        if "remove" in request.POST:
            return self._take_back(request.POST["remove"])
        form = MaterialForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(form, INVALID)
        try:
            add_material(session=self.session, **form.cleaned_data, by=self.user)
        except BadUploadError as error:
            form.add_error("file", str(error.reason))
            return self._page(form, INVALID)
        kept_forms.forget(request)
        messages.success(request, _("Added."))
        return self._here()

    def _take_back(self, number: str) -> HttpResponse:
        if not (number.isascii() and number.isdigit() and len(number) < 10):  # noqa: PLR2004
            raise BadRequest
        material = get_object_or_404(self.session.materials, pk=int(number))
        take_back_material(material=material, by=self.user)
        messages.success(self.request, _("Taken back."))
        return self._here()

    def _here(self) -> HttpResponse:
        return redirect("dialogue_desk:materials", code=self.session.code)

    def _page(self, form: MaterialForm, status: int = 200) -> HttpResponse:
        return self.page(
            "dialogues/desk/materials.html", status, form=form, materials=materials_of(self.session)
        )


class DeskMaterialView(SessionPage):
    """A file of a session that is not announced yet."""

    def get(self, _request: HttpRequest, number: int, **_kwargs: str) -> FileResponse:
        standing = self.session.materials.filter(removed_at=None).exclude(file="")
        return download(get_object_or_404(standing, pk=number))


class MaterialView(View):
    """A file of a session that everybody may read."""

    def get(self, _request: HttpRequest, code: str, number: int) -> FileResponse:
        readable = Material.objects.filter(
            removed_at=None,
            session__code=code,
            session__state__in=[State.PUBLISHED, State.ARCHIVED],
        ).exclude(file="")
        return download(get_object_or_404(readable, pk=number))
