"""Addresses of dialogues on the desk: for the Secretariat, moderators, co-chairs, contributors."""

from django.urls import include, path

from dialogues.views import (
    correcting,
    debates,
    making,
    materials,
    overview,
    registrations,
    series,
    writing,
)

app_name = "dialogue_desk"
urlpatterns = [
    path("", overview.SessionsView.as_view(), name="sessions"),
    path("debates/", debates.DebatesView.as_view(), name="debates"),
    path("debates/<int:year>/<slug:slug>/", debates.DebateView.as_view(), name="debate"),
    path("notes/", include("dialogues.note_desk_urls")),
    path("spaces/", include("dialogues.space_desk_urls")),
    path("posts/", include("dialogues.post_desk_urls")),
    path("mine/", include("dialogues.contribution_urls")),
    path("begin/", making.BeginView.as_view(), name="begin"),
    path("series/", series.SeriesListView.as_view(), name="series_list"),
    path("series/new/", series.SeriesView.as_view(), name="new_series"),
    path("series/<slug:code>/", series.SeriesView.as_view(), name="series"),
    path("<slug:code>/recordings/", include("dialogues.recordings.desk_urls")),
    # Of one session: last, so that fixed words before them win.
    path("<slug:code>/", overview.SessionView.as_view(), name="session"),
    path("<slug:code>/write/", writing.WriteView.as_view(), name="write"),
    path("<slug:code>/check/", making.CheckView.as_view(), name="check"),
    path("<slug:code>/correct/", correcting.CorrectView.as_view(), name="correct"),
    path("<slug:code>/outcome/", correcting.OutcomeView.as_view(), name="outcome"),
    path("<slug:code>/materials/", materials.MaterialsView.as_view(), name="materials"),
    path(
        "<slug:code>/materials/<int:number>/",
        materials.DeskMaterialView.as_view(),
        name="material",
    ),
    path(
        "<slug:code>/registrations/",
        registrations.RegistrationsView.as_view(),
        name="registrations",
    ),
]
