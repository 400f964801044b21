"""Setting up what a forum debates."""

from django.db import transaction

from compact.models import Cycle
from dialogues.debates.errors import NotAllowedError
from dialogues.models import Debate
from dialogues.rules import may_prepare
from stakeholders.models import User


@transaction.atomic
def begin_debates(*, cycle: Cycle, by: User) -> list[Debate]:
    """One for each round table of the forum, and its policy debate. Those that are there stay."""
    if not may_prepare.test(by):
        raise NotAllowedError
    forum = Cycle.objects.select_for_update().get(pk=cycle.pk)
    tables = [*forum.round_tables.order_by("number"), None]
    return [Debate.objects.get_or_create(cycle=forum, round_table=table)[0] for table in tables]
