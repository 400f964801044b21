"""The document of a pack: its sections in their order, and before them what is and is not in it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from compact import dates
from desk.packs.answers import answers_section
from desk.packs.clips import sessions_section
from desk.packs.commitments import pledges_section, practices_section
from desk.packs.contributions import contributions_section
from desk.packs.numbers import numbers_section
from desk.packs.programmes import programmes_section
from desk.packs.sections import Maker, Matter, Section, absolute
from dialogues.models import BackgroundNote
from publication.paper.documents import Cell, Document, Fact, Part, Table

SECTIONS: Sequence[Maker] = (
    numbers_section,
    answers_section,
    pledges_section,
    practices_section,
    programmes_section,
    sessions_section,
    contributions_section,
)


def document_of(matter: Matter, tell: Callable[[int], None]) -> Document:
    """In the language of the pack and in UTC. `tell` hears how many sections are gathered."""
    with translation.override(matter.language), timezone.override(UTC):
        sections = []
        for done, make in enumerate(SECTIONS, 1):
            sections.append(make(matter))
            tell(done)
        return _document(matter, sections)


def _document(matter: Matter, sections: Sequence[Section]) -> Document:
    debate = matter.debate
    words = {"year": debate.cycle_id}
    return Document(
        title=_title(matter),
        language=matter.language,
        day=matter.at.date(),
        address=absolute(debate.get_absolute_url()),
        kicker=_("Pack for the forum of %(year)s") % words,
        lead=_(
            "What the portal has published on its objectives, in one document. People's words "
            "stand in the language in which they wrote them."
        ),
        facts=list(_facts(matter)),
        parts=[
            Part(_("What is in this pack"), str(debate.description), table=_overview(sections)),
            *(part for section in sections for part in _parts(section)),
        ],
        notice=_("Demonstration: the content of this document is made up.")
        if settings.DEMONSTRATION
        else "",
        has_contents=True,
    )


def _title(matter: Matter) -> str:
    table = matter.debate.round_table
    if table is None:
        return _("Policy debate")
    words = {"number": table.number, "theme": table.theme}
    return _("Round table %(number)s: %(theme)s") % words


def _facts(matter: Matter) -> Iterator[Fact]:
    yield Fact(_("Data as of"), dates.moment(matter.at))
    if matter.taken:
        taken = [
            f"{one.objective}{' (' + _('cuts across') + ')' if one.cross_cutting else ''}"
            for one in matter.taken
        ]
        yield Fact(_("Objectives"), "\n".join(taken))
    elif matter.debate.round_table_id is None:
        yield Fact(_("Objectives"), _("All 23 objectives"))
    chairs = matter.debate.co_chairs.select_related("organisation__country", "organisation__type")
    if chairs:
        yield Fact(_("Co-chairs"), ", ".join(map(str, chairs)))
    moderators = [
        ", ".join(filter(None, [one.name, one.affiliation]))
        for one in matter.debate.moderators.all()
    ]
    if moderators:
        yield Fact(_("Moderated by"), "\n".join(moderators))
    note = BackgroundNote.objects.readable().filter(debate=matter.debate).first()
    said = absolute(note.get_absolute_url()) if note else _("It is not published yet.")
    yield Fact(_("Background note"), said)


def _overview(sections: Sequence[Section]) -> Table:
    """What was left out is told here, with where to find it."""
    lines = tuple(
        (
            Cell(section.heading),
            Cell(str(section.told)),
            Cell(str(section.count)),
            Cell(_("See all of them") if section.address else "", section.address),
        )
        for section in sections
        if section.count or section.address
    )
    head = (_("What"), _("In full here"), _("In the portal"), _("Where"))
    return Table(_("What stands here, and where all of it can be found"), head, lines, (6, 3, 3, 4))


def _parts(section: Section) -> Iterator[Part]:
    yield Part(section.heading)
    yield from section.parts
