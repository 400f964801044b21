"""The parts of made-up pledges: what they belong to, their targets, reports and news."""

from collections.abc import Iterator, Sequence
from itertools import chain

from imrf_portal.demonstration.pledges import partners
from imrf_portal.demonstration.pledges.citations import citations
from imrf_portal.demonstration.pledges.histories import History
from imrf_portal.demonstration.pledges.setting import Setting
from pledges.models import News, Pledge, ProgressReport, SubCommitment, Target
from publication.models import Citation

AT_ONCE = 1000
LETTERS = "abcdefgh"
Pair = tuple[Pledge, History]


def write(setting: Setting, pairs: Sequence[Pair]) -> None:
    _write_belongings(setting, pairs)
    SubCommitment.objects.bulk_create(chain.from_iterable(_commitments(*pair) for pair in pairs))
    News.objects.bulk_create(chain.from_iterable(_news(setting, *pair) for pair in pairs))
    partners.write(setting, pairs)
    _write_reports(setting, pairs)


def _write_belongings(setting: Setting, pairs: Sequence[Pair]) -> None:
    """Objectives, actions, principles and countries: rows of the tables in between."""
    for field in ("objectives", "actions", "principles", "countries"):
        between = getattr(Pledge, field).through
        column = f"{between._meta.get_fields()[2].name}_id"
        between.objects.bulk_create(
            [
                between(pledge=pledge, **{column: key})
                for pledge, history in pairs
                for key in _keys(setting, history, field)
            ],
            batch_size=AT_ONCE,
        )


def _keys(setting: Setting, history: History, field: str) -> Sequence[int | str]:
    named: Sequence[int | str] = getattr(history.body, field)
    return [setting.actions[str(c)].pk for c in named] if field == "actions" else named


def _commitments(pledge: Pledge, history: History) -> Iterator[SubCommitment]:
    for letter, text in zip(LETTERS, history.body.commitments, strict=False):
        yield SubCommitment(pledge=pledge, letter=letter, text=text)


def _news(setting: Setting, pledge: Pledge, history: History) -> Iterator[News]:
    by = setting.speakers[history.story.maker]
    for told in history.news:
        yield News(pledge=pledge, stage=told.stage or "", reason=told.reason, at=told.at, by=by)


def _write_reports(setting: Setting, pairs: Sequence[Pair]) -> None:
    targets = Target.objects.bulk_create(
        [target for pledge, history in pairs for target in _targets(pledge, history)],
        batch_size=AT_ONCE,
    )
    said = chain.from_iterable(history.reports for _pledge, history in pairs)
    authors = {pledge.pk: setting.speakers[history.story.maker] for pledge, history in pairs}
    reports = ProgressReport.objects.bulk_create(
        [
            ProgressReport(
                target=target,
                value=report.value,
                as_of=report.as_of,
                evidence=report.evidence,
                at=report.at,
                by=authors[target.pledge_id],
            )
            for target, told in zip(targets, said, strict=True)
            for report in told
        ],
        batch_size=AT_ONCE,
    )
    Citation.objects.bulk_create(citations(reports))


def _targets(pledge: Pledge, history: History) -> Iterator[Target]:
    for place, goal in enumerate(history.body.goals):
        yield Target(
            pledge=pledge,
            order=place,
            indicator=goal.indicator,
            baseline=goal.baseline,
            value=goal.value,
            unit=goal.unit,
            due_on=goal.due_on,
        )
