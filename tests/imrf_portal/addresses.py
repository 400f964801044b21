"""The portal's own addresses, and some that fail in every way."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.urls import path

from imrf_portal import errors, urls


def echo(request: HttpRequest, text: str = "") -> HttpResponse:
    return HttpResponse(text or request.POST.get("text", "") or request.GET.get("q", ""))


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a secret of the inside")


def refuse(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def suspect(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("a secret of the inside")


urlpatterns = [
    *urls.urlpatterns,
    path("echo/", echo),
    path("echo/<str:text>/", echo),
    path("fail/", fail),
    path("refuse/", refuse),
    path("suspect/", suspect),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
