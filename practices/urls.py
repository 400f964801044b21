"""Public addresses of practices; they never change."""

from django.urls import URLPattern

app_name = "practices"
urlpatterns: list[URLPattern] = []
