"""The author's pages of a practice: who sees them in which state, what they say, what they cost."""

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from practices.models import Practice
from practices.problems import problems_of
from practices.standing import NEXT
from practices.views.overview import NOT_BUTTONS
from practices.workflow import WORKFLOW
from publication.choices import State
from publication.models import StateChange
from publication.moves import make_move
from stakeholders.choices import Role
from stakeholders.models import User
from tests.desk.access import signed_in
from tests.factories.practices import (
    LETTER,
    SECRET_NOTE,
    author_of,
    begun,
    practice_in,
    whole,
)
from tests.factories.publication import examiner
from tests.factories.stakeholders import MembershipFactory, OrganisationFactory, UserFactory
from tests.practices.author_forms import anew, colleague_of, typed

pytestmark = pytest.mark.django_db

OK, MISSING, FOUND = HTTPStatus.OK, HTTPStatus.NOT_FOUND, HTTPStatus.FOUND
STATES = [State(state) for state in WORKFLOW.states]
ROLES = (
    *("author", "colleague", "contributor", "other organisation", "outsider", "reviewer"),
    *("moderator", "secretariat", "secretariat of its own"),
)
AUTHORS = {"author", "colleague", "secretariat of its own"}


def person(role: str, practice: Practice) -> User:
    """Somebody of this role."""
    makers: dict[str, Callable[[], User]] = {
        "author": lambda: author_of(practice),
        "colleague": lambda: colleague_of(practice),
        "contributor": lambda: UserFactory(role=Role.CONTRIBUTOR, role__at=practice.organisation),
        "other organisation": lambda: UserFactory(role=Role.REPRESENTATIVE),
        "outsider": UserFactory,
        "reviewer": lambda: UserFactory(role=Role.REVIEWER),
        "moderator": lambda: UserFactory(role=Role.MODERATOR),
        "secretariat": lambda: UserFactory(secretariat=True),
        "secretariat of its own": lambda: _of_both(practice),
    }
    return makers[role]()


def _of_both(practice: Practice) -> User:
    """Works for the Secretariat, and speaks for the organisation that submits."""
    user = UserFactory(secretariat=True)
    MembershipFactory(user=user, organisation=practice.organisation, role=Role.REPRESENTATIVE)
    return user


def seen(page: str, state: State, role: str) -> int:
    """What the table says that this person gets; every pair of state and role is named by it."""
    is_author, is_examiner = role in AUTHORS, role == "secretariat"
    writable = state in {State.DRAFT, State.REVISING}
    match page:
        case "practice":
            sees = is_author or (is_examiner and state != State.DRAFT)
            return OK if sees else MISSING
        case "write":
            return (OK if writable else FOUND) if is_author else MISSING
        case "check":
            return OK if is_author and state == State.DRAFT else MISSING
        case "revise":
            return OK if is_author and state == State.REVISING else MISSING
        case "offline":
            return OK if is_author and writable else MISSING
        case "correct":
            return OK if is_examiner and state == State.PUBLISHED else MISSING
    raise AssertionError(page)


@pytest.mark.parametrize("state", STATES)
def test_every_page_in_every_state_by_every_role(state: State) -> None:
    practice = practice_in(state)
    people = {role: signed_in(person(role, practice)) for role in ROLES}
    for page in ("practice", "write", "check", "revise", "offline", "correct"):
        address = reverse(f"practice_desk:{page}", args=[practice.code])
        got = {role: client.get(address).status_code for role, client in people.items()}
        assert got == {role: seen(page, state, role) for role in ROLES}, page
        assert Client().get(address)["Location"].endswith(f"next={address}")


def test_a_code_that_is_none_is_no_page() -> None:
    client = signed_in(UserFactory(secretariat=True))
    for page in ("practice", "write", "check", "revise", "offline", "correct"):
        address = reverse(f"practice_desk:{page}", args=["PRA-1999-0001"])
        assert client.get(address).status_code == MISSING


class TestMine:
    def at(self) -> str:
        return reverse("practice_desk:mine")

    def test_it_shows_those_of_one_s_organisations_and_no_other(self) -> None:
        mine, other = whole(begun(), title="Mine"), whole(begun(), title="Another")
        page = signed_in(author_of(mine)).get(self.at()).text
        assert "Mine" in page
        assert other.title not in page
        assert reverse("practice_desk:begin") in page

    def test_who_speaks_for_nobody_is_told_how_to_take_part(self) -> None:
        practice = whole(begun(), title="Theirs")
        contributor = UserFactory(role=Role.CONTRIBUTOR, role__at=practice.organisation)
        page = signed_in(contributor).get(self.at()).text
        assert "Theirs" not in page
        assert reverse("practice_desk:begin") not in page
        assert reverse("desk:join") in page

    def test_nobody_is_led_to_sign_in(self) -> None:
        assert Client().get(self.at())["Location"].endswith(f"next={self.at()}")

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_costs_the_same_for_one_and_for_three(self, count: int) -> None:
        organisation = OrganisationFactory()
        for _number in range(count):
            whole(begun(organisation))
        client = signed_in(author_of(Practice.objects.all()[0]))
        client.get(self.at())
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = client.get(self.at()).text
        assert f'data-count="{count}"' in page
        assert len(queries) == QUERIES_OF_MINE


QUERIES_OF_MINE = 5


class TestOverview:
    @pytest.mark.parametrize("state", [state for state in STATES if state in NEXT])
    def test_it_says_where_it_stands(self, state: State) -> None:
        practice = practice_in(state)
        page = signed_in(author_of(practice)).get(practice.desk_address).text
        assert str(State(state).label) in page
        if state != State.REVISING:
            assert str(NEXT[state])[:40] in page

    def test_a_returned_one_says_why(self) -> None:
        practice = practice_in(State.SUBMITTED)
        make_move(practice, "return", by=examiner(), note="Say who pays.")
        page = signed_in(author_of(practice)).get(practice.desk_address).text
        assert "The Secretariat returned this practice" in page
        assert "Say who pays." in page

    def test_a_submitted_one_has_its_receipt(self) -> None:
        practice = practice_in(State.SUBMITTED)
        digest = StateChange.objects.of(practice).get(move="submit").digest
        page = signed_in(author_of(practice)).get(practice.desk_address).text
        assert digest in page
        assert "Receipt" not in signed_in(examiner()).get(practice.desk_address).text

    def test_the_letter_is_shown_and_nothing_else_of_the_reviews(self) -> None:
        practice = practice_in(State.REVISING)
        reviewers = [
            assignment.reviewer.user.name for assignment in practice.rounds.get().assignments.all()
        ]
        page = signed_in(author_of(practice)).get(practice.desk_address).text
        assert LETTER in page
        assert SECRET_NOTE not in page
        assert len(reviewers) == 3
        assert not [name for name in reviewers if name in page]

    @pytest.mark.parametrize("state", STATES)
    def test_its_buttons_are_the_moves_of_the_table(self, state: State) -> None:
        practice = practice_in(state)
        for user in (author_of(practice), examiner()):
            page = signed_in(user).get(practice.desk_address)
            if page.status_code == MISSING:
                continue
            for move in WORKFLOW:
                address = reverse("publication:move", args=["practices", practice.code, move.slug])
                may = move in WORKFLOW.open_to(user, practice)
                if not may:
                    other = any(m.slug == move.slug for m in WORKFLOW.open_to(user, practice))
                    assert other or f'"{address}"' not in page.text
                elif move.name not in NOT_BUTTONS:
                    assert f'"{address}"' in page.text

    @pytest.mark.parametrize(
        ("state", "page"),
        [
            (State.SUBMITTED, "screen"),
            (State.UNDER_REVIEW, "decide"),
            (State.APPEALED, "decide"),
            (State.PUBLISHED, "correct"),
        ],
    )
    def test_the_secretariat_is_led_to_the_page_where_it_decides(
        self, state: State, page: str
    ) -> None:
        practice = practice_in(state)
        address = f'"{reverse(f"practice_desk:{page}", args=[practice.code])}"'
        assert address in signed_in(examiner()).get(practice.desk_address).text
        assert address not in signed_in(author_of(practice)).get(practice.desk_address).text

    def test_the_secretariat_asks_for_no_consent(self) -> None:
        practice = practice_in(State.SUBMITTED)
        response = signed_in(examiner()).post(practice.desk_address, follow=True)
        assert "Only those who submit the practice ask the implementer." in response.text

    def test_it_costs_the_same_however_much_hangs_on_it(self) -> None:
        little, much = practice_in(State.SUBMITTED), practice_in(State.SUBMITTED)
        for number in range(5):
            much.partners.create(order=number, name=f"Partner {number}")
            much.links.create(order=number, title="A page", address="https://example.org/")
        counts = []
        for practice in (little, much):
            client = signed_in(author_of(practice))
            client.get(practice.desk_address)
            with CaptureQueriesContext(connection) as queries:
                client.get(practice.desk_address)
            counts.append(len(queries))
        assert counts[0] == counts[1]


class TestCheck:
    def at(self, practice: Practice) -> str:
        return reverse("practice_desk:check", args=[practice.code])

    def test_each_problem_leads_to_its_field(self) -> None:
        practice = begun()
        page = signed_in(author_of(practice)).get(self.at(practice)).text
        problems = list(problems_of(practice))
        assert f"{len(problems)} things are still missing or wrong" in page
        form = signed_in(author_of(practice)).get(
            reverse("practice_desk:write", args=[practice.code])
        )
        for name, _words in problems:
            assert f"/write/#id_{name}" in page
            assert f'id="id_{name}' in form.text, name

    def test_from_here_it_is_submitted(self) -> None:
        practice = whole(begun())
        client = signed_in(author_of(practice))
        page = client.get(self.at(practice)).text
        address = reverse("publication:move", args=["practices", practice.code, "submit"])
        assert address in page
        assert client.post(address).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        client.post(address, {"declared": "on"})
        assert anew(practice).state == State.SUBMITTED


class TestCorrecting:
    def at(self, practice: Practice) -> str:
        return reverse("practice_desk:correct", args=[practice.code])

    def test_it_is_published_at_once_and_the_version_before_stays(self) -> None:
        practice = practice_in(State.PUBLISHED)
        client = signed_in(examiner())
        data = typed(practice, title="Corrected", note="A wrong name.")
        response = client.post(self.at(practice), data)
        assert response["Location"] == practice.desk_address
        assert anew(practice).title == "Corrected"
        change = StateChange.objects.of(practice).last()
        assert change is not None
        assert (change.move, change.note) == ("correct", "A wrong name.")
        assert change.content is not None
        assert change.content["title"] == "Corrected"

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"note": ""}, "This field is required"),
            ({"amount": "many", "note": "Why."}, "Write the number in digits"),
            ({"summary": "", "note": "Why."}, "is empty"),
            ({"criterion-rights": "", "note": "Why."}, "has no answer"),
        ],
    )
    def test_all_of_it_must_hold(self, fields: dict[str, str], words: str) -> None:
        practice = practice_in(State.PUBLISHED)
        response = signed_in(examiner()).post(self.at(practice), typed(practice, **fields))
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert words in response.text
        assert anew(practice).revision == practice.revision
        assert anew(practice).summary == practice.summary

    def test_another_correction_in_between_is_told(self) -> None:
        practice = practice_in(State.PUBLISHED)
        client = signed_in(examiner())
        data = typed(practice, title="First", note="Why.")
        client.post(self.at(practice), data)
        response = client.post(self.at(practice), {**data, "title": "Second"})
        assert response.status_code == HTTPStatus.CONFLICT
        assert "Another has corrected it in between" in response.text
        assert 'value="Second"' in response.text
        assert anew(practice).title == "First"

    def test_archived_meanwhile_it_is_told_and_what_was_typed_stands_there(self) -> None:
        practice = practice_in(State.PUBLISHED)
        client = signed_in(examiner())
        data = typed(practice, title="A better title", note="Why.")
        make_move(practice, "archive", by=examiner(), note="Over.")
        response = client.post(self.at(practice), data)
        assert response.status_code == HTTPStatus.CONFLICT
        assert "no longer published" in response.text
        assert 'value="A better title"' in response.text
        assert anew(practice).title != "A better title"
        assert client.get(self.at(practice)).status_code == HTTPStatus.NOT_FOUND
