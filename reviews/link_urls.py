"""Addresses for one who writes through a link: as on the desk, each name after “link_”."""

from django.urls import path

from reviews.views import through_link as views
from reviews.views.offline_through_link import LinkOfflineView

urlpatterns = [
    path("", views.LinkTasksView.as_view(), name="link_tasks"),
    path("file/<int:number>/", views.LinkAttachmentView.as_view(), name="link_attachment"),
    path("offline/", LinkOfflineView.as_view(), name="link_offline"),
    path("<slug:key>/", views.LinkSectionView.as_view(), name="link_section"),
    path("<slug:key>/here/", views.LinkPresenceView.as_view(), name="link_presence"),
    path("<slug:key>/<slug:question>/save/", views.LinkAnswerView.as_view(), name="link_answer"),
    path(
        "<slug:key>/<slug:question>/set-aside/",
        views.LinkSetAsideView.as_view(),
        name="link_set_aside",
    ),
    path(
        "<slug:key>/<slug:question>/history/",
        views.LinkAnswerHistoryView.as_view(),
        name="link_answer_history",
    ),
    path(
        "<slug:key>/<slug:question>/settle/",
        views.LinkSettleNoteView.as_view(),
        name="link_settle_note",
    ),
    path("<slug:key>/<slug:question>/files/", views.LinkFilesView.as_view(), name="link_files"),
    path(
        "<slug:key>/<slug:question>/comments/",
        views.LinkCommentView.as_view(),
        name="link_comment",
    ),
]
