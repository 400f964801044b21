"""Who may ask for packs, and who may read those that are made."""

from django.db.models import QuerySet

from dialogues.models import Debate
from stakeholders.choices import SPEAKERS
from stakeholders.models import User
from stakeholders.rules import is_secretariat

# The Secretariat asks for packs, and sees how far each is.
may_ask_for_packs = is_secretariat


def reads_packs(user: User) -> bool:
    """The Secretariat, and whoever speaks for a co-chair of any debate."""
    return bool(may_ask_for_packs.test(user)) or debates_read_by(user).exists()


def debates_read_by(user: User) -> QuerySet[Debate]:
    """All for the Secretariat; else those that this person's organisations co-chair."""
    if may_ask_for_packs.test(user):
        return Debate.objects.all()
    speaking = [organisation for role, organisation in user.roles_held if role in SPEAKERS]
    return Debate.objects.filter(co_chairs__organisation__in=speaking).distinct()
