"""What was chosen out of a document is saved as if it had been typed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db import transaction

from reviews.models import Question
from reviews.offline.merging import Standing
from reviews.offline.pieces import written_with
from reviews.offline.scope import sections_of
from reviews.saving import NotWritableError, StaleSaveError, save_answer
from reviews.writers import Writer

Seen = Mapping[str, int]
"""By the key of a question, the revision that its writer has seen."""


@transaction.atomic
def take_over(*, standing: Standing, texts: Mapping[str, str], by: Writer) -> list[Question]:
    """Save these pieces over the answers that stand. Returns the questions that came too late:
    another saved them this moment, and the texts wait to be merged.

    Raises NotWritableError, with nothing saved.
    """
    sections = {section.section_id: section for section in sections_of(standing.review, by)}
    late = []
    for question, pieces in _by_question(standing, texts).items():
        if question.section_id not in sections:
            raise NotWritableError
        try:
            save_answer(
                section=sections[question.section_id],
                question=question,
                written=written_with(question, standing.answers.get(question.pk), pieces),
                base_revision=standing.revision(question),
                by=by,
            )
        except StaleSaveError:
            late.append(question)
    return late


def _by_question(standing: Standing, texts: Mapping[str, str]) -> Mapping[Question, dict[str, str]]:
    found: dict[Question, dict[str, str]] = defaultdict(dict)
    for key, text in texts.items():
        found[standing.pieces[key].question][key] = text
    return found


def is_as_it_was(standing: Standing, questions: Iterable[Question], seen: Seen) -> bool:
    """Whether nobody has saved these since the revisions that were shown."""
    return all(seen.get(one.key) == standing.revision(one) for one in questions)
