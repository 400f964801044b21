"""Addresses of what a State does to share the work, below the code of its review."""

from django.urls import path

from reviews.views import comments, delegating, links, presence

urlpatterns = [
    path("owing/", delegating.OwingView.as_view(), name="owing"),
    path("ladder/", delegating.LadderView.as_view(), name="ladder"),
    path("links/", links.LinksView.as_view(), name="links"),
    path("links/<int:number>/", links.LinkView.as_view(), name="link"),
    path("comments/", comments.CommentsView.as_view(), name="comments"),
    path("handover/", delegating.HandoverView.as_view(), name="handover"),
    path("handover/pdf/", delegating.HandoverFileView.as_view(), name="handover_pdf"),
    path("<slug:key>/clearance/", delegating.ClearanceView.as_view(), name="clearance"),
    path("<slug:key>/here/", presence.PresenceView.as_view(), name="presence"),
    path("<slug:key>/<slug:question>/comments/", comments.CommentView.as_view(), name="comment"),
]
