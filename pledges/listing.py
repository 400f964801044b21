"""How pledges are browsed: what is searched, the facets, the columns of the exports."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from compact.models import Country
from pledges.choices import Freshness, Nature, PartnerState, PledgeKind, Side, Stage
from pledges.freshness import freshness_of, last_news
from pledges.models import Pledge
from pledges.querysets import PledgeQuerySet
from publication.browsing import labels
from publication.browsing.facets import Facet
from publication.browsing.listed import Entry
from publication.browsing.listing import Column, Listing
from publication.choices import Scope
from stakeholders.models import Organisation


def published() -> PledgeQuerySet:
    """With all that is listed and exported of each, in a fixed number of queries."""
    return (
        Pledge.objects.published()
        .select_related("organisation__country", "organisation__type")
        .prefetch_related(
            "organisation__country__regions",
            "cycle__round_tables__objective_links",
            "objectives",
            "actions",
            "principles",
            "countries__regions",
            "partners__organisation__country__regions",
            "sub_commitments",
            "targets",
        )
    )


def exported() -> PledgeQuerySet:
    return (
        Pledge.objects.published()
        .select_related("organisation__country")
        .prefetch_related("objectives", "countries", "partners__organisation__country", "targets")
    )


def entry_of(pledge: Pledge) -> Entry:
    """What those who browse may know. The contact is not part of it."""
    now = timezone.now()
    makers = [pledge.organisation, *_partners(pledge)]
    countries = _countries(pledge, makers)
    return Entry(
        code=pledge.code,
        title=pledge.title,
        language=pledge.language,
        text=_text(pledge),
        also=" ".join([pledge.code, *_names(makers, countries)]),
        facets={
            **_facets_of_the_compact(pledge),
            "country": [country.pk for country in countries],
            "region": _each(r.pk for country in countries for r in country.regions.all()),
            "organisation_type": _each(organisation.type_id for organisation in makers),
            "nature": pledge.natures,
            "scope": [pledge.scope] if pledge.scope else [],
            "type": [pledge.kind],
            "side": [pledge.side] if pledge.side else [],
            "stage": [pledge.stage],
            "freshness": _each(filter(None, [freshness_of(pledge, now)])),
            "language": [pledge.language],
        },
        card=_card(pledge, makers),
        published_at=pledge.published_at or now,
        updated_at=last_news(pledge) or now,
    )


def _facets_of_the_compact(pledge: Pledge) -> dict[str, list[str]]:
    objectives = sorted(objective.pk for objective in pledge.objectives.all())
    return {
        "objective": [str(number) for number in objectives],
        "action": [action.code for action in pledge.actions.all()],
        "principle": [str(principle.pk) for principle in pledge.principles.all()],
        "roundtable": [str(number) for number in pledge.cycle.round_tables_on(objectives)],
        "cycle": [str(pledge.cycle_id)],
    }


def _card(pledge: Pledge, makers: list[Organisation]) -> dict[str, object]:
    """A State is kept by its code, so that each reader gets its name in the own language."""
    first, *others = makers
    targets = list(pledge.targets.all())
    return {
        "state": first.country_id if first.is_member_state else "",
        "maker": first.name,
        "partners": len(others),
        "target": str(targets[0]) if targets else "",
        "targets": len(targets),
        "demonstration": pledge.is_demonstration,
    }


def _text(pledge: Pledge) -> str:
    return "\n".join(
        [
            pledge.description,
            *(commitment.text for commitment in pledge.sub_commitments.all()),
            *(target.indicator for target in pledge.targets.all()),
        ]
    )


def _partners(pledge: Pledge) -> list[Organisation]:
    accepted = (p for p in pledge.partners.all() if p.state == PartnerState.ACCEPTED)
    return [partner.organisation for partner in accepted]


def _countries(pledge: Pledge, makers: list[Organisation]) -> list[Country]:
    """Those that it names, and those of who makes it."""
    own = [organisation.country for organisation in makers if organisation.country]
    return list({country.pk: country for country in [*pledge.countries.all(), *own]}.values())


def _names(makers: list[Organisation], countries: list[Country]) -> Iterable[str]:
    """Of the organisations; and of the countries in every language of the portal."""
    yield from (organisation.name for organisation in makers)
    for country in countries:
        yield from country.every_name


def _each(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


FACETS = (
    Facet(name="roundtable", legend=_("Round table"), labels=labels.round_tables),
    Facet(name="objective", legend=_("Objective"), labels=labels.objectives, is_long=True),
    Facet(
        name="action",
        legend=_("Action"),
        labels=labels.actions,
        is_long=True,
        within="objective",
        belongs_to=lambda action: action.split("(")[0],
        hint=_("Choose an objective to see its actions."),
    ),
    Facet(name="stage", legend=_("Stage"), labels=labels.of(Stage)),
    Facet(name="freshness", legend=_("Last news"), labels=labels.of(Freshness)),
    Facet(name="cycle", legend=_("Forum"), labels=labels.cycles),
    Facet(name="region", legend=_("Region"), labels=labels.regions),
    Facet(name="country", legend=_("Country"), labels=labels.countries, is_long=True),
    Facet(
        name="organisation_type",
        legend=_("Who pledges"),
        labels=labels.organisation_types,
        is_long=True,
    ),
    Facet(name="type", legend=_("Kind"), labels=labels.of(PledgeKind)),
    Facet(name="side", legend=_("Needs and offers"), labels=labels.of(Side)),
    Facet(name="nature", legend=_("Nature"), labels=labels.of(Nature)),
    Facet(name="scope", legend=_("Scope"), labels=labels.of(Scope)),
    Facet(name="principle", legend=_("Guiding principle"), labels=labels.principles, is_long=True),
    Facet(name="language", legend=_("Language"), labels=labels.languages),
)


def _told_targets(pledge: Pledge) -> str:
    return "; ".join(
        f"{t.indicator}: {t.baseline} → {t.value} {t.unit} ({t.due_on})"
        for t in pledge.targets.all()
    )


COLUMNS = (
    Column(name="code", value=lambda p: p.code),
    Column(name="title", value=lambda p: p.title),
    Column(name="organisation", value=lambda p: str(p.organisation)),
    Column(name="organisation_type", value=lambda p: p.organisation.type_id),
    Column(name="partners", value=lambda p: "; ".join(str(o) for o in _partners(p))),
    Column(name="cycle", value=lambda p: p.cycle_id),
    Column(name="kind", value=lambda p: p.kind),
    Column(name="nature", value=lambda p: " ".join(p.natures)),
    Column(name="scope", value=lambda p: p.scope),
    Column(name="stage", value=lambda p: p.stage),
    Column(name="objectives", value=lambda p: " ".join(str(o.pk) for o in p.objectives.all())),
    Column(name="countries", value=lambda p: " ".join(c.pk for c in p.countries.all())),
    Column(name="starts_on", value=lambda p: p.starts_on),
    Column(name="ends_on", value=lambda p: p.ends_on),
    Column(name="amount", value=lambda p: p.amount),
    Column(name="currency", value=lambda p: p.currency),
    Column(name="description", value=lambda p: p.description),
    Column(name="targets", value=_told_targets),
    Column(name="language", value=lambda p: p.language),
    Column(name="published", value=lambda p: p.published_at.date()),
    Column(name="last_news", value=lambda p: p.news_at and p.news_at.date()),
)

LISTING = Listing(
    room="pledges",
    title=_("Pledges"),
    published=published,
    entry=entry_of,
    facets=FACETS,
    columns=COLUMNS,
    exported=exported,
    orderings={
        "-published": _("Newest first"),
        "-updated": _("Latest news first"),
        "title": _("By title"),
        "code": _("By code"),
    },
)
