"""What a practice still needs before it can be submitted."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from practices.forms import form_of
from practices.models import Practice
from practices.models.practices import NARRATIVE
from publication.drafts.saving import Problem
from publication.text import count_characters

# What every practice says; a call's own criteria come on top.
NEEDED = ("summary", "description", "beneficiaries", "impact", "evidence", "lessons", "replication")
# The Compact was adopted in Marrakech in December 2018; the Network prefers practices after it.
COMPACT_ADOPTED = date(2018, 12, 10)


def problems_of(practice: Practice) -> Iterator[Problem]:
    """Field by field. A field that could not be read has that problem and no other."""
    unread = list(_unread(practice)) if practice.rough else []
    yield from unread
    names = {name for name, _words in unread}
    for name, words in _lacking(practice):
        if name not in names:
            yield name, words


def _unread(practice: Practice) -> Iterator[Problem]:
    form = form_of(practice)
    for part in (form, *form.rows):
        for name, errors in part.errors.items():
            label = part.fields[name].label
            yield from ((part.add_prefix(name), f"{label}: {words}") for words in errors)


def _lacking(practice: Practice) -> Iterator[Problem]:
    yield from _in_the_texts(practice)
    yield from _in_the_classification(practice)
    yield from _in_who_does_it(practice)
    yield from _in_the_cost(practice)
    yield from _in_the_answers(practice)
    yield from _in_the_files(practice)


def _in_the_texts(practice: Practice) -> Iterator[Problem]:
    if not practice.title.strip():
        yield "title", _("Give the practice a title.")
    for name, most in NARRATIVE.items():
        label = practice._meta.get_field(name).verbose_name  # type: ignore[union-attr]
        length = count_characters(getattr(practice, name))
        if not length and name in NEEDED:
            yield name, _("“%(field)s” is empty.") % {"field": label}
        if length > most:
            yield (
                name,
                _("“%(field)s” has %(length)s characters; it may have at most %(most)s.")
                % {"field": label, "length": length, "most": most},
            )


def _in_the_classification(practice: Practice) -> Iterator[Problem]:
    if practice.primary_objective is None:
        yield "primary_objective", _("Name the objective of the Compact that it serves most.")
    if not practice.principles.exists():
        yield "principles", _("Name at least one guiding principle.")
    if not practice.scope:
        yield "scope", _("Say how far the practice reaches.")
    if not practice.countries.exists():
        yield "countries", _("Name at least one country.")
    if practice.starts_on is None:
        yield "starts_on", _("Say when it began.")
    if not practice.progress:
        yield "progress", _("Say how far it is.")


def _in_who_does_it(practice: Practice) -> Iterator[Problem]:
    if practice.is_own:
        return
    if not practice.implementer.strip():
        yield "implementer", _("Name who implements the practice.")
    if not practice.implementer_email:
        yield "implementer_email", _("Give an address where the implementer can be asked.")


def _in_the_cost(practice: Practice) -> Iterator[Problem]:
    if practice.amount is not None and not practice.currency:
        yield "currency", _("Name the currency of the cost.")


def _in_the_answers(practice: Practice) -> Iterator[Problem]:
    answered = set(practice.answers.exclude(text="").values_list("criterion_id", flat=True))
    for criterion in practice.call.criteria.filter(answered_in=""):
        if criterion.pk not in answered:
            yield (
                f"criterion-{criterion.key}",
                _("The question on “%(criterion)s” has no answer.") % {"criterion": criterion},
            )


def _in_the_files(practice: Practice) -> Iterator[Problem]:
    for file in practice.files.filter(removed_at=None, alternative_text=""):
        if file.is_image:
            yield "files", _("Say in words what the image “%(name)s” shows.") % {"name": file.name}
