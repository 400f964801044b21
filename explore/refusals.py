"""Pages that say what was wrong with an address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_here(request: HttpRequest, reason: str) -> HttpResponse:
    return render(request, "errors/not_found.html", {"reason": reason}, status=404)


def refused(request: HttpRequest, reason: str) -> HttpResponse:
    return render(request, "errors/bad_request.html", {"reason": reason}, status=400)
