"""The page of a draft: it saves what it gets, never over another's words, and loses nothing."""

from abc import ABC, abstractmethod
from typing import Any, Generic, TypeVar

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from publication import kept_forms
from publication.drafts.differences import Difference, differences
from publication.drafts.forms import DraftForm
from publication.drafts.saving import ClosedDraftError, StaleSaveError
from publication.signed_in import CONFLICT, INVALID, SignedInView
from publication.uploads import BadUploadError

Form = TypeVar("Form", bound=DraftForm)


def revision_in(request: HttpRequest) -> int:
    """The revision that is saved over, or the one that the form started from; 400 if it is none."""
    text = request.POST.get("over") or request.POST.get("revision", "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):  # noqa: PLR2004
        raise BadRequest
    return int(text)


@method_decorator(never_cache, name="dispatch")
class DraftView(SignedInView, ABC, Generic[Form]):
    """A room says how its form is made, saved and shown. Its `page` gives the templates `item`."""

    places: frozenset[str] = frozenset()  # parts of the page that a button leads back to

    @abstractmethod
    def is_open(self) -> bool:
        """Whether this person may write at this moment."""

    @abstractmethod
    def elsewhere(self) -> str:
        """Where one is sent when it is not open."""

    @abstractmethod
    def revision(self) -> int: ...

    @abstractmethod
    def form_over(self, data: QueryDict) -> Form: ...

    @abstractmethod
    def form_saved(self) -> Form: ...

    @abstractmethod
    def save(self, form: Form, base: int) -> None:
        """Raises StaleSaveError, or ClosedDraftError where it is closed to this person."""

    def take_files(self) -> None:
        """Files that came with the form, once its text is saved. Raises BadUploadError."""

    def next_page(self, _wish: str) -> HttpResponse | None:
        """Where a button leads that is no mere save."""
        return None

    @abstractmethod
    def show(
        self, form: Form, status: int, *, conflict: list[Difference], **context: Any
    ) -> HttpResponse: ...

    def signed_out(self, request: HttpRequest) -> HttpResponseBase:
        answer = super().signed_out(request)
        if request.headers.get("HX-Request"):
            return render(request, "publication/drafts/signed_out.html", status=401)
        return answer

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        if not self.is_open():
            return redirect(self.elsewhere())
        kept = self.typed()
        if kept is None:
            return self._form(self.form_saved(), base=self.revision())
        return self._form(self.form_over(kept), base=kept.get("revision", ""), kept=True)

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        if request.POST.get("keep") == "theirs":
            kept_forms.forget(request)
            return redirect(request.path)
        form = self.form_over(request.POST)
        base = revision_in(request)
        try:
            self.save(form, base)
        except StaleSaveError:
            return self._stale(form, base)
        except ClosedDraftError:
            return self._closed(form)
        return self._saved(form)

    def _saved(self, form: Form) -> HttpResponse:
        kept_forms.forget(self.request)
        self.find(**self.kwargs)
        if self._is_autosave:
            return self._line(unread=form.unread)
        try:
            self.take_files()
        except BadUploadError as error:
            saved = self.form_saved()
            return self._form(saved, INVALID, base=self.revision(), refused=error.reason)
        return self._next(form)

    def _next(self, form: Form) -> HttpResponse:
        wish = self.request.POST.get("next", "")
        if (page := self.next_page(wish)) is not None:
            return page
        if form.unread:
            words = _("Saved as you typed it. Some of it cannot be read yet.")
            messages.warning(self.request, words)
        else:
            messages.success(self.request, _("Saved."))
        return redirect(f"{self.request.path}{f'#id_{wish}' if wish in self.places else ''}")

    def _stale(self, form: Form, base: int) -> HttpResponse:
        """Both texts, unless they are the same: then it is saved already."""
        self.find(**self.kwargs)
        different = differences(self.form_saved(), form)
        if not different:
            return self._saved(form)
        kept_forms.keep(self.request, self.request.path)
        if self._is_autosave:
            return self._line(CONFLICT, base=base, has_conflict=True)
        return self._form(form, CONFLICT, base=base, conflict=different)

    def _closed(self, form: Form) -> HttpResponse:
        """It was submitted, or the role ended, while this was being written."""
        if self._is_autosave:
            return self._line(CONFLICT, base=self.revision(), closed=True)
        said = differences(self.form_over(QueryDict()), form)
        return self.page("publication/drafts/closed.html", CONFLICT, said=said)

    @property
    def _is_autosave(self) -> bool:
        return bool(self.request.headers.get("HX-Request"))

    def _line(self, status: int = 200, base: int | None = None, **context: Any) -> HttpResponse:
        context["base"] = self.revision() if base is None else base
        return self.page("publication/drafts/save_state.html", status, **context)

    def _form(
        self,
        form: Form,
        status: int = 200,
        *,
        base: int | str,
        kept: bool = False,
        refused: object = "",
        conflict: list[Difference] | None = None,
    ) -> HttpResponse:
        return self.show(
            form,
            status,
            base=base,
            was_kept=kept,
            refused=refused,
            conflict=conflict or [],
            errors=form.errors_by_address,
            has_errors=bool(form.unread),
        )
