"""Public addresses of dialogues; they never change."""

from django.urls import include, path

from dialogues.views import browsing, materials, public, registering, said

app_name = "dialogues"
urlpatterns = [
    path("", browsing.SessionListView.as_view(), name="list"),
    path("compare/", browsing.SessionCompareView.as_view(), name="compare"),
    path("said/", said.SaidView.as_view(), name="said"),
    path("notes/", include("dialogues.note_urls")),
    path("spaces/", include("dialogues.space_urls")),
    path("<slug:code>/recordings/", include("dialogues.recordings.urls")),
    # Of one session: last, so that fixed words before them win.
    path("<slug:code>/", public.SessionDetailView.as_view(), name="detail"),
    path("<slug:code>/calendar.ics", public.CalendarView.as_view(), name="calendar"),
    path("<slug:code>/versions/<int:number>/", public.VersionView.as_view(), name="version"),
    path("<slug:code>/materials/<int:number>/", materials.MaterialView.as_view(), name="material"),
    path("<slug:code>/register/", registering.RegisterView.as_view(), name="register"),
    path("<slug:code>/register/<str:token>/", registering.PlaceView.as_view(), name="place"),
]
