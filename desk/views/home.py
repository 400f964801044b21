"""The first page of the desk: what waits on me, and who I am here."""

from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponse

from desk.discussion_tasks import discussion_tasks
from desk.note_tasks import note_tasks
from desk.packs.rules import reads_packs
from desk.people_tasks import people_tasks
from desk.pledge_tasks import pledge_tasks
from desk.practice_tasks import practice_tasks
from desk.published_practice_tasks import published_practice_tasks
from desk.review_tasks import review_tasks
from desk.session_tasks import session_tasks
from desk.views.access import DeskView
from desk.waiting import Task
from dialogues.discussion.rules import moderates_everywhere
from stakeholders.models import User
from stakeholders.rules import is_secretariat, may_decide_some

SOURCES: tuple[Callable[[User], Iterable[Task]], ...] = (
    people_tasks,
    review_tasks,
    pledge_tasks,
    practice_tasks,
    published_practice_tasks,
    session_tasks,
    note_tasks,
    discussion_tasks,
)


def waiting_on(user: User) -> list[Task]:
    """The most urgent first."""
    return sorted((task for source in SOURCES for task in source(user)), key=lambda task: task.day)


class HomeView(DeskView):
    def get(self, request: HttpRequest) -> HttpResponse:
        roles = self.user.memberships.in_force().with_names()
        return self.page(
            "desk/home.html",
            tasks=waiting_on(self.user),
            roles=list(roles),
            is_secretariat=is_secretariat(self.user),
            may_decide=may_decide_some(self.user),
            moderates=moderates_everywhere(self.user),
            reads_packs=reads_packs(self.user),
            has_asked=self.user.join_requests.waiting().exists(),
        )
