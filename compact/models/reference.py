"""What every row of reference data has."""

import uuid

from django.db import models


class ReferenceRow(models.Model):
    """A row that `load_reference` fills and the Secretariat may edit.

    `seeded` holds, as text, the value that the loader last wrote for each field. A field whose
    present value differs from it was edited by a person, and the loader leaves it alone.
    """

    seeded = models.JSONField(default=dict, editable=False)

    class Meta:
        abstract = True


def own_key() -> str:
    """The key of a row that a person adds: one that no data file will ever name."""
    return f"own-{uuid.uuid4().hex}"


class KeyedRow(ReferenceRow):
    """Reference data with no number or code of its own to be known by in the data files."""

    key = models.SlugField(unique=True, max_length=80, default=own_key, editable=False)

    class Meta:
        abstract = True
