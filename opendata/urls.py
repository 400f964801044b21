"""Addresses for machines; they never change."""

from django.urls import path

from opendata import feeds

app_name = "opendata"
urlpatterns = [
    path("feeds/<slug:room>.atom", feeds.atom, name="feed"),
]
