"""Forums that take reviews, a small questionnaire with every kind of question, and reviews.

`begun("CRI")` is a draft of Costa Rica's focal point; `filled(review)` answers what is required;
`tests.factories.publication.moved(review, to=State.PUBLISHED)` makes every move on the way there.
A published questionnaire never changes: `with not_frozen():` a test adds a question all the same.
"""

from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pgtrigger
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from compact.models import Cycle
from reviews.answer_kinds.values import Value
from reviews.attachments import attach
from reviews.choices import QuestionKind
from reviews.entries import Written
from reviews.models import (
    Answer,
    Attachment,
    Condition,
    Option,
    Question,
    Questionnaire,
    Review,
    ReviewSection,
    Section,
    TableColumn,
    TableRow,
)
from reviews.saving import save_answer
from reviews.services import begin_review, hand_over_section
from stakeholders.choices import Role
from stakeholders.models import Membership, User
from tests.factories.compact import CountryFactory, CycleFactory, ObjectiveFactory
from tests.factories.stakeholders import UserFactory

PDF = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"

# Section, question, kind, and what else is asked. Texts are limited to few words.
SECTIONS: dict[str, tuple[int | None, dict[str, tuple[QuestionKind, dict[str, Any]]]]] = {
    "methodology": (
        None,
        {
            "lead-body": (QuestionKind.SHORT_TEXT, {"required": True, "word_limit": 10}),
            "consulted": (QuestionKind.ANY_OF, {}),
        },
    ),
    "objective-5": (
        5,
        {
            "o05-priority": (QuestionKind.ONE_OF, {"required": True}),
            "o05-progress": (QuestionKind.LONG_TEXT, {"word_limit": 20, "may_not_apply": True}),
        },
    ),
    "means": (
        None,
        {
            "has-budget": (QuestionKind.YES_NO, {}),
            "budget": (QuestionKind.NUMBER, {"unit": "US dollars"}),
            "information-up-to": (QuestionKind.DATE, {}),
            "plan": (QuestionKind.FILE, {"may_not_apply": True}),
        },
    ),
}
OPTIONS = {"consulted": ("parliament", "unions"), "o05-priority": ("high", "low")}
REQUIRED = {"lead-body": "The Ministry", "o05-priority": "high"}


def forum(year: int = 2030, **fields: Any) -> Cycle:
    """A cycle that has taken reviews for a month and takes them for another, with questions."""
    now = timezone.now()
    dates = {
        "reviews_open_at": now - timedelta(days=30),
        "reviews_due_at": now + timedelta(days=30),
    }
    cycle: Cycle = CycleFactory(year=year, **(dates | fields))
    if not cycle.questionnaires.exists():
        questionnaire(cycle)
    return cycle


def questionnaire(cycle: Cycle, *, version: int = 1, published: bool = True) -> Questionnaire:
    made = Questionnaire.objects.create(
        cycle=cycle,
        version=version,
        title="Questions",
    )
    for order, (key, (number, questions)) in enumerate(SECTIONS.items(), 1):
        objective = ObjectiveFactory(number=number) if number else None
        section = Section.objects.create(
            questionnaire=made, key=key, order=order, title=f"Section {key}", objective=objective
        )
        for place, (name, (kind, more)) in enumerate(questions.items(), 1):
            asked = Question.objects.create(
                section=section, key=name, order=place, kind=kind, label=f"What of {name}?", **more
            )
            Option.objects.bulk_create(
                Option(question=asked, key=option, order=at, label=option.capitalize())
                for at, option in enumerate(OPTIONS.get(name, ()))
            )
    if published:
        made.published_at = timezone.now()
        made.save(update_fields=["published_at"])
    return made


def not_frozen() -> AbstractContextManager[None]:
    """Inside it a test may change a questionnaire that is published, which nobody else can."""
    models = (Questionnaire, Section, Question, Option, TableColumn, TableRow, Condition)
    names = [*(model.__name__ for model in models), "Succession"]
    return pgtrigger.ignore(*(f"reviews.{name}:published_never_changes" for name in names))


def focal_point_of(iso3: str) -> User:
    """The State's focal point; a new one if it has none."""
    membership = Membership.objects.focal_points_of(iso3).order_by("pk").first()
    return membership.user if membership else UserFactory(focal_point_of=iso3)


def begun(iso3: str = "CRI", *, cycle: Cycle | None = None, language: str = "en") -> Review:
    by = focal_point_of(iso3)
    return begin_review(
        country=CountryFactory(iso3=iso3), cycle=cycle or forum(), language=language, by=by
    )


def section_of(review: Review, key: str) -> ReviewSection:
    return ReviewSection.objects.select_related("review__cycle", "section").get(
        review=review, section__key=key
    )


def question_of(review: Review, key: str) -> Question:
    return Question.objects.select_related("section").get(
        section__questionnaire=review.questionnaire_id, key=key
    )


def answer_of(review: Review, key: str) -> Answer | None:
    return Answer.objects.filter(review=review, question__key=key).first()


def write(
    review: Review, key: str, value: Value = "", *, by: User | None = None, **more: Any
) -> Answer | None:
    """Save an answer on top of what stands there, as its State's focal point or `by`."""
    question = question_of(review, key)
    present = answer_of(review, key)
    return save_answer(
        section=section_of(review, question.section.key),
        question=question,
        written=Written(value, **more),
        base_revision=present.revision if present else 0,
        by=by or focal_point_of(review.country_id),
    )


def filled(review: Review, **answers: Value) -> Review:
    """Answer what is required, and `answers` besides (`o05_progress="Slow"`)."""
    more = {key.replace("_", "-"): value for key, value in answers.items()}
    for key, value in (REQUIRED | more).items():
        write(review, key, value)
    return review


def handed_over(review: Review, key: str, to: User | None = None) -> User:
    """Hand a section to a contributor of the State: `to`, or a new one."""
    contributor: User = to or UserFactory(contributor_of=review.country_id)
    hand_over_section(
        section=section_of(review, key),
        to=contributor,
        due_on=None,
        by=focal_point_of(review.country_id),
    )
    return contributor


def pdf(name: str = "plan.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def attached(review: Review, name: str = "plan.pdf", content: bytes = PDF) -> Attachment:
    return attach(
        section=section_of(review, "means"),
        question=question_of(review, "plan"),
        file=pdf(name, content),
        by=focal_point_of(review.country_id),
    )


def people_around(review: Review) -> dict[str, User | None]:
    """Everybody who could come by, by role. The contributor has the section `methodology`."""
    iso3 = review.country_id
    return {
        "nobody": None,
        "outsider": UserFactory(),
        "foreign focal point": UserFactory(focal_point_of="MEX"),
        "foreign contributor": UserFactory(contributor_of="MEX"),
        "focal point": focal_point_of(iso3),
        "second focal point": UserFactory(focal_point_of=iso3),
        "contributor with a section": handed_over(review, "methodology"),
        "contributor without": UserFactory(contributor_of=iso3),
        "former focal point": former(UserFactory(), iso3),
        "representative": UserFactory(role=Role.REPRESENTATIVE),
        "reviewer": UserFactory(role=Role.REVIEWER),
        "moderator": UserFactory(role=Role.MODERATOR),
        "secretariat": UserFactory(secretariat=True),
    }


def former(user: User, iso3: str) -> User:
    """Makes somebody who was a focal point of the State until a moment ago."""
    Membership.objects.create(
        user=user,
        organisation=focal_point_of(iso3).memberships.get().organisation,
        role=Role.FOCAL_POINT,
        since=timezone.now() - timedelta(days=400),
        until=timezone.now(),
    )
    return user
