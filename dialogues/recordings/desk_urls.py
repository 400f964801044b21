"""Addresses of the recordings of a session on the desk of the Secretariat."""

from django.urls import path

from dialogues.views import captions_desk, recordings_desk, uploads

# Part of the addresses of dialogues on the desk.
urlpatterns = [
    path("", recordings_desk.RecordingsView.as_view(), name="recordings"),
    path("link/", recordings_desk.AddLinkView.as_view(), name="add_recording_link"),
    path("file/", recordings_desk.AddFileView.as_view(), name="add_recording_file"),
    path("uploads/", uploads.BeginView.as_view(), name="uploads"),
    path("uploads/<uuid:key>/", uploads.PartView.as_view(), name="upload"),
    path("uploads/<uuid:key>/finish/", uploads.FinishView.as_view(), name="finish_upload"),
    path("uploads/<uuid:key>/give-up/", uploads.GiveUpView.as_view(), name="give_up_upload"),
    path("<int:number>/", recordings_desk.RecordingView.as_view(), name="recording"),
    path("<int:number>/file/", recordings_desk.FileView.as_view(), name="recording_file"),
    path("<int:number>/captions/", captions_desk.AddCaptionsView.as_view(), name="add_captions"),
    path(
        "<int:number>/captions/<str:language>.vtt",
        captions_desk.CaptionsView.as_view(),
        name="captions",
    ),
    path(
        "<int:number>/captions/<str:language>/source/",
        captions_desk.SourceView.as_view(),
        name="captions_source",
    ),
    path("<int:number>/chapters/", captions_desk.ChaptersView.as_view(), name="chapters"),
]
