"""Addresses of the moderation of contributions, below those of dialogues on the desk."""

from django.urls import path

from dialogues.views import moderation

urlpatterns = [
    path("", moderation.ModerationView.as_view(), name="moderation"),
]
