"""What is said in the made-up discussions: by whom, when, and what moderators made of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from dialogues.choices import PostSource, PostState
from dialogues.models import Post, PostReport, Space
from imrf_portal.demonstration.dialogues.words import read
from imrf_portal.demonstration.people import OF_THE_SECRETARIAT
from imrf_portal.demonstration.times import DAY, HOUR, MINUTE
from stakeholders.choices import SPEAKERS, Role
from stakeholders.models import Membership, User

# How often a thread is in a language; the speakers of it are asked in turn.
LANGUAGES = ("en", "es", "en", "fr", "es", "ar", "en", "fr", "ru", "es", "zh-hans", "pt")
# One thread of each discussion came by letter; every so many, its author changed it.
BY_LETTER, CHANGED = 5, 3
OFTEN_ANSWERED, TAKES = 0.4, 10 * HOUR
# What the last threads of a discussion that is still open stand for.
STILL_OPEN = (
    PostState.WAITING,
    PostState.WAITING,
    PostState.WAITING,
    PostState.DECLINED,
    PostState.APPEALED,
    PostState.WITHDRAWN,
)
OVER = (PostState.DECLINED, PostState.REMOVED)


@dataclass
class People:
    """Who contributes in each language, for which organisation; and who decides."""

    moderator: User
    secretariat: User
    by_language: Mapping[str, Sequence[Membership]]
    turns: dict[str, int] = field(default_factory=dict)

    def next(self, language: str) -> Membership:
        speakers = self.by_language.get(language) or self.by_language["en"]
        turn = self.turns[language] = self.turns.get(language, -1) + 1
        return speakers[turn % len(speakers)]


def people() -> People:
    held = Membership.objects.in_force().filter(role__in=(*SPEAKERS, Role.CONTRIBUTOR))
    by_language: dict[str, list[Membership]] = {}
    for membership in held.select_related("user", "organisation__type").order_by("pk"):
        by_language.setdefault(membership.user.language, []).append(membership)
    users = {user.email: user for user in User.objects.holding(Role.MODERATOR, Role.SECRETARIAT)}
    return People(
        moderator=users["moderator@example.org"],
        secretariat=users[OF_THE_SECRETARIAT.email],
        by_language=by_language,
    )


def write(discussions: Sequence[tuple[Space, str, int]], now: datetime) -> None:
    """The threads of each, then their answers, then what readers reported."""
    who = people()
    heads = [
        post
        for space, topic, threads in discussions
        if space.opens_at < now
        for post in Talk(space, topic, threads, who, now).heads()
    ]
    Post.objects.bulk_create(heads)
    _change(heads[CHANGED :: len(LANGUAGES)])
    published = [head for head in heads if head.is_published]
    Post.objects.bulk_create(answer for head in published for answer in _answers(head, who, now))
    _report([head for head in published if head.space.closes_at > now], who)


@dataclass(frozen=True)
class Talk:
    space: Space
    topic: str
    threads: int
    who: People
    now: datetime

    def heads(self) -> Iterator[Post]:
        questions = list(self.space.questions.all())
        states = OVER if self.space.closes_at <= self.now else STILL_OPEN
        chance = Random(self.space.code)  # noqa: S311 - made up, not secret
        last = min(self.now, self.space.closes_at)
        span = (last - self.space.opens_at - DAY) / self.threads
        for number in range(self.threads):
            at = self.space.opens_at + DAY / 2 + span * number + chance.random() * span / 2
            left = self.threads - number
            state = states[left - 1] if left <= len(states) else PostState.PUBLISHED
            language = LANGUAGES[(number + len(self.space.code)) % len(LANGUAGES)]
            question = questions[number % len(questions)]
            yield self._post(number, language, state, at, question=question)

    def _post(
        self, number: int, language: str, state: PostState, at: datetime, **more: Any
    ) -> Post:
        words = read(f"discussions/{language}")
        said = words["topics"][self.topic]
        turn = number // 2
        seen = said["seen"][turn % len(said["seen"])]
        asks = said["asks"][(turn + number) % len(said["asks"])]
        author = self._letter(words) if number == BY_LETTER else _author(self.who.next(language))
        return Post(
            space=self.space,
            language=language,
            text=f"{seen}\n\n{asks}",
            posted_at=at,
            **author,
            **more,
            **_decision(state, at, words, self.who),
        )

    def _letter(self, words: Mapping[str, Any]) -> dict[str, Any]:
        """What came by mail or on paper, as a moderator entered it."""
        is_past = self.space.closes_at <= self.now
        return {
            "by": self.who.moderator,
            "source": PostSource.PAPER if is_past else PostSource.MAIL,
            "author_name": words["letters"]["author"],
            "affiliation": words["letters"]["affiliation"],
            "author_email": "" if is_past else "town.association@example.org",
        }


def _change(heads: Sequence[Post]) -> None:
    """A word more, some minutes later: the record keeps both."""
    for post in heads:
        post.text = f"{post.text} {read(f'discussions/{post.language}')['more']}"
        post.edited_at = post.posted_at + 9 * MINUTE
    Post.objects.bulk_update(heads, ["text", "edited_at"])


def _author(membership: Membership) -> dict[str, Any]:
    return {
        "by": membership.user,
        "organisation": membership.organisation,
        "author_name": membership.user.name,
        "affiliation": membership.organisation.name,
    }


def _decision(
    state: PostState, at: datetime, words: Mapping[str, Any], who: People
) -> dict[str, Any]:
    """As `discussion.moves` leaves it. An appeal is against the other of the two."""
    if state in {PostState.WAITING, PostState.WITHDRAWN}:
        return {"state": state}
    appealed = state == PostState.APPEALED
    values: dict[str, Any] = {
        "state": state,
        "decided_at": at + TAKES,
        "decided_by": who.secretariat if appealed else who.moderator,
    }
    if state != PostState.PUBLISHED:
        values["reason"] = words["reasons"][0]
    if appealed:
        values |= {"appeal": words["appeals"][0], "appealed_at": at + TAKES + HOUR}
    return values


def _answers(head: Post, who: People, now: datetime) -> Iterator[Post]:
    """Some threads are answered, once or twice, each time in the language of the thread."""
    chance = Random(f"{head.space.code} {head.text} {head.posted_at:%j}")  # noqa: S311
    if chance.random() > OFTEN_ANSWERED:
        return
    words = read(f"discussions/{head.language}")
    for place in range(chance.choice((1, 1, 2))):
        at = head.posted_at + TAKES + timedelta(hours=4 + 9 * place)
        if at >= min(now - TAKES, head.space.closes_at):
            return
        author = who.next(head.language)
        if author.user_id == head.by_id:
            author = who.next(head.language)
        answers = words["answers"]
        yield Post(
            space=head.space,
            question=head.question,
            answers=head,
            language=head.language,
            text=answers[(chance.randrange(len(answers)) + place) % len(answers)],
            posted_at=at,
            **_author(author),
            **_decision(PostState.PUBLISHED, at, words, who),
        )


def _report(published: Sequence[Post], who: People) -> None:
    """In each open discussion, readers reported one."""
    latest = {post.space_id: post for post in published}
    PostReport.objects.bulk_create(
        PostReport(
            post=post,
            by=who.next("en").user,
            reason=read("discussions/en")["reports"][0],
            at=post.posted_at + TAKES + HOUR,
        )
        for post in latest.values()
    )
