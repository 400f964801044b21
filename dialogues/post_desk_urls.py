"""Addresses of the moderation of contributions, below those of dialogues on the desk."""

from django.urls import path

from dialogues.views import entering, moderation

urlpatterns = [
    path("", moderation.ModerationView.as_view(), name="moderation"),
    path("enter/", entering.ChooseSpaceView.as_view(), name="choose_space"),
    path("enter/<slug:code>/", entering.EnterView.as_view(), name="enter"),
    path("<int:number>/", moderation.PostOnDeskView.as_view(), name="post"),
]
