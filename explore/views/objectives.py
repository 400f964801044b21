"""The 23 objectives, and what reviews say on each."""

from django.core.paginator import InvalidPage, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from compact.models import Objective
from compact.pictures import OBJECTIVES
from dialogues.cards import newest as newest_sessions
from explore import selectors
from explore.refusals import not_here
from pledges.cards import newest as newest_pledges
from practices.cards import newest as newest_practices

PER_PAGE = 10
LATEST = 3


def index(request: HttpRequest) -> HttpResponse:
    counts = selectors.review_counts_by_objective()
    context = {
        "objectives": [(o, counts.get(o.number, 0)) for o in Objective.objects.all()],
        "round_tables": selectors.latest_round_tables(),
    }
    return render(request, "explore/objectives.html", context)


def objective(request: HttpRequest, number: int) -> HttpResponse:
    found = Objective.objects.prefetch_related("actions").filter(pk=number).first()
    if found is None:
        return not_here(request, _("The objectives of the Compact are numbered 1 to 23."))
    try:
        page = Paginator(selectors.reviews_on_objective(number), PER_PAGE).page(
            request.GET.get("page", "1")
        )
    except InvalidPage:
        return not_here(request, _("There is no such page of this list."))
    reviews = list(page.object_list)
    texts = selectors.first_texts_on(number, reviews)
    context = {
        "objective": found,
        "seats": selectors.seats_of(number),
        "page": page,
        "quotes": [(review, texts[review.pk]) for review in reviews if review.pk in texts],
        "pledges": newest_pledges(LATEST, objective=str(number)),
        "practices": newest_practices(LATEST, objective=str(number)),
        "dialogues": newest_sessions(LATEST, objective=str(number)),
        "before": number - 1 if number - 1 in OBJECTIVES else None,
        "after": number + 1 if number + 1 in OBJECTIVES else None,
    }
    return render(request, "explore/objective.html", context)
