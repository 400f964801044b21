"""Where names stand that a double-blind review must not show: in texts, file names, metadata.

`names_in_metadata` looks a file through when it is uploaded; what it finds is kept with the file,
and reviewers of a double-blind call do not get a file that names somebody. `places_with_names`
tells the author of every place, before it is submitted.
"""

from practices.blinding.metadata import Named, names_in_metadata
from practices.blinding.places import Place, places_with_names

__all__ = ["Named", "Place", "names_in_metadata", "places_with_names"]
