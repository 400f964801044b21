"""What the made-up practices stand in: besides that of pledges, who has a conflict with whom."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from imrf_portal.demonstration.pledges.setting import Setting as SettingOfPledges
from imrf_portal.demonstration.practices.histories import History, history_of
from imrf_portal.demonstration.practices.panels import Panel, Panels
from imrf_portal.demonstration.practices.reviewers import ROSTER
from imrf_portal.demonstration.practices.stories import Story, stories
from publication.rooms import allies_of
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
        allies = {maker: self._allies(maker) for maker in {h.story.maker for h in histories}}
        return {
            h.story.code: {
                h.story.maker,
                *h.body.partners,
                *together[h.story.maker],
                *allies[h.story.maker],
            }
            for h in histories
        }

    def _allies(self, maker: str) -> set[str]:
        """Those with which it makes pledges."""
        known = {organisation.pk: name for name, organisation in self.organisations.items()}
        found = allies_of([self.organisations[maker].pk])
        return {known[number] for number in found if number in known}

    def author(self, story: Story) -> User:
        return self.speakers[story.maker]
