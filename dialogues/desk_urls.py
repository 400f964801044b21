"""Addresses of dialogues on the desk: for the Secretariat, moderators, co-chairs, contributors."""

from django.urls import path

from dialogues.views import overview

app_name = "dialogue_desk"
urlpatterns = [
    path("", overview.SessionsView.as_view(), name="sessions"),
    # Of one session: last, so that fixed words before them win.
    path("<slug:code>/", overview.SessionView.as_view(), name="session"),
]
