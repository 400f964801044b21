"""A voluntary review: the questionnaire, its sections, its answers and their revisions."""

from reviews.models.answers import Answer, AnswerRevision, Attachment, UnmergedText
from reviews.models.questionnaires import Option, Question, Questionnaire, Section
from reviews.models.reviews import Review, ReviewSection

__all__ = [
    "Answer",
    "AnswerRevision",
    "Attachment",
    "Option",
    "Question",
    "Questionnaire",
    "Review",
    "ReviewSection",
    "Section",
    "UnmergedText",
]
