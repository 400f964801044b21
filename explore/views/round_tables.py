"""What a forum debates: its round tables and its policy debate, and all that feeds each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from dialogues.models import Debate
from dialogues.models.debates import POLICY_DEBATE


def index(request: HttpRequest, year: int) -> HttpResponse:
    debates = Debate.objects.with_objectives().filter(cycle=year)
    return render(request, "explore/round_tables.html", {"debates": debates, "year": year})


def round_table(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    number = None if slug == POLICY_DEBATE else slug
    debates = Debate.objects.with_objectives().filter(cycle=year)
    debate = get_object_or_404(debates, round_table__number=number)
    return render(request, "explore/round_table.html", {"debate": debate})
