"""A focal point sees on the desk which inputs still lack a word on their use."""

import pytest
from django.urls import reverse
from django.utils import timezone

from desk.review_tasks import review_tasks
from desk.waiting import Task
from publication.choices import State
from reviews.models import Review
from stakeholders.models import User
from tests.factories.consulting import called, said, speaker
from tests.factories.publication import moved
from tests.factories.reviews import begun, filled, people_around

pytestmark = pytest.mark.django_db


def tasks_of(user: User | None, review: Review) -> list[Task]:
    assert user is not None
    place = reverse("review_desk:inputs", args=[review.code])
    return [task for task in review_tasks(user) if task.url == place]


@pytest.fixture
def review() -> Review:
    review = filled(begun())
    call = called(review)
    for name in ("Union", "Casa"):
        said(call, by=speaker(name))
    return review


def test_all_inputs_of_a_review_are_one_task(review: Review) -> None:
    people = people_around(review)
    (task,) = tasks_of(people["focal point"], review)
    assert task.title.startswith("2 inputs to ")
    assert task.due == review.due_at


@pytest.mark.parametrize(
    "role", ["contributor with a section", "foreign focal point", "secretariat", "outsider"]
)
def test_nobody_else_is_asked(review: Review, role: str) -> None:
    assert tasks_of(people_around(review)[role], review) == []


def test_what_is_noted_or_withdrawn_is_done(review: Review) -> None:
    focal_point = people_around(review)["focal point"]
    one, other = review.input_call.inputs.all()
    type(one).objects.filter(pk=one.pk).update(use="Taken up.", use_noted_at=timezone.now())
    (task,) = tasks_of(focal_point, review)
    assert task.title.startswith("1 input to ")
    type(other).objects.filter(pk=other.pk).update(withdrawn_at=timezone.now())
    assert tasks_of(focal_point, review) == []


def test_what_was_submitted_asks_no_more(review: Review) -> None:
    people = people_around(review)
    moved(review, to=State.SUBMITTED)
    assert tasks_of(people["focal point"], review) == []
