"""Beginning a practice, and checking it before it is submitted."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from practices.advice import advice_for
from practices.blinding import places_with_names
from practices.choices import ReviewMode
from practices.forms.others import BeginForm, organisations_of
from practices.models import Practice
from practices.problems import problems_of
from practices.services import ClosedCallError, NotAllowedError, asked_of, begin_practice
from practices.views.access import INVALID, AuthorPage, read
from publication import kept_forms
from publication.choices import State
from publication.drafts.saving import Problem
from publication.signed_in import SignedInView


class BeginView(SignedInView):
    """Whoever speaks for a verified organisation may begin one."""

    def find(self, **_kwargs: Any) -> None:
        if not organisations_of(self.user):
            raise Http404

    def get(self, request: HttpRequest) -> HttpResponse:
        initial = {"language": request.LANGUAGE_CODE, "call": None}
        if code := request.GET.get("call"):
            calls = BeginForm(user=self.user).fields["call"].queryset  # type: ignore[attr-defined]
            initial["call"] = calls.filter(code=code[:40]).first()
        return self._page(BeginForm(self.typed(), user=self.user, initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = BeginForm(request.POST, user=self.user)
        if not form.is_valid():
            return self._page(form, INVALID)
        try:
            practice = begin_practice(**form.cleaned_data, by=self.user)
        except ClosedCallError:
            form.add_error("call", _("This call has just closed. Choose another one."))
            return self._page(form, INVALID)
        except NotAllowedError as error:
            raise Http404 from error
        kept_forms.forget(request)
        return redirect("practice_desk:write", code=practice.code)

    def _page(self, form: BeginForm, status: int = 200) -> HttpResponse:
        return self.page("practices/begin.html", status, form=form)


def address_of(practice: Practice, name: str) -> str:
    """Where a problem is put right: its field on the form."""
    return f"{reverse('practice_desk:write', args=[practice.code])}#id_{name}"


def linked(practice: Practice, problems: list[Problem]) -> list[tuple[str, str]]:
    return [(address_of(practice, name), str(words)) for name, words in problems]


def checked(practice: Practice) -> dict[str, Any]:
    """What is missing, what is advised, and where names stand: before it is handed in."""
    return {
        "problems": linked(practice, list(problems_of(practice))),
        "advice": linked(practice, list(advice_for(practice))),
        "places": [
            (address_of(practice, place.field), place) for place in places_with_names(practice)
        ],
        "is_blind": practice.call.mode == ReviewMode.DOUBLE_BLIND,
        "consent": None if practice.is_own else asked_of(practice),
    }


class CheckView(AuthorPage):
    """All of it on one page, with what is missing first; from here it is submitted."""

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if self.practice.state != State.DRAFT:
            raise Http404

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        return self.page("practices/check.html", **checked(self.practice), **read(self.practice))
