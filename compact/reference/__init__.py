"""The reference data: read from compact/data and planted without touching what people edited."""

from compact.reference.files import DataError
from compact.reference.loader import load
from compact.reference.report import Report
from compact.reference.rows import edited_fields, follow_again

__all__ = ["DataError", "Report", "edited_fields", "follow_again", "load"]
