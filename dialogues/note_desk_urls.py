"""Addresses of background notes on the desk, below those of dialogues."""

from django.urls import path

from dialogues.views import note_sources, note_writing, notes

urlpatterns = [
    path("", notes.NotesView.as_view(), name="notes"),
    path("<slug:code>/", notes.NoteOnDeskView.as_view(), name="note"),
    path("<slug:code>/clear/", notes.ClearView.as_view(), name="note_clear"),
    path("<slug:code>/write/", note_writing.WriteNoteView.as_view(), name="note_write"),
    path("<slug:code>/write/<slug:key>/", note_writing.ParagraphView.as_view(), name="paragraph"),
    path("<slug:code>/sources/", note_sources.PanelView.as_view(), name="note_sources"),
    path("<slug:code>/sources/<slug:key>/", note_sources.CiteView.as_view(), name="note_cite"),
]
