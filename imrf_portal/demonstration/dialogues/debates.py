"""Sets up what each forum debates, and who is made up to lead it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from compact.models import Cycle, RoundTable
from compact.models.participation import MEMBER_STATE
from compact.reference.toml_tables import in_languages
from dialogues.models import CoChair, Debate, DebateModerator
from dialogues.models.debates import POLICY_DEBATE
from imrf_portal.demonstration.dialogues.words import read
from stakeholders.models import Organisation


def load(_now: datetime) -> None:
    """Write the debates of each forum that has none. Those that exist are left as people have them.

    Sessions and discussion spaces are linked to them, so they come first.
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
    _name(list(Debate.objects.with_names().filter(cycle__in=missing)), words)


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
