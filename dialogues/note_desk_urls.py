"""Addresses of background notes on the desk, below those of dialogues."""

from django.urls import path

from dialogues.views import notes

urlpatterns = [
    path("", notes.NotesView.as_view(), name="notes"),
    path("<slug:code>/", notes.NoteOnDeskView.as_view(), name="note"),
]
