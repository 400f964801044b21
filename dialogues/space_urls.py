"""Public addresses of discussion spaces, below those of dialogues."""

from django.urls import path

from dialogues.views import posting, spaces

urlpatterns = [
    path("", spaces.spaces_page, name="spaces"),
    path("<slug:code>/", spaces.SpaceView.as_view(), name="space"),
    path("<slug:code>/contribute/", posting.ContributeView.as_view(), name="contribute"),
    path("<slug:code>/follow/", posting.FollowView.as_view(), name="follow"),
    path("<slug:code>/posts.atom", spaces.feed, name="space_feed"),
    path("<slug:code>/posts/<int:number>/", spaces.PostView.as_view(), name="post"),
    path(
        "<slug:code>/posts/<int:number>/report/", posting.ReportView.as_view(), name="report_post"
    ),
]
