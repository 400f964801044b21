"""Public addresses of background notes, below those of dialogues."""

from django.urls import path

from dialogues.views import note_public

urlpatterns = [
    path("<slug:code>/", note_public.NoteView.as_view(), name="note"),
]
