"""What a paragraph cites, by kind, number and part: as a snapshot keeps it and a form sends it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from dialogues.models import Post
from publication import rooms
from publication.models import Citation

MOST_DIGITS = 12


@dataclass(frozen=True, order=True)
class Ref:
    """`kind` is the name of the model; written `review:12:obj5-law`, or `session:3:1:es:754`."""

    kind: str
    number: int
    part: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.number}:{self.part}"

    @classmethod
    def read(cls, text: str) -> "Ref":
        """Raises ValueError where the text is no reference."""
        kind, _colon, rest = text.partition(":")
        number, colon, part = rest.partition(":")
        if not (colon and number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS):
            raise ValueError(f"no reference: {text}")
        return cls(kind, int(number), part)

    @classmethod
    def of(cls, target: Model, part: str = "") -> "Ref":
        return cls(str(target._meta.model_name), target.pk, part)

    @classmethod
    def cited_by(cls, citation: Citation) -> "Ref":
        return cls(citation.target_type.model, citation.target_id, citation.target_part)

    @classmethod
    def kept(cls, source: list[Any]) -> "Ref":
        """From a snapshot."""
        kind, number, part = source
        return cls(str(kind), int(number), str(part))


def model_of(kind: str) -> type[Model]:
    """The model that the kind names, if it can be cited; KeyError if not."""
    models: list[type[Model]] = [Post, *(room.model for room in rooms.every_room())]
    return {str(model._meta.model_name): model for model in models}[kind]
