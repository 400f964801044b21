"""Each contributor to a debate is told once of each version of its note, and what became of it."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from django.contrib.contenttypes.models import ContentType

from dialogues.choices import PostSource
from dialogues.content import content_of_note
from dialogues.models import BackgroundNote, Post
from dialogues.notes.contributions import posts_for, taken_in
from notices.models import Notice
from notices.services import queue_all
from publication.choices import State
from publication.models import StateChange

CITED = "notes.cited"
READ = "notes.read"


def tell_contributors(note: BackgroundNote, now: datetime) -> int:
    """Of the version that was just published; in the transaction that publishes it."""
    return queue_all(notices_of(note, now))


def notices_of(note: BackgroundNote, now: datetime) -> list[Notice]:
    """One to each contributor, of the version that is published."""
    taken = taken_in(content_of_note(note))
    said = posts_for(note.debate).order_by().values_list("pk", flat=True)
    by_address: dict[str, list[Post]] = defaultdict(list)
    for post in Post.objects.published().filter(pk__in={*said, *taken}).select_related("by"):
        if address := _address_of(post):
            by_address[address.lower()].append(post)
    version = _version_of(note)
    return [
        _notice(note, f"{version}:{address}", address, posts, _told(posts, taken, now))
        for address, posts in by_address.items()
    ]


def _version_of(note: BackgroundNote) -> int:
    published = StateChange.objects.of(note).filter(to_state=State.PUBLISHED, content__isnull=False)
    return published.count()


def _address_of(post: Post) -> str:
    """Of who said it: not of who entered it for another. Empty where none was given."""
    return post.by.email if post.source == PostSource.PORTAL else post.author_email


def _told(
    posts: list[Post], taken: Mapping[int, list[tuple[str, int]]], now: datetime
) -> dict[str, str]:
    """How many of them are behind which paragraphs."""
    numbers = sorted({number for post in posts for _key, number in taken.get(post.pk, ())})
    return {
        "at": now.isoformat(),
        "paragraphs": ", ".join(map(str, numbers)),
        "cited": str(sum(1 for post in posts if post.pk in taken)),
        "count": str(len(posts)),
    }


def _notice(
    note: BackgroundNote, key: str, address: str, posts: list[Post], context: dict[str, str]
) -> Notice:
    """To the account of who posted in the portal, else to the address alone."""
    account = next((post.by for post in posts if post.source == PostSource.PORTAL), None)
    return Notice(
        key=f"notes.published:{note.pk}:{key}"[:250],
        kind=CITED if context["paragraphs"] else READ,
        recipient=account,
        email="" if account else address,
        language="" if account else posts[-1].language,
        item_type=ContentType.objects.get_for_model(note),
        item_id=str(note.pk),
        context=context,
    )
