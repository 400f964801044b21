"""What a reader of a discussion narrows it to: a guiding question, a language, words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from dialogues.models import GuidingQuestion, Post, Space
from dialogues.querysets import PostQuerySet
from publication.browsing.facets import unknown
from publication.browsing.folding import fold

LONGEST = 200


@dataclass(frozen=True, kw_only=True)
class Narrowed:
    """Every word has to be there, in any of the contributions of a thread."""

    question: int | None = None
    language: str = ""
    words: str = ""

    def __bool__(self) -> bool:
        return bool(self.question or self.language or self.words)

    @classmethod
    def read(cls, query: QueryDict, questions: Sequence[GuidingQuestion]) -> "Narrowed":
        """Raises RefusedError for a question or a language that there is not."""
        known = {str(question.order): question.text for question in questions}
        order, language = query.get("question", ""), query.get("language", "")
        if order and order not in known:
            raise unknown(_("Guiding question"), order, known)
        languages = dict(settings.LANGUAGES)
        if language and language not in languages:
            raise unknown(_("Language"), language, languages)
        words = query.get("q", "").strip()[:LONGEST]
        return cls(question=int(order) if order else None, language=language, words=words)

    def heads(self, space: Space) -> PostQuerySet:
        """The threads, the newest first."""
        heads = Post.objects.with_names().select_related("question").heads().filter(space=space)
        if self.question:
            heads = heads.filter(question__order=self.question)
        published = Post.objects.published().filter(space=space)
        if self.language:
            heads = heads.filter(_in_thread(published.filter(language=self.language)))
        if self.words:
            heads = heads.filter(_in_thread(published.filter(pk__in=find(published, self.words))))
        return heads.order_by("-posted_at", "-pk")


def _in_thread(posts: PostQuerySet) -> Q:
    return Q(pk__in=posts.values("pk")) | Q(pk__in=posts.values("answers"))


def find(posts: PostQuerySet, words: str) -> list[int]:
    """The numbers of those in which every word stands, without regard to case and accents.

    Contributions are few hundreds a space: they are read, not indexed (docs/decisions/0080).
    """
    wanted = fold(words).split()
    if not wanted:
        return []
    return list(_matching(dict(posts.order_by().values_list("pk", "text")), wanted))


def _matching(texts: Mapping[int, str], wanted: Sequence[str]) -> Iterator[int]:
    for number, text in texts.items():
        folded = fold(text)
        if all(word in folded for word in wanted):
            yield number
