"""How states look and read on the pages of a review."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from publication.choices import State
from reviews.choices import SectionState
from reviews.models import Review

register = template.Library()

STATE_KINDS = {
    State.DRAFT: "",
    State.SUBMITTED: "sea",
    State.UNDER_REVIEW: "sea",
    State.SCHEDULED: "sea",
    State.PUBLISHED: "good",
}
SECTION_KINDS = {
    SectionState.NOT_STARTED: "",
    SectionState.IN_PROGRESS: "sea",
    SectionState.COMPLETE: "good",
}
NEXT = {
    State.SUBMITTED: _("The Secretariat has it. You are told when it is taken up."),
    State.UNDER_REVIEW: _(
        "The Secretariat is examining it. You are told when it is published or returned."
    ),
    State.SCHEDULED: _("It is accepted, and will be published at the time set."),
    State.PUBLISHED: _("It is published. Its address does not change."),
}


@register.filter
def state_kind(state: str) -> str:
    return STATE_KINDS[State(state)]


@register.filter
def section_kind(state: SectionState) -> str:
    return SECTION_KINDS[state]


@register.filter
def what_next(review: Review) -> "str | Promise":
    return NEXT.get(State(review.state), "")
