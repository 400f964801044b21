"""What waits on a moderator of discussions."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from desk.discussion_tasks import discussion_tasks
from dialogues.choices import PostState
from dialogues.models import PostReport
from stakeholders.models import User
from tests.desk.access import signed_in
from tests.dialogues.discussion.people import moderating_author, moderator, people_around
from tests.factories.dialogues import post, poster, published_post, space
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db


def titles(user: User) -> list[str]:
    user.forget_roles()
    return [task.title for task in discussion_tasks(user)]


def test_each_kind_of_work_has_a_line() -> None:
    of = space()
    for number in range(2):
        post(of, text=f"{number}")
    post(of, state=PostState.APPEALED, appeal="Look.")
    PostReport.objects.create(post=published_post(of), by=UserFactory(), reason="Rude.")
    assert titles(moderator()) == [
        "2 contributions to moderate",
        "1 appeal to hear",
        "1 contribution that readers reported",
    ]


def test_they_wait_on_moderators_alone() -> None:
    made = post()
    people = {k: v for k, v in people_around(made).items() if k != "nobody"}
    moderating = {"moderator", "decider", "secretariat", "moderator of the debate"}
    assert {name for name, person in people.items() if titles(person)} == moderating


def test_one_s_own_does_not_wait_on_oneself() -> None:
    of = space()
    by = moderating_author(of)
    post(of, by)
    assert titles(by) == []
    post(of, poster())
    assert titles(by) == ["1 contribution to moderate"]


def test_the_desk_leads_there() -> None:
    post()
    text = signed_in(moderator()).get(reverse("desk:home")).content.decode()
    assert f"{reverse('dialogue_desk:moderation')}#queue" in text
    author = signed_in(poster()).get(reverse("desk:home")).content.decode()
    assert reverse("dialogue_desk:mine") in author
    assert reverse("dialogue_desk:moderation") not in author


@pytest.mark.parametrize("rows", [1, 3])
def test_it_costs_the_same_however_much_waits(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    of, by = space(), moderator()
    for number in range(rows):
        post(of, text=f"{number}")
    assert by.roles_held
    with django_assert_num_queries(3):
        assert list(discussion_tasks(by))
