"""Facts of the Compact and its forum. Each row remembers what the reference data wrote to it."""

from compact.models.forum import Cycle, Document, Milestone, RoundTable, RoundTableObjective
from compact.models.geography import Champion, Country, Region
from compact.models.participation import FundArea, StakeholderType
from compact.models.text import Action, GuidingPrinciple, Objective

__all__ = [
    "Action",
    "Champion",
    "Country",
    "Cycle",
    "Document",
    "FundArea",
    "GuidingPrinciple",
    "Milestone",
    "Objective",
    "Region",
    "RoundTable",
    "RoundTableObjective",
    "StakeholderType",
]
