"""What a session lacks before it is announced, by the field of its form."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from dialogues.models import Session
from publication.drafts.saving import Problem


def problems_of(session: Session) -> Iterator[Problem]:
    """Whoever reads the announcement learns what, when and in which language."""
    if not session.title_en:  # type: ignore[attr-defined]  # made by modeltranslation
        yield "title_en", _("Give the session a title in English.")
    if session.starts_at is None:
        yield "starts_at", _("Say when the session starts.")
    if session.ends_at is None:
        yield "ends_at", _("Say when the session ends.")
    if session.rough:
        name = next(iter(session.rough))
        yield name, _("A field holds something that cannot be read: see the form.")


def advice_on(session: Session) -> Iterator[Problem]:
    """What is better there, and can come later."""
    if not session.about_en:  # type: ignore[attr-defined]
        yield "about_en", _("Nothing says yet what it is about.")
    if not session.objectives.exists():
        yield "objectives", _("Without an objective it is not found by objective.")
    if not session.debates.exists():
        yield "debates", _("It feeds no round table yet.")
    if session.takes_registrations and not session.joining:
        yield "joining", _("Those who register learn nothing about how to join yet.")
