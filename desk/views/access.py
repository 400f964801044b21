"""Who gets to a page of the desk. The rooms have such pages too, so the base lies below them."""

from publication.signed_in import CONFLICT, INVALID, SecretariatView
from publication.signed_in import SignedInView as DeskView

__all__ = ["CONFLICT", "INVALID", "DeskView", "SecretariatView"]
