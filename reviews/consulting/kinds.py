"""What is told of inputs, and in which words."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from notices.kinds import Kind
from notices.models import Notice
from reviews.models import Review

INPUT_GIVEN = "reviews.input-given"
INPUT_USED = "reviews.input-used"


def _inputs(notice: Notice) -> str:
    return reverse("review_desk:inputs", args=[notice.item.code]) if notice.item else ""


def _call(notice: Notice) -> str:
    return reverse("reviews:call", args=[notice.item.code]) if notice.item else ""


def _country(notice: Notice) -> Mapping[str, object]:
    return {"country": notice.item.country if isinstance(notice.item, Review) else "—"}


KINDS = (
    Kind(
        code=INPUT_GIVEN,
        subject=_("Input to %(code)s from %(by)s"),
        body=_(
            "%(by)s answered your call for input on the %(item)s.\n\n"
            "Note how you use it: the sender is told, and the annex of the review says so."
        ),
        action=_("Read it"),
        why=_("You get this because you are a focal point of the State."),
        link=_inputs,
        optional=True,
    ),
    Kind(
        code=INPUT_USED,
        subject=_("What became of your input to %(code)s"),
        body=_(
            "%(country)s noted how it uses your input to the %(item)s:\n\n%(use)s\n\n"
            "The annex of the review will say so, when the review is published."
        ),
        action=_("See your input"),
        why=_("You get this because you answered the call for input on this review."),
        link=_call,
        details=_country,
        private=True,
    ),
)
