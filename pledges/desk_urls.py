"""Addresses of pledges on the desk: for those who make them, their partners, the Secretariat."""

from django.urls import path

from pledges.views import overview

app_name = "pledge_desk"
urlpatterns = [
    path("", overview.MineView.as_view(), name="mine"),
    path("<slug:code>/", overview.PledgeView.as_view(), name="pledge"),
]
