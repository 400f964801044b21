"""Public addresses of pledges; they never change."""

from django.urls import path

from pledges.views import browsing, matching, public

app_name = "pledges"
urlpatterns = [
    path("", browsing.PledgeListView.as_view(), name="list"),
    path("compare/", browsing.PledgeCompareView.as_view(), name="compare"),
    path("needs-and-offers/", matching.NeedsAndOffersView.as_view(), name="needs_and_offers"),
    path("<slug:code>/", public.PledgeDetailView.as_view(), name="detail"),
    path("<slug:code>/versions/<int:number>/", public.VersionView.as_view(), name="version"),
    path("<slug:code>/files/<int:number>/", public.FileView.as_view(), name="file"),
]
