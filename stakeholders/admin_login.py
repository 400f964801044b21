"""The administration pages sign in through the portal: it has the limits and the second factor."""

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse


def behind_portal_login(site: AdminSite) -> None:
    """Lead to the portal's own login; who is signed in but not of the staff finds nothing there."""

    def login(request: HttpRequest, extra_context: object = None) -> HttpResponse:
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    site.login = login  # type: ignore[method-assign]
