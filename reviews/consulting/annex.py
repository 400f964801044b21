"""The whole-of-society annex, read from what was kept of it: on pages, and on paper."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from compact import dates
from compact.models import StakeholderType
from compact.models.participation import MEMBER_STATE
from publication.paper.documents import Part, Words
from reviews.models import Section


@dataclass(frozen=True)
class Consulted:
    """A consultation as the annex tells of it. Its texts are in the language of the review."""

    when: str
    title: str
    place: str
    groups: list[str]
    people: int | None
    who: str
    said: str
    use: str


@dataclass(frozen=True)
class Contributed:
    """An input as the annex tells of it. Without a name, its sender did not consent to one."""

    when: str
    group: str
    section: str
    name: str
    use: str


@dataclass(frozen=True)
class Reach:
    """How far a group of society was heard; who was not is shown too."""

    group: str
    consultations: int
    inputs: int


@dataclass(frozen=True)
class Annex:
    language: str
    consultations: list[Consulted]
    inputs: list[Contributed]
    reach: list[Reach]

    @property
    def people(self) -> int:
        return sum(one.people or 0 for one in self.consultations)


def annex_of(content: Mapping[str, Any]) -> Annex | None:
    """Labels in the reader's language; None if nothing was kept. `content` is of a snapshot."""
    annexes = content.get("annexes", {})
    held, given = annexes.get("consultations", []), annexes.get("inputs", [])
    if not held and not given:
        return None
    groups = {kind.pk: str(kind) for kind in StakeholderType.objects.exclude(pk=MEMBER_STATE)}
    sections = _titles(content["code"]) if any(row["section"] for row in given) else {}
    return Annex(
        language=content["language"],
        consultations=[_consulted(row, groups) for row in held],
        inputs=[_contributed(row, groups, sections) for row in given],
        reach=list(_reach(held, given, groups)),
    )


def _titles(code: str) -> dict[str, str]:
    sections = Section.objects.filter(questionnaire__reviews__code=code)
    return {section.key: section.title for section in sections}


def _consulted(row: Mapping[str, Any], groups: Mapping[str, str]) -> Consulted:
    return Consulted(
        when=_when(row["held_on"], row["until"]),
        title=row["title"],
        place=row["place"],
        groups=[groups.get(group, group) for group in row["groups"]],
        people=row["people"],
        who=row["who"],
        said=row["said"],
        use=row["use"],
    )


def _when(held_on: str, until: str) -> str:
    if not held_on:
        return ""
    begins = date.fromisoformat(held_on)
    return dates.period(begins, date.fromisoformat(until)) if until else dates.day(begins)


def _contributed(
    row: Mapping[str, Any], groups: Mapping[str, str], sections: Mapping[str, str]
) -> Contributed:
    return Contributed(
        when=dates.day(date.fromisoformat(row["day"])),
        group=groups.get(row["group"], row["group"]) or _("A person"),
        section=sections.get(row["section"], ""),
        name=row["name"],
        use=row["use"],
    )


def _reach(
    held: list[dict[str, Any]], given: list[dict[str, Any]], groups: Mapping[str, str]
) -> Iterator[Reach]:
    consultations = Counter(group for row in held for group in row["groups"])
    inputs = Counter(row["group"] for row in given)
    for key, label in groups.items():
        yield Reach(label, consultations[key], inputs[key])
    if inputs[""]:
        yield Reach(_("People in their own name"), 0, inputs[""])


def annex_parts(content: Mapping[str, Any], language: str) -> list[Part]:
    """The annex on paper, with headings in `language`; what people wrote stays as they wrote it."""
    with override(language):
        annex = annex_of(content)
        return list(_parts(annex)) if annex else []


def _parts(annex: Annex) -> Iterator[Part]:
    yield Part(_("Whole-of-society annex"), Words(_summary(annex), is_plain=True))
    for one in annex.consultations:
        told = _told(one, annex.language)
        yield Part(one.when or _("Consultation"), Words(told, annex.language, is_plain=True), 2)
    for given in annex.inputs:
        heading = " · ".join(filter(None, [_("Input"), given.when, given.group, given.section]))
        yield Part(heading, Words(_used(given, annex.language), annex.language, is_plain=True), 2)


def _summary(annex: Annex) -> str:
    held = len(annex.consultations)
    heard = ngettext("%(count)s consultation.", "%(count)s consultations.", held)
    each = _("%(group)s: consultations %(consultations)s, inputs %(inputs)s")
    return "\n".join([heard % {"count": held}, *(each % asdict(one) for one in annex.reach)])


def _told(one: Consulted, language: str) -> str:
    """All of it in the language of the review, labels too: a paragraph has one language."""
    with override(language):
        people = "" if one.people is None else str(one.people)
        said = (
            (_("Place"), one.place),
            (_("Number of people"), people),
            (_("Who took part"), one.who),
            (_("What was said"), one.said),
            (_("How the input was used"), one.use),
        )
        lines = [_("%(label)s: %(text)s") % {"label": n, "text": text} for n, text in said if text]
    return "\n\n".join([one.title, *lines])


def _used(given: Contributed, language: str) -> str:
    with override(language):
        name = given.name or _("Not named, by their wish")
        return f"{name}\n\n{given.use or _('The State has not noted how it was used.')}"
