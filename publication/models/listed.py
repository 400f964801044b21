"""One row for each published item of any room: what lists, search and feeds read."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class ListedItem(models.Model):
    """`change` grows with every write and commits in order, so that readers can catch up by it.

    `number` counts the rows of a room from 0: it is the bit of the row in the catalogue's bitmaps.
    A row whose item was withdrawn stays with `is_listed` false, so that readers learn of that too.
    """

    room = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    item_id = models.BigIntegerField()
    code = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=300)
    language = models.CharField(max_length=10)
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    facets = models.JSONField(default=dict)
    card = models.JSONField(default=dict)
    text = models.TextField(blank=True)
    vector = SearchVectorField(null=True)
    is_listed = models.BooleanField(default=True)
    change = models.BigIntegerField()

    class Meta:
        ordering = ["room", "number"]
        verbose_name = "listed item"
        verbose_name_plural = "listed items"
        constraints = [
            models.UniqueConstraint(fields=["room", "item_id"], name="item_is_listed_once"),
            models.UniqueConstraint(fields=["room", "number"], name="one_listed_item_per_number"),
        ]
        indexes = [
            models.Index(fields=["room", "change"], name="listed_by_change"),
            GinIndex(fields=["vector"], name="listed_by_word"),
        ]

    def __str__(self) -> str:
        return self.code
