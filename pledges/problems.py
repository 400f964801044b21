"""What a pledge still needs before it can be submitted."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from pledges.choices import PartnerState, PledgeKind
from pledges.forms import form_of
from pledges.models import Pledge
from pledges.models.pledges import FEWEST_CHARACTERS, MOST_CHARACTERS
from publication.drafts.saving import Problem
from publication.text import count_characters

LONGEST_COMMITMENT = 1000


def problems_of(pledge: Pledge) -> Iterator[Problem]:
    """Field by field. A field that could not be read has that problem and no other."""
    unread = list(_unread(pledge)) if pledge.rough else []
    yield from unread
    names = {name for name, _words in unread}
    for name, words in _lacking(pledge):
        if name not in names and not (name == "targets" and "targets" in pledge.rough):
            yield name, words


def _unread(pledge: Pledge) -> Iterator[Problem]:
    form = form_of(pledge)
    for name, errors in form.errors.items():
        yield from ((name, str(words)) for words in errors)
    for row in form.targets:
        for name, errors in row.errors.items():
            yield from ((row.add_prefix(name), str(words)) for words in errors)
    if "commitments" in pledge.rough:
        yield "commitments", _("There are more parts than letters: join some of them.")


def _lacking(pledge: Pledge) -> Iterator[Problem]:
    yield from _in_the_text(pledge)
    yield from _in_the_classification(pledge)
    yield from _in_the_amount(pledge)
    yield from _in_the_commitments(pledge)
    yield from _in_the_targets(pledge)
    yield from _in_the_kind(pledge)


def _in_the_text(pledge: Pledge) -> Iterator[Problem]:
    if not pledge.title.strip():
        yield "title", _("Give the pledge a title.")
    length = count_characters(pledge.description)
    if length < FEWEST_CHARACTERS:
        yield (
            "description",
            _("The description has %(length)s characters; it needs at least %(fewest)s.")
            % {"length": length, "fewest": FEWEST_CHARACTERS},
        )
    if length > MOST_CHARACTERS:
        yield (
            "description",
            _("The description has %(length)s characters; it may have at most %(most)s.")
            % {"length": length, "most": MOST_CHARACTERS},
        )


def _in_the_classification(pledge: Pledge) -> Iterator[Problem]:
    if not pledge.natures:
        yield "natures", _("Say of what nature it is.")
    if not pledge.scope:
        yield "scope", _("Say how far it reaches.")
    if not pledge.objectives.exists():
        yield "objectives", _("Name at least one objective of the Compact.")
    elif pledge.actions.exclude(objective__in=pledge.objectives.all()).exists():
        yield "actions", _("An action belongs to an objective that is not named.")


def _in_the_amount(pledge: Pledge) -> Iterator[Problem]:
    if pledge.amount is not None and not pledge.currency:
        yield "currency", _("Name the currency of the amount.")


def _in_the_commitments(pledge: Pledge) -> Iterator[Problem]:
    for part in pledge.sub_commitments.all():
        if count_characters(part.text) > LONGEST_COMMITMENT:
            yield (
                "commitments",
                _("Part %(letter)s has more than %(most)s characters.")
                % {"letter": part.letter, "most": LONGEST_COMMITMENT},
            )


def _in_the_targets(pledge: Pledge) -> Iterator[Problem]:
    targets = list(pledge.targets.all())
    if not targets:
        yield "targets", _("A pledge is measurable: give at least one target.")
    for target in targets:
        if pledge.starts_on and target.due_on < pledge.starts_on:
            yield (
                f"targets-{target.order}-due_on",
                _("“%(indicator)s” is due before the pledge begins.")
                % {"indicator": target.indicator},
            )


def _in_the_kind(pledge: Pledge) -> Iterator[Problem]:
    if pledge.kind == PledgeKind.MATCHING and pledge.answers_to is None:
        yield "answers_to", _("Give the code of the pledge that this one answers.")
    joined = pledge.partners.exclude(state__in=[PartnerState.DECLINED, PartnerState.LEFT])
    if pledge.kind in {PledgeKind.COMMON, PledgeKind.PARTNERSHIP} and not joined.exists():
        yield "partners", _("Invite at least one partner, or make it an individual pledge.")
