"""The handover pack on paper: what a new focal point takes along. It never leaves the State."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from compact import dates
from publication.paper.documents import Document, Fact, Part, Words
from publication.templatetags.record import said
from reviews.delegation.board import BoardRow
from reviews.delegation.pack import Pack, pack_of
from reviews.delegation.threads import Thread
from reviews.models import Review, WritingLink

HANDOVER = "handover"


def paper_of(review: Review, language: str) -> Document:
    """The document of the pack as it is now, in the language that is active."""
    whole = Review.objects.select_related("country", "cycle", "questionnaire").get(pk=review.pk)
    pack = pack_of(whole)
    return Document(
        title=_("Handover pack: %(review)s") % {"review": whole},
        language=language,
        day=pack.last_at.date(),
        address=f"{settings.PORTAL_ADDRESS}{whole.desk_address}",
        kicker=whole.code,
        lead=_("For the State's own focal points. It is not part of the review."),
        facts=list(_facts(pack)),
        parts=[part for part in _parts(pack) if part.level == 1 or part.text],
    )


def _facts(pack: Pack) -> Iterator[Fact]:
    review = pack.review
    yield Fact(_("Focal points"), ", ".join(str(person) for person in pack.focal_points) or "–")
    yield Fact(_("State of the review"), review.get_state_display())
    if review.due_at:
        yield Fact(_("Due"), dates.moment(review.due_at))
    words = _("%(complete)s of %(total)s") % {"complete": pack.complete, "total": len(pack.rows)}
    yield Fact(_("Sections complete"), words)
    if pack.unstamped:
        yield Fact(_("Carried over and not stamped yet"), str(pack.unstamped))


def _parts(pack: Pack) -> Iterator[Part]:
    yield Part(_("Who has what"))
    for row in pack.rows:
        yield Part(str(row.section), _plain(_about(row)), level=2)
    yield from _list(_("Comments that are open"), [])
    for thread in pack.threads:
        yield Part(str(thread.comment.question), _plain(_said_in(thread)), level=2)
    yield from _list(
        _("Notes of the Secretariat that are not settled"),
        [f"{note.question}: {note.text}" for note in pack.notes],
    )
    yield from _list(_("Clearances"), _clearances(pack))
    yield from _list(_("Links"), [_link(link) for link in pack.links])
    yield from _list(_("More time"), _extensions(pack))
    yield from _list(_("Consultations"), _consultations(pack))
    yield from _list(
        _("What has happened"),
        [f"{dates.moment(c.at)}: {said(c)}, {c.by_name}. {c.note}".strip() for c in pack.history],
    )


def _list(heading: str, lines: Iterable[str]) -> Iterator[Part]:
    yield Part(heading, _plain(lines))


def _plain(lines: Iterable[str]) -> Words:
    return Words("\n".join(line for line in lines if line), is_plain=True)


def _about(row: BoardRow) -> Iterator[str]:
    section = row.section
    yield str(section.state.label)
    yield section.ministry
    yield str(section.assignee or "")
    yield ", ".join(link.name for link in row.links)
    if section.due_on:
        yield _("Due on %(day)s inside the Government") % {"day": dates.day(section.due_on)}
    if section.cleared:
        yield _("Clearance: %(step)s") % {"step": section.cleared.name}
    if row.was_changed_since:
        yield _("Changed since it was cleared")


def _said_in(thread: Thread) -> Iterator[str]:
    for comment in (thread.comment, *thread.replies):
        yield f"{comment.writer}, {dates.moment(comment.at)}: {comment.text}"


def _clearances(pack: Pack) -> Iterator[str]:
    for clearance in pack.clearances:
        parts = (clearance.step or _("Below the first step"), clearance.on_behalf_of)
        words = ", ".join(part for part in parts if part)
        line = f"{dates.moment(clearance.at)}: {clearance.section} – {words} ({clearance.by})"
        yield f"{line}. {clearance.note}" if clearance.note else line


def _link(link: WritingLink) -> str:
    sections = "; ".join(str(section) for section in link.sections.all())
    if link.revoked_at:
        end = _("revoked on %(day)s") % {"day": dates.moment(link.revoked_at)}
    else:
        end = _("open until %(day)s") % {"day": dates.moment(link.expires_at)}
    return f"{link.name} ({link.email}): {sections} – {end}"


def _extensions(pack: Pack) -> Iterator[str]:
    for extension in pack.extensions:
        asked = _("asked until %(day)s: %(reason)s") % {
            "day": dates.moment(extension.wanted_until),
            "reason": extension.reason,
        }
        if extension.granted_until:
            granted = dates.moment(extension.granted_until)
            answer = _("granted until %(day)s") % {"day": granted}
        else:
            answer = _("not granted") if extension.decided_at else _("not decided yet")
        yield f"{dates.moment(extension.asked_at)}: {asked} – {answer}"


def _consultations(pack: Pack) -> Iterator[str]:
    for one in pack.consultations:
        day = dates.day(one.held_on) if one.held_on else ""
        yield ", ".join(part for part in (one.title, one.place, day) if part)
    if pack.call:
        yield _("A call for input is open until %(day)s.") % {
            "day": dates.moment(pack.call.closes_at)
        }
