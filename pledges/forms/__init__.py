"""Forms of a pledge: the draft on one page, beginning, partners, progress, corrections."""

from pledges.forms.pledge import PledgeForm
from pledges.forms.saved import form_of
from pledges.forms.targets import TargetForm

__all__ = ["PledgeForm", "TargetForm", "form_of"]
