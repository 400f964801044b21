"""Addresses of one's own contributions, below those of dialogues on the desk."""

from django.urls import path

from dialogues.views import contributions

urlpatterns = [
    path("", contributions.MineView.as_view(), name="mine"),
    path("<int:number>/", contributions.ContributionView.as_view(), name="contribution"),
    path(
        "<int:number>/edit/",
        contributions.EditContributionView.as_view(),
        name="edit_contribution",
    ),
]
