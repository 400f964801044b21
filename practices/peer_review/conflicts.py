"""Conflicts of interest that the data show. Reviewers are asked for others besides."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from compact.models import Country
from practices.models import Practice, Reviewer
from practices.peer_review.ties import (
    Ties,
    joint_practices,
    names_of,
    people_of,
    stands_in,
    ties_of,
    works_of,
)
from publication.rooms import allies_of
from stakeholders.models import Membership, Organisation


class Ground(Enum):
    AUTHOR = "author"
    COUNTRY = "country"
    ORGANISATION = "organisation"
    FORMER_ORGANISATION = "former-organisation"
    IMPLEMENTER = "implementer"
    PARTNER = "partner"
    PLEDGE_PARTNER = "pledge-partner"
    CO_AUTHOR = "co-author"


WORDS: Mapping[Ground, Promise] = {
    Ground.AUTHOR: _("Wrote this practice, or is named in it."),
    Ground.COUNTRY: _("Same country: %(name)s."),
    Ground.ORGANISATION: _("Same organisation as an author: %(name)s."),
    Ground.FORMER_ORGANISATION: _("Belonged to the organisation that submits it: %(name)s."),
    Ground.IMPLEMENTER: _("Belongs to the implementer: %(name)s."),
    Ground.PARTNER: _("Belongs to a partner of the practice: %(name)s."),
    Ground.PLEDGE_PARTNER: _("Belongs to a partner in a pledge: %(name)s."),
    Ground.CO_AUTHOR: _("Worked with the authors before: %(name)s."),
}


@dataclass(frozen=True)
class Conflict:
    """`name` is of the country, the organisation or the item that shows it."""

    ground: Ground
    name: str = ""

    def __str__(self) -> str:
        return str(WORDS[self.ground]) % {"name": self.name}


Check = Callable[[Reviewer, Ties], Iterator[Conflict]]


def conflicts_of(
    practice: Practice, reviewers: Collection[Reviewer]
) -> Mapping[int, list[Conflict]]:
    """By the number of each reviewer; the list is empty where nothing shows."""
    ties = ties_of(reviewers)
    known = {number for one in ties.values() for number in (*one.today, *one.before)}
    people = people_of(practice)
    checks = (
        _authors(practice, people),
        _countries(practice),
        _organisations(practice, people),
        _implementer(practice),
        _partners(practice),
        _pledges(practice),
        _former_work(practice, people, {one.user_id for one in reviewers}, known),
    )
    return {
        one.pk: [conflict for check in checks for conflict in check(one, ties[one.pk])]
        for one in reviewers
    }


def _authors(practice: Practice, people: Collection[int]) -> Check:
    text = "\n".join((practice.contact, practice.implementer, practice.implementer_email))

    def check(reviewer: Reviewer, _ties: Ties) -> Iterator[Conflict]:
        person = reviewer.user
        is_named = stands_in(person.name, text) or stands_in(person.email, text)
        if reviewer.user_id in people or is_named:
            yield Conflict(Ground.AUTHOR)

    return check


def _countries(practice: Practice) -> Check:
    named = {country.pk: country for country in practice.countries.all()}
    named |= _seat(practice.organisation)

    def check(reviewer: Reviewer, ties: Ties) -> Iterator[Conflict]:
        own = {reviewer.country_id}.union(*(_seat(one) for one in ties.today.values()))
        for code in sorted(own & named.keys()):
            yield Conflict(Ground.COUNTRY, str(named[code]))

    return check


def _seat(organisation: Organisation) -> dict[str, Country]:
    """Its country; an entity of the United Nations belongs to none."""
    country = organisation.country
    return {} if country is None or organisation.is_un_entity else {country.pk: country}


def _organisations(practice: Practice, people: Collection[int]) -> Check:
    colleagues = Membership.objects.active().filter(user__in=people)
    own = {practice.organisation_id, *colleagues.values_list("organisation", flat=True)}

    def check(_reviewer: Reviewer, ties: Ties) -> Iterator[Conflict]:
        for number in sorted(own & ties.today.keys()):
            yield Conflict(Ground.ORGANISATION, str(ties.today[number]))
        former = ties.before.get(practice.organisation_id)
        if former is not None and former.pk not in ties.today:
            yield Conflict(Ground.FORMER_ORGANISATION, str(former))

    return check


def _implementer(practice: Practice) -> Check:
    text = "" if practice.is_own else practice.implementer
    return _belongs(Ground.IMPLEMENTER, set(), text, practice.organisation_id)


def _partners(practice: Practice) -> Check:
    partners = list(practice.partners.all())
    numbers = {one.organisation_id for one in partners if one.organisation_id is not None}
    text = "\n".join(one.name for one in partners)
    return _belongs(Ground.PARTNER, numbers, text, practice.organisation_id)


def _pledges(practice: Practice) -> Check:
    allies = allies_of([practice.organisation_id])
    return _belongs(Ground.PLEDGE_PARTNER, allies, "", practice.organisation_id)


def _belongs(ground: Ground, numbers: Collection[int], text: str, submitter: int) -> Check:
    """To one of these organisations, or to one that the text names; the submitter is told apart."""

    def check(_reviewer: Reviewer, ties: Ties) -> Iterator[Conflict]:
        for number, organisation in ties.today.items():
            is_named = any(stands_in(name, text) for name in names_of(organisation))
            if number != submitter and (number in numbers or is_named):
                yield Conflict(ground, str(organisation))

    return check


def _former_work(
    practice: Practice, people: set[int], reviewers: set[int], organisations: Collection[int]
) -> Check:
    works = works_of(people | reviewers)
    theirs = set().union(*(works.get(person, set()) for person in people)) - {practice.code}
    joint = joint_practices(practice, set(organisations) - {practice.organisation_id})

    def check(reviewer: Reviewer, ties: Ties) -> Iterator[Conflict]:
        found = theirs & works.get(reviewer.user_id, set())
        found |= {joint[number] for number in (*ties.today, *ties.before) if number in joint}
        for code in sorted(found):
            yield Conflict(Ground.CO_AUTHOR, code)

    return check
