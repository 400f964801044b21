"""Addresses of discussion spaces on the desk, below those of dialogues: for the Secretariat."""

from django.urls import path

from dialogues.views import desk_spaces

urlpatterns = [
    path("", desk_spaces.SpacesView.as_view(), name="spaces"),
    path("<slug:code>/", desk_spaces.SpaceOnDeskView.as_view(), name="space"),
]
