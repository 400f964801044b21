"""More time for a State's review: its focal points ask, the Secretariat answers, on one page."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from compact.models import Country, Cycle
from publication import kept_forms
from publication.signed_in import INVALID, SignedInView
from reviews.deadlines import due_at
from reviews.extension_forms import AskForm, DecideForm, UntilForm
from reviews.models import Extension, Review
from reviews.rules import may_ask_for_time, may_see_extensions
from reviews.services import ExtensionError, ask_for_time, grant_time, refuse_time
from reviews.services.extending import problems_of_asking
from stakeholders.rules import is_secretariat

DAY = "%Y-%m-%d"


class ExtensionView(SignedInView):
    """The date that holds, what was asked and answered so far, and the form of the next step."""

    cycle: Cycle
    country: Country

    def find(self, **kwargs: Any) -> None:
        self.country = get_object_or_404(Country, iso3=kwargs["iso3"])
        if not may_see_extensions(self.user, self.country.pk):
            raise Http404
        self.cycle = get_object_or_404(Cycle, year=kwargs["year"])

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self._page(self._form())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        steps: dict[str, Callable[[], HttpResponse]] = {
            "ask": self._ask,
            "grant": self._grant,
            "refuse": self._refuse,
        }
        step = steps.get(request.POST.get("step", ""))
        if step is None:
            raise BadRequest
        return step()

    def _ask(self) -> HttpResponse:
        if not may_ask_for_time(self.user, self.country.pk):
            raise Http404
        form = AskForm(self.request.POST, cycle=self.cycle)
        return self._try(form, lambda: self._do_ask(form), _("The Secretariat was asked."))

    def _grant(self) -> HttpResponse:
        waiting = self._to_decide()
        form = DecideForm(self.request.POST, cycle=self.cycle)
        return self._try(form, lambda: self._do_grant(waiting, form), _("The time is granted."))

    def _refuse(self) -> HttpResponse:
        waiting = self._to_decide()
        form = DecideForm(self.request.POST, cycle=self.cycle)
        form.fields["until"].required = False
        return self._try(form, lambda: self._do_refuse(waiting, form), _("The State was told."))

    def _do_ask(self, form: AskForm) -> None:
        ask_for_time(
            country=self.country,
            cycle=self.cycle,
            wanted_until=form.moment,
            reason=form.cleaned_data["reason"],
            by=self.user,
        )

    def _do_grant(self, waiting: Extension, form: DecideForm) -> None:
        answer = form.cleaned_data["answer"]
        grant_time(extension=waiting, until=form.moment, answer=answer, by=self.user)

    def _do_refuse(self, waiting: Extension, form: DecideForm) -> None:
        refuse_time(extension=waiting, answer=form.cleaned_data["answer"], by=self.user)

    def _to_decide(self) -> Extension:
        if not is_secretariat(self.user):
            raise Http404
        number = self.request.POST.get("number", "")
        if not (number.isascii() and number.isdigit() and len(number) < 18):  # noqa: PLR2004
            raise Http404
        asked = Extension.objects.filter(country=self.country, cycle=self.cycle)
        return get_object_or_404(asked, pk=int(number))

    def _try(self, form: UntilForm, do: Callable[[], None], done: str) -> HttpResponse:
        if not form.is_valid():
            return self._page(form, INVALID)
        try:
            do()
        except ExtensionError as error:
            for problem in error.problems:
                form.add_error(None, str(problem))
            return self._page(form, INVALID)
        kept_forms.forget(self.request)
        messages.success(self.request, done)
        return redirect(self.request.path)

    def _waiting(self) -> Extension | None:
        asked = Extension.objects.filter(country=self.country, cycle=self.cycle, decided_at=None)
        return asked.first()

    def _form(self) -> UntilForm:
        waiting, typed = self._waiting(), self.typed()
        if waiting is not None and is_secretariat(self.user):
            wanted = waiting.wanted_until.astimezone(self.cycle.zone).strftime(DAY)
            return DecideForm(typed, cycle=self.cycle, initial={"until": wanted})
        return AskForm(typed, cycle=self.cycle)

    def _page(self, form: UntilForm, status: int = 200) -> HttpResponse:
        waiting = self._waiting()
        may_ask = may_ask_for_time(self.user, self.country.pk)
        obstacles = list(problems_of_asking(self.country, self.cycle)) if may_ask else []
        decides = waiting is not None and is_secretariat(self.user)
        # Decided, or asked, by somebody else meanwhile: then there is no field for what was typed.
        shows_form = decides or (may_ask and not obstacles)
        return self.page(
            "reviews/extension.html",
            status,
            country=self.country,
            cycle=self.cycle,
            due_at=due_at(self.country, self.cycle),
            review=self._review(),
            form=form,
            waiting=waiting,
            decides=decides,
            may_ask=may_ask,
            obstacles=obstacles,
            lost="" if shows_form else form.data.get("answer") or form.data.get("reason", ""),
            extensions=Extension.objects.filter(country=self.country, cycle=self.cycle)
            .select_related("asked_by", "decided_by")
            .order_by("-asked_at", "-pk"),
        )

    def _review(self) -> Review | None:
        """To be linked to by those who may see it."""
        seen = Review.objects.seen_on_desk_by(self.user)
        return seen.filter(country=self.country, cycle=self.cycle).with_names().first()
