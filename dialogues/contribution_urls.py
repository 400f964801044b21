"""Addresses of one's own contributions, below those of dialogues on the desk."""

from django.urls import path

from dialogues.views import contributions

urlpatterns = [
    path("", contributions.MineView.as_view(), name="mine"),
]
