"""Writes the made-up reviews that are missing, a table at a time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import chain
from typing import Any

from imrf_portal.demonstration import annexes, carrying, examination, reports, society
from imrf_portal.demonstration.histories import History, Save
from imrf_portal.demonstration.progress import DRAFT_OF_THE_TOUR
from imrf_portal.demonstration.record import Recorder, citation, moves_of
from imrf_portal.demonstration.setting import Setting
from imrf_portal.demonstration.states import BEING_PREPARED, WITH_ANNEX, stories
from imrf_portal.demonstration.times import MINUTE
from imrf_portal.demonstration.words import sentences_in
from notices.models import Notice
from publication.choices import State
from publication.models import Citation, StateChange
from reviews.choices import QuestionKind, SectionState
from reviews.models import Answer, AnswerRevision, Review, ReviewSection, UnmergedText

AT_ONCE = 1000
YEARS_BETWEEN = 4
DAYS_TO_SPARE = timedelta(days=21)
Pair = tuple[Review, History]


def load() -> None:
    """Write each review that is not there yet. One that exists is left as people have it."""
    codes = {story.code for story in stories()}
    present = set(Review.objects.filter(code__in=codes).values_list("code", flat=True))
    if codes == present:
        return
    setting = Setting()
    histories = [setting.history(s) for s in stories() if s.code not in present and setting.has(s)]
    reports.write(setting)
    reviews = Review.objects.bulk_create([_review(setting, history) for history in histories])
    pairs = list(zip(reviews, histories, strict=True))
    ReviewSection.objects.bulk_create(chain.from_iterable(_sections(setting, *p) for p in pairs))
    _write_answers(pairs)
    _write_record(setting, pairs)
    examination.write(setting, pairs)


def _review(setting: Setting, history: History) -> Review:
    """As it stands after all its moves, each of which set what `make_move` sets."""
    values: dict[str, Any] = {"state": State.DRAFT}
    for move, at in moves_of(history):
        is_scheduled = move.target == State.SCHEDULED
        values |= {
            "state": move.target,
            "publish_at": history.times.publication if is_scheduled else None,
        }
        if move.target == State.SUBMITTED:
            values["submitted_at"] = at
        if move.target == State.PUBLISHED and "published_at" not in values:
            values["published_at"] = at
    story = history.story
    return Review(
        code=story.code,
        country=history.country,
        cycle=setting.cycles[story.year],
        questionnaire=setting.questionnaires[story.year],
        language=story.language,
        is_demonstration=True,
        created_at=history.times.begun,
        **values,
    )


def _sections(setting: Setting, review: Review, history: History) -> Iterator[ReviewSection]:
    saves: dict[str, list[Save]] = defaultdict(list)
    for question, made in history.saves.items():
        saves[question.section.key] += made
    due_on = _internal_due_date(review)
    for section in setting.sections[history.story.year]:
        in_it = sorted(saves[section.key], key=lambda save: save.at)
        is_done = history.progress.state(section.key) == SectionState.COMPLETE
        is_handed_over = section.key in history.progress.handed_over
        yield ReviewSection(
            review=review,
            section=section,
            assignee=history.team.contributor if is_handed_over else None,
            due_on=due_on if is_handed_over else None,
            started_at=in_it[0].at if in_it else None,
            **(_completion(history, in_it) if is_done else {}),
        )


def _internal_due_date(review: Review) -> date | None:
    due_at = review.cycle.reviews_due_at
    return (due_at - DAYS_TO_SPARE).date() if due_at else None


def _completion(history: History, saves: list[Save]) -> dict[str, Any]:
    """Soon after the last save of the first draft; later corrections leave it as it is."""
    _begun, end = history.times.writing(history.story)
    in_draft = [save for save in saves if save.at < end]
    return {
        "completed_at": (in_draft[-1].at if in_draft else end) + 20 * MINUTE,
        "completed_by": in_draft[-1].by if in_draft else history.team.focal_point,
    }


def _write_answers(pairs: Iterable[Pair]) -> None:
    written = [
        (review, question, saves)
        for review, history in pairs
        for question, saves in history.saves.items()
    ]
    answers = Answer.objects.bulk_create(
        [
            Answer(
                review=review,
                question=question,
                revision=len(saves),
                updated_at=saves[-1].at,
                by=saves[-1].by,
                **saves[-1].written.fields,
            )
            for review, question, saves in written
        ],
        batch_size=AT_ONCE,
    )
    AnswerRevision.objects.bulk_create(
        [
            AnswerRevision(
                answer=answer, number=number, at=save.at, by=save.by, **save.written.fields
            )
            for answer, (_review, _question, saves) in zip(answers, written, strict=True)
            for number, save in enumerate(saves, 1)
        ],
        batch_size=AT_ONCE,
    )


def _write_record(setting: Setting, pairs: list[Pair]) -> None:
    files = [
        annexes.attach(review, history, setting.annex_question(history.story.year))
        for review, history in pairs
        if review.code in WITH_ANNEX
    ]
    by_review = annexes.by_review(files)
    kept = [society.write(pairs), carrying.write(pairs, by_review)]
    recorder = Recorder(setting.secretariat, by_review, merged(kept))
    by_code = {review.code: (review, history) for review, history in pairs}
    changes = StateChange.objects.bulk_create(
        [change for review, history in pairs for change in recorder.changes(review, history)],
        batch_size=AT_ONCE,
    )
    Notice.objects.bulk_create(
        notice
        for change in changes
        if by_code[change.item_code][1].story.year == BEING_PREPARED
        for notice in recorder.notices(change, by_code[change.item_code][1])
    )
    Citation.objects.bulk_create(_citations(by_code))
    if DRAFT_OF_THE_TOUR in by_code:
        _unmerged(*by_code[DRAFT_OF_THE_TOUR]).save()


def merged(kept: Iterable[Mapping[str, dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """All that is kept of a review, by its code."""
    whole: dict[str, dict[str, Any]] = defaultdict(dict)
    for annexes_of in kept:
        for code, annexes_there in annexes_of.items():
            whole[code] |= annexes_there
    return whole


def _citations(by_code: dict[str, Pair]) -> Iterator[Citation]:
    """A review that tells of progress cites the State's published review of the forum before."""
    for review, history in by_code.values():
        before = by_code.get(f"REV-{history.story.year - YEARS_BETWEEN}-{history.story.iso3}")
        part = next((q for q in history.saves if q.key.endswith("-progress")), None)
        if part and before and before[0].is_published:
            yield citation(review, history, part, before[0])


def _unmerged(review: Review, history: History) -> UnmergedText:
    """Focal point and contributor wrote at once: the text of the second waits to be merged."""
    question, saves = next(
        (question, saves)
        for question, saves in history.saves.items()
        if question.kind == QuestionKind.LONG_TEXT
        and saves[-1].written.value
        and question.section.key in history.progress.handed_over
        and history.progress.state(question.section.key) == SectionState.IN_PROGRESS
    )
    first, team = saves[-1], history.team
    another = sentences_in(review.language)["general"]["practices"][0]
    return UnmergedText(
        review=review,
        question=question,
        based_on=len(saves) - 1,
        at=first.at + 3 * MINUTE,
        by=team.contributor if first.by == team.focal_point else team.focal_point,
        value=f"{first.written.value} {another}",
    )
