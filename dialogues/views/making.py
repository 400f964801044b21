"""Beginning a session, and checking it before it is announced."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from dialogues.forms.others import BeginForm
from dialogues.models import Session
from dialogues.problems import advice_on, problems_of
from dialogues.reading import whole
from dialogues.services.sessions import begin_session
from dialogues.views.access import INVALID, SessionPage
from publication import kept_forms
from publication.choices import State
from publication.drafts.saving import Problem
from publication.signed_in import SecretariatView


class BeginView(SecretariatView):
    def get(self, request: HttpRequest) -> HttpResponse:
        code = request.GET.get("series", "")[:40]
        series = BeginForm().fields["series"].queryset  # type: ignore[attr-defined]
        initial = {"series": series.filter(code=code).first()}
        return self._page(BeginForm(self.typed(), initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = BeginForm(request.POST)
        if not form.is_valid():
            return self._page(form, INVALID)
        session = begin_session(**form.cleaned_data, by=self.user)
        kept_forms.forget(request)
        return redirect("dialogue_desk:write", code=session.code)

    def _page(self, form: BeginForm, status: int = 200) -> HttpResponse:
        return self.page("dialogues/desk/begin.html", status, form=form)


def linked(session: Session, problems: list[Problem]) -> list[tuple[str, str]]:
    """Each with the address where it is put right: its field on the form."""
    form = reverse("dialogue_desk:write", args=[session.code])
    return [(f"{form}#id_{name}", str(words)) for name, words in problems]


class CheckView(SessionPage):
    """All of it on one page, with what is missing first; from here it is announced."""

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        if self.session.state != State.DRAFT:
            raise Http404
        return self.page(
            "dialogues/desk/check.html",
            **whole(self.session),
            problems=linked(self.session, list(problems_of(self.session))),
            advice=linked(self.session, list(advice_on(self.session))),
        )
