"""Addresses of dialogues on the desk: for the Secretariat, moderators, co-chairs, contributors."""

from django.urls import include, path

app_name = "dialogue_desk"
urlpatterns = [
    path("notes/", include("dialogues.note_desk_urls")),
]
