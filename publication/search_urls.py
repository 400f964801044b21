"""Addresses of saved searches."""

from django.urls import path

from publication.search_views import ForgetSearchView, SaveSearchView

app_name = "searches"
urlpatterns = [
    path("<int:number>/stop/", ForgetSearchView.as_view(), name="forget"),
    path("<slug:room>/save/", SaveSearchView.as_view(), name="save"),
]
