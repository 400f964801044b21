"""Public addresses of background notes, below those of dialogues; they never change."""

from django.urls import path

from dialogues.views import note_public
from publication.paper.word import DOCX

urlpatterns = [
    path("<slug:code>/", note_public.NoteView.as_view(), name="note"),
    path(
        "<slug:code>/contributions/",
        note_public.ContributionsView.as_view(),
        name="note_contributions",
    ),
    path(
        "<slug:code>/versions/<int:number>/", note_public.VersionView.as_view(), name="note_version"
    ),
    path("<slug:code>/pdf/", note_public.PaperView.as_view(), name="note_pdf"),
    path("<slug:code>/docx/", note_public.PaperView.as_view(what=DOCX), name="note_docx"),
]
