"""Addresses of reviews on the desk: for a State's people and, once submitted, the Secretariat."""

from django.urls import path

from reviews.views import board, citing, files, writing

app_name = "review_desk"
urlpatterns = [
    path("begin/<int:year>/<str:iso3>/", board.BeginView.as_view(), name="begin"),
    path("<slug:code>/", board.TasksView.as_view(), name="tasks"),
    path("<slug:code>/check/", board.CheckView.as_view(), name="check"),
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
    path("<slug:code>/<slug:key>/<slug:question>/files/", files.FilesView.as_view(), name="files"),
]
