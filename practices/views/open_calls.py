"""Calls as everybody reads them: what is asked, until when, and how it is reviewed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from practices.models import Call
from publication.choices import State


def calls_page(request: HttpRequest) -> HttpResponse:
    """Those that are open, the next to close first; then those to come, and those that are over."""
    now = timezone.now()
    calls = list(Call.objects.public().select_related("cycle").prefetch_related("objectives"))
    still_open = sorted((c for c in calls if c.is_open(now)), key=_closing)
    coming = sorted((c for c in calls if c.opens_at > now and not c.closed_at), key=_opening)
    known = {call.pk for call in (*still_open, *coming)}
    over = [call for call in calls if call.pk not in known]
    groups = {"still_open": still_open, "coming": coming, "over": over}
    context = {name: list(map(_with_objectives, group)) for name, group in groups.items()}
    return render(request, "practices/calls/list.html", context)


def _closing(call: Call) -> tuple[bool, float]:
    """What has a deadline comes before what always stands."""
    return call.due_at is None, call.due_at.timestamp() if call.due_at else 0


def _with_objectives(call: Call) -> tuple[Call, list[int]]:
    return call, [objective.pk for objective in call.objectives.all()]


def _opening(call: Call) -> float:
    return call.opens_at.timestamp()


def call_page(request: HttpRequest, code: str) -> HttpResponse:
    call = get_object_or_404(Call.objects.public().select_related("cycle"), code=code)
    now = timezone.now()
    context = {
        "call": call,
        "is_open": call.is_open(now),
        "is_coming": call.opens_at > now and call.closed_at is None,
        "criteria": call.criteria.all(),
        "objectives": _with_objectives(call)[1],
        "extensions": call.extensions.all(),
        "published": call.practices.filter(state=State.PUBLISHED).count(),
    }
    return render(request, "practices/calls/detail.html", context)
