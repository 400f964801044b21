"""What the rooms share: a thing that is published, the record of its moves, and citations."""

from publication.models.citations import Citation
from publication.models.items import Publishable
from publication.models.listed import ListedItem
from publication.models.state_changes import StateChange

__all__ = ["Citation", "ListedItem", "Publishable", "StateChange"]
