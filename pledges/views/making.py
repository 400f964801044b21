"""Beginning a pledge, and checking it before it is submitted."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from compact.models import Cycle
from pledges.forms.others import BeginForm, organisations_of
from pledges.models import Pledge
from pledges.problems import problems_of
from pledges.refugees import ADDRESS, is_about_refugees
from pledges.rules import is_author
from pledges.services import NotAllowedError, begin_pledge
from pledges.views.access import INVALID, PledgePage
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
        forum = Cycle.objects.next_forum(timezone.localdate())
        initial = {"language": request.LANGUAGE_CODE, "cycle": forum}
        return self._page(BeginForm(self.typed(), user=self.user, initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = BeginForm(request.POST, user=self.user)
        if not form.is_valid():
            return self._page(form, INVALID)
        try:
            pledge = begin_pledge(**form.cleaned_data, by=self.user)
        except NotAllowedError as error:
            raise Http404 from error
        kept_forms.forget(request)
        return redirect("pledge_desk:write", code=pledge.code)

    def _page(self, form: BeginForm, status: int = 200) -> HttpResponse:
        return self.page("pledges/begin.html", status, form=form)


def address_of(pledge: Pledge, name: str) -> str:
    """Where a problem is put right: its field on the form, or the page of the partners."""
    if name == "partners":
        return reverse("pledge_desk:partners", args=[pledge.code])
    return f"{reverse('pledge_desk:write', args=[pledge.code])}#id_{name}"


def linked(pledge: Pledge, problems: list[Problem]) -> list[tuple[str, str]]:
    return [(address_of(pledge, name), str(words)) for name, words in problems]


class CheckView(PledgePage):
    """All of it on one page, with what is missing first; from here it is submitted."""

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if not is_author.test(self.user, self.pledge) or self.pledge.state != State.DRAFT:
            raise Http404

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        return self.page(
            "pledges/check.html",
            problems=linked(self.pledge, list(problems_of(self.pledge))),
            about_refugees=is_about_refugees(self.pledge),
            refugees_address=ADDRESS,
        )
