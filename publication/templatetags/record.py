"""The record in words."""

from contextlib import suppress

from django import template
from django.contrib.contenttypes.models import ContentType
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from publication import rooms
from publication.choices import State
from publication.models import Publishable, StateChange
from publication.workflow import UnknownMoveError

register = template.Library()

STATE_KINDS = {
    State.DRAFT: "",
    State.SUBMITTED: "sea",
    State.UNDER_REVIEW: "sea",
    State.SCHEDULED: "sea",
    State.PUBLISHED: "good",
    State.REVISING: "warn",
    State.ACCEPTED: "good",
    State.DECLINED: "bad",
    State.APPEALED: "sea",
    State.ARCHIVED: "",
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
    """The look of a state's tag."""
    return STATE_KINDS[State(state)]


@register.filter
def what_next(item: Publishable) -> "str | Promise":
    return NEXT.get(State(item.state), "")


@register.filter
def said(change: StateChange) -> "str | Promise":
    """What happened, as its row in the room's table says it; its name, if that row is gone."""
    model = ContentType.objects.get_for_id(change.item_type_id).model_class()
    room = next((room for room in rooms.every_room() if room.model is model), None)
    with suppress(UnknownMoveError):
        if room is not None:
            return room.workflow.find(change.move, change.from_state).words.done
    return change.move
