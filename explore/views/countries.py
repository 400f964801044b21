"""Member States: all of them, and each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from compact.models import Country, Cycle
from compact.pictures import forum_line
from dialogues.cards import newest as newest_sessions
from explore import lines, maps, selectors
from explore.filters import Countries, UnknownValueError, wants_csv
from explore.refusals import not_here, refused
from pledges.cards import newest as newest_pledges
from practices.cards import newest as newest_practices

LATEST = 3


def index(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    everyone = list(selectors.countries())
    try:
        countries = Countries(request.GET, everyone)
        as_csv = wants_csv(request.GET)
    except UnknownValueError as error:
        return refused(request, str(error))
    world = maps.of_all_forums(everyone, selectors.review_counts(), today)
    tiles = maps.selecting(world, countries.results)
    if as_csv:
        return maps.as_csv(tiles)
    context = {
        "countries": countries,
        "tiles": tiles,
        "champions": selectors.champion_codes(today),
    }
    return render(request, "explore/countries.html", context)


def country(request: HttpRequest, iso3: str) -> HttpResponse:
    known = Country.objects.prefetch_related("regions", "commissions", "championships")
    found = known.filter(pk=iso3).first()
    if found is None:
        words = {"code": iso3[:20]}
        return not_here(
            request, _("“%(code)s” is not the three-letter code of a Member State.") % words
        )
    reviews = list(selectors.latest_reviews().filter(country=found))
    objectives = selectors.objectives_of(reviews)
    cycles = list(Cycle.objects.all())
    moments = [
        *lines.of_reviews(reviews, objectives),
        *lines.of_forums(cycles),
        *lines.of_deadlines(cycles),
    ]
    context = {
        "country": found,
        "championships": found.championships.all(),
        "reviews": [(review, objectives[review.pk]) for review in reviews],
        "pledges": newest_pledges(LATEST, country=found.pk),
        "practices": newest_practices(LATEST, country=found.pk),
        "dialogues": newest_sessions(LATEST, country=found.pk),
        "objectives": {number for numbers in objectives.values() for number in numbers},
        "stops": forum_line(moments, timezone.localdate()),
    }
    return render(request, "explore/country.html", context)
