"""The first page: what the portal is, and where the forum stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from compact.pictures import forum_line
from dialogues.cards import newest as newest_sessions
from explore import lines, maps, selectors
from pledges.cards import newest as newest_pledges
from practices.cards import newest as newest_practices

LATEST = 3


def home(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    cycle = selectors.next_forum(today)
    reviews = list(selectors.latest_reviews()[:LATEST])
    objectives = selectors.objectives_of(reviews)
    milestones = cycle.milestones.all() if cycle else []
    context = {
        "cycle": cycle,
        "stops": forum_line(lines.of_milestones(milestones), today),
        "round_tables": selectors.with_objectives(selectors.latest_round_tables()),
        "reviews": [(review, objectives[review.pk]) for review in reviews],
        "pledges": newest_pledges(LATEST),
        "practices": newest_practices(LATEST),
        "dialogues": newest_sessions(LATEST),
        "tiles": maps.of_all_forums(selectors.countries(), selectors.review_counts(), today),
    }
    return render(request, "explore/home.html", context)
