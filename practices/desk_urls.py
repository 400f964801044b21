"""Addresses of practices on the desk: for authors, reviewers and the Secretariat."""

from django.urls import path

from practices.views import (
    assignments,
    calls,
    confirming,
    correcting,
    criteria,
    files,
    invitation,
    making,
    offline,
    overview,
    peer_review,
    reviewing,
    revising,
    roster,
    roster_me,
    still_true,
    writing,
)

app_name = "practice_desk"
urlpatterns = [
    path("", overview.MineView.as_view(), name="mine"),
    path("begin/", making.BeginView.as_view(), name="begin"),
    path("confirm/<str:token>/", confirming.ConfirmView.as_view(), name="confirm"),
    path("assignments/", assignments.AssignmentsView.as_view(), name="assignments"),
    path("assignments/certificate/", assignments.CertificateView.as_view(), name="certificate"),
    path("assignments/<int:pk>/", assignments.AssignmentView.as_view(), name="assignment"),
    path("assignments/<int:pk>/review/", reviewing.ReviewView.as_view(), name="review"),
    path("assignments/<int:pk>/check/", reviewing.CheckReviewView.as_view(), name="check_review"),
    path("assignments/<int:pk>/step-down/", assignments.StepDownView.as_view(), name="step_down"),
    path(
        "assignments/<int:pk>/files/<int:number>/",
        assignments.AssignmentFileView.as_view(),
        name="assignment_file",
    ),
    path("calls/", calls.CallsView.as_view(), name="calls"),
    path("calls/new/", calls.NewCallView.as_view(), name="new_call"),
    path("calls/criteria/", criteria.CriteriaView.as_view(), name="criteria"),
    path("calls/criteria/new/", criteria.NewCriterionView.as_view(), name="new_criterion"),
    path("calls/criteria/<slug:key>/", criteria.EditCriterionView.as_view(), name="criterion"),
    path("calls/<slug:code>/", calls.CallView.as_view(), name="call"),
    path("calls/<slug:code>/edit/", calls.EditCallView.as_view(), name="edit_call"),
    path("calls/<slug:code>/extend/", calls.ExtendCallView.as_view(), name="extend_call"),
    path("owing/", peer_review.OwingView.as_view(), name="owing"),
    path("roster/", roster.RosterView.as_view(), name="roster"),
    path("roster/apply/", roster_me.ApplyView.as_view(), name="roster_apply"),
    path("roster/invite/", roster.InviteToRosterView.as_view(), name="roster_invite"),
    path("roster/me/", roster_me.RosterMeView.as_view(), name="roster_me"),
    path("roster/<int:pk>/", roster.RosterEntryView.as_view(), name="roster_entry"),
    path("invitation/<str:token>/", invitation.InvitationView.as_view(), name="invitation"),
    path(
        "<slug:code>/still-true/", still_true.StillTrueOnDeskView.as_view(), name="say_still_true"
    ),
    path(
        "<slug:code>/still-true/<str:token>/",
        still_true.StillTrueView.as_view(),
        name="still_true",
    ),
    path("<slug:code>/", overview.PracticeView.as_view(), name="practice"),
    path("<slug:code>/write/", writing.WriteView.as_view(), name="write"),
    path("<slug:code>/check/", making.CheckView.as_view(), name="check"),
    path("<slug:code>/revise/", revising.ReviseView.as_view(), name="revise"),
    path("<slug:code>/offline/", offline.OfflineView.as_view(), name="offline"),
    path("<slug:code>/correct/", correcting.CorrectView.as_view(), name="correct"),
    path("<slug:code>/peer-review/", peer_review.PeerReviewView.as_view(), name="peer_review"),
    path("<slug:code>/files/<int:number>/", files.FileView.as_view(), name="file"),
]
