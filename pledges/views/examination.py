"""For the Secretariat: two pledges beside one another, and the correction of a published one."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pledges.forms.others import CorrectionForm
from pledges.forms.saved import typed_of, write
from pledges.likeness import likeness_of, mark_common
from pledges.models import Pledge
from pledges.rules import may_correct
from pledges.services import IncompleteError, NotAllowedError, StaleSaveError, correct_pledge
from pledges.views.access import CONFLICT, INVALID, PledgePage
from pledges.views.writing import form_context
from publication import kept_forms
from publication.choices import State
from publication.drafts.writing import revision_in
from stakeholders.rules import is_secretariat


class LikenessView(PledgePage):
    """What two pledges have in common, marked in both."""

    other: Pledge

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if not is_secretariat.test(self.user, self.pledge):
            raise Http404
        handed_in = Pledge.objects.exclude(state=State.DRAFT).exclude(pk=self.pledge.pk)
        with_names = handed_in.select_related("organisation__country", "cycle")
        self.other = get_object_or_404(with_names, code=kwargs["other"])

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        titles = mark_common(self.pledge.title, self.other.title)
        texts = mark_common(self.pledge.description, self.other.description)
        return self.page(
            "pledges/likeness.html",
            other=self.other,
            per_cent=likeness_of(self.pledge, self.other),
            both=list(zip((self.pledge, self.other), titles, texts, strict=True)),
        )


@method_decorator(never_cache, name="dispatch")
class CorrectView(PledgePage):
    """The form over what is published. All of it must hold; the version before stays."""

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if not may_correct(self.user, self.pledge):
            raise Http404

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        typed = self.typed()
        base = typed.get("revision", "") if typed else str(self.pledge.revision)
        form = CorrectionForm(typed or typed_of(self.pledge), pledge=self.pledge)
        if typed is None:
            form.errors.clear()
        return self._form(form, base)

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        form = CorrectionForm(request.POST, pledge=self.pledge)
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
            return self._form(form, str(self.pledge.revision), CONFLICT, is_stale=True)
        except NotAllowedError as error:
            raise Http404 from error
        kept_forms.forget(request)
        messages.success(request, _("Corrected. The version before stays readable."))
        return redirect(self.pledge.desk_address)

    def _correct(self, form: CorrectionForm, base: int) -> None:
        correct_pledge(
            pledge=self.pledge,
            base_revision=base,
            write=partial(write, form),
            note=form.cleaned_data["note"],
            by=self.user,
        )

    def _form(
        self, form: CorrectionForm, base: str, status: int = 200, **context: Any
    ) -> HttpResponse:
        shown = {**form_context(form, self.pledge), "base": base, **context}
        return self.page("pledges/correct.html", status, **shown)
