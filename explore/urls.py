"""Public addresses; they never change."""

from django.urls import path

from explore.views import countries, forums, home, objectives, pages, round_tables

app_name = "explore"
urlpatterns = [
    path("", home.home, name="home"),
    path("forums/", forums.current, name="forums"),
    path("forums/<int:year>/", forums.forum, name="forum"),
    path("timeline/", forums.timeline, name="timeline"),
    path("roundtables/<int:year>/", round_tables.index, name="round_tables"),
    path(
        "roundtables/<int:year>/<slug:slug>/",
        round_tables.round_table,
        name="round_table",
    ),
    path("objectives/", objectives.index, name="objectives"),
    path("objectives/<int:number>/", objectives.objective, name="objective"),
    path("countries/", countries.index, name="countries"),
    path("countries/<str:iso3>/", countries.country, name="country"),
    path("participate/", pages.participate, name="participate"),
    path("champions/", pages.champions, name="champions"),
    path("fund/", pages.fund, name="fund"),
]
