"""The correction of a published practice, by the Secretariat."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from practices.forms.others import CorrectionForm
from practices.forms.saved import typed_of, write
from practices.rules import may_correct
from practices.services import IncompleteError, NotAllowedError, correct_practice
from practices.views.access import CONFLICT, INVALID, PracticePage
from practices.views.writing import form_context
from publication import kept_forms
from publication.drafts.saving import StaleSaveError
from publication.drafts.writing import revision_in


@method_decorator(never_cache, name="dispatch")
class CorrectView(PracticePage):
    """The form over what is published. All of it must hold; the version before stays."""

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if not may_correct(self.user, self.practice):
            raise Http404

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        typed = self.typed()
        base = typed.get("revision", "") if typed else str(self.practice.revision)
        form = CorrectionForm(typed or typed_of(self.practice), practice=self.practice)
        if typed is None:
            form.errors.clear()
        return self._form(form, base)

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        form = CorrectionForm(request.POST, practice=self.practice)
        base = revision_in(request)
        if form.unread:
            return self._form(form, str(base), INVALID)
        try:
            self._correct(form, base)
        except IncompleteError as error:
            problems = [(f"#id_{name}", str(words)) for name, words in error.problems]
            return self._form(form, str(base), INVALID, errors=problems, has_errors=True)
        except StaleSaveError:
            self.find(**self.kwargs)
            return self._form(form, str(self.practice.revision), CONFLICT, is_stale=True)
        except NotAllowedError as error:
            raise Http404 from error
        kept_forms.forget(request)
        messages.success(request, _("Corrected. The version before stays readable."))
        return redirect(self.practice.desk_address)

    def _correct(self, form: CorrectionForm, base: int) -> None:
        correct_practice(
            practice=self.practice,
            base_revision=base,
            write=partial(write, form),
            note=form.cleaned_data["note"],
            by=self.user,
        )

    def _form(
        self, form: CorrectionForm, base: str, status: int = 200, **context: Any
    ) -> HttpResponse:
        shown = {**form_context(form, self.practice), "base": base, **context}
        return self.page("practices/correct.html", status, **shown)
