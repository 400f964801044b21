"""What everybody may read of a pledge."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views import View

from pledges.models import Pledge


class PledgeDetailView(View):
    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        pledge = get_object_or_404(Pledge.objects.published().with_names(), code=code)
        return render(request, "pledges/detail.html", {"pledge": pledge})
