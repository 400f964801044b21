"""How practices are browsed: what is searched, the facets, the columns of the exports."""

from collections.abc import Iterable, Mapping

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from compact.models import Country
from practices.choices import AdaptationState, Progress
from practices.models import Call, Practice
from practices.models.practices import NARRATIVE
from practices.querysets import PracticeQuerySet
from publication.browsing import labels
from publication.browsing.facets import Facet
from publication.browsing.listed import Entry
from publication.browsing.listing import Column, Listing
from publication.choices import Scope


def published() -> PracticeQuerySet:
    """With all that is listed and exported of each, in a fixed number of queries."""
    return (
        Practice.objects.published()
        .select_related("organisation__country", "organisation__type", "call")
        .prefetch_related(
            "organisation__country__regions",
            "cycle__round_tables__objective_links",
            "objectives",
            "principles",
            "countries__regions",
            "partners__organisation__country",
            "answers",
            "call__criteria",
            "adaptations",
        )
    )


def exported() -> PracticeQuerySet:
    return (
        Practice.objects.published()
        .select_related("organisation__country", "call")
        .prefetch_related(
            "objectives", "principles", "countries", "partners__organisation__country", "links"
        )
    )


def entry_of(practice: Practice) -> Entry:
    """What those who browse may know: no contact, no address of the implementer, no reviewer."""
    now = timezone.now()
    published_at = practice.published_at or now
    countries = _countries(practice)
    return Entry(
        code=practice.code,
        title=practice.title,
        language=practice.language,
        text=_text(practice),
        also=" ".join([practice.code, *_names(practice, countries)]),
        facets={
            **_facets_of_the_compact(practice),
            "country": [country.pk for country in countries],
            "region": _each(r.pk for country in countries for r in country.regions.all()),
            "organisation_type": [practice.organisation.type_id],
            "scope": [practice.scope] if practice.scope else [],
            "progress": [practice.progress] if practice.progress else [],
            "language": _each([practice.language, *practice.also_in]),
            "call": [practice.call.code],
        },
        card=_card(practice),
        published_at=published_at,
        updated_at=max(published_at, practice.saved_at),
    )


def objectives_of(practice: Practice) -> list[int]:
    """The primary objective first, then the others."""
    primary = [practice.primary_objective_id] if practice.primary_objective_id else []
    others = sorted(objective.pk for objective in practice.objectives.all())
    return list(dict.fromkeys([*primary, *others]))


def _facets_of_the_compact(practice: Practice) -> dict[str, list[str]]:
    objectives = sorted(objectives_of(practice))
    return {
        "objective": [str(number) for number in objectives],
        "principle": [str(principle.pk) for principle in practice.principles.all()],
        "roundtable": [str(number) for number in practice.cycle.round_tables_on(objectives)],
        "cycle": [str(practice.cycle_id)],
    }


def _card(practice: Practice) -> dict[str, object]:
    """A State is kept by its code, so that each reader gets its name in the own language."""
    maker = practice.organisation
    confirmed = [a for a in practice.adaptations.all() if a.state == AdaptationState.CONFIRMED]
    return {
        "member_state": maker.country_id if maker.is_member_state else "",
        "maker": maker.name,
        "implementer": "" if practice.is_own else practice.implementer,
        "summary": practice.summary[:400],
        "primary": practice.primary_objective_id,
        "adapted": len({adaptation.country_id for adaptation in confirmed}),
        "demonstration": practice.is_demonstration,
    }


def _text(practice: Practice) -> str:
    asked = {criterion.pk for criterion in practice.call.criteria.all()}
    answers = (one.text for one in practice.answers.all() if one.criterion_id in asked)
    texts = (getattr(practice, name) for name in NARRATIVE)
    return "\n".join(filter(None, [*texts, *answers]))


def _countries(practice: Practice) -> list[Country]:
    """Those where it is done; where it names none, that of who submits it."""
    own = practice.organisation.country
    return list(practice.countries.all()) or ([own] if own else [])


def _names(practice: Practice, countries: list[Country]) -> Iterable[str]:
    """Of who does it; and of the countries in every language of the portal."""
    yield practice.organisation.name
    if not practice.is_own:
        yield practice.implementer
    yield from (str(partner) for partner in practice.partners.all())
    for country in countries:
        yield from country.every_name


def _each(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _calls() -> Mapping[str, str]:
    return {call.code: str(call) for call in Call.objects.public().order_by("-opens_at", "code")}


FACETS = (
    Facet(name="roundtable", legend=_("Round table"), labels=labels.round_tables),
    Facet(name="objective", legend=_("Objective"), labels=labels.objectives, is_long=True),
    Facet(name="region", legend=_("Region"), labels=labels.regions),
    Facet(name="country", legend=_("Country"), labels=labels.countries, is_long=True),
    Facet(name="scope", legend=_("Scope"), labels=labels.of(Scope)),
    Facet(name="progress", legend=_("How far it is"), labels=labels.of(Progress)),
    Facet(
        name="organisation_type",
        legend=_("Who submits"),
        labels=labels.organisation_types,
        is_long=True,
    ),
    Facet(name="call", legend=_("Call for practices"), labels=_calls, is_long=True),
    Facet(name="cycle", legend=_("Forum"), labels=labels.cycles),
    Facet(name="principle", legend=_("Guiding principle"), labels=labels.principles, is_long=True),
    Facet(
        name="language", legend=_("Language of the practice or its materials"),
        labels=labels.languages,
    ),
)  # fmt: skip

COLUMNS = (
    Column(name="code", value=lambda p: p.code),
    Column(name="title", value=lambda p: p.title),
    Column(name="organisation", value=lambda p: str(p.organisation)),
    Column(name="organisation_type", value=lambda p: p.organisation.type_id),
    Column(name="implemented_by", value=lambda p: p.implemented_by),
    Column(name="partners", value=lambda p: "; ".join(str(one) for one in p.partners.all())),
    Column(name="call", value=lambda p: p.call.code),
    Column(name="cycle", value=lambda p: p.cycle_id),
    Column(name="scope", value=lambda p: p.scope),
    Column(name="progress", value=lambda p: p.progress),
    Column(name="primary_objective", value=lambda p: p.primary_objective_id),
    Column(name="objectives", value=lambda p: " ".join(map(str, objectives_of(p)))),
    Column(name="principles", value=lambda p: " ".join(str(one.pk) for one in p.principles.all())),
    Column(name="countries", value=lambda p: " ".join(c.pk for c in p.countries.all())),
    Column(name="starts_on", value=lambda p: p.starts_on),
    Column(name="ends_on", value=lambda p: p.ends_on),
    Column(name="amount", value=lambda p: p.amount),
    Column(name="currency", value=lambda p: p.currency),
    Column(name="summary", value=lambda p: p.summary),
    Column(name="links", value=lambda p: " ".join(link.address for link in p.links.all())),
    Column(name="language", value=lambda p: p.language),
    Column(name="published", value=lambda p: p.published_at.date()),
    Column(name="peer_reviewed", value=lambda p: p.reviewed_at and p.reviewed_at.date()),
    Column(name="still_true", value=lambda p: p.confirmed_at and p.confirmed_at.date()),
)

LISTING = Listing(
    room="practices",
    title=_("Practices"),
    published=published,
    entry=entry_of,
    facets=FACETS,
    columns=COLUMNS,
    exported=exported,
    orderings={
        "-published": _("Newest first"),
        "-updated": _("Latest changes first"),
        "title": _("By title"),
        "code": _("By code"),
    },
)
