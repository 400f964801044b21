"""Forms of a practice: the draft on one page, beginning, corrections, the points to revise."""

from practices.forms.practice import PracticeForm
from practices.forms.saved import form_of

__all__ = ["PracticeForm", "form_of"]
