"""Addresses of practices on the desk: for authors, reviewers and the Secretariat."""

from django.urls import URLPattern

app_name = "practice_desk"
urlpatterns: list[URLPattern] = []
