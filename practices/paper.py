"""A practice on paper: what its PDF says, of what is public and of nothing else."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from compact import dates
from compact.models import Objective
from practices.listing import objectives_of
from practices.models import Practice
from practices.reading import archiving_of, cost_of, language_names, sections_of, with_everything
from publication.paper.documents import Document, Fact, Part, Words


def paper_of(practice: Practice, language: str) -> Document:
    """The document of the practice as it is now. Labels are in the language that is active."""
    whole = with_everything(Practice.objects.all()).get(pk=practice.pk)
    title = Words(whole.title or whole.code, whole.language)
    return Document(
        title=title,
        language=language,
        day=_day_of(whole),
        address=f"{settings.PORTAL_ADDRESS}{whole.get_absolute_url()}",
        organisation=str(whole.organisation),
        kicker=f"{_('Practice')} {whole.code}",
        facts=list(_facts(whole)),
        parts=[*_texts(whole), *_more(whole)],
        notice=_notice(whole),
    )


def _day_of(practice: Practice) -> date:
    """Of the last change of what is published."""
    return max(practice.published_at or practice.saved_at, practice.saved_at).date()


def _notice(practice: Practice) -> str:
    archiving = archiving_of(practice)
    if archiving is None:
        return ""
    words = _("Archived on %(day)s, no longer current: %(reason)s")
    return words % {"day": dates.day(archiving.at), "reason": archiving.reason}


def _facts(practice: Practice) -> Iterator[Fact]:
    yield Fact(_("Submitted by"), str(practice.organisation))
    if not practice.is_own:
        yield Fact(_("Implemented by"), practice.implementer)
    partners = ", ".join(str(partner) for partner in practice.partners.all())
    countries = ", ".join(str(country) for country in practice.countries.all())
    materials = ", ".join(language_names(practice.also_in))
    known = (
        (_("Partners"), partners),
        (_("Countries"), countries),
        (_("Scope"), practice.get_scope_display()),
        (_("Objectives"), _objectives(practice)),
        (_("Guiding principles"), ", ".join(p.title for p in practice.principles.all())),
        (_("When"), _when(practice)),
        (_("How far it is"), practice.get_progress_display()),
        (_("Cost"), cost_of(practice)),
        (_("Materials exist in"), materials),
        (_("Call for practices"), str(practice.call)),
    )
    yield from (Fact(label, value) for label, value in known if value)
    yield from _on_record(practice)


def _on_record(practice: Practice) -> Iterator[Fact]:
    if practice.reviewed_at and practice.is_readable:
        words = _("%(day)s, by at least three reviewers: one of the United Nations, two external")
        yield Fact(_("Peer reviewed"), words % {"day": dates.day(practice.reviewed_at)})
    if practice.published_at:
        yield Fact(_("Published"), dates.day(practice.published_at))
    if practice.confirmed_at:
        yield Fact(_("Last said to be still true"), dates.day(practice.confirmed_at))


def _objectives(practice: Practice) -> str:
    primary = practice.primary_objective
    known: dict[int, Objective] = {one.pk: one for one in practice.objectives.all()}
    if primary is not None:
        known[primary.pk] = primary
    return "; ".join(str(known[number]) for number in objectives_of(practice))


def _when(practice: Practice) -> str:
    if practice.starts_on and practice.ends_on:
        return dates.period(practice.starts_on, practice.ends_on)
    if practice.starts_on:
        return _("from %(day)s") % {"day": dates.day(practice.starts_on)}
    return _("until %(day)s") % {"day": dates.day(practice.ends_on)} if practice.ends_on else ""


def _texts(practice: Practice) -> Iterator[Part]:
    for section in sections_of(practice):
        yield Part(str(section.heading), Words(section.text, practice.language))


def _more(practice: Practice) -> Iterator[Part]:
    images = [file for file in practice.shown_files if file.is_image]  # type: ignore[attr-defined]
    links = [f"{link.title}: {link.address}" for link in practice.links.all()]
    adapted = [str(one) for one in practice.adapted]  # type: ignore[attr-defined]
    known = (
        (_("Images"), [f"{image.name}: {image.alternative_text}" for image in images]),
        (_("Links"), links),
        (_("Adapted by"), adapted),
        (_("Cite this"), [citation_of(practice)]),
    )
    yield from (
        Part(heading, Words("\n\n".join(lines), is_plain=True)) for heading, lines in known if lines
    )


def citation_of(practice: Practice) -> str:
    """“Organisation, “Title”, PRA-2022-0031, …, 1 May 2022.”"""
    words = _("%(organisation)s, “%(title)s”, %(code)s, %(repository)s, %(day)s.")
    return words % {
        "organisation": practice.organisation,
        "title": practice.title,
        "code": practice.code,
        "repository": _("Repository of practices of the IMRF Portal"),
        "day": dates.day(practice.published_at) if practice.published_at else "",
    }
