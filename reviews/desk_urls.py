"""Addresses of reviews on the desk: for a State's people and, once submitted, the Secretariat."""

from django.urls import include, path

from reviews.views import (
    board,
    carried,
    citing,
    correcting,
    extensions,
    files,
    notes,
    offline,
    receipts,
    writing,
)
from reviews.views.consulting import calls, inputs, log

app_name = "review_desk"
urlpatterns = [
    path("begin/<int:year>/<str:iso3>/", board.BeginView.as_view(), name="begin"),
    path(
        "extension/<int:year>/<str:iso3>/",
        extensions.ExtensionView.as_view(),
        name="extension",
    ),
    path("reports/", include("reviews.report_urls")),
    path("link/<slug:token>/", include("reviews.link_urls")),
    path("<slug:code>/", board.TasksView.as_view(), name="tasks"),
    path("<slug:code>/check/", board.CheckView.as_view(), name="check"),
    path("<slug:code>/carried/", carried.CarriedView.as_view(), name="carried"),
    path("<slug:code>/carried/source/", carried.SourceView.as_view(), name="source"),
    path("<slug:code>/consultations/", log.LogView.as_view(), name="consultations"),
    path(
        "<slug:code>/consultations/<int:number>/",
        log.ConsultationView.as_view(),
        name="consultation",
    ),
    path("<slug:code>/call/", calls.CallView.as_view(), name="call"),
    path("<slug:code>/inputs/", inputs.InputsView.as_view(), name="inputs"),
    path("<slug:code>/inputs/<int:number>/", inputs.InputView.as_view(), name="input"),
    path("<slug:code>/notes/", notes.NotesView.as_view(), name="notes"),
    path("<slug:code>/offline/", offline.OfflineView.as_view(), name="offline"),
    path("<slug:code>/receipt/", receipts.ReceiptView.as_view(), name="receipt"),
    path(
        "<slug:code>/receipt/<int:number>/pdf/",
        receipts.SubmittedPaperView.as_view(),
        name="submitted_paper",
    ),
    path("<slug:code>/", include("reviews.delegation_urls")),
    path("<slug:code>/<slug:key>/", writing.SectionView.as_view(), name="section"),
    path("<slug:code>/<slug:key>/hand-over/", board.HandOverView.as_view(), name="hand_over"),
    path("<slug:code>/<slug:key>/cite/", citing.CiteView.as_view(), name="cite"),
    path(
        "<slug:code>/<slug:key>/<slug:question>/save/",
        writing.AnswerView.as_view(),
        name="answer",
    ),
    path(
        "<slug:code>/<slug:key>/<slug:question>/set-aside/",
        writing.SetAsideView.as_view(),
        name="set_aside",
    ),
    path(
        "<slug:code>/<slug:key>/<slug:question>/history/",
        writing.AnswerHistoryView.as_view(),
        name="answer_history",
    ),
    path("<slug:code>/<slug:key>/<slug:question>/note/", notes.NoteView.as_view(), name="note"),
    path(
        "<slug:code>/<slug:key>/<slug:question>/settle/",
        notes.SettleNoteView.as_view(),
        name="settle_note",
    ),
    path(
        "<slug:code>/<slug:key>/<slug:question>/correct/",
        correcting.CorrectAnswerView.as_view(),
        name="correct_answer",
    ),
    path("<slug:code>/<slug:key>/<slug:question>/files/", files.FilesView.as_view(), name="files"),
]
