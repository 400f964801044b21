"""Public addresses of practices; they never change."""

from django.urls import path

from practices.views import adaptations, browsing, open_calls, public

app_name = "practices"
urlpatterns = [
    path("", browsing.PracticeListView.as_view(), name="list"),
    path("compare/", browsing.PracticeCompareView.as_view(), name="compare"),
    path("calls/", open_calls.calls_page, name="calls"),
    path("calls/<slug:code>/", open_calls.call_page, name="call"),
    path("<slug:code>/", public.PracticeDetailView.as_view(), name="detail"),
    path("<slug:code>/versions/<int:number>/", public.VersionView.as_view(), name="version"),
    path("<slug:code>/files/<int:number>/", public.FileView.as_view(), name="file"),
    path("<slug:code>/pdf/", public.PdfView.as_view(), name="pdf"),
    path("<slug:code>/adaptations/", adaptations.AdaptationsView.as_view(), name="adaptations"),
    path(
        "<slug:code>/adaptations/<int:number>/",
        adaptations.AdaptationView.as_view(),
        name="adaptation",
    ),
]
