"""What a forum debates: its round tables and its policy debate, and all that feeds each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from compact.models import Cycle
from dialogues.debates.finding import debates_of, find_debate, taken_up
from explore.debated import feeding, note_of, sessions_of, space_of, with_what_stands
from explore.refusals import not_here
from stakeholders.rules import is_secretariat


def index(request: HttpRequest, year: int) -> HttpResponse:
    cycle = Cycle.objects.filter(year=year).first()
    debates = list(with_what_stands(debates_of(year)))
    if cycle is None or not debates:
        return _not_set_up(request, year)
    context = {
        "cycle": cycle,
        "debates": [(debate, taken_up(debate)) for debate in debates],
        "years": _years(),
    }
    return render(request, "explore/round_tables.html", context)


def round_table(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    debate = find_debate(year, slug)
    if debate is None:
        return _not_set_up(request, year)
    now = timezone.now()
    space = space_of(debate)
    context = {
        "debate": debate,
        "others": debates_of(year),
        "taken": taken_up(debate),
        "co_chairs": debate.co_chairs.select_related("organisation__country", "organisation__type"),
        "moderators": debate.moderators.all(),
        "sessions": sessions_of(debate, now),
        "space": space,
        "is_open": space is not None and space.is_open(now),
        "note": note_of(debate),
        "feeding": feeding(debate),
        "may_prepare": is_secretariat(request.user),
    }
    return render(request, "explore/round_table.html", context)


def _years() -> list[int]:
    """The forums whose debates are set up, the latest first."""
    known = Cycle.objects.filter(debates__isnull=False).distinct()
    return list(known.order_by("-year").values_list("year", flat=True))


def _not_set_up(request: HttpRequest, year: int) -> HttpResponse:
    words = {"year": str(year)[:20]}
    return not_here(request, _("The forum of %(year)s has no such debate yet.") % words)
