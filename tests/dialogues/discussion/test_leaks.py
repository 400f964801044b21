"""Nothing unpublished, no address and no moderator's name reaches a page, search, feed or mail.

Everybody follows every link that they can reach from the doors of the discussions; what may not be
there is looked for in all that they were given, and in every mail that left.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dialogues.choices import PostState
from dialogues.discussion.digests import DAY, SETTLED, tell_followers, tell_moderators
from dialogues.discussion.following import follow
from dialogues.discussion.moves import digest_of, move_post
from dialogues.discussion.posting import edit
from dialogues.discussion.reporting import report
from dialogues.discussion.spaces import move_closing
from dialogues.models import Post, Space
from notices.delivery import deliver_one
from notices.models import Notice
from stakeholders.models import User
from tests.crawling import crawl
from tests.desk.access import signed_in
from tests.dialogues.discussion.people import moderator
from tests.dialogues.discussion.test_matrix import post_in
from tests.factories.dialogues import announced, post, poster, published_post, session, space
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db
HIDDEN = "Zorblax"  # stands in every text that nobody but its author and the moderators may read
WITHIN = ("/dialogues/spaces/", "/desk/dialogues/mine/")
LETTER_FROM = "quiet.village@example.net"


@dataclass(frozen=True)
class World:
    author: User
    reader: User
    moderators: list[User]
    secretariat: User
    spaces: list[Space]
    hidden: Post

    def readers(self) -> Iterator[tuple[str, Client]]:
        """All who moderate nothing and did not write it."""
        yield "nobody", Client()
        yield "a reader", signed_in(self.reader)
        yield "another contributor", signed_in(poster())
        yield "a colleague of the author", signed_in(poster(self.hidden.organisation))


@pytest.fixture
def world() -> World:
    """A contribution in every state, in an open space and in one that is not announced."""
    here, there = space(), space(session())
    first, second = moderator(name="Judge Morvath"), moderator(name="Judge Quillon")
    secretariat = UserFactory(name="Clerk Vesperine", secretariat=True)
    author, reader = poster(), UserFactory()
    follow(space=here, by=reader)
    hidden = [
        post_in(state, of=here, by=author, text=f"{HIDDEN} {state.value}.")
        for state in PostState
        if state != PostState.PUBLISHED
    ]
    published_post(there, by=author, text=f"{HIDDEN} in a hidden space.")
    _changed(here, first)
    _by_mail(here, second)
    _reported(here, reader)
    later = here.closes_at + DAY
    move_closing(space=here, closes_at=later, reason="More time.", by=secretariat)
    decided = Post.objects.exclude(decided_by=None).values("decided_by")
    people = [first, second, *User.objects.filter(pk__in=decided)]
    return World(author, reader, people, secretariat, [here, there], hidden[0])


def _changed(of: Space, by: User) -> None:
    """Its first text was published, its second one was not, its third is."""
    made = post(of, text="A first text.")
    made = move_post(made, "publish", by=by)
    made = edit(post=made, text=f"{HIDDEN} second text.", language="en", by=made.by)
    made = edit(post=made, text="A third text.", language="en", by=made.by)
    move_post(made, "publish", by=by, read=digest_of(made))


def _by_mail(of: Space, by: User) -> None:
    fields = {"source": "mail", "author_email": LETTER_FROM, "author_name": "The village"}
    made = post(of, by=by, organisation=None, text="A letter.", **fields)
    move_post(made, "publish", by=by, reason="")


def _reported(of: Space, by: User) -> None:
    made = published_post(of, text="A reported text.")
    report(post=made, reason=f"{HIDDEN} report.", by=by)


def doors() -> list[str]:
    return [reverse("dialogues:spaces"), reverse("dialogue_desk:mine")]


def searches(of: Space) -> list[str]:
    asked = (HIDDEN, LETTER_FROM, "Morvath")
    return [f"{of.get_absolute_url()}?q={words}" for words in asked]


def test_no_reader_is_given_what_is_not_published(world: World) -> None:
    names = [person.name for person in [*world.moderators, world.secretariat]]
    addresses = [LETTER_FROM, *User.objects.values_list("email", flat=True)]
    for who, client in world.readers():
        answers = crawl(client, [*doors(), *searches(world.spaces[0])], within=WITHIN)
        assert any("A third text." in answer.text for answer in answers.values()), who
        assert any("A letter." in answer.text for answer in answers.values()), who
        for answer in answers.values():
            said = _without_the_question(answer.text)
            for secret in (f"{HIDDEN} ", *names, *addresses):
                assert secret not in said, (who, answer.address, secret)


def _without_the_question(text: str) -> str:
    """A search shows the words that were asked for; and a desk the name of whose it is."""
    for words in (HIDDEN, LETTER_FROM, "Morvath"):
        text = text.replace(f'value="{words}"', "").replace(f"?q={words}", "")
        text = text.replace(f"?q={words.replace('@', '%40')}", "")
    return text


def test_the_author_reads_their_own_and_no_name_of_a_moderator(world: World) -> None:
    answers = crawl(signed_in(world.author), doors(), within=WITHIN)
    shown = "\n".join(answer.text for answer in answers.values())
    assert f"{HIDDEN} waiting." in shown
    assert f"{HIDDEN} second text." not in shown
    assert f"{HIDDEN} report." not in shown
    for person in [*world.moderators, world.secretariat]:
        assert person.name not in shown
        assert person.email not in shown


def test_no_mail_gives_anything_away(world: World) -> None:
    with time_machine.travel(timezone.now() + DAY + SETTLED + DAY):
        tell_followers(timezone.now())
        tell_moderators(timezone.now().replace(hour=12))
    for notice in Notice.objects.filter(state="queued"):
        assert deliver_one(notice.pk)
    assert any(message.to == [world.reader.email] for message in mail.outbox)
    names = [person.name for person in [*world.moderators, world.secretariat]]
    for message in mail.outbox:
        html = str(message.alternatives[0][0])  # type: ignore[union-attr]
        said = f"{message.subject}\n{message.body}\n{html}"
        own = User.objects.filter(email=message.to[0]).values_list("name", flat=True).first()
        for name in names:
            assert name not in said or name == own, message.subject
        assert LETTER_FROM not in said
        assert f"{HIDDEN} report." not in said
        if message.to != [world.author.email]:
            assert HIDDEN not in said.replace(f"{HIDDEN} second text.", ""), message.subject


def test_the_feed_and_the_part_show_what_is_published(world: World) -> None:
    here, there = world.spaces
    feed = Client().get(reverse("dialogues:space_feed", args=[here.code])).content.decode()
    assert "A third text." in feed
    assert HIDDEN not in feed
    assert LETTER_FROM not in feed
    assert Client().get(reverse("dialogues:space_feed", args=[there.code])).status_code == 404


def test_the_page_of_a_session_shows_what_is_published() -> None:
    one = announced()
    of = space(one)
    post(of, text=f"{HIDDEN} waits.")
    published_post(of, text="Shown to all.")
    text = Client().get(one.get_absolute_url()).content.decode()
    assert HIDDEN not in text
