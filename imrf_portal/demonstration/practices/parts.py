"""The parts of made-up practices: to what they belong, partners, links, answers, images."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from django.core.files.base import ContentFile

from imrf_portal.demonstration.practices.charts import bars
from imrf_portal.demonstration.practices.histories import History
from imrf_portal.demonstration.practices.setting import Setting
from imrf_portal.demonstration.times import DAY, HOUR
from practices.choices import ConfirmationState
from practices.models import (
    Call,
    Confirmation,
    CriterionAnswer,
    Practice,
    PracticeFile,
    PracticeLink,
    PracticePartner,
)
from publication.choices import State
from stakeholders.record import acting

AT_ONCE = 1000
IMPLEMENTER = "implementer@example.org"
CHART, PNG = "demonstration-chart.png", "image/png"
Pair = tuple[Practice, History]


def write(setting: Setting, calls: Mapping[str, Call], pairs: Sequence[Pair]) -> None:
    whole = [(practice, history) for practice, history in pairs if history.body.is_whole]
    for field in ("objectives", "principles", "countries"):
        _write_belongings(field, whole)
    PracticePartner.objects.bulk_create(chain.from_iterable(_partners(setting, *p) for p in whole))
    PracticeLink.objects.bulk_create(_links(whole))
    CriterionAnswer.objects.bulk_create(
        chain.from_iterable(
            _answers(calls[history.story.call], practice, history) for practice, history in whole
        )
    )
    _write_consents(whole)
    for practice, history in whole:
        if history.body.image:
            _attach(practice, history)


def _write_belongings(field: str, pairs: Sequence[Pair]) -> None:
    """Rows of the table in between."""
    between = getattr(Practice, field).through
    column = f"{between._meta.get_fields()[2].name}_id"
    between.objects.bulk_create(
        [
            between(practice=practice, **{column: key})
            for practice, history in pairs
            for key in getattr(history.body, field)
        ],
        batch_size=AT_ONCE,
    )


def _partners(setting: Setting, practice: Practice, history: History) -> Iterator[PracticePartner]:
    for order, name in enumerate(history.body.partners):
        organisation = setting.organisations[name]
        yield PracticePartner(
            practice=practice, order=order, name=organisation.name, organisation=organisation
        )


def _links(pairs: Iterable[Pair]) -> Iterator[PracticeLink]:
    for practice, history in pairs:
        if history.body.link:
            yield PracticeLink(practice=practice, order=0, **link_of(history))


def link_of(history: History) -> dict[str, str]:
    return {
        "title": history.body.link,
        "address": f"https://example.org/practices/{history.story.code.lower()}",
    }


def answers_of(call: Call, history: History) -> dict[str, str]:
    """To the criteria of the call that no field of the form answers, by their keys."""
    keys = [criterion.key for criterion in call.criteria.all() if not criterion.answered_in]
    return {key: history.body.answers[key] for key in keys if key in history.body.answers}


def _answers(call: Call, practice: Practice, history: History) -> Iterator[CriterionAnswer]:
    criteria = {criterion.key: criterion for criterion in call.criteria.all()}
    for key, text in answers_of(call, history).items():
        yield CriterionAnswer(practice=practice, criterion=criteria[key], text=text)


def _write_consents(pairs: Iterable[Pair]) -> None:
    """Asked when it was submitted; given before it was taken in, if it has been."""
    asked = [(practice, history) for practice, history in pairs if not practice.is_own]
    with acting(by=None, verb="load the demonstration"):
        consents = Confirmation.objects.bulk_create(
            Confirmation(practice=practice, email=IMPLEMENTER, asked_at=history.times.moves[0])
            for practice, history in asked
        )
        given = []
        for consent, (practice, history) in zip(consents, asked, strict=True):
            if practice.state not in {State.DRAFT, State.SUBMITTED}:
                consent.state = ConfirmationState.CONFIRMED
                consent.decided_at = _answered_at(history)
                given.append(consent)
        Confirmation.objects.bulk_update(given, ["state", "decided_at"])


def _answered_at(history: History) -> datetime:
    return min(history.times.moves[0] + 26 * HOUR, history.times.moves[1] - HOUR)


def _attach(practice: Practice, history: History) -> None:
    content = _chart(history)
    PracticeFile.objects.create(
        practice=practice,
        file=ContentFile(content, name=f"{practice.code}.png"),
        name=CHART,
        media_type=PNG,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        alternative_text=history.body.image,
        at=history.times.begun + DAY,
        by=practice.author,
    )


def _chart(history: History) -> bytes:
    figures = history.body.figures
    return bars(figures.q, figures.p)


def kept(setting: Setting, call: Call, history: History) -> dict[str, Any]:
    """What a snapshot keeps of the parts."""
    body = history.body
    image = {
        "name": CHART,
        "sha256": hashlib.sha256(_chart(history)).hexdigest() if body.image else "",
        "alternative_text": body.image,
    }
    return {
        "partners": [setting.organisations[name].name for name in body.partners],
        "links": [link_of(history)] if body.link else [],
        "answers": answers_of(call, history),
        "files": [image] if body.image else [],
    }
