"""What a made-up review answers to each question, and in how many saves it was written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from imrf_portal.demonstration.tables import rows_of_table
from imrf_portal.demonstration.words import Writer
from reviews.answer_kinds import Value
from reviews.choices import QuestionKind
from reviews.entries import Written
from reviews.models import Question

EVERY_OBJECTIVE = frozenset(range(1, 24))
FEWEST_OBJECTIVES = 12
RARELY, OFTEN = 0.06, 0.75
NUMBERS = {"consultation-meetings": range(8, 61), "expenditure": range(2, 240)}
# In days, from the day on which the review was begun.
DATES = {
    "information-up-to": range(-40, 10),
    "national-plan-since": range(-1500, -200),
    "next-national-review": range(300, 700),
}


@dataclass(frozen=True)
class Sketch:
    """All that the answers of one review depend on."""

    writer: Writer
    marker: str
    objectives: frozenset[int]
    begun_on: date
    has_annex: bool

    @property
    def chance(self) -> Random:
        return self.writer.chance


def objectives_addressed(chance: Random) -> frozenset[int]:
    count = chance.randint(FEWEST_OBJECTIVES, len(EVERY_OBJECTIVE))
    return frozenset(chance.sample(sorted(EVERY_OBJECTIVE), count))


def steps_of(question: Question, sketch: Sketch) -> list[Written]:
    """What stood there after each save, from the first to the last; nothing if it stays blank."""
    if question.key == "annex-note" and not sketch.has_annex:
        return []
    if _does_not_apply(question, sketch):
        return [Written(not_applicable=True, reason=sketch.writer.one_of("not-applicable"))]
    return [Written(value) for value in _values(question, sketch)]


def _does_not_apply(question: Question, sketch: Sketch) -> bool:
    is_plausible = question.kind in {QuestionKind.LONG_TEXT, QuestionKind.NUMBER}
    return is_plausible and question.may_not_apply and sketch.chance.random() < RARELY


def _values(question: Question, sketch: Sketch) -> Iterator[Value]:
    match question.kind:
        case QuestionKind.LONG_TEXT:
            yield from _drafts(question, sketch)
        case QuestionKind.SHORT_TEXT:
            yield sketch.writer.one_of(question.key)
        case QuestionKind.NUMBER:
            yield str(sketch.chance.choice(NUMBERS[question.key]))
        case QuestionKind.DATE:
            days = sketch.chance.choice(DATES[question.key])
            yield (sketch.begun_on + timedelta(days)).isoformat()
        case QuestionKind.TABLE:
            yield rows_of_table(question, sketch.writer, sketch.begun_on)
        case _:
            yield from _choices(question, sketch)


def _choices(question: Question, sketch: Sketch) -> Iterator[Value]:
    keys = [option.key for option in question.options.all()]
    match question.kind:
        case QuestionKind.ONE_OF:
            # The last option of each of these questions says that there is nothing.
            yield sketch.chance.choice(keys[:-1])
        case QuestionKind.ANY_OF:
            chosen = sketch.chance.sample(keys, sketch.chance.randint(2, len(keys) - 1))
            yield sorted(chosen, key=keys.index)
        case QuestionKind.YES_NO:
            yield "yes" if sketch.chance.random() < OFTEN else "no"
        case QuestionKind.RANK:
            yield sketch.chance.sample(keys, int(question.maximum or len(keys)))
        case QuestionKind.OBJECTIVES:
            yield [str(number) for number in sorted(sketch.objectives)]


def _drafts(question: Question, sketch: Sketch) -> Iterator[str]:
    """A long text grows by a sentence from one save to the next."""
    sentences = _sentences(question, sketch)
    if question.key == "preparation":
        sentences[0] = f"{sketch.marker}\n\n{sentences[0]}"
    saves = min(sketch.chance.choice((1, 1, 1, 1, 2, 2, 3)), len(sentences))
    for missing in reversed(range(saves)):
        yield sketch.writer.joined(sentences[: len(sentences) - missing])


def _sentences(question: Question, sketch: Sketch) -> list[str]:
    number = question.section.objective_id
    if number is None:
        return sketch.writer.answer(question.key)
    return sketch.writer.on_objective(number, question.key.partition("-")[2])
