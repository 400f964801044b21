"""Discussion spaces as everybody reads them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views import View

from dialogues.models import Space


def spaces_page(request: HttpRequest) -> HttpResponse:
    spaces = list(Space.objects.public())
    return render(request, "dialogues/spaces/list.html", {"spaces": spaces})


class SpaceView(View):
    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        space = get_object_or_404(Space.objects.public(), code=kwargs["code"])
        return render(request, "dialogues/spaces/space.html", {"space": space})
