"""The address of every move."""

from django.urls import path

from publication.views import MoveView

app_name = "publication"
urlpatterns = [
    path("<slug:room>/<slug:code>/<slug:move>/", MoveView.as_view(), name="move"),
]
