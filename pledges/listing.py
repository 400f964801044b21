"""How pledges are browsed: what is searched, the facets, the columns of the exports."""

from collections.abc import Callable, Mapping

from django.conf import settings
from django.db.models import QuerySet, TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from compact.models import (
    Action,
    Country,
    Cycle,
    GuidingPrinciple,
    Objective,
    Region,
    RoundTable,
    RoundTableObjective,
    StakeholderType,
)
from pledges.choices import Freshness, Nature, PartnerState, PledgeKind, Scope, Side, Stage
from pledges.freshness import freshness_of
from pledges.models import Pledge
from publication.browsing.facets import Facet
from publication.browsing.listed import Entry
from publication.browsing.listing import Column, Listing
from stakeholders.models import Organisation


def entry_of(pledge: Pledge) -> Entry:
    """What those who browse may know. The contact is not part of it."""
    accepted = pledge.partners.filter(state=PartnerState.ACCEPTED).select_related(
        "organisation__country"
    )
    organisations = [pledge.organisation, *(partner.organisation for partner in accepted)]
    now = timezone.now()
    freshness = freshness_of(pledge, now)
    countries = [country.pk for country in pledge.countries.all()]
    own = [org.country_id for org in organisations if org.country_id]
    all_countries = list(dict.fromkeys([*countries, *own]))
    objectives = [objective.pk for objective in pledge.objectives.all()]
    return Entry(
        code=pledge.code,
        title=pledge.title,
        language=pledge.language,
        text="\n".join([pledge.description, *_more_text(pledge, organisations)]),
        facets={
            "objective": [str(number) for number in objectives],
            "action": [action.code for action in pledge.actions.all()],
            "principle": [str(p.pk) for p in pledge.principles.all()],
            "country": all_countries,
            "region": regions_of(all_countries),
            "roundtable": round_tables_of(pledge.cycle_id, objectives),
            "cycle": [str(pledge.cycle_id)],
            "organisation_type": list(dict.fromkeys(org.type_id for org in organisations)),
            "nature": list(pledge.natures),
            "scope": [pledge.scope],
            "type": [pledge.kind],
            "side": [pledge.side],
            "stage": [pledge.stage],
            "freshness": [freshness] if freshness else [],
            "language": [pledge.language],
        },
        published_at=pledge.published_at or now,
        updated_at=pledge.news_at or pledge.published_at or now,
    )


def _more_text(pledge: Pledge, organisations: list[Organisation]) -> list[str]:
    return [
        pledge.code,
        *(str(organisation) for organisation in organisations),
        *(commitment.text for commitment in pledge.sub_commitments.all()),
        *(target.indicator for target in pledge.targets.all()),
    ]


def regions_of(countries: list[str]) -> list[str]:
    regions = Region.objects.filter(countries__in=countries)
    return list(regions.values_list("code", flat=True).distinct())


def round_tables_of(year: int, objectives: list[int]) -> list[str]:
    """The round tables of that forum which take up one of the objectives."""
    links = RoundTableObjective.objects.filter(
        round_table__cycle=year, objective__in=objectives
    ).order_by("round_table__number")
    numbers = links.values_list("round_table__number", flat=True).distinct()
    return [str(number) for number in numbers]


def _objectives() -> Mapping[str, str]:
    return {str(o.pk): f"{o.pk} {o.short_label}" for o in Objective.objects.all()}


def _actions() -> Mapping[str, str]:
    return {action.code: action.code for action in Action.objects.all()}


def _principles() -> Mapping[str, str]:
    return {str(p.pk): p.title for p in GuidingPrinciple.objects.all()}


def _countries() -> Mapping[str, str]:
    return dict(Country.objects.in_order().values_list("iso3", "name"))


def _regions() -> Mapping[str, str]:
    return {region.pk: region.name for region in Region.objects.all()}


def _cycles() -> Mapping[str, str]:
    return {str(cycle.pk): str(cycle) for cycle in Cycle.objects.order_by("-year")}


def _organisation_types() -> Mapping[str, str]:
    return {kind.pk: kind.label for kind in StakeholderType.objects.all()}


def _round_tables() -> Mapping[str, str]:
    """By number; the theme is that of the newest forum that has it."""
    return {str(t.number): str(t) for t in RoundTable.objects.order_by("cycle", "number")}


def _of(choices: type[TextChoices]) -> Callable[[], Mapping[str, str]]:
    return lambda: {value: str(label) for value, label in choices.choices if value}


FACETS = (
    Facet(name="roundtable", legend=_("Round table"), labels=_round_tables),
    Facet(name="objective", legend=_("Objective"), labels=_objectives, is_long=True),
    Facet(name="action", legend=_("Action"), labels=_actions, is_long=True),
    Facet(name="principle", legend=_("Guiding principle"), labels=_principles, is_long=True),
    Facet(name="stage", legend=_("Stage"), labels=_of(Stage)),
    Facet(name="freshness", legend=_("Last news"), labels=_of(Freshness)),
    Facet(name="cycle", legend=_("Forum"), labels=_cycles),
    Facet(name="type", legend=_("Kind"), labels=_of(PledgeKind)),
    Facet(name="side", legend=_("Needs and offers"), labels=_of(Side)),
    Facet(name="nature", legend=_("Nature"), labels=_of(Nature)),
    Facet(name="scope", legend=_("Scope"), labels=_of(Scope)),
    Facet(name="region", legend=_("Region"), labels=_regions),
    Facet(name="country", legend=_("Country"), labels=_countries, is_long=True),
    Facet(
        name="organisation_type",
        legend=_("Who pledges"),
        labels=_organisation_types,
        is_long=True,
    ),
    Facet(name="language", legend=_("Language"), labels=lambda: dict(settings.LANGUAGES)),
)


def items(numbers: list[int]) -> QuerySet[Pledge]:
    return Pledge.objects.published().filter(pk__in=numbers).with_names()


def _partners(pledge: Pledge) -> str:
    accepted = (p for p in pledge.partners.all() if p.state == PartnerState.ACCEPTED)
    return "; ".join(str(partner.organisation) for partner in accepted)


def _targets(pledge: Pledge) -> str:
    return "; ".join(
        f"{t.indicator}: {t.baseline} → {t.value} {t.unit} ({t.due_on})"
        for t in pledge.targets.all()
    )


COLUMNS = (
    Column(name="code", value=lambda p: p.code),
    Column(name="title", value=lambda p: p.title),
    Column(name="organisation", value=lambda p: str(p.organisation)),
    Column(name="organisation_type", value=lambda p: p.organisation.type_id),
    Column(name="partners", value=_partners),
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
    Column(name="targets", value=_targets),
    Column(name="language", value=lambda p: p.language),
    Column(name="published", value=lambda p: p.published_at.date()),
    Column(name="last_news", value=lambda p: p.news_at and p.news_at.date()),
)

ORDERINGS = {
    "-published": _("Newest first"),
    "-updated": _("Latest news first"),
    "title": _("By title"),
    "code": _("By code"),
}

LISTING = Listing(
    room="pledges",
    title=_("Pledges"),
    facets=FACETS,
    items=items,
    columns=COLUMNS,
    orderings=ORDERINGS,
    address=lambda: reverse("pledges:list"),
)
