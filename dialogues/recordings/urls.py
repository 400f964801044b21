"""Public addresses of the recordings of a session; they never change."""

from django.urls import path

from dialogues.views import recordings

# Part of the addresses of dialogues.
urlpatterns = [
    path("<int:number>/", recordings.RecordingView.as_view(), name="recording"),
    path("<int:number>/file/", recordings.FileView.as_view(), name="recording_file"),
    path(
        "<int:number>/captions/<str:language>.vtt",
        recordings.CaptionsView.as_view(),
        name="captions",
    ),
    path(
        "<int:number>/transcript/<str:language>/",
        recordings.TranscriptView.as_view(),
        name="transcript",
    ),
]
