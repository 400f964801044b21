"""What every row of reference data has."""

from django.db import models


class ReferenceRow(models.Model):
    """A row that `load_reference` fills and the Secretariat may edit.

    `seeded` holds the value that the loader last wrote for each field. A field whose present value
    differs from it was edited by a person, and the loader leaves it alone.
    """

    seeded = models.JSONField(default=dict, editable=False)

    class Meta:
        abstract = True
