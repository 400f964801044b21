"""The page of the form: it saves what it gets, never over another's words, and loses nothing."""

import re
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from practices.models import Call, Practice
from publication.choices import State
from stakeholders.choices import Role
from stakeholders.models import User
from tests.desk.access import signed_in
from tests.factories.pledges import pdf, speaker_of
from tests.factories.practices import (
    author_of,
    begun,
    criterion,
    moved,
    practice_in,
    standing_call,
    thematic_call,
    whole,
)
from tests.factories.stakeholders import PASSWORD, OrganisationFactory, UserFactory, state
from tests.practices.author_forms import anew, colleague_of, typed

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
INVALID, CONFLICT = HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT


def at(practice: Practice) -> str:
    return reverse("practice_desk:write", args=[practice.code])


def send(
    practice: Practice,
    client: Client | None = None,
    headers: dict[str, str] | None = None,
    **more: Any,
) -> Any:
    by = client or signed_in(author_of(practice))
    return by.post(at(practice), typed(practice, **more), headers=headers)


def test_it_saves_and_comes_back() -> None:
    practice = begun()
    client = signed_in(author_of(practice))
    response = client.post(at(practice), typed(practice, title="Vans"), follow=True)
    assert response.redirect_chain == [(at(practice), HTTPStatus.FOUND)]
    page = response.content.decode()
    assert "Saved." in page
    assert 'value="Vans"' in page
    assert 'name="revision" value="2"' in page
    assert re.search(r"Saved \d\d:\d\d by", page)


@pytest.mark.parametrize(
    ("wish", "leads_to"),
    [
        ("check", "check/"),
        ("partners", "write/#id_partners"),
        ("links", "write/#id_links"),
        ("files", "write/#id_files"),
        ("//evil.example", "write/"),
    ],
)
def test_it_leads_on_where_one_asked_to_go(wish: str, leads_to: str) -> None:
    practice = begun()
    response = send(practice, next=wish)
    assert response["Location"] == f"/en/desk/practices/{practice.code}/{leads_to}"


def test_while_it_is_revised_it_leads_to_the_points() -> None:
    practice = practice_in(State.REVISING)
    response = send(practice, next="check")
    assert response["Location"] == f"/en/desk/practices/{practice.code}/revise/"


def test_the_questions_of_the_call_stand_beside_the_fields() -> None:
    practice = begun()
    criterion("impact")
    page = signed_in(author_of(practice)).get(at(practice)).content.decode()
    impact = page.index('name="impact"')
    assert impact < page.index("What about impact?") < page.index('name="evidence"')
    assert 'name="criterion-rights"' in page
    assert "What about rights?" in page


def test_what_cannot_be_read_is_saved_and_told_at_the_top_and_at_the_field() -> None:
    practice = begun()
    client = signed_in(author_of(practice))
    data = typed(practice, amount="1e400", **{"links-0-address": "javascript:alert(1)"})
    page = client.post(at(practice), data, follow=True).content.decode()
    assert "Saved as you typed it" in page
    assert "<title>Error:" in page
    assert 'href="#id_amount">Cost: Write the number in digits' in page
    assert 'href="#id_links-0-address">Address: Write the whole address' in page
    assert 'href="#id_links-0-title">What is there: This is missing' in page
    assert 'value="javascript:alert(1)"' in page
    assert not anew(practice).links.exists()


def test_a_save_that_another_has_overtaken_shows_both_texts_and_changes_nothing() -> None:
    practice = whole(begun(), title="Old")
    send(practice, signed_in(colleague_of(practice)), title="Theirs", scope="local")
    response = send(practice, signed_in(author_of(practice)), title="Mine")
    assert response.status_code == CONFLICT
    page = response.content.decode()
    assert "Rosa Colega saved this practice in between" in page
    assert re.findall(r"data-theirs>([^<]*)<", page) == ["Theirs", "Local"]
    assert re.findall(r"data-yours>([^<]*)<", page) == ["Mine", "National"]
    assert 'value="Mine"' in page
    assert 'name="revision" value="1"' in page  # the old one, until one has chosen
    assert anew(practice).title == "Theirs"


def test_one_may_choose_to_save_what_is_in_the_fields() -> None:
    practice = begun()
    send(practice, title="Theirs")
    client = signed_in(author_of(practice))
    send(practice, client, title="Mine")
    response = client.post(at(practice), typed(practice, title="Both", over="2"))
    assert response.status_code == HTTPStatus.FOUND
    assert (anew(practice).title, anew(practice).revision) == ("Both", 3)


def test_what_was_refused_stays_in_the_form_until_one_has_chosen() -> None:
    practice = begun()
    send(practice, title="Theirs")
    client = signed_in(author_of(practice))
    send(practice, client, title="Mine")
    page = client.get(at(practice)).content.decode()
    assert 'value="Mine"' in page
    assert "could not be saved is in the fields" in page
    assert client.post(at(practice), {"keep": "theirs"}).status_code == HTTPStatus.FOUND
    page = client.get(at(practice)).content.decode()
    assert 'value="Theirs"' in page
    assert 'value="Mine"' not in page


def test_sending_the_same_twice_is_no_conflict() -> None:
    practice = begun()
    link = {"links-1-title": "A page", "links-1-address": "http://a.example"}
    rows: dict[str, Any] = {"partners-0-name": "A city", **link}
    assert send(practice, **rows).status_code == HTTPStatus.FOUND
    assert send(practice, **rows).status_code == HTTPStatus.FOUND
    assert anew(practice).revision == 2


@pytest.mark.parametrize("revision", ["", "x", "-1", "1.0", "9" * 40, "٣"])
def test_a_revision_that_is_none_is_refused(revision: str) -> None:
    practice = begun()
    assert send(practice, revision=revision).status_code == HTTPStatus.BAD_REQUEST
    assert anew(practice).title == ""


def test_a_form_that_comes_late_is_shown_to_be_copied() -> None:
    practice = practice_in(State.DRAFT)
    client = signed_in(author_of(practice))
    moved(practice, to=State.SUBMITTED)
    response = send(practice, client, title="Too late")
    assert response.status_code == CONFLICT
    assert "Too late" in response.content.decode()
    assert "Too late" not in anew(practice).title


def test_what_was_typed_survives_the_end_of_a_session() -> None:
    practice = begun()
    author = author_of(practice)
    client = Client()
    response = send(practice, client, title="Typed before")
    assert response["Location"].startswith("/en/accounts/login/")
    login = {"login": author.email, "password": PASSWORD, "next": at(practice)}
    page = client.post("/en/accounts/login/", login, follow=True).content.decode()
    assert 'value="Typed before"' in page
    assert "It is not saved yet" in page
    send(practice, client, title="Typed before")
    assert anew(practice).title == "Typed before"
    assert "It is not saved yet" not in client.get(at(practice)).content.decode()


class TestAutosave:
    def test_it_saves_and_answers_with_a_line(self) -> None:
        practice = begun()
        response = send(practice, headers=HTMX, title="As one writes")
        page = response.content.decode()
        assert 'name="revision" value="2"' in page
        assert "<html" not in page
        assert anew(practice).title == "As one writes"

    def test_it_tells_how_much_cannot_be_read(self) -> None:
        page = send(begun(), headers=HTMX, amount="many", starts_on="soon").content.decode()
        assert "2 entries cannot be read yet" in page

    def test_a_stale_one_keeps_the_old_revision_and_the_text(self) -> None:
        practice = begun()
        send(practice, title="Theirs")
        client = signed_in(author_of(practice))
        response = send(practice, client, headers=HTMX, title="Mine")
        assert response.status_code == CONFLICT
        assert 'name="revision" value="1"' in response.content.decode()
        assert 'value="Mine"' in client.get(at(practice)).content.decode()

    def test_one_without_a_session_is_kept_and_told(self) -> None:
        practice = begun()
        client = Client()
        response = send(practice, client, headers=HTMX, title="Typed before")
        assert response.status_code == HTTPStatus.UNAUTHORIZED
        assert "signed out" in response.content.decode()
        client.force_login(author_of(practice), backend="django.contrib.auth.backends.ModelBackend")
        assert 'value="Typed before"' in client.get(at(practice)).content.decode()

    def test_one_that_comes_late_says_so(self) -> None:
        practice = practice_in(State.DRAFT)
        client = signed_in(author_of(practice))
        moved(practice, to=State.SUBMITTED)
        response = send(practice, client, headers=HTMX)
        assert response.status_code == CONFLICT
        assert "handed in meanwhile" in response.content.decode()


@pytest.mark.parametrize("role", ["secretariat", "outsider", "contributor", "reviewer"])
def test_nobody_else_writes_in_it(role: str) -> None:
    practice = begun()
    people: dict[str, User] = {
        "secretariat": UserFactory(secretariat=True),
        "outsider": UserFactory(),
        "contributor": UserFactory(role=Role.CONTRIBUTOR, role__at=practice.organisation),
        "reviewer": UserFactory(role=Role.REVIEWER),
    }
    response = send(practice, signed_in(people[role]), title="Mine")
    assert response.status_code == HTTPStatus.NOT_FOUND
    assert anew(practice).title == ""


class TestFiles:
    def test_one_is_taken_with_the_form(self) -> None:
        practice = begun()
        client = signed_in(author_of(practice))
        data = {**typed(practice, title="With a plan"), "file": pdf("Plan d’action.pdf")}
        page = client.post(at(practice), data, follow=True).content.decode()
        assert "Plan_daction.pdf" in page
        assert anew(practice).title == "With a plan"

    def test_a_bad_one_is_refused_and_the_text_is_saved_all_the_same(self) -> None:
        practice = begun()
        client = signed_in(author_of(practice))
        data = {**typed(practice, title="Kept"), "file": pdf("page.html", b"<script>")}
        response = client.post(at(practice), data)
        assert response.status_code == INVALID
        assert "Only PDF, Word, Excel" in response.content.decode()
        assert anew(practice).title == "Kept"
        assert not practice.files.exists()

    def test_one_is_taken_back_and_is_gone(self) -> None:
        practice = begun()
        client = signed_in(author_of(practice))
        for _time in range(2):  # the same one twice is kept once
            client.post(at(practice), {**typed(anew(practice)), "file": pdf()})
        number = practice.files.get().pk
        there = reverse("practice_desk:file", args=[practice.code, number])
        assert client.get(there).status_code == HTTPStatus.OK
        client.post(at(practice), {**typed(anew(practice)), "remove_file": number})
        assert not practice.files.filter(removed_at=None).exists()
        assert client.get(there).status_code == HTTPStatus.NOT_FOUND

    def test_one_of_another_practice_stays(self) -> None:
        practice, other = begun(), begun()
        signed_in(author_of(other)).post(at(other), {**typed(other), "file": pdf()})
        send(practice, remove_file=other.files.get().pk)
        assert other.files.filter(removed_at=None).exists()

    def test_nobody_else_gets_one_of_a_draft(self) -> None:
        practice = begun()
        signed_in(author_of(practice)).post(at(practice), {**typed(practice), "file": pdf()})
        there = reverse("practice_desk:file", args=[practice.code, practice.files.get().pk])
        for user in (UserFactory(), UserFactory(secretariat=True)):
            assert signed_in(user).get(there).status_code == HTTPStatus.NOT_FOUND
        assert Client().get(there).status_code == HTTPStatus.FOUND


class TestAdvice:
    """What the Network prefers is said and not demanded."""

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"starts_on": "2016-01-01"}, "It began before the Compact was adopted"),
            (
                {"starts_on": "2014-01-01", "ends_on": "2016-01-01"},
                "It ended before the Compact was adopted",
            ),
            ({"progress": "under-way"}, "It is under way."),
        ],
    )
    def test_it_stands_beside_the_field_and_at_the_check(
        self, fields: dict[str, str], words: str
    ) -> None:
        practice = begun()
        client = signed_in(author_of(practice))
        assert words in client.post(at(practice), typed(practice, **fields), follow=True).text
        check = client.get(reverse("practice_desk:check", args=[practice.code])).text
        assert words in check
        assert "Everything that is needed is there." in check

    def test_the_others_are_not_advised(self) -> None:
        practice = begun()
        client = signed_in(author_of(practice))
        page = client.post(at(practice), typed(practice), follow=True).text
        assert 'class="advised"' not in page


class TestBegin:
    def at(self) -> str:
        return reverse("practice_desk:begin")

    def data(self, **fields: Any) -> dict[str, Any]:
        return {
            "organisation": state("CRI").pk,
            "call": standing_call().pk,
            "language": "es",
            **fields,
        }

    def test_a_practice_begins_with_its_code_and_leads_to_the_form(self) -> None:
        user = speaker_of(state("CRI"))
        response = signed_in(user).post(self.at(), self.data())
        practice = Practice.objects.get(organisation=state("CRI"))
        assert response["Location"] == at(practice)
        assert (practice.code, practice.language) == ("PRA-2030-0001", "es")
        assert practice.state == State.DRAFT
        assert practice.cycle == standing_call().cycle

    def test_it_offers_the_organisations_that_one_speaks_for_and_no_other(self) -> None:
        other = OrganisationFactory()
        user = speaker_of(state("CRI"))
        assert other.name not in signed_in(user).get(self.at()).text
        response = signed_in(user).post(self.at(), self.data(organisation=other.pk))
        assert response.status_code == INVALID
        assert not Practice.objects.exists()

    @pytest.mark.parametrize("field", ["organisation", "call", "language"])
    @pytest.mark.parametrize("value", ["", "nonsense", "999999", "9" * 40])
    def test_nonsense_is_refused(self, field: str, value: str) -> None:
        user = speaker_of(state("CRI"))
        response = signed_in(user).post(self.at(), self.data(**{field: value}))
        assert response.status_code == INVALID

    def test_a_call_that_is_closed_or_not_published_is_not_offered(self) -> None:
        call = thematic_call()
        Call.objects.filter(pk=call.pk).update(published_at=None)
        user = speaker_of(state("CRI"))
        assert call.title not in signed_in(user).get(self.at()).text
        assert signed_in(user).post(self.at(), self.data(call=call.pk)).status_code == INVALID

    def test_the_page_of_a_call_leads_to_it(self) -> None:
        call = thematic_call()
        user = speaker_of(state("CRI"))
        page = signed_in(user).get(f"{self.at()}?call=climate").text
        assert f'<option value="{call.pk}" selected>' in page
        assert signed_in(user).get(f"{self.at()}?call=nonsense").status_code == HTTPStatus.OK

    @pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.REVIEWER, Role.SECRETARIAT])
    def test_who_speaks_for_nobody_begins_none(self, role: Role) -> None:
        user = UserFactory(secretariat=True) if role == Role.SECRETARIAT else UserFactory(role=role)
        assert signed_in(user).get(self.at()).status_code == HTTPStatus.NOT_FOUND
        assert signed_in(user).post(self.at(), {}).status_code == HTTPStatus.NOT_FOUND
