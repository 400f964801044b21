"""What a consultation still lacks before the review can be submitted."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reviews.models import Consultation, Review

Problem = tuple[str, str | Promise]  # the field of the form, and what is wrong with it


def problems_with(consultation: Consultation) -> Iterator[Problem]:
    if consultation.rough:
        name = next(iter(consultation.rough))
        yield name, _("Something in it could not be read.")
    if consultation.held_on is None and "held_on" not in consultation.rough:
        yield "held_on", _("Say on which day it was held.")
    if not consultation.title and "title" not in consultation.rough:
        yield "title", _("Give it a title.")
    if not consultation.groups.all() and "groups" not in consultation.rough:
        yield "groups", _("Say which groups took part.")
    if not consultation.use and "use" not in consultation.rough:
        yield "use", _("Say how the input was used.")


def log_of(review: Review) -> list[Consultation]:
    """What is in the log, by date, with the groups at hand."""
    kept = review.consultations.filter(removed_at=None)
    return list(kept.select_related("saved_by").prefetch_related("groups"))


def problems_of_log(review: Review) -> list[tuple[Consultation, list[Problem]]]:
    """Each consultation of the log with what it lacks."""
    return [(one, list(problems_with(one))) for one in log_of(review)]
