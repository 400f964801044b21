"""Sets up what each forum debates, who is made up to lead it, and which sessions feed it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from compact.models import Cycle, RoundTable
from compact.models.participation import MEMBER_STATE
from compact.reference.toml_tables import in_languages
from dialogues.listing import LISTING
from dialogues.models import CoChair, Debate, DebateModerator, Session
from dialogues.models.debates import POLICY_DEBATE
from imrf_portal.demonstration.dialogues.words import read
from publication.browsing.listed import show_all
from stakeholders.models import Organisation


def load(_now: datetime) -> None:
    """Write the debates of each forum that has none. Those that exist are left as people have them.

    To be called when the sessions are there, and before the discussion spaces are.
    """
    seated = Cycle.objects.filter(debates__isnull=True, round_tables__isnull=False)
    missing = list(seated.distinct().prefetch_related("round_tables"))
    if not missing:
        return
    words = read("debates")
    Debate.objects.bulk_create(
        Debate(cycle=cycle, round_table=table, **_texts(words, table))
        for cycle in missing
        for table in [*cycle.round_tables.all(), None]
    )
    debates = list(Debate.objects.with_objectives().filter(cycle__in=missing))
    _name(debates, words)
    _link(debates)


def _texts(words: Mapping[str, Any], table: RoundTable | None) -> Mapping[str, str]:
    slug = str(table.number) if table else POLICY_DEBATE
    return in_languages("description", words["descriptions"][slug])


def _name(debates: Sequence[Debate], words: Mapping[str, Any]) -> None:
    found = Organisation.objects.filter(type=MEMBER_STATE)
    states = {organisation.country_id: organisation for organisation in found}
    chairing: Mapping[str, Mapping[str, list[str]]] = words["co_chairs"]
    CoChair.objects.bulk_create(
        CoChair(debate=debate, order=order, organisation=states[iso3])
        for debate in debates
        for order, iso3 in enumerate(chairing.get(str(debate.cycle_id), {}).get(debate.slug, []), 1)
    )
    DebateModerator.objects.bulk_create(
        DebateModerator(debate=debate, order=1, **words["moderators"][debate.slug])
        for debate in debates
    )


def _link(debates: Sequence[Debate]) -> None:
    """A session feeds each round table that lists one of its objectives; else the policy debate."""
    by_forum: dict[int, list[Debate]] = {}
    for debate in debates:
        by_forum.setdefault(debate.cycle_id, []).append(debate)
    sessions = Session.objects.filter(
        is_demonstration=True, cycle__in=by_forum, debates__isnull=True
    ).prefetch_related("objectives")
    for session in sessions:
        session.debates.set(_fed_by(session, by_forum[session.cycle_id]))
    show_all(LISTING)


def _fed_by(session: Session, debates: Sequence[Debate]) -> list[Debate]:
    numbers = {objective.pk for objective in session.objectives.all()}
    tables = [debate for debate in debates if numbers.intersection(_listed(debate))]
    return tables or [debate for debate in debates if debate.round_table is None]


def _listed(debate: Debate) -> list[int]:
    if debate.round_table is None:
        return []
    links = debate.round_table.objective_links.all()
    return [link.objective_id for link in links if not link.cross_cutting]
