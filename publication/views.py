"""One view for every move of every room."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from publication import kept_forms, rooms
from publication.forms import MoveForm
from publication.models import Publishable, StateChange
from publication.moves import AlreadyMovedError, NotAllowedError, NotReadyError, make_move
from publication.workflow import Move, UnknownMoveError
from stakeholders.models import User


class MoveView(LoginRequiredMixin, View):
    """Asks (GET) and makes (POST) a move. Who may not see the item or make the move gets 404."""

    http_method_names = ["get", "post"]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not request.user.is_authenticated:
            return  # led to sign in by `dispatch`
        self.room = _room(kwargs["room"])
        self.item = get_object_or_404(self.room.model, code=kwargs["code"])
        self.move = self._move(request.user, kwargs["move"])
        self.is_seen = self.room.may_see.test(request.user, self.item)
        if not (self.is_seen or self._was_seen()):
            raise Http404

    def _move(self, user: User, name: str) -> Move:
        try:
            move = self.room.workflow.find(name, self.item.state)
        except UnknownMoveError as error:
            raise Http404 from error
        if not move.may.test(user, self.item):
            raise Http404
        return move

    def _was_seen(self) -> bool:
        """Who may make the move saw the item where it starts, and is told where it went."""
        return StateChange.objects.of(self.item).filter(to_state=self.move.source).exists()

    def handle_no_permission(self) -> HttpResponseRedirect:
        if self.request.method == "POST":
            kept_forms.keep(self.request, self._place)
        return super().handle_no_permission()

    @property
    def _place(self) -> str:
        return "{room}/{code}/{move}".format(**self.kwargs)

    def get(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        if self.item.state != self.move.source:
            return self._moved_meanwhile(request, self.item)
        kept = kept_forms.take(request, self._place)
        if kept is not None:
            messages.info(request, _("What you typed before you were signed out is in the fields"))
        return self._page(request, MoveForm(self.move, initial=kept and kept.dict()))

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        kept_forms.forget(request)
        form = MoveForm(self.move, request.POST)
        if not form.is_valid():
            return self._page(request, form, status=422)
        try:
            make_move(self.item, self.move.name, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except NotAllowedError as error:
            raise Http404 from error
        except AlreadyMovedError:
            return self._moved_meanwhile(request, self.item, note=form.cleaned_data["note"])
        except NotReadyError as error:
            for problem in error.problems:
                form.add_error(None, problem)
            return self._page(request, form, status=422)
        messages.success(request, f"{self.item.code}: {self.move.words.done}")
        return redirect(self._where_next(request))

    def _where_next(self, request: HttpRequest) -> str:
        """Back to the item; a move may have taken it out of this person's sight."""
        if self.room.may_see.test(request.user, self.item):
            return self.room.desk_address(self.item)
        return reverse("desk:home")

    def _page(self, request: HttpRequest, form: MoveForm, status: int = 200) -> HttpResponse:
        return render(request, "publication/move.html", self._context(form=form), status=status)

    def _moved_meanwhile(
        self, request: HttpRequest, item: Publishable, note: str = ""
    ) -> HttpResponse:
        item.refresh_from_db()
        context = self._context(last=_last_change(item), note=note)
        return render(request, "publication/moved_meanwhile.html", context, status=409)

    def _context(self, **more: Any) -> dict[str, Any]:
        back = self.room.desk_address(self.item) if self.is_seen else ""
        return {"item": self.item, "move": self.move, "back": back, **more}


def _room(name: str) -> rooms.Room:
    try:
        return rooms.named(name)
    except KeyError as error:
        raise Http404 from error


def _last_change(item: Publishable) -> StateChange | None:
    return StateChange.objects.of(item).last()
