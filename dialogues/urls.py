"""Public addresses of dialogues; they never change."""

from django.urls import URLPattern

app_name = "dialogues"
urlpatterns: list[URLPattern] = []
