"""A pledge: what is promised, by whom, how it is measured, and what became of it."""

from pledges.models.files import PledgeFile
from pledges.models.imports import ImportedRow, ImportRun
from pledges.models.partners import Partner
from pledges.models.pledges import Pledge, SubCommitment
from pledges.models.targets import News, ProgressReport, Target

__all__ = [
    "ImportRun",
    "ImportedRow",
    "News",
    "Partner",
    "Pledge",
    "PledgeFile",
    "ProgressReport",
    "SubCommitment",
    "Target",
]
