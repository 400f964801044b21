"""What the made-up practices stand in: besides that of pledges, who has a conflict with whom."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from imrf_portal.demonstration.pledges.setting import Setting as SettingOfPledges
from imrf_portal.demonstration.practices.histories import History, history_of
from imrf_portal.demonstration.practices.panels import Panel, Panels
from imrf_portal.demonstration.practices.reviewers import ROSTER
from imrf_portal.demonstration.practices.stories import Story, stories
from pledges.choices import PartnerState
from pledges.models import Partner
from stakeholders.models import Organisation, User


class Setting(SettingOfPledges):
    def __init__(self) -> None:
        super().__init__()
        self.users: Mapping[str, User] = {
            user.email.partition("@")[0]: user
            for user in User.objects.filter(email__startswith="reviewer")
        }
        at = {entry.at for entry in ROSTER}
        self.homes: Mapping[str, Organisation] = {
            o.name: o for o in Organisation.objects.filter(name__in=at).order_by("-pk")
        }

    def histories(self) -> Sequence[History]:
        """Of all practices, whether they are there yet or not: reviewers are shared out once."""
        return [history_of(story, self.today) for story in stories().values()]

    def panels(self, histories: Sequence[History]) -> Mapping[str, Sequence[Panel]]:
        return Panels(self.today, self._barred(histories)).of(histories)

    def _barred(self, histories: Sequence[History]) -> Mapping[str, set[str]]:
        """By code, the names of the organisations that may not review the practice: its own,
        its partners, and all with which it acts together elsewhere.
        """
        together: dict[str, set[str]] = defaultdict(set)
        for history in histories:
            for partner in history.body.partners:
                together[history.story.maker].add(partner)
                together[partner].add(history.story.maker)
        allies = self._allies()
        return {
            h.story.code: {
                h.story.maker,
                *h.body.partners,
                *together[h.story.maker],
                *allies[h.story.maker],
            }
            for h in histories
        }

    def _allies(self) -> Mapping[str, set[str]]:
        """With whom each makes pledges: what `allies_of` says of one, of all in one query."""
        known = {organisation.pk: name for name, organisation in self.organisations.items()}
        together: dict[int, set[str]] = defaultdict(set)
        joined = Partner.objects.filter(state=PartnerState.ACCEPTED)
        for pledge, *pair in joined.values_list("pledge", "pledge__organisation", "organisation"):
            together[pledge] |= {known[number] for number in pair if number in known}
        allies: dict[str, set[str]] = defaultdict(set)
        for names in together.values():
            for name in names:
                allies[name] |= names
        return allies

    def author(self, story: Story) -> User:
        return self.speakers[story.maker]
