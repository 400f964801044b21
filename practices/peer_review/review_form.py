"""The form of a review: a score and a comment for each line of the rubric, comments, advice."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from practices.choices import Recommendation
from practices.models import Assignment, Criterion, PeerReview, Score
from practices.models.calls import HIGHEST_SCORE, LOWEST_SCORE
from practices.peer_review.rubric import Line, key_of, lines_of
from publication.drafts.fields import PlainText
from publication.drafts.forms import DraftForm
from publication.drafts.saved import put_rough

NOT_APPLICABLE = "none"
TEXTS = ("recommendation", "for_author", "for_secretariat")
NUMBERS = [str(number) for number in range(LOWEST_SCORE, HIGHEST_SCORE + 1)]
# What each score of a principle looks like; a criterion has anchors of its own.
PRINCIPLE_ANCHORS = (
    _("The practice ignores this principle or goes against it."),
    _("It takes the principle into account in part, or says so without showing how."),
    _("The principle shapes what is done, and the practice shows how."),
)


@dataclass(frozen=True)
class RubricLine:
    """A line as it stands on the form: what is asked, what scores look like, two fields."""

    line: Line
    key: str
    question: str
    anchors: Sequence[tuple[str, object]]
    score: BoundField
    comment: BoundField

    @property
    def is_principle(self) -> bool:
        return not isinstance(self.line, Criterion)


class ReviewForm(DraftForm):
    recommendation = forms.ChoiceField(
        label=_("Recommendation"),
        choices=Recommendation.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    for_author = PlainText(
        label=_("Comments for the author"),
        help_text=_("The author reads them, without your name. Do not say who you are."),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    for_secretariat = PlainText(
        label=_("Comments for the Secretariat alone"),
        help_text=_("Neither the author nor another reviewer ever reads them."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def __init__(self, data: QueryDict, *, assignment: Assignment) -> None:
        super().__init__(data)
        self.lines = lines_of(assignment.practice)
        for line in self.lines:
            self.fields[key_of(line)] = _score_field(line)
            self.fields[comment_key(line)] = _comment_field(line)

    @property
    def rubric(self) -> Iterator[RubricLine]:
        for line in self.lines:
            key = key_of(line)
            yield RubricLine(
                line=line,
                key=key,
                question=line.question if isinstance(line, Criterion) else "",
                anchors=list(zip(("1", "3", "5"), anchors_of(line), strict=True)),
                score=self[key],
                comment=self[comment_key(line)],
            )


def comment_key(line: Line) -> str:
    return f"{key_of(line)}-comment"


def anchors_of(line: Line) -> Sequence[object]:
    """What a low, a middling and a high score look like."""
    if isinstance(line, Criterion):
        return line.low, line.middle, line.high
    return PRINCIPLE_ANCHORS


def _score_field(line: Line) -> forms.ChoiceField:
    numbers = [(number, number) for number in NUMBERS]
    return forms.ChoiceField(
        label=line.title,
        choices=[*numbers, (NOT_APPLICABLE, _("Does not apply"))],
        required=False,
        widget=forms.RadioSelect,
    )


def _comment_field(line: Line) -> PlainText:
    return PlainText(
        label=_("Comment: %(line)s") % {"line": line.title},
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )


def saved_form(assignment: Assignment, review: PeerReview | None) -> ReviewForm:
    """The form as it was left."""
    return ReviewForm(_typed(review), assignment=assignment)


def _typed(review: PeerReview | None) -> QueryDict:
    typed = QueryDict(mutable=True)
    if review is None:
        return typed
    for name in TEXTS:
        typed[name] = getattr(review, name)
    for score in review.scores.select_related("criterion", "principle"):
        line = line_of(score)
        typed[key_of(line)] = NOT_APPLICABLE if score.value is None else str(score.value)
        typed[comment_key(line)] = score.comment
    put_rough(typed, review.rough)
    return typed


def line_of(score: Score) -> Line:
    """The line that it scores; the database keeps that it is one of the two."""
    line = score.criterion or score.principle
    if line is None:
        raise ValueError(f"Score {score.pk} is of nothing.")
    return line


def write(form: ReviewForm, review: PeerReview) -> None:
    """Put what could be read into the review and its scores, and keep the rest as it was typed."""
    form.full_clean()
    for name in TEXTS:
        setattr(review, name, form.cleaned_data.get(name, ""))
    scored = {line: value for line in form.lines if (value := form.cleaned_data.get(key_of(line)))}
    review.rough = {**form.rough, **_comments_alone(form, scored)}
    review.save()
    review.scores.all().delete()
    Score.objects.bulk_create(
        Score(
            review=review,
            criterion=line if isinstance(line, Criterion) else None,
            principle=None if isinstance(line, Criterion) else line,
            value=None if value == NOT_APPLICABLE else int(value),
            comment=form.cleaned_data.get(comment_key(line), ""),
        )
        for line, value in scored.items()
    )


def _comments_alone(form: ReviewForm, scored: Container[Line]) -> dict[str, list[str]]:
    """What was said of lines that have no score yet."""
    keys = [comment_key(line) for line in form.lines if line not in scored]
    return {key: [text] for key in keys if (text := form.cleaned_data.get(key))}
