"""How sessions are browsed: what is searched, the facets, the columns of the exports."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models import Session
from dialogues.querysets import SessionQuerySet
from publication.browsing import labels
from publication.browsing.facets import Facet
from publication.browsing.listed import Entry
from publication.browsing.listing import Column, Listing


def published() -> SessionQuerySet:
    """With all that is listed and exported of each, in a fixed number of queries."""
    return (
        Session.objects.published()
        .select_related("series", "cycle")
        .prefetch_related("objectives", "countries__regions", "regions", "organisers__type")
    )


def entry_of(session: Session) -> Entry:
    now = timezone.now()
    published_at = session.published_at or now
    return Entry(
        code=session.code,
        title=session.title,
        language=session.language,
        text=session.about,
        also=session.code,
        facets={
            "objective": [str(objective.pk) for objective in session.objectives.all()],
            "cycle": [str(session.cycle_id)],
        },
        card={},
        published_at=published_at,
        updated_at=max(published_at, session.saved_at),
    )


FACETS = (
    Facet(name="objective", legend=_("Objective"), labels=labels.objectives, is_long=True),
    Facet(name="cycle", legend=_("Forum"), labels=labels.cycles),
)
COLUMNS = (Column(name="code", value=lambda session: session.code),)

LISTING = Listing(
    room="dialogues",
    title=_("Dialogues"),
    published=published,
    entry=entry_of,
    facets=FACETS,
    columns=COLUMNS,
    orderings={
        "-published": _("Newest first"),
        "-updated": _("Latest changes first"),
        "title": _("By title"),
        "code": _("By code"),
    },
)
