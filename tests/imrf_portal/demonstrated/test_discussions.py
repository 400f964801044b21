"""The made-up discussions: hundreds of contributions, and something to do for moderators."""

from collections import Counter

import pytest
from django.conf import settings

from dialogues.choices import PostSource, PostState
from dialogues.discussion.queue import waiting_for
from dialogues.models import Following, GuidingQuestion, Post, PostReport, Space, SpaceExtension
from imrf_portal.demonstration.dialogues import discussions
from stakeholders.models import User
from tests.imrf_portal.demonstration import NOW

pytestmark = pytest.mark.usefixtures("demonstration")
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def test_each_debate_of_two_forums_has_one() -> None:
    codes = set(Space.objects.filter(debate__isnull=False).values_list("code", flat=True))
    slugs = ("1", "2", "3", "4", "policy-debate")
    assert codes == {f"{year}-{slug}" for year in (2022, 2030) for slug in slugs}


def test_those_of_2022_are_over_and_those_of_2030_open_or_to_come() -> None:
    past = Space.objects.filter(debate__cycle=2022)
    assert all(space.closes_at < NOW for space in past)
    coming = Space.objects.filter(debate__cycle=2030)
    assert sorted(Counter(space.is_open(NOW) for space in coming).items()) == [
        (False, 1),
        (True, 4),
    ]
    assert SpaceExtension.objects.count() == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_is_written_in_every_language_and_says_that_it_is_made_up(language: str) -> None:
    column = language.replace("-", "_")
    for space in Space.objects.all():
        assert getattr(space, f"title_{column}")
        assert space.rules_en  # type: ignore[attr-defined]
        assert "\n\n" in getattr(space, f"introduction_{column}")
    for question in GuidingQuestion.objects.all():
        assert getattr(question, f"text_{column}")


def test_hundreds_of_contributions_in_every_language_and_state() -> None:
    posts = Post.objects.all()
    assert posts.count() > 200
    assert set(posts.values_list("language", flat=True)) == set(LANGUAGES)
    assert set(posts.values_list("state", flat=True)) == set(PostState)
    assert set(posts.values_list("source", flat=True)) == set(PostSource)
    assert posts.exclude(answers=None).count() > 30
    assert len(set(posts.values_list("organisation", flat=True))) > 20


def test_what_was_said_lies_in_the_time_of_its_discussion_and_in_the_past() -> None:
    for post in Post.objects.select_related("space", "answers"):
        assert post.space.opens_at <= post.posted_at < min(post.space.closes_at, NOW)
        if post.decided_at:
            assert post.posted_at < post.decided_at <= NOW
        if post.answers:
            assert post.answers.posted_at < post.posted_at
            assert post.answers.answers_id is None
            assert post.answers.by_id != post.by_id


def test_moderators_find_all_kinds_of_work() -> None:
    moderator = User.objects.get(email="moderator@example.org")
    found = waiting_for(moderator)
    assert found.new >= 10
    assert found.appeals >= 4
    assert found.reported >= 4
    assert len(found.languages) >= 3
    assert PostReport.objects.count() == found.reported


def test_the_discussions_are_followed_and_one_may_look_at_a_change() -> None:
    assert Following.objects.filter(user__email="civil@example.org").exists()
    changed = Post.objects.exclude(edited_at=None).first()
    assert changed is not None
    events = Post.pgh_event_model.objects.filter(pgh_obj=changed)  # type: ignore[attr-defined]
    assert events.count() == 2


def test_nobody_is_invented() -> None:
    """Whoever contributes is an account of the demonstration, called by what they are."""
    for post in Post.objects.filter(source=PostSource.PORTAL).select_related("by"):
        assert post.author_name == post.by.name
        assert post.by.email.endswith("@example.org")


def test_loading_again_changes_nothing() -> None:
    Post.objects.filter(space__code="2022-1").exclude(answers=None).delete()
    left = Post.objects.count()
    discussions.load(NOW)
    assert Post.objects.count() == left


def test_sessions_that_were_held_have_one_and_so_has_the_next() -> None:
    of_sessions = Space.objects.filter(session__isnull=False)
    assert of_sessions.filter(session__cycle=2022).count() >= 8
    coming = of_sessions.get(session__starts_at__gt=NOW)
    assert coming.is_open(NOW)
    assert Post.objects.filter(space__in=of_sessions).count() > 60
