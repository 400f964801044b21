"""Everybody follows every link, and opens every mail: what they may not learn is nowhere."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from notices.delivery import deliver_one
from notices.models import Notice
from publication.choices import State
from tests.crawling import Answer, crawl
from tests.desk.access import signed_in
from tests.practices.leaks.world import (
    BLIND,
    CONFIDENTIAL,
    CONTACT,
    FOR_AUTHOR,
    LETTER,
    POINT,
    REVIEWERS,
    REVIEWERS_HOMES,
    SCORE_COMMENT,
    TITLES,
    World,
    build,
)

pytestmark = pytest.mark.django_db

UNPUBLISHED = {TITLES[key] for key in "BCDEF"}
PEOPLE = {*REVIEWERS, *(name.lower().replace(" ", ".") for name in REVIEWERS)}
# What is written in a review, and what only those concerned read of a decision.
WRITTEN = {CONFIDENTIAL, SCORE_COMMENT, *FOR_AUTHOR.values()}
OUTSIDE = UNPUBLISHED | PEOPLE | set(REVIEWERS_HOMES) | WRITTEN | {LETTER, POINT, CONTACT}

# For each kind of visitor all that must not be in anything that they can reach.
HIDDEN: dict[str, set[str]] = {
    "nobody": OUTSIDE,
    "outsider": OUTSIDE,
    "on the roster": OUTSIDE,
    "colleague": OUTSIDE,
    # Their own practices, and what they were told; nothing of who reviews, and how.
    "author": PEOPLE | set(REVIEWERS_HOMES) | WRITTEN | {TITLES["D"], TITLES["E"]},
    # Has reviewed D, A, E and F, and is at work on B: the review of the other is hidden.
    "at work": ({*PEOPLE, CONTACT, TITLES["C"]} | set(REVIEWERS_HOMES) | {FOR_AUTHOR["B"]})
    - {REVIEWERS[1], "revila.twosta", REVIEWERS_HOMES[1]},
    # Has reviewed B and is at work on D.
    "handed in": ({*PEOPLE, CONTACT, TITLES["C"]} | set(REVIEWERS_HOMES) | {FOR_AUTHOR["D"]})
    - {REVIEWERS[0], "revila.onesta", REVIEWERS_HOMES[0]},
    # Was asked for B and D, and has declared nothing yet.
    "invited": (
        {*PEOPLE, CONTACT, *FOR_AUTHOR.values(), TITLES["B"], TITLES["C"], TITLES["D"]}
        | set(REVIEWERS_HOMES)
    )
    - {REVIEWERS[2], "revila.threesta", REVIEWERS_HOMES[2]},
}


@pytest.fixture
def world() -> World:
    return build()


def starts(world: World) -> list[str]:
    """Where people begin, and the addresses that somebody could guess."""
    words = [*TITLES.values(), *REVIEWERS, CONFIDENTIAL, LETTER, CONTACT]
    listed = reverse("practices:list")
    codes = [practice.code for practice in world.practices.values()]
    assignments = [world.assignment(key, number) for key in "BD" for number in range(3)]
    return [
        reverse("explore:home"),
        listed,
        f"{listed}?format=csv",
        f"{listed}?format=xlsx",
        reverse("desk:home"),
        *(f"{listed}?q={word}" for word in words),
        *(reverse("practices:detail", args=[code]) for code in codes),
        *(reverse("practices:pdf", args=[code]) for code in codes),
        *(reverse("practices:version", args=[code, 1]) for code in codes),
        *(reverse("practice_desk:practice", args=[code]) for code in codes),
        *(reverse("practice_desk:peer_review", args=[code]) for code in codes),
        *(reverse("practice_desk:decide", args=[code]) for code in codes),
        *(reverse("practice_desk:assignment", args=[one.pk]) for one in assignments),
        *(reverse("practice_desk:review", args=[one.pk]) for one in assignments),
        reverse("practice_desk:roster"),
        reverse("practice_desk:owing"),
    ]


# Nobody in particular goes everywhere. What is public is the same for all, so that the others
# follow what is on the desk or of practices, and read whatever that leads to.
REVIEWING = {"at work", "handed in", "invited"}
THEIRS = ("/desk/", "/practices/", "/moves/", "/searches/")


def reached_by(who: str, world: World) -> Mapping[str, Answer]:
    if who == "nobody":
        return crawl(Client(), starts(world))
    return crawl(signed_in(world.people[who]), starts(world), within=THEIRS)


def leaks(answers: Mapping[str, Answer], hidden: Iterable[str]) -> set[tuple[str, str]]:
    """Where which secret stands. What somebody asked for stands in the answer, and is no leak."""
    return {
        (address, secret)
        for address, answer in answers.items()
        for secret in hidden
        if secret.casefold() in _without_question(answer).casefold()
    }


def _without_question(answer: Answer) -> str:
    asked = re.search(r"[?&]q=([^&]+)", answer.address)
    if asked is None:
        return answer.text
    word = asked[1].replace("+", " ").replace("%20", " ")
    return re.sub(rf"{re.escape(word)}(?! for)", "", answer.text, flags=re.IGNORECASE)


def test_nobody_in_particular_reaches_what_is_published_and_no_more(world: World) -> None:
    answers = checked("nobody", world)
    published = world.practices["A"]
    assert published.state == State.PUBLISHED
    assert TITLES["A"] in answers[published.get_absolute_url()].text
    assert TITLES["A"] in answers[f"{reverse('practices:list')}?format=csv"].text
    paper = answers[reverse("practices:pdf", args=[published.code])]
    assert "application/pdf" in paper.text
    assert TITLES["A"] in paper.text


@pytest.mark.parametrize("who", [who for who in HIDDEN if who != "nobody"])
def test_nobody_else_reaches_what_is_hidden_from_them(who: str, world: World) -> None:
    answers = checked(who, world)
    if who in REVIEWING:
        assert leaks(about_the_blind_one(world, answers), BLIND) == set()


def checked(who: str, world: World) -> Mapping[str, Answer]:
    answers = reached_by(who, world)
    assert len(answers) > len(starts(world))
    assert {a.address for a in answers.values() if a.status >= 500} == set()
    assert leaks(answers, HIDDEN[who]) == set()
    return answers


def about_the_blind_one(world: World, answers: Mapping[str, Answer]) -> Mapping[str, Answer]:
    """Where a double-blind practice occurs: there is no such place without its reviewers."""
    code = world.practices["D"].code
    about = {
        address: answer
        for address, answer in answers.items()
        if code in answer.text or TITLES["D"] in answer.text
    }
    assert about
    return about


def delivered(world: World) -> list[EmailMessage]:
    for pk in Notice.objects.values_list("pk", flat=True):
        deliver_one(pk)
    assert not Notice.objects.exclude(state="sent").exists()
    return list(mail.outbox)


def test_no_mail_says_what_is_hidden_from_its_reader(world: World) -> None:
    messages = delivered(world)
    by_address = {person.email: who for who, person in world.people.items()}
    told = [
        (by_address[address], secret, message.subject)
        for message in messages
        for address in message.to
        if address in by_address
        for secret in HIDDEN[by_address[address]]
        if secret.casefold() in str(message.message()).casefold() + _whole_text(message)
    ]
    assert told == []
    assert {by_address.get(message.to[0]) for message in messages} >= {"author"}


def test_mails_about_a_blind_practice_name_nobody(world: World) -> None:
    reviewers = {one.user.email for one in world.reviewers}
    about = [
        message
        for message in delivered(world)
        if set(message.to) & reviewers and world.practices["D"].code in _whole_text(message)
    ]
    assert [m.subject for m in about if any(n in _whole_text(m) for n in BLIND)] == []


def _whole_text(message: EmailMessage) -> str:
    parts: list[Any] = [message.subject, message.body, *getattr(message, "alternatives", [])]
    return " ".join(str(part) for part in parts).casefold()


PLANTED = {
    "/practices/?format=csv": "zqplantedone",
    "/practices/PRA-": "zqplantedtwo",
    "/desk/practices/": "zqplantedthree",
    "/versions/": "zqplantedfour",
    "/moves/": "zqplantedfive",
}


class PlantedLeaks:
    """Careless changes: a secret in the answers whose address has a certain part."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        response = self.get_response(request)
        words = [word for part, word in PLANTED.items() if part in request.get_full_path()]
        response["Content-Disposition"] = f'attachment; filename="{"-".join(words)}.csv"'
        return response


def test_the_crawl_finds_a_leak_wherever_it_is(world: World, settings: Any) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.PlantedLeaks"]
    found = leaks(reached_by("author", world), PLANTED.values())
    assert {secret for _address, secret in found} == set(PLANTED.values())
