"""Who learns what in a peer review: every page of it shows a practice through here.

A reviewer sees a practice only through the own assignment: before the declaration what is needed
to judge a conflict, after it what the mode of the call lets through. No contact is ever part of it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from django.db.models import Model
from django.utils.translation import gettext as _

from compact.models import Country
from practices.choices import AssignmentState, ReviewMode
from practices.models import Assignment, Practice, PracticeFile, Round
from practices.models.practices import NARRATIVE
from practices.peer_review.names import hider_of, owner_tells_country
from publication.drafts.fields import plain
from publication.text import count_words

Hide = Callable[[str], str]


@dataclass(frozen=True)
class People:
    """Who stands behind a practice: what a double-blind review never shows."""

    organisation: str
    country: str
    implementer: str
    partners: Sequence[str]


@dataclass(frozen=True)
class Outline:
    """What is needed to judge a conflict of interest, and nothing of the content."""

    code: str
    primary: str
    objectives: Sequence[int]
    language: str
    words: int
    files: int
    people: People | None


@dataclass(frozen=True)
class Passage:
    """A long text of a practice, or the answer to a criterion."""

    label: str
    text: str


@dataclass(frozen=True)
class ReadableFile:
    """`name` says nothing in a double-blind review, and it is the name of the reader's copy."""

    number: int
    name: str
    alternative_text: str
    is_image: bool
    size: int


@dataclass(frozen=True)
class Reading:
    """A practice as a reviewer reads it. `hidden` says in words what is kept back, and why."""

    practice: Practice
    title: str
    passages: Sequence[Passage]
    places: Sequence[str]
    are_regions: bool
    people: People | None
    cost: str
    cost_note: str
    links: Sequence[tuple[str, str]]
    files: Sequence[ReadableFile]
    hidden: Sequence[str]


@dataclass(frozen=True)
class Point:
    """What the last round asked the author to revise, and what the author says to it."""

    number: int
    text: str
    answer: str


def hides_author(practice: Practice) -> bool:
    return bool(practice.call.mode == ReviewMode.DOUBLE_BLIND)


def names_reviewers(one_round: Round) -> bool:
    """Only in an open review, and only once the round is decided."""
    return bool(one_round.decision) and one_round.practice.call.mode == ReviewMode.OPEN


def may_read(assignment: Assignment) -> bool:
    """Declared, and the round is not over: what is revised later is not for this reader."""
    read = {AssignmentState.ACCEPTED, AssignmentState.REVIEWED}
    return assignment.state in read and assignment.round.ended_at is None


def outline_of(practice: Practice) -> Outline:
    return Outline(
        code=practice.code,
        primary=str(practice.primary_objective or ""),
        objectives=objectives_of(practice),
        language=practice.get_language_display(),
        words=sum(count_words(passage.text) for passage in _passages(practice, str)),
        files=len(_files(practice)),
        people=_people(practice),
    )


def objectives_of(practice: Practice) -> list[int]:
    """The primary one first."""
    further = [objective.pk for objective in practice.objectives.all()]
    primary = practice.primary_objective_id
    return [*([primary] if primary else []), *(pk for pk in further if pk != primary)]


def reading_of(practice: Practice) -> Reading:
    """The practice in the mode of its call."""
    is_blind = hides_author(practice)
    hide = hider_of(practice) if is_blind else str
    files, withheld = _readable_files(practice, hide, is_blind=is_blind)
    links = [(link.title, link.address) for link in practice.links.all()]
    regions = is_blind and owner_tells_country(practice)
    return Reading(
        practice=practice,
        title=hide(practice.title),
        passages=[one for one in _passages(practice, hide) if one.text],
        places=_places(practice, as_regions=regions),
        are_regions=regions,
        people=_people(practice),
        cost="" if regions else _cost(practice),
        cost_note=hide(practice.cost_note),
        links=[] if is_blind else links,
        files=files,
        hidden=list(_kept_back(len(links), withheld, regions)) if is_blind else [],
    )


def points_of(assignment: Assignment) -> list[Point]:
    """The points of the round before this one, with the answers, as this mode lets them through."""
    practice = assignment.practice
    hide = hider_of(practice) if hides_author(practice) else str
    before = practice.rounds.filter(number=assignment.round.number - 1).first()
    points = before.points.all() if before else []
    return [Point(point.number, hide(point.text), hide(point.answer)) for point in points]


def file_of(practice: Practice, number: int) -> tuple[PracticeFile, str] | None:
    """A file that a reviewer may have, with the name of the copy; None for any other."""
    is_blind = hides_author(practice)
    for place, file in enumerate(_files(practice), start=1):
        if file.pk == number and not (is_blind and file.names_found):
            return file, _name(file, place) if is_blind else file.name
    return None


def _people(practice: Practice) -> People | None:
    if hides_author(practice):
        return None
    return People(
        organisation=str(practice.organisation),
        country=str(practice.organisation.country or ""),
        implementer=practice.implemented_by,
        partners=[str(partner) for partner in practice.partners.all()],
    )


def _passages(practice: Practice, hide: Hide) -> list[Passage]:
    """The texts in the order of the form, then the answers to the criteria of the call."""
    texts = [
        Passage(str(_field(practice, name)), hide(getattr(practice, name)))
        for name in NARRATIVE
        if name != "cost_note"
    ]
    answers = practice.answers.filter(criterion__calls=practice.call_id).select_related("criterion")
    return [*texts, *(Passage(str(one.criterion.question), hide(one.text)) for one in answers)]


def _field(item: Model, name: str) -> str:
    return item._meta.get_field(name).verbose_name  # type: ignore[union-attr,return-value]


def _files(practice: Practice) -> list[PracticeFile]:
    return list(practice.files.filter(removed_at=None))


def _readable_files(
    practice: Practice, hide: Hide, *, is_blind: bool
) -> tuple[list[ReadableFile], int]:
    """Those that are shown, and how many are withheld because their metadata names somebody."""
    files = _files(practice)
    shown = [
        ReadableFile(
            number=file.pk,
            name=_name(file, place) if is_blind else file.name,
            alternative_text=hide(file.alternative_text),
            is_image=file.is_image,
            size=file.size,
        )
        for place, file in enumerate(files, start=1)
        if not (is_blind and file.names_found)
    ]
    return shown, len(files) - len(shown)


def _name(file: PracticeFile, place: int) -> str:
    """A name that tells nothing but the kind of the file."""
    return f"file-{place}{PurePath(file.name).suffix.lower()}"


def _places(practice: Practice, *, as_regions: bool) -> list[str]:
    countries: list[Country] = list(practice.countries.all())
    if not as_regions:
        return [str(country) for country in countries]
    return sorted({str(region) for country in countries for region in country.regions.all()})


def _cost(practice: Practice) -> str:
    return f"{plain(practice.amount)} {practice.currency}" if practice.amount is not None else ""


def _kept_back(links: int, files: int, regions: bool) -> Iterator[str]:
    yield _("Who submits and implements the practice, and with which partners.")
    yield _("Their names, and addresses of any kind, in the texts.")
    if regions:
        yield _("The countries and the cost in their currency, which would tell who submits it.")
    if links:
        yield _("The links.")
    if files:
        yield _("Files whose properties name somebody: %(count)s.") % {"count": files}
