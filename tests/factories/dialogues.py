"""Sessions, debates, spaces, contributions and notes for tests, as far as a test needs them.

`session()` is a draft that could be announced, `announced()` has been. `space()` is open. `post()`
waits for a moderator; `published_post()` was published by one.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from compact.models import Cycle
from dialogues.choices import PostSource, PostState, Reach, RecordingKind
from dialogues.models import (
    BackgroundNote,
    Captions,
    CoChair,
    Cue,
    Debate,
    GuidingQuestion,
    Paragraph,
    Post,
    Recording,
    Series,
    Session,
    Space,
)
from dialogues.numbering import code_of_note, next_code
from publication.choices import State
from publication.moves import make_move
from stakeholders.choices import SPEAKERS
from stakeholders.models import Organisation, User
from stakeholders.record import acting
from tests.factories.compact import CycleFactory, RoundTableFactory
from tests.factories.publication import examiner
from tests.factories.stakeholders import OrganisationFactory, UserFactory, state

STARTS = datetime(2030, 2, 5, 14, 0, tzinfo=UTC)
TITLE = "Regular pathways: what works"


def series(code: str = "dialogues", **fields: Any) -> Series:
    values = {"cycle": CycleFactory(), "reach": Reach.GLOBAL, "title": "Dialogue Series", **fields}
    return Series.objects.get_or_create(code=code, defaults=values)[0]


def session(**fields: Any) -> Session:
    of = fields.pop("series", None) or series()
    values = {
        "code": next_code(of.cycle_id),
        "cycle": of.cycle,
        "title_en": TITLE,
        "about_en": "Four States tell how workers come by regular ways.",
        "starts_at": STARTS,
        "ends_at": STARTS + timedelta(hours=2),
        **fields,
    }
    return Session.objects.create(series=of, **values)


def announced(**fields: Any) -> Session:
    one = session(**fields)
    make_move(one, "publish", by=examiner())
    return one


def recording(of: Session | None = None, **fields: Any) -> Recording:
    """A link to a video host, published unless said otherwise."""
    of = of or announced()
    values = {
        "number": of.recordings.count() + 1,
        "kind": RecordingKind.LINK,
        "address": "https://www.youtube.com/watch?v=abcdefghijk",
        "by": examiner(),
        "published_at": timezone.now(),
        **fields,
    }
    return Recording.objects.create(session=of, **values)


def captions(of: Recording, *lines: str, language: str = "en", seconds: int = 5) -> Captions:
    """One cue a line, each so many seconds long, the first at the start."""
    made = Captions.objects.create(
        recording=of,
        language=language,
        name=f"captions.{language}.vtt",
        source="WEBVTT\n",
        sha256="0" * 64,
        by=examiner(),
    )
    for number, line in enumerate(lines):
        start = number * seconds * 1000
        Cue.objects.create(
            captions=made,
            number=number + 1,
            starts_ms=start,
            ends_ms=start + seconds * 1000,
            text=line,
        )
    return made


def debate(number: int | None = 1, *, lists: list[int] | None = None, cycle: Any = None) -> Debate:
    """A round table; with `None` the policy debate."""
    forum: Cycle = cycle or CycleFactory()
    table = None
    if number is not None:
        table = RoundTableFactory(cycle=forum, number=number, lists=lists or [])
    return Debate.objects.get_or_create(cycle=forum, round_table=table)[0]


def co_chair(of: Debate, iso3: str = "CRI") -> CoChair:
    chairing = state(iso3)
    values = {"order": of.co_chairs.count() + 1}
    return CoChair.objects.get_or_create(debate=of, organisation=chairing, defaults=values)[0]


def space(of: Session | Debate | None = None, **fields: Any) -> Space:
    of = of or debate()
    now = timezone.now()
    values = {
        "session" if isinstance(of, Session) else "debate": of,
        "code": f"space-{Space.objects.count() + 1}",
        "title": "What should the round table hear?",
        "rules": "Say who you are. Be brief and civil.",
        "opens_at": now - timedelta(days=7),
        "closes_at": now + timedelta(days=7),
        **fields,
    }
    made = Space.objects.create(**values)
    GuidingQuestion.objects.create(space=made, order=1, text="What works?")
    return made


def poster(organisation: Organisation | None = None) -> User:
    """Somebody who holds a role in an organisation that is verified."""
    at = organisation or OrganisationFactory()
    role = SPEAKERS[1] if at.is_member_state else SPEAKERS[0]
    return UserFactory(role=role, role__at=at)


def post(of: Space | None = None, by: User | None = None, **fields: Any) -> Post:
    author = by or poster()
    membership = author.memberships.select_related("organisation").first()
    values = {
        "organisation": membership.organisation if membership else None,
        "affiliation": membership.organisation.name if membership else "",
        "source": PostSource.PORTAL,
        "author_name": str(author),
        "language": "en",
        "text": "Seasonal workers need their permits before the season.",
        **fields,
    }
    with acting(author, "post"):
        return Post.objects.create(space=of or space(), by=author, **values)


def published_post(of: Space | None = None, by: User | None = None, **fields: Any) -> Post:
    """As a moderator left it."""
    values = {"state": PostState.PUBLISHED, "decided_at": timezone.now(), "decided_by": examiner()}
    return post(of, by, **{**values, **fields})


def note(of: Debate | None = None, *paragraphs: str, **fields: Any) -> BackgroundNote:
    """A draft with the paragraphs, and two co-chairs who could clear it."""
    of = of or debate()
    co_chair(of, "CRI")
    co_chair(of, "MEX")
    values = {"code": code_of_note(of), "title": "Drivers and regular routes", **fields}
    made = BackgroundNote.objects.create(debate=of, **values)
    for order, text in enumerate(paragraphs or ("States agree on regular pathways.",), 1):
        Paragraph.objects.create(note=made, order=order, text=text)
    return made


def sent(to_clear: BackgroundNote) -> BackgroundNote:
    """Before the co-chairs."""
    make_move(to_clear, "submit", by=examiner())
    assert to_clear.state == State.UNDER_REVIEW
    return to_clear
