"""The content of a session in words, and what changed from one version to the next."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from compact import dates
from compact.models import Country, Objective
from dialogues.choices import SpeakerRole
from dialogues.models import Series
from dialogues.models.debates import POLICY_DEBATE
from publication.differences import Line, lines_between

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

Content = Mapping[str, Any]
TEXTS = {
    "title": _("Title"),
    "about": pgettext_lazy("session", "What it is about"),
    "summary": _("Summary"),
    "key_messages": _("Key messages"),
}


def lines_of(content: Content, before: Content | None) -> list[Line]:
    """The fields that say something, now or before."""
    keys = _texts_in(content) | (_texts_in(before) if before is not None else {})
    now = dict(_in_words(content, keys))
    then = dict(_in_words(before, keys)) if before is not None else now
    return lines_between(now, then)


def _texts_in(content: Content) -> dict[tuple[str, str], None]:
    """Each text with its language, those of one text together, the reader's language first."""
    here = get_language() or "en"
    codes = sorted(dict(settings.LANGUAGES), key=lambda code: code != here)
    return {
        (name, code): None for name in TEXTS for code in codes if content.get(name, {}).get(code)
    }


def _in_words(
    content: Content, keys: Mapping[tuple[str, str], None]
) -> Iterator[tuple["Text", str]]:
    languages = dict(settings.LANGUAGES)
    for name, code in keys:
        words = {"field": TEXTS[name], "language": languages[code]}
        label = _("%(field)s, in %(language)s") % words
        yield str(label), str(content.get(name, {}).get(code, ""))
    yield from _when_and_where(content)
    yield from _what_it_serves(content)
    yield from _programme(content)


def _when_and_where(content: Content) -> Iterator[tuple["Text", str]]:
    said, languages = content.get, dict(settings.LANGUAGES)
    zone = ZoneInfo(said("time_zone", "UTC"))
    yield _("Series"), str(Series.objects.filter(code=said("series", "")).first() or "")
    yield _("Starts"), _moment(said("starts_at", ""), zone)
    yield _("Ends"), _moment(said("ends_at", ""), zone)
    yield _("Place"), str(said("place", ""))
    yield _("Main language"), str(languages.get(said("language", ""), ""))
    spoken = (str(languages.get(code, code)) for code in said("languages", []))
    yield _("Interpretation in"), "; ".join(spoken)
    yield _("Organised by"), "; ".join(said("organisers", []))


def _what_it_serves(content: Content) -> Iterator[tuple["Text", str]]:
    said = content.get
    yield _("Objectives"), _names(Objective, said("objectives", []))
    yield _("Countries"), _names(Country, said("countries", []))
    debates = (
        str(_("Policy debate")) if slug == POLICY_DEBATE else str(_("Round table %s")) % slug
        for slug in said("debates", [])
    )
    yield _("Feeds"), "; ".join(debates)


def _programme(content: Content) -> Iterator[tuple["Text", str]]:
    said, roles = content.get, dict(SpeakerRole.choices)
    yield _("Agenda"), "\n".join(_agenda_line(item) for item in said("agenda", []))
    speakers = (
        ", ".join(filter(None, [one["name"], one["affiliation"], str(roles.get(one["role"], ""))]))
        for one in said("speakers", [])
    )
    yield _("Speakers"), "\n".join(speakers)


def _agenda_line(item: Mapping[str, Any]) -> str:
    titles: Mapping[str, str] = item.get("title", {})
    title = titles.get(get_language() or "en") or titles.get("en", "")
    minutes = item.get("minutes")
    return title if minutes is None else f"+{minutes} min: {title}"


def _moment(text: str, zone: ZoneInfo) -> str:
    if not text:
        return ""
    with timezone.override(zone):
        return dates.moment(datetime.fromisoformat(text))


def _names(model: Any, keys: list[Any]) -> str:
    found = model.objects.in_bulk(keys)
    return "; ".join(str(found.get(key, key)) for key in keys)
