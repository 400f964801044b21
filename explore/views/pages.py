"""Pages of few words: taking part, Champion countries, the Migration MPTF."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from compact.models import Champion, FundArea, StakeholderType


def participate(request: HttpRequest) -> HttpResponse:
    return render(request, "explore/participate.html", {"types": StakeholderType.objects.all()})


def champions(request: HttpRequest) -> HttpResponse:
    known = Champion.objects.select_related("country").order_by("country__sort_key")
    return render(request, "explore/champions.html", {"champions": known})


def fund(request: HttpRequest) -> HttpResponse:
    return render(request, "explore/fund.html", {"areas": FundArea.objects.all()})
