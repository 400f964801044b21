"""What the made-up reviews stand in: cycles, questionnaires, countries and people, read once."""

from collections.abc import Sequence

from compact.models import Country, Cycle
from imrf_portal.demonstration import annexes, people
from imrf_portal.demonstration.histories import Asking, History, Team, history_of
from imrf_portal.demonstration.states import Story
from imrf_portal.demonstration.times import calendar_of
from reviews.conditions import Conditions, conditions_of
from reviews.models import Question, Questionnaire, Section
from reviews.reference import VERSION
from stakeholders.models import User


class Setting:
    def __init__(self) -> None:
        self.cycles = {cycle.year: cycle for cycle in Cycle.objects.all()}
        self.countries = {country.pk: country for country in Country.objects.all()}
        self.users = {user.email: user for user in User.objects.all()}
        self.questionnaires: dict[int, Questionnaire] = {}
        self.sections: dict[int, Sequence[Section]] = {}
        self.questions: dict[int, Sequence[Question]] = {}
        self.conditions: dict[int, Conditions] = {}
        for questionnaire in Questionnaire.objects.filter(version=VERSION):
            self._read(questionnaire)

    def _read(self, questionnaire: Questionnaire) -> None:
        year = questionnaire.cycle_id
        self.questionnaires[year] = questionnaire
        self.conditions[year] = conditions_of(questionnaire.pk)
        self.sections[year] = list(questionnaire.sections.order_by("order"))
        self.questions[year] = list(
            Question.objects.filter(section__questionnaire=questionnaire)
            .select_related("section")
            .prefetch_related("options", "columns", "rows")
            .order_by("section__order", "order")
        )

    @property
    def secretariat(self) -> User:
        return self.users[people.OF_THE_SECRETARIAT.email]

    def has(self, story: Story) -> bool:
        """False where the forum takes no reviews, or has no questionnaire."""
        return story.year in self.questionnaires and bool(calendar_of(self.cycles[story.year]))

    def history(self, story: Story) -> History:
        calendar = calendar_of(self.cycles[story.year])
        if calendar is None:
            raise LookupError(f"{story.year} is not open for reviews")
        country = self.countries[story.iso3]
        asking = Asking(self.questions[story.year], self.conditions[story.year])
        return history_of(story, calendar, country, self._team(story), asking)

    def _team(self, story: Story) -> Team:
        state = story.iso3.lower()
        contributor = self.users.get(f"ministry.{state}@example.org")
        return Team(
            focal_point=self.users[f"focal.{state}@example.org"],
            secretariat=self.secretariat,
            contributor=contributor if story.is_contributed_to else None,
        )

    def annex_question(self, year: int) -> Question:
        return next(question for question in self.questions[year] if question.key == annexes.KEY)
