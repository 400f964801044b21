"""The section of contributions: what was said in the discussions on the debate."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from django.db.models import Q
from django.utils.translation import gettext as _

from compact import dates
from desk.packs.clips import sessions_of
from desk.packs.limits import MOST_POSTS, WORDS_OF_A_POST
from desk.packs.sections import Matter, Section, absolute, facts_line, language_name, shortened
from dialogues.models import Post, Space
from dialogues.querysets import PostQuerySet
from publication.paper.documents import Cell, Part, Table, Words


def contributions_section(matter: Matter) -> Section:
    posts = _posts(matter)
    by_space = Counter(posts.values_list("space", flat=True).order_by())
    newest = posts.order_by("-posted_at", "-pk").values("pk")[:MOST_POSTS]
    told = list(
        Post.objects.filter(pk__in=list(newest.values_list("pk", flat=True)))
        .with_names()
        .select_related("space", "question")
        .order_by("space__opens_at", "space__code", "posted_at", "pk")
    )
    spaces = list(Space.objects.filter(pk__in=by_space).order_by("opens_at", "code"))
    return Section(
        heading=_("What contributions say"),
        parts=[*_table(spaces, by_space), *_in_full(told)],
        count=by_space.total(),
        told=len(told),
        address=absolute(spaces[0].get_absolute_url()) if len(spaces) == 1 else "",
    )


def _posts(matter: Matter) -> PostQuerySet:
    """Published in the space of the debate, and of each session on it.

    The policy debate hears what was said on every round table as well.
    """
    spaces = Q(space__debate=matter.debate) | Q(space__session__in=sessions_of(matter))
    if matter.debate.round_table_id is None:
        spaces |= Q(space__debate__cycle=matter.debate.cycle_id)
    return Post.objects.published().filter(spaces)


def _table(spaces: list[Space], counts: "Counter[int]") -> Iterator[Part]:
    if not spaces:
        yield Part("", _("No contribution is published on these objectives yet."))
        return
    lines = tuple(
        (Cell(str(space), absolute(space.get_absolute_url())), Cell(str(counts[space.pk])))
        for space in spaces
    )
    head = (_("Discussion"), _("Contributions"))
    yield Part("", table=Table("", head, lines, (9, 2)))


def _in_full(posts: list[Post]) -> Iterator[Part]:
    for space, some in groupby(posts, key=lambda post: post.space):
        yield Part(str(space), level=2)
        for post in some:
            yield Part(
                post.author_name,
                Words(shortened(post.text, WORDS_OF_A_POST), post.language, is_plain=True),
                level=3,
                about=facts_line(
                    post.affiliation if post.affiliation != post.author_name else "",
                    dates.day(post.posted_at),
                    language_name(post.language),
                    str(post.question) if post.question else "",
                ),
                address=absolute(post.get_absolute_url()),
            )
