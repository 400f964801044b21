"""Pages of few words: taking part, Champion countries, the Migration MPTF."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from compact.models import Champion, FundArea, StakeholderType
from reviews.consulting.calls import open_calls


def participate(request: HttpRequest) -> HttpResponse:
    context = {"types": StakeholderType.objects.all(), "calls": open_calls(timezone.now())}
    return render(request, "explore/participate.html", context)


def champions(request: HttpRequest) -> HttpResponse:
    known = Champion.objects.select_related("country").order_by("country__sort_key")
    return render(request, "explore/champions.html", {"champions": known})


def fund(request: HttpRequest) -> HttpResponse:
    return render(request, "explore/fund.html", {"areas": FundArea.objects.all()})
