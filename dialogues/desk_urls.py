"""Addresses of dialogues on the desk: for the Secretariat, moderators, co-chairs, contributors."""

from django.urls import include, path

from dialogues.views import debates, overview

app_name = "dialogue_desk"
urlpatterns = [
    path("", overview.SessionsView.as_view(), name="sessions"),
    path("debates/", debates.DebatesView.as_view(), name="debates"),
    path("debates/<int:year>/<slug:slug>/", debates.DebateView.as_view(), name="debate"),
    path("notes/", include("dialogues.note_desk_urls")),
    path("spaces/", include("dialogues.space_desk_urls")),
    path("posts/", include("dialogues.post_desk_urls")),
    path("mine/", include("dialogues.contribution_urls")),
    # Of one session: last, so that fixed words before them win.
    path("<slug:code>/", overview.SessionView.as_view(), name="session"),
]
