"""Addresses of dialogues on the desk: for the Secretariat, moderators, co-chairs, contributors."""

from django.urls import URLPattern

app_name = "dialogue_desk"
urlpatterns: list[URLPattern] = []
