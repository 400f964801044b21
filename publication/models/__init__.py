"""What the rooms share: what is published, its moves, citations, lists, searches, files."""

from publication.models.citations import Citation
from publication.models.items import Publishable
from publication.models.listed import ListedItem
from publication.models.renditions import Rendition
from publication.models.searches import SavedSearch
from publication.models.state_changes import StateChange

__all__ = ["Citation", "ListedItem", "Publishable", "Rendition", "SavedSearch", "StateChange"]
