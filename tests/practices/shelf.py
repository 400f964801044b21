"""Practices on the shelf for tests of reading: listed at once, with images and adaptations."""

import struct
import zlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from practices.choices import AdaptationState
from practices.models import Adaptation, Practice, PracticeFile, PracticeLink, PracticePartner
from practices.services.adapting import Told, decide_adaptation, tell_adaptation
from publication.choices import State
from publication.moves import show_as_it_is
from stakeholders.models import Organisation
from tests.factories.compact import CountryFactory
from tests.factories.pledges import speaker_of
from tests.factories.practices import author_of, begun, whole
from tests.factories.stakeholders import OrganisationFactory

EMAIL = "implementia.secret@example.org"
CONTACT = "Rosa Contacta, rosa.contacta@example.org"
SECRETS = ("contacta", "rosa.contacta", "implementia.secret")


def shelved(organisation: Organisation | None = None, **fields: Any) -> Practice:
    """Published and listed without the way there, which `test_way` walks: for tests of many."""
    language = fields.get("language", "en")
    call = fields.pop("call", None)
    now = fields.pop("at", timezone.now())
    practice = whole(begun(organisation, language=language, call=call), **fields)
    dates = {"published_at": now, "reviewed_at": now, "saved_at": now}
    Practice.objects.filter(pk=practice.pk).update(state=State.PUBLISHED, **dates)
    practice.refresh_from_db()
    show_as_it_is(practice)
    return practice


def adapted(
    practice: Practice,
    organisation: Organisation | None = None,
    iso3: str = "KEN",
    state: AdaptationState = AdaptationState.CONFIRMED,
    **fields: Any,
) -> Adaptation:
    """Told by an organisation, and decided by the practice's people."""
    maker = organisation or OrganisationFactory()
    values = {"year": 2024, "note": "With boats in place of vans.", **fields}
    told = Told(organisation=maker, country=CountryFactory(iso3=iso3), **values)
    made = tell_adaptation(practice=practice, told=told, by=speaker_of(maker))
    if state == AdaptationState.TOLD:
        return made
    confirm = state == AdaptationState.CONFIRMED
    return decide_adaptation(adaptation=made, confirm=confirm, by=author_of(practice))


def png(width: int = 8, height: int = 6) -> bytes:
    """An image of these dimensions, all black."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\0" * width) * height)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def kept(
    practice: Practice,
    name: str = "van.png",
    content: bytes | None = None,
    media_type: str = "image/png",
    **fields: Any,
) -> PracticeFile:
    """A file that goes with the practice."""
    data = png() if content is None else content
    return PracticeFile.objects.create(
        practice=practice,
        file=SimpleUploadedFile(name, data, media_type),
        name=name,
        media_type=media_type,
        size=len(data),
        sha256=f"{practice.files.count():064}",
        alternative_text=fields.pop("alternative_text", "A van before a farm."),
        by=author_of(practice),
        **fields,
    )


def rich(practice: Practice, many: int = 1) -> Practice:
    """With so many of everything that it may have several of; to be called while it is a draft."""
    for number in range(many):
        name = f"Partner {number}"
        PracticePartner.objects.create(practice=practice, order=number, name=name)
        address = f"https://example.org/{number}"
        title = f"Report {number}"
        PracticeLink.objects.create(practice=practice, order=number, title=title, address=address)
        kept(practice, f"van-{number}.png")
        kept(practice, f"plan-{number}.pdf", b"%PDF-1.7", "application/pdf", alternative_text="")
    return practice
