"""The forums and their milestones."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from compact.dates import listed
from compact.models import Cycle
from compact.pictures import forum_line
from dialogues.cards import newest as newest_sessions
from dialogues.models import Debate
from explore import lines, maps, selectors
from explore.filters import UnknownValueError, one_of, wants_csv
from explore.refusals import not_here, refused
from pledges.cards import newest as newest_pledges
from practices.cards import newest as newest_practices

LATEST = 3


def current(request: HttpRequest) -> HttpResponse:
    """Leads to the forum that is being prepared or held."""
    cycle = selectors.next_forum(timezone.localdate())
    if cycle is None:
        return not_here(request, _("No forum has been announced yet."))
    return redirect(cycle)


def forum(request: HttpRequest, year: int) -> HttpResponse:
    cycles = list(Cycle.objects.all())
    cycle = next((cycle for cycle in cycles if cycle.year == year), None)
    if cycle is None:
        return _no_forum_of(request, year, cycles)
    today = timezone.localdate()
    counts = selectors.review_counts(cycle.year)
    tiles = maps.of_a_forum(selectors.countries(), counts, cycle.year, today)
    try:
        if wants_csv(request.GET):
            return maps.as_csv(tiles)
    except UnknownValueError as error:
        return refused(request, str(error))
    context = {
        "cycle": cycle,
        "cycles": cycles,
        "stops": forum_line(lines.of_milestones(cycle.milestones.all()), today),
        "round_tables": selectors.with_objectives(cycle.round_tables.all()),
        "has_debates": Debate.objects.filter(cycle=cycle).exists(),
        "documents": cycle.documents.all(),
        "champions": selectors.champions(cycle.forum_ends_on or today),
        "review_count": sum(counts.values()),
        "tiles": tiles,
        "pledges": newest_pledges(LATEST, cycle=str(cycle.year)),
        "practices": newest_practices(LATEST, cycle=str(cycle.year)),
        "dialogues": newest_sessions(LATEST, cycle=str(cycle.year)),
    }
    return render(request, "explore/forum.html", context)


def _no_forum_of(request: HttpRequest, year: int, cycles: list[Cycle]) -> HttpResponse:
    words = {"year": str(year)[:20], "years": listed([str(cycle) for cycle in cycles])}
    return not_here(
        request, _("There is no forum of %(year)s. There are those of %(years)s.") % words
    )


def timeline(request: HttpRequest) -> HttpResponse:
    cycles = list(Cycle.objects.prefetch_related("milestones"))
    try:
        chosen = one_of(request.GET, "cycle", [str(cycle) for cycle in cycles])
    except UnknownValueError as error:
        return refused(request, str(error))
    today = timezone.localdate()
    shown = [cycle for cycle in cycles if not chosen or str(cycle) in chosen]
    context = {
        "cycles": cycles,
        "chosen": chosen,
        "lines": [
            (cycle, forum_line(lines.of_milestones(cycle.milestones.all()), today))
            for cycle in shown
        ],
    }
    return render(request, "explore/timeline.html", context)
