"""Public addresses of dialogues; they never change."""

from django.urls import include, path

from dialogues.views import browsing, public

app_name = "dialogues"
urlpatterns = [
    path("", browsing.SessionListView.as_view(), name="list"),
    path("notes/", include("dialogues.note_urls")),
    path("spaces/", include("dialogues.space_urls")),
    path("<slug:code>/recordings/", include("dialogues.recordings.urls")),
    # Of one session: last, so that fixed words before them win.
    path("<slug:code>/", public.SessionDetailView.as_view(), name="detail"),
]
