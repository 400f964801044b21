"""The record in words."""

from django import template
from django.utils.functional import Promise

from publication import rooms
from publication.models import StateChange

register = template.Library()


@register.filter
def said(change: StateChange) -> "str | Promise":
    """What happened, as its row in the room's table says it."""
    for room in rooms.every_room():
        if change.item_type.model_class() is room.model:
            move = room.workflow.find(change.move, change.from_state)
            return move.words.done
    return change.move
