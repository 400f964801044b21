"""Public addresses of dialogues; they never change."""

from django.urls import include, path

app_name = "dialogues"
urlpatterns = [
    path("notes/", include("dialogues.note_urls")),
]
