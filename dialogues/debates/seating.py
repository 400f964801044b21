"""Which objectives a round table takes up, and which only cut across it."""

from collections.abc import Collection, Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from compact.dates import listed as in_words
from compact.models import Cycle, RoundTable, RoundTableObjective
from dialogues.debates.errors import DebateError, NotAllowedError
from dialogues.listing import LISTING
from dialogues.models import Debate
from dialogues.rules import may_prepare
from publication.browsing.seats import reseat
from stakeholders.models import User


@transaction.atomic
def seat(*, debate: Debate, listed: Collection[int], carried: Collection[int], by: User) -> None:
    """Let the round table take these objectives up. What is listed anywhere follows at once."""
    if not may_prepare.test(by):
        raise NotAllowedError
    if debate.round_table_id is None:
        raise DebateError(_("The policy debate is on all objectives."))
    # All tables of the forum: of two changes at once, the second sees what the first has taken.
    tables = RoundTable.objects.select_for_update().filter(cycle=debate.cycle_id)
    numbers = {table.pk: table.number for table in tables.order_by("number")}
    if problems := list(_problems(debate, numbers, set(listed), set(carried))):
        raise DebateError(*problems)
    _write(debate.round_table_id, set(listed), set(carried))
    _relist(debate.cycle_id)


def _problems(
    debate: Debate, numbers: dict[int, int], listed: set[int], carried: set[int]
) -> Iterator[str]:
    if not listed:
        yield _("Choose at least one objective that the round table takes up.")
    if both := listed & carried:
        yield _("Taken up and cutting across at once: %(numbers)s. Choose one of the two.") % {
            "numbers": in_words([str(number) for number in sorted(both)])
        }
    elsewhere = RoundTableObjective.objects.filter(
        round_table__in=numbers, objective__in=listed, cross_cutting=False
    ).exclude(round_table=debate.round_table_id)
    for link in elsewhere.order_by("objective"):
        yield _("Objective %(objective)s is already listed at round table %(table)s.") % {
            "objective": link.objective_id,
            "table": numbers[link.round_table_id],
        }


def _write(table: int, listed: set[int], carried: set[int]) -> None:
    RoundTableObjective.objects.filter(round_table=table).delete()
    RoundTableObjective.objects.bulk_create(
        RoundTableObjective(round_table_id=table, objective_id=number, cross_cutting=is_carried)
        for numbers, is_carried in ((listed, False), (carried, True))
        for number in sorted(numbers)
    )


def _relist(year: int) -> None:
    """Lists can be narrowed to a round table: what sits at it has changed.

    Sessions are linked to debates one by one, so they stay where they are.
    """
    cycle = Cycle.objects.prefetch_related("round_tables__objective_links").get(pk=year)
    reseat(cycle, but=LISTING.room)
