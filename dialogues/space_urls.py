"""Public addresses of discussion spaces, below those of dialogues."""

from django.urls import path

from dialogues.views import spaces

urlpatterns = [
    path("", spaces.spaces_page, name="spaces"),
    path("<slug:code>/", spaces.SpaceView.as_view(), name="space"),
]
