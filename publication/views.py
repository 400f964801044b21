"""One view for every move of every room."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from publication import rooms
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
        if not self.room.may_see.test(request.user, self.item):
            raise Http404
        self.move = self._move(request.user, kwargs["move"])

    def _move(self, user: User, name: str) -> Move:
        try:
            move = self.room.workflow.find(name, self.item.state)
        except UnknownMoveError as error:
            raise Http404 from error
        if not move.may.test(user, self.item):
            raise Http404
        return move

    def get(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        if self.item.state != self.move.source:
            return self._moved_meanwhile(request, self.item)
        return self._page(request, MoveForm(self.move))

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
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
        messages.success(request, _("Done: %(move)s.") % {"move": self.move.words.label})
        return redirect(self.room.desk_address(self.item))

    def _page(self, request: HttpRequest, form: MoveForm, status: int = 200) -> HttpResponse:
        return render(request, "publication/move.html", self._context(form=form), status=status)

    def _moved_meanwhile(
        self, request: HttpRequest, item: Publishable, note: str = ""
    ) -> HttpResponse:
        item.refresh_from_db()
        context = self._context(last=_last_change(item), note=note)
        return render(request, "publication/moved_meanwhile.html", context, status=409)

    def _context(self, **more: Any) -> dict[str, Any]:
        back = self.room.desk_address(self.item)
        return {"item": self.item, "move": self.move, "back": back, **more}


def _room(name: str) -> rooms.Room:
    try:
        return rooms.named(name)
    except KeyError as error:
        raise Http404 from error


def _last_change(item: Publishable) -> StateChange | None:
    return StateChange.objects.of(item).last()
