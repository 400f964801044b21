"""A voluntary review: the questionnaire, its sections, its answers and their revisions."""

from reviews.models.answers import Answer, AnswerRevision, Attachment, UnmergedText
from reviews.models.asking import Condition, Succession, TableColumn, TableRow
from reviews.models.carrying import CarriedAnswer, EarlierAnswer, EarlierReport
from reviews.models.consultations import Consultation, Input, InputCall
from reviews.models.copies import OfflineCopy
from reviews.models.delegation import Clearance, ClearanceStep, Comment, Note
from reviews.models.extensions import Extension
from reviews.models.questionnaires import Option, Question, Questionnaire, Section
from reviews.models.reviews import Review, ReviewSection
from reviews.models.writers import WritingLink

__all__ = [
    "Answer",
    "AnswerRevision",
    "Attachment",
    "CarriedAnswer",
    "Clearance",
    "ClearanceStep",
    "Comment",
    "Condition",
    "Consultation",
    "EarlierAnswer",
    "EarlierReport",
    "Extension",
    "Input",
    "InputCall",
    "Note",
    "OfflineCopy",
    "Option",
    "Question",
    "Questionnaire",
    "Review",
    "ReviewSection",
    "Section",
    "Succession",
    "TableColumn",
    "TableRow",
    "UnmergedText",
    "WritingLink",
]
