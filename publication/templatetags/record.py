"""The record in words."""

from contextlib import suppress

from django import template
from django.contrib.contenttypes.models import ContentType
from django.utils.functional import Promise

from publication import rooms
from publication.models import StateChange
from publication.workflow import UnknownMoveError

register = template.Library()


@register.filter
def said(change: StateChange) -> "str | Promise":
    """What happened, as its row in the room's table says it; its name, if that row is gone."""
    model = ContentType.objects.get_for_id(change.item_type_id).model_class()
    room = next((room for room in rooms.every_room() if room.model is model), None)
    with suppress(UnknownMoveError):
        if room is not None:
            return room.workflow.find(change.move, change.from_state).words.done
    return change.move
