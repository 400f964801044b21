"""Every address of the portal. Pages begin with the language; machines' addresses do not."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from imrf_portal import errors, health
from stakeholders.admin_login import behind_portal_login

behind_portal_login(admin.site)

urlpatterns = [
    path("health/", include(health)),
    path("metrics", health.metrics, name="metrics"),
    path("admin/", admin.site.urls),
    path("", include("opendata.urls")),
    *i18n_patterns(
        path("", include("explore.urls")),
        path("accounts/", include("allauth.urls")),
        path("desk/", include("desk.urls")),
        path("desk/reviews/questionnaires/", include("reviews.questionnaire_urls")),
        path("desk/reviews/", include("reviews.desk_urls")),
        path("desk/pledges/", include("pledges.desk_urls")),
        path("desk/practices/", include("practices.desk_urls")),
        path("desk/dialogues/", include("dialogues.desk_urls")),
        path("moves/", include("publication.urls")),
        path("searches/", include("publication.search_urls")),
        path("reviews/", include("reviews.urls")),
        path("pledges/", include("pledges.urls")),
        path("practices/", include("practices.urls")),
        path("dialogues/", include("dialogues.urls")),
    ),
    # Last, so that its names win: a provider calls back to one address, whatever the language.
    path("accounts/", include("allauth.socialaccount.providers.openid_connect.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
