"""What the pages of a peer review may not tell: looked for on each, by whoever can reach it."""

import re
from collections.abc import Iterator

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from notices.delivery import deliver_one
from notices.models import Notice
from practices.choices import AssignmentState, Belonging, ReviewMode
from practices.models import Assignment, Practice
from practices.peer_review.inviting import call_off
from practices.peer_review.tokens import token_of
from practices.peer_review.writing import hand_in
from publication.choices import State
from publication.moves import make_move
from stakeholders.models import User
from tests.desk.access import signed_in
from tests.factories.practices import (
    LETTER,
    SECRET_NOTE,
    assigned,
    author_of,
    practice_in,
    reviewed,
    reviewer,
)
from tests.factories.publication import examiner
from tests.practices.people import people_around
from tests.practices.test_anonymity import HOUSE, IMPLEMENTER, PARTNER, in_mode, telling
from tests.practices.test_answering import written

pytestmark = pytest.mark.django_db

NAMES = ("assignment", "review", "check_review", "step_down")
TO_AUTHOR = "The evidence is thin on page four."
CONFIDENTIAL = "The second table looks copied."
CONTACT = ("Rosa Contacta", "rosa.contacta")


@pytest.fixture(params=ReviewMode)
def practice(request: pytest.FixtureRequest) -> Practice:
    """Under review in each mode, by one who is at work and one who has handed in."""
    examiner()
    practice = in_mode(telling(), request.param)
    reviewed(
        assigned(practice, by=reviewer(Belonging.UN)),
        2,
        for_author=TO_AUTHOR,
        for_secretariat=CONFIDENTIAL,
    )
    assigned(practice, AssignmentState.ACCEPTED, by=reviewer())
    assigned(practice, by=reviewer())
    return practice


def found_in(words: str, *secrets: str) -> list[str]:
    """Which of them stand there: “Person 1” does not stand in “Person 12”."""
    return [one for one in secrets if re.search(rf"{re.escape(one)}(?!\d)", words, re.IGNORECASE)]


def assignments(practice: Practice) -> list[Assignment]:
    found = Assignment.objects.with_names().filter(round__practice=practice)
    return list(found.order_by("pk"))


def addresses(practice: Practice) -> Iterator[str]:
    yield reverse("practice_desk:assignments")
    yield reverse("practice_desk:certificate")
    for one in assignments(practice):
        for name in NAMES:
            yield reverse(f"practice_desk:{name}", args=[one.pk])
        for file in practice.files.all():
            yield reverse("practice_desk:assignment_file", args=[one.pk, file.pk])


def read_by(client: Client, practice: Practice) -> str:
    """Every word that this visitor gets, on every page of every assignment, headers too."""
    words = []
    for address in addresses(practice):
        response = client.get(address)
        content = response.getvalue() if response.streaming else response.content
        words.append(f"{response.headers}{content.decode(errors='replace')}")
    return "".join(words)


def reviewers_names(practice: Practice) -> list[str]:
    return [str(one.reviewer) for one in assignments(practice)]


@pytest.mark.parametrize("who", ["author", "second speaker", "contributor", "outsider", "nobody"])
def test_who_is_no_reviewer_reads_nothing_at_all(practice: Practice, who: str) -> None:
    done = assignments(practice)[0]
    people = people_around(practice, done)
    client = Client() if who == "nobody" else signed_in(people[who])
    words = read_by(client, practice)
    secrets = [TO_AUTHOR, CONFIDENTIAL, SECRET_NOTE, "Vans of", *reviewers_names(practice)]
    assert found_in(words, *secrets) == []


def test_a_reviewer_reads_no_other_and_no_contact(practice: Practice) -> None:
    done, at_work, asked = assignments(practice)
    for mine in (done, at_work, asked):
        words = read_by(signed_in(mine.reviewer.user), practice)
        others = [str(one.reviewer) for one in (done, at_work, asked) if one != mine]
        assert found_in(words, *others, *CONTACT) == []
        assert (CONFIDENTIAL in words) == (mine == done)
        assert (TO_AUTHOR in words) == (mine == done)


def test_who_only_was_asked_reads_no_content(practice: Practice) -> None:
    words = read_by(signed_in(assignments(practice)[2].reviewer.user), practice)
    words += (
        Client()
        .get(reverse("practice_desk:invitation", args=[token_of(assignments(practice)[2])]))
        .content.decode()
    )
    assert practice.code in words
    for hidden in ("Vans of", "drive vans", "Nine of ten births", "%PDF"):
        assert hidden not in words


def test_who_has_handed_in_reads_the_others_without_what_is_confidential(
    practice: Practice,
) -> None:
    done, at_work, _asked = assignments(practice)
    mine = written(at_work, 2, for_author="Mine.", for_secretariat="My own secret.")
    hand_in(assignment=mine, by=mine.reviewer.user)
    words = read_by(signed_in(mine.reviewer.user), practice)
    assert TO_AUTHOR in words
    assert "My own secret." in words
    assert CONFIDENTIAL not in words
    assert found_in(words, str(done.reviewer)) == []


def test_a_double_blind_reviewer_never_learns_whose_it_is(practice: Practice) -> None:
    is_blind = practice.call.mode == ReviewMode.DOUBLE_BLIND
    secrets = (HOUSE, IMPLEMENTER, PARTNER, "casa@example.org", "casa.example", "casa-del")
    for mine in assignments(practice)[:2]:
        words = read_by(signed_in(mine.reviewer.user), practice)
        assert (found_in(words, *secrets) == []) == is_blind
        assert found_in(words, str(practice.author)) == []


def all_mail_to(person: User) -> str:
    mail.outbox.clear()
    for notice in Notice.objects.filter(recipient=person):
        assert deliver_one(notice.pk), notice.kind
    return "".join(str(letter.message()) for letter in mail.outbox)


def test_no_mail_of_the_whole_way_tells_what_it_may_not(practice: Practice) -> None:
    done, at_work, asked = assignments(practice)
    third = reviewed(assigned(practice), 2, for_author="Third.", for_secretariat=CONFIDENTIAL)
    hand_in(assignment=written(at_work, 2), by=at_work.reviewer.user)
    call_off(asked, examiner(), "Enough are in.")
    make_move(Practice.objects.get(pk=practice.pk), "accept", by=examiner(), note=LETTER)
    make_move(Practice.objects.get(pk=practice.pk), "publish", by=examiner())
    names = [*reviewers_names(practice), *(one.reviewer.user.email for one in (done, third))]
    to_author = all_mail_to(author_of(practice))
    assert practice.code in to_author
    assert found_in(to_author, *names) == []
    assert CONFIDENTIAL not in to_author
    for one in (done, at_work, asked, third):
        words = all_mail_to(one.reviewer.user)
        others = [name for name in reviewers_names(practice) if name != str(one.reviewer)]
        hidden = [*others, HOUSE, IMPLEMENTER, PARTNER, "Vans of", str(practice.author)]
        assert found_in(words, *hidden) == []


def test_a_withdrawn_practice_is_read_by_nobody_who_was_at_it() -> None:
    practice = practice_in(State.UNDER_REVIEW)
    mine = assigned(practice, AssignmentState.ACCEPTED)
    make_move(practice, "withdraw", by=author_of(practice))
    words = read_by(signed_in(mine.reviewer.user), practice)
    assert practice.title not in words
    assert practice.summary not in words
