"""The call for input as everybody reads it, and where stakeholders answer it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import AccessMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from publication import kept_forms
from publication.signed_in import CONFLICT, INVALID
from reviews.consulting.input_form import InputForm
from reviews.consulting.inputs import MOST_INPUTS, TooManyInputsError, give_input, withdraw_input
from reviews.consulting.rules import may_answer
from reviews.models import Input, InputCall
from reviews.services import NotAllowedError, NotOpenError
from reviews.views.access import number_in
from stakeholders.models import User


@method_decorator(never_cache, name="dispatch")
class PublicCallView(AccessMixin, View):
    """The call; for who is signed in a form as well, and what they have said and became of it."""

    call: InputCall
    user: User | None
    mine: list[Input]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        calls = InputCall.objects.select_related("review__country", "review__cycle")
        self.call = get_object_or_404(calls, review__code=kwargs["code"])
        self.user = request.user if isinstance(request.user, User) else None
        self.mine = self._mine()
        if self.call.withdrawn_at is not None and not self.mine:
            raise Http404

    def _mine(self) -> list[Input]:
        if self.user is None:
            return []
        said = self.call.inputs.filter(by=self.user)
        return list(said.select_related("organisation__country", "section__section"))

    def get(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        kept = kept_forms.take(request, request.path)
        return self._page(self._form(kept), was_kept=kept is not None)

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponseBase:
        if self.user is None:
            kept_forms.keep(request, request.path)
            return self.handle_no_permission()
        if not may_answer(self.user, self.call.review) and not self.mine:
            raise Http404
        if "withdraw" in request.POST:
            return self._withdraw(self.user, request.POST["withdraw"])
        return self._give(self.user, InputForm(request.POST, **self._around(self.user)))

    def _give(self, user: User, form: InputForm) -> HttpResponse:
        if not form.is_valid():
            return self._page(form, INVALID)
        try:
            give_input(call=self.call, said=form.said, by=user)
        except NotOpenError:
            return self._page(form, CONFLICT, is_too_late=True)
        except TooManyInputsError:
            form.add_error(
                None,
                _("You have said %(most)s things to this call already: withdraw one first.")
                % {"most": MOST_INPUTS},
            )
            return self._page(form, INVALID)
        except NotAllowedError as error:
            raise Http404 from error
        kept_forms.forget(self.request)
        messages.success(
            self.request,
            _("Thank you. The Government has your input, and you are told how it is used."),
        )
        return redirect(self.call)

    def _withdraw(self, user: User, number: str) -> HttpResponse:
        given = get_object_or_404(self.call.inputs, pk=number_in(number), by=user)
        given.call = self.call
        try:
            withdraw_input(given=given, by=user)
        except NotAllowedError:
            return self._page(self._form(None), CONFLICT, is_submitted=True)
        messages.success(self.request, _("Withdrawn. The Government no longer reads it."))
        return redirect(self.call)

    def _around(self, user: User) -> dict[str, Any]:
        return {"user": user, "review": self.call.review}

    def _form(self, typed: Any) -> InputForm | None:
        if self.user is None or not may_answer(self.user, self.call.review):
            return None
        initial = {"language": self.request.LANGUAGE_CODE}
        return InputForm(typed, initial=initial, **self._around(self.user))

    def _page(self, form: InputForm | None, status: int = 200, **context: Any) -> HttpResponse:
        now = timezone.now()
        around = {
            "call": self.call,
            "review": self.call.review,
            "is_open": self.call.is_open(now),
            "is_coming": self.call.withdrawn_at is None and self.call.opens_at > now,
            "form": form,
            "mine": self.mine,
            "may_withdraw": self.call.review.state == "draft",
        }
        return render(
            self.request,
            "reviews/consulting/public_call.html",
            {**around, **context},
            status=status,
        )
