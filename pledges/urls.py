"""Public addresses of pledges; they never change."""

from django.urls import path

from pledges.views import browsing, public

app_name = "pledges"
urlpatterns = [
    path("", browsing.PledgeListView.as_view(), name="list"),
    path("<slug:code>/", public.PledgeDetailView.as_view(), name="detail"),
]
