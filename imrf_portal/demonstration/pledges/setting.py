"""What the made-up pledges stand in: forums, countries, organisations and people, read once."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from compact.models import Action, Cycle
from imrf_portal.demonstration import people, states
from imrf_portal.demonstration.organisations import ORGANISATIONS
from imrf_portal.demonstration.pledges.histories import History, history_of
from imrf_portal.demonstration.pledges.stories import Story
from stakeholders.choices import SPEAKERS
from stakeholders.models import Membership, Organisation, User

# The reviews of the forum that is being prepared were opened so long before the first load.
OPEN_SINCE = timedelta(days=60)


class Setting:
    """`today` is the day of the first load, whenever it is read."""

    def __init__(self) -> None:
        self.cycles = {cycle.year: cycle for cycle in Cycle.objects.all()}
        opened = self.cycles[states.BEING_PREPARED].reviews_open_at
        if opened is None:
            raise LookupError(f"{states.BEING_PREPARED} is not open for reviews")
        self.today: date = opened.date() + OPEN_SINCE
        self.organisations = _organisations()
        self.speakers = _speakers(self.organisations)
        self.secretariat = User.objects.get(email=people.OF_THE_SECRETARIAT.email)
        self.actions: Mapping[str, Action] = {a.code: a for a in Action.objects.all()}
        self._letters: dict[int, list[str]] = defaultdict(list)
        for code, action in self.actions.items():
            self._letters[action.objective_id].append(code)

    def history(self, story: Story) -> History:
        return history_of(story, self.today, self._letters)


def _organisations() -> Mapping[str, Organisation]:
    """By name; Member States by their code."""
    wanted = Organisation.objects.select_related("country").order_by("-pk")
    return {
        str(o.country_id) if o.is_member_state else o.name: o
        for o in wanted
        if o.is_member_state or o.name in ORGANISATIONS
    }


def _speakers(organisations: Mapping[str, Organisation]) -> Mapping[str, User]:
    """Who speaks for each, by the same names. Whoever has left since spoke for it then."""
    named = {organisation.pk: name for name, organisation in organisations.items()}
    roles = Membership.objects.filter(role__in=SPEAKERS, organisation__in=named)
    return {
        named[role.organisation_id]: role.user
        for role in roles.select_related("user").order_by("-pk")
    }
