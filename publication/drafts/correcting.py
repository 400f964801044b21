"""The page of a correction: the form over what is published, of which all must hold."""

from abc import ABC, abstractmethod
from typing import Any, Generic, Protocol

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from publication import kept_forms
from publication.drafts.saving import ClosedDraftError, IncompleteError, StaleSaveError
from publication.drafts.writing import Form, revision_in
from publication.signed_in import CONFLICT, INVALID, SignedInView


class Correctable(Protocol):
    @property
    def revision(self) -> int: ...

    @property
    def desk_address(self) -> str: ...


@method_decorator(never_cache, name="dispatch")
class CorrectionView(SignedInView, ABC, Generic[Form]):
    """The version before stays. A room says how its form is made, saved and shown."""

    @property
    @abstractmethod
    def is_open(self) -> bool:
        """Whether the item stands published. `find` has seen to it that the person may correct."""

    @property
    @abstractmethod
    def item(self) -> Correctable:
        """As it stands now; `find` reads it anew."""

    @abstractmethod
    def form_over(self, data: QueryDict) -> Form: ...

    @abstractmethod
    def typed_before(self) -> QueryDict:
        """What is published, as it would be typed."""

    @abstractmethod
    def correct(self, form: Form, base: int) -> None:
        """All or nothing. Raises IncompleteError, StaleSaveError or ClosedDraftError."""

    @abstractmethod
    def show(self, form: Form, status: int, **context: Any) -> HttpResponse: ...

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        typed = self.typed()
        if not self.is_open and typed is None:
            raise Http404
        base = typed.get("revision", "") if typed else str(self.item.revision)
        form = self.form_over(typed or self.typed_before())
        if typed is None:
            form.errors.clear()
        return self.show(form, 200, base=base)

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        form = self.form_over(request.POST)
        base = revision_in(request)
        if not self.is_open:
            return self._closed(form, base)
        if form.unread:
            return self.show(form, INVALID, base=str(base))
        try:
            self.correct(form, base)
        except IncompleteError as error:
            problems = [(f"#id_{name}", str(words)) for name, words in error.problems]
            return self.show(form, INVALID, base=str(base), errors=problems, has_errors=True)
        except StaleSaveError:
            self.find(**self.kwargs)
            return self.show(form, CONFLICT, base=str(self.item.revision), is_stale=True)
        except ClosedDraftError:
            return self._closed(form, base)
        kept_forms.forget(request)
        messages.success(request, _("Corrected. The version before stays readable."))
        return redirect(self.item.desk_address)

    def _closed(self, form: Form, base: int) -> HttpResponse:
        """It left the published meanwhile: what was typed stands there, to be copied."""
        words = _("It is no longer published, so nothing was saved. What you typed is below.")
        return self.show(
            form, CONFLICT, base=str(base), errors=[("#id_note", words)], has_errors=True
        )
