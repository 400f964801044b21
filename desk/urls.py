"""Addresses of the desk."""

from django.urls import path

from desk.views import (
    extensions,
    focal_points,
    home,
    invitations,
    join,
    outbox,
    packs,
    people,
    pledge_queue,
    practice_queue,
    requests,
    review_queue,
    roles,
    settings,
)

app_name = "desk"

PEOPLE = [
    path("people/", people.PeopleView.as_view(), name="people"),
    path("people/<int:pk>/", people.OrganisationView.as_view(), name="organisation"),
    path("people/<int:pk>/record/", people.RecordView.as_view(), name="record"),
    path("people/<int:pk>/invite/", invitations.InviteView.as_view(), name="invite"),
    path(
        "people/<int:pk>/verify/",
        people.VerifyOrganisationView.as_view(),
        name="verify_organisation",
    ),
    path("roles/<int:pk>/end/", roles.EndRoleView.as_view(), name="end_role"),
    path("roles/<int:pk>/hand-over/", roles.HandOverView.as_view(), name="hand_over"),
    path("focal-points/", focal_points.FocalPointsView.as_view(), name="focal_points"),
    path("requests/", requests.RequestsView.as_view(), name="requests"),
    path("requests/<int:pk>/verify/", requests.VerifyView.as_view(), name="verify_request"),
    path("requests/<int:pk>/decline/", requests.DeclineView.as_view(), name="decline_request"),
    path("invitations/<int:pk>/revoke/", invitations.RevokeView.as_view(), name="revoke"),
    path("invitation/<str:token>/", invitations.InvitationView.as_view(), name="invitation"),
    path("join/", join.JoinView.as_view(), name="join"),
    path("join/new/", join.NewOrganisationView.as_view(), name="new_organisation"),
    path("join/<int:pk>/", join.AskView.as_view(), name="ask"),
    path("settings/", settings.SettingsView.as_view(), name="settings"),
]

QUEUES = [
    path("review-queue/", review_queue.ReviewQueueView.as_view(), name="review_queue"),
    path("pledge-queue/", pledge_queue.PledgeQueueView.as_view(), name="pledge_queue"),
    path("practice-queue/", practice_queue.PracticeQueueView.as_view(), name="practice_queue"),
    path("extensions/", extensions.ExtensionsView.as_view(), name="extensions"),
    path("packs/", packs.PacksView.as_view(), name="packs"),
    path("packs/<int:year>/", packs.ForumPacksView.as_view(), name="packs_of"),
    path("packs/files/<int:number>/", packs.PackFileView.as_view(), name="pack_file"),
    path("outbox/", outbox.OutboxView.as_view(), name="outbox"),
    path("outbox/<int:number>/", outbox.SettleNoticeView.as_view(), name="settle_notice"),
]

urlpatterns = [
    path("", home.HomeView.as_view(), name="home"),
    *PEOPLE,
    *QUEUES,
]
