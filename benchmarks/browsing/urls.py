"""The addresses of the portal, and `/en/plain/`."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from benchmarks.browsing.plain import PlainListView
from imrf_portal.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [*i18n_patterns(path("plain/", PlainListView.as_view())), *urlpatterns]
