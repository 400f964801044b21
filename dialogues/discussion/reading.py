"""A discussion as everybody reads it: what is published, and nothing of who decided on it.

Templates get `Contribution`, never the row: it has no address and no moderator to show.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count
from django.utils.translation import get_language

from dialogues.choices import PostSource
from dialogues.models import Post, Space
from dialogues.notes.reading import CitedAt, cited_posts
from dialogues.querysets import PostQuerySet

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """`entered` says how it came when somebody else entered it."""

    number: int
    address: str
    name: str
    affiliation: str
    entered: "Text"
    language: str
    language_name: str
    text: str
    posted_at: datetime
    edited_at: datetime | None
    question_id: int | None
    author_id: int | None
    cited: Sequence[CitedAt] = ()

    @property
    def is_in_another_language(self) -> bool:
        return self.language != get_language()


@dataclass(frozen=True, kw_only=True)
class Thread:
    """What was said, and what answers it. Without a head where that is not shown any more."""

    number: int
    head: Contribution | None
    answers: Sequence[Contribution] = field(default=())


def contribution_of(post: Post, cited: Sequence[CitedAt] = ()) -> Contribution:
    """Of a published one only."""
    assert post.is_published  # noqa: S101 - who calls this with another shows what nobody may see
    is_own = post.source == PostSource.PORTAL
    return Contribution(
        number=post.pk,
        address=post.get_absolute_url(),
        name=post.author_name,
        affiliation=post.shown_affiliation,
        entered="" if is_own else post.get_source_display(),
        language=post.language,
        language_name=dict(settings.LANGUAGES)[post.language],
        text=post.text,
        posted_at=post.posted_at,
        edited_at=post.edited_at,
        question_id=post.question_id,
        author_id=post.by_id if is_own else None,
        cited=cited,
    )


def contributions_of(posts: Collection[Post]) -> list[Contribution]:
    cited = cited_posts(posts)
    return [contribution_of(post, cited.get(post.pk, ())) for post in posts]


def threads_of(space: Space, heads: Collection[Post]) -> list[Thread]:
    """Each with its answers, the oldest answer first, in two queries besides those of citations."""
    published = Post.objects.published().with_names()
    answers = list(published.filter(answers__in=[head.pk for head in heads]))
    shown = [post for post in (*heads, *answers) if post.is_published]
    for post in shown:
        post.space = space
    by_number = {one.number: one for one in contributions_of(shown)}
    answering: dict[int | None, list[Contribution]] = defaultdict(list)
    for post in answers:
        answering[post.answers_id].append(by_number[post.pk])
    return [
        Thread(number=head.pk, head=by_number.get(head.pk), answers=answering[head.pk])
        for head in heads
    ]


def thread_around(space: Space, post: Post) -> Thread:
    """The thread in which a published contribution stands."""
    head = post.answers or post
    return threads_of(space, [head])[0]


def latest_of(space: Space, most: int = 3) -> list[Contribution]:
    """What was published last, for the page of the session or of the round table."""
    published = Post.objects.published().with_names().filter(space=space)
    return contributions_of(list(published.order_by("-posted_at", "-pk")[:most]))


def languages_in(space: Space) -> Mapping[str, int]:
    """In which languages people said something, most often first."""
    return _counted(Post.objects.published().filter(space=space), "language")


def questions_in(space: Space) -> Mapping[Any, int]:
    """How often each guiding question was taken up, by its number."""
    return _counted(Post.objects.published().filter(space=space), "question")


def _counted(posts: PostQuerySet, name: str) -> dict[Any, int]:
    counts = posts.order_by().values_list(name).annotate(count=Count("pk"))
    return dict(counts.order_by("-count", name))
