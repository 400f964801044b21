"""The criteria and the call that always stands: planted once, and never changed after."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from compact.models import Cycle
from compact.reference import Report
from compact.reference.toml_tables import in_languages
from practices.criteria_files import CriterionText, read_criteria, read_standing_call
from practices.models import Call, Criterion


@transaction.atomic
def load(report: Report) -> None:
    """What exists stays as it is, whatever the files say now.

    The Secretariat may have edited it, and practices may have been scored by it.
    """
    with override("en"):
        plant_criteria(read_criteria(), report)
        plant_standing_call(report)


def plant_criteria(texts: tuple[CriterionText, ...], report: Report) -> None:
    present = set(Criterion.objects.values_list("key", flat=True))
    for order, text in enumerate(texts, 1):
        is_new = text.key not in present
        if is_new:
            Criterion.objects.create(
                key=text.key,
                answered_in=text.answered_in,
                weight=text.weight,
                is_standard=True,
                order=order,
                **_in_languages(text),
            )
        report.row("Criteria of practices", text.key, created=is_new)


def plant_standing_call(report: Report) -> None:
    """It belongs to the forum that is being prepared; the Secretariat moves it on to the next."""
    text = read_standing_call()
    cycle = Cycle.objects.next_forum(timezone.localdate())
    if cycle is None or Call.objects.filter(is_standing=True).exists():
        report.row("Calls for practices", text.code)
        return
    now = timezone.now()
    call = Call.objects.create(
        code=text.code,
        cycle=cycle,
        is_standing=True,
        opens_at=now,
        published_at=now,
        **in_languages("title", text.title),
        **in_languages("introduction", text.introduction),
    )
    call.criteria.set(Criterion.objects.filter(is_standard=True))
    report.row("Calls for practices", text.code, created=True)


def _in_languages(text: CriterionText) -> dict[str, str]:
    return {
        field: value
        for name, texts in text.texts.items()
        for field, value in in_languages(name, texts).items()
    }
