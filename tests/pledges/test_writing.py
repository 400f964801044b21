"""The page of the form: it saves what it gets, never over another's words, and loses nothing."""

import re
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from pledges.models import Pledge
from publication.choices import State
from stakeholders.choices import Role
from stakeholders.models import User
from tests.desk.access import signed_in
from tests.factories.pledges import (
    DESCRIPTION,
    author_of,
    begun,
    partner,
    pdf,
    pledge_in,
    speaker_of,
    typed,
    whole,
)
from tests.factories.publication import moved
from tests.factories.stakeholders import PASSWORD, UserFactory, state

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
INVALID, CONFLICT = HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT


def at(pledge: Pledge) -> str:
    return reverse("pledge_desk:write", args=[pledge.code])


def anew(pledge: Pledge) -> Pledge:
    return Pledge.objects.get(pk=pledge.pk)


def send(
    pledge: Pledge, client: Client | None = None, headers: dict[str, str] | None = None, **more: Any
) -> Any:
    by = client or signed_in(author_of(pledge))
    return by.post(at(pledge), typed(pledge, **more), headers=headers)


def test_it_saves_and_comes_back() -> None:
    pledge = begun()
    client = signed_in(author_of(pledge))
    response = client.post(at(pledge), typed(pledge, title="A desk"), follow=True)
    assert response.redirect_chain == [(at(pledge), HTTPStatus.FOUND)]
    page = response.content.decode()
    assert "Saved." in page
    assert 'value="A desk"' in page
    assert 'name="revision" value="2"' in page
    assert re.search(r"Saved \d\d:\d\d by", page)


@pytest.mark.parametrize(
    ("wish", "leads_to"),
    [
        ("check", "check/"),
        ("partners", "partners/"),
        ("targets", "write/#id_targets"),
        ("commitments", "write/#id_commitments"),
        ("files", "write/#id_files"),
        ("//evil.example", "write/"),
    ],
)
def test_it_leads_on_where_one_asked_to_go(wish: str, leads_to: str) -> None:
    pledge = begun()
    response = send(pledge, next=wish)
    assert response["Location"] == f"/en/desk/pledges/{pledge.code}/{leads_to}"


def test_what_cannot_be_read_is_saved_and_told_at_the_top_and_at_the_field() -> None:
    pledge = begun()
    client = signed_in(author_of(pledge))
    page = client.post(at(pledge), typed(pledge, amount="1e400"), follow=True).content.decode()
    assert "Saved as you typed it" in page
    assert "<title>Error:" in page
    assert 'href="#id_amount">Amount: Write the number in digits' in page
    assert 'value="1e400"' in page
    assert "aria-invalid" in page


def test_the_target_that_is_half_filled_is_told_by_its_field() -> None:
    pledge = begun()
    client = signed_in(author_of(pledge))
    data = typed(pledge, **{"targets-0-value": "", "targets-0-unit": ""})
    page = client.post(at(pledge), data, follow=True).content.decode()
    assert 'href="#id_targets-0-value">Target: This is missing' in page
    assert 'href="#id_targets-0-unit">Unit: This is missing' in page
    assert anew(pledge).targets.count() == 0


def test_a_save_that_another_has_overtaken_shows_both_texts_and_changes_nothing() -> None:
    pledge = whole(begun(), title="Old")
    colleague = UserFactory(
        name="Rosa Colega", role=Role.REPRESENTATIVE, role__at=pledge.organisation
    )
    send(pledge, signed_in(colleague), title="Theirs", scope="local")
    mine = signed_in(author_of(pledge))
    response = send(pledge, mine, title="Mine")
    assert response.status_code == CONFLICT
    page = response.content.decode()
    assert "Rosa Colega saved this pledge in between" in page
    assert re.findall(r"data-theirs>([^<]*)<", page) == ["Theirs", "Local"]
    assert re.findall(r"data-yours>([^<]*)<", page) == ["Mine", "National"]
    assert 'value="Mine"' in page
    assert 'name="revision" value="1"' in page  # the old one, until one has chosen
    assert anew(pledge).title == "Theirs"


def test_one_may_choose_to_save_what_is_in_the_fields() -> None:
    pledge = begun()
    send(pledge, title="Theirs")
    client = signed_in(author_of(pledge))
    send(pledge, client, title="Mine")
    data = typed(pledge, title="Both", over="2")  # what the button sends
    response = client.post(at(pledge), data)
    assert response.status_code == HTTPStatus.FOUND
    assert (anew(pledge).title, anew(pledge).revision) == ("Both", 3)


def test_what_was_refused_stays_in_the_form_until_one_has_chosen() -> None:
    pledge = begun()
    send(pledge, title="Theirs")
    client = signed_in(author_of(pledge))
    send(pledge, client, title="Mine")
    page = client.get(at(pledge)).content.decode()
    assert 'value="Mine"' in page
    assert "could not be saved is in the fields" in page
    assert client.post(at(pledge), {"keep": "theirs"}).status_code == HTTPStatus.FOUND
    page = client.get(at(pledge)).content.decode()
    assert 'value="Theirs"' in page
    assert "Mine" not in page


def test_sending_the_same_twice_is_no_conflict() -> None:
    pledge = begun()
    assert send(pledge).status_code == HTTPStatus.FOUND
    assert send(pledge).status_code == HTTPStatus.FOUND
    assert anew(pledge).revision == 2


@pytest.mark.parametrize("revision", ["", "x", "-1", "1.0", "9" * 40, "٣"])
def test_a_revision_that_is_none_is_refused(revision: str) -> None:
    pledge = begun()
    assert send(pledge, revision=revision).status_code == HTTPStatus.BAD_REQUEST
    assert anew(pledge).title == ""


def test_a_form_that_comes_late_is_shown_to_be_copied() -> None:
    pledge = pledge_in(State.DRAFT)
    client = signed_in(author_of(pledge))
    moved(pledge, to=State.SUBMITTED)
    response = send(pledge, client, title="Too late")
    assert response.status_code == CONFLICT
    assert "Too late" in response.content.decode()
    assert "Too late" not in anew(pledge).title


def test_what_was_typed_survives_the_end_of_a_session() -> None:
    pledge = begun()
    author = author_of(pledge)
    client = Client()
    response = send(pledge, client, title="Typed before")
    assert response.status_code == HTTPStatus.FOUND
    assert response["Location"].startswith("/en/accounts/login/")
    login = {"login": author.email, "password": PASSWORD, "next": at(pledge)}
    page = client.post("/en/accounts/login/", login, follow=True).content.decode()
    assert 'value="Typed before"' in page
    assert "It is not saved yet" in page
    send(pledge, client, title="Typed before")
    assert anew(pledge).title == "Typed before"
    assert "It is not saved yet" not in client.get(at(pledge)).content.decode()


class TestAutosave:
    def test_it_saves_and_answers_with_a_line(self) -> None:
        pledge = begun()
        response = send(pledge, headers=HTMX, title="As one writes")
        page = response.content.decode()
        assert response.status_code == HTTPStatus.OK
        assert 'name="revision" value="2"' in page
        assert "<html" not in page
        assert anew(pledge).title == "As one writes"

    def test_it_tells_how_much_cannot_be_read(self) -> None:
        page = send(begun(), headers=HTMX, amount="many", starts_on="soon").content.decode()
        assert "2 entries cannot be read yet" in page

    def test_a_stale_one_keeps_the_old_revision_and_the_text(self) -> None:
        pledge = begun()
        send(pledge, title="Theirs")
        client = signed_in(author_of(pledge))
        response = send(pledge, client, headers=HTMX, title="Mine")
        assert response.status_code == CONFLICT
        assert 'name="revision" value="1"' in response.content.decode()
        assert "another has saved in between" in response.content.decode()
        assert 'value="Mine"' in client.get(at(pledge)).content.decode()

    def test_one_without_a_session_is_kept_and_told(self) -> None:
        pledge = begun()
        client = Client()
        response = send(pledge, client, headers=HTMX, title="Typed before")
        assert response.status_code == HTTPStatus.UNAUTHORIZED
        assert "signed out" in response.content.decode()
        client.force_login(author_of(pledge), backend="django.contrib.auth.backends.ModelBackend")
        assert 'value="Typed before"' in client.get(at(pledge)).content.decode()

    def test_one_that_comes_late_says_so(self) -> None:
        pledge = pledge_in(State.DRAFT)
        client = signed_in(author_of(pledge))
        moved(pledge, to=State.SUBMITTED)
        response = send(pledge, client, headers=HTMX)
        assert response.status_code == CONFLICT
        assert "handed in meanwhile" in response.content.decode()


@pytest.mark.parametrize("role", ["partner", "secretariat", "outsider", "contributor"])
def test_nobody_else_writes_in_it(role: str) -> None:
    pledge = begun()
    people: dict[str, User] = {
        "partner": speaker_of(partner(pledge).organisation),
        "secretariat": UserFactory(secretariat=True),
        "outsider": UserFactory(),
        "contributor": UserFactory(role=Role.CONTRIBUTOR, role__at=pledge.organisation),
    }
    response = send(pledge, signed_in(people[role]), title="Mine")
    assert response.status_code == HTTPStatus.NOT_FOUND
    assert anew(pledge).title == ""


class TestFiles:
    def test_one_is_taken_with_the_form(self) -> None:
        pledge = begun()
        client = signed_in(author_of(pledge))
        data = {**typed(pledge, title="With a plan"), "file": pdf("Plan d’action.pdf")}
        page = client.post(at(pledge), data, follow=True).content.decode()
        assert "Plan_daction.pdf" in page
        assert anew(pledge).title == "With a plan"

    def test_the_same_one_twice_is_kept_once(self) -> None:
        pledge = begun()
        client = signed_in(author_of(pledge))
        for _time in range(2):
            client.post(at(pledge), {**typed(anew(pledge)), "file": pdf()})
        assert pledge.files.count() == 1

    def test_a_bad_one_is_refused_and_the_text_is_saved_all_the_same(self) -> None:
        pledge = begun()
        client = signed_in(author_of(pledge))
        data = {**typed(pledge, title="Kept"), "file": pdf("page.html", b"<script>")}
        response = client.post(at(pledge), data)
        assert response.status_code == INVALID
        assert "Only PDF, Word, Excel" in response.content.decode()
        assert anew(pledge).title == "Kept"
        assert not pledge.files.exists()

    def test_one_is_taken_back(self) -> None:
        pledge = begun()
        client = signed_in(author_of(pledge))
        client.post(at(pledge), {**typed(pledge), "file": pdf()})
        number = pledge.files.get().pk
        client.post(at(pledge), {**typed(anew(pledge)), "remove_file": number})
        assert not pledge.files.filter(removed_at=None).exists()
        there = reverse("pledges:file", args=[pledge.code, number])
        assert client.get(there).status_code == HTTPStatus.NOT_FOUND

    def test_one_of_another_pledge_stays(self) -> None:
        pledge, other = begun(), begun()
        signed_in(author_of(other)).post(at(other), {**typed(other), "file": pdf()})
        send(pledge, remove_file=other.files.get().pk)
        assert other.files.filter(removed_at=None).exists()


ABOUT_REFUGEES = [
    "We will settle 500 refugees",
    "Nous accueillerons des réfugiés",
    "Vamos a acoger a personas refugiadas",
    "Acolheremos refugiados",
    "Мы примем беженцев",
    "سنستقبل اللاجئين",
    "حق اللجوء",
    "我们将接纳难民",
]


@pytest.mark.parametrize("text", ABOUT_REFUGEES)
def test_a_pledge_about_refugees_is_pointed_to_their_compact(text: str) -> None:
    pledge = begun()
    client = signed_in(author_of(pledge))
    page = client.post(at(pledge), typed(pledge, description=text), follow=True).content.decode()
    assert "globalcompactrefugees.org" in page
    assert anew(pledge).description == text  # it is not forbidden


def test_its_author_may_say_so_too() -> None:
    pledge = begun()
    client = signed_in(author_of(pledge))
    data = typed(pledge, is_about_refugees="on")
    assert (
        "globalcompactrefugees.org" in client.post(at(pledge), data, follow=True).content.decode()
    )


def test_other_pledges_are_not_pointed_there() -> None:
    pledge = begun()
    client = signed_in(author_of(pledge))
    page = client.post(at(pledge), typed(pledge), follow=True).content.decode()
    assert "globalcompactrefugees.org" not in page


def test_the_form_helps_to_write_a_target_for_the_objectives_chosen() -> None:
    pledge = whole(begun(), objectives=[20])
    page = signed_in(author_of(pledge)).get(at(pledge)).content.decode()
    first = page.index("Average cost of sending 200 US dollars")
    assert first < page.index("An example for each objective")
    assert page.index("Diplomas recognized") > page.index("An example for each objective")


def test_the_count_of_characters_is_the_server_s_before_any_script_runs() -> None:
    pledge = whole(begun())
    page = signed_in(author_of(pledge)).get(at(pledge)).content.decode()
    assert f"{len(DESCRIPTION)} characters; 300 to 3000 are wanted" in page
    assert 'data-character-limit="3000"' in page


def test_too_much_is_refused_before_it_is_read() -> None:
    pledge = begun()
    response = send(pledge, description="x" * 10_000_000)
    assert response.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert "larger than 5 MB" in response.content.decode()


def test_a_character_that_no_text_may_contain_is_refused_in_words() -> None:
    pledge = begun()
    response = send(pledge, title="a\x00b")
    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert "NUL" in response.content.decode()


class TestBegin:
    def at(self) -> str:
        return reverse("pledge_desk:begin")

    def test_a_pledge_begins_with_its_code_and_leads_to_the_form(self) -> None:
        user = speaker_of(state("CRI"))
        before = begun()
        data = {"organisation": state("CRI").pk, "cycle": before.cycle.pk, "language": "es"}
        response = signed_in(user).post(self.at(), data)
        pledge = Pledge.objects.get(organisation=state("CRI"))
        assert response["Location"] == at(pledge)
        assert (pledge.code, pledge.language, pledge.state) == ("PLG-2030-0002", "es", State.DRAFT)

    def test_it_offers_the_organisations_that_one_speaks_for_and_no_other(self) -> None:
        other = begun()
        user = speaker_of(state("CRI"))
        page = signed_in(user).get(self.at()).content.decode()
        assert state("CRI").name in page
        assert other.organisation.name not in page
        data = {"organisation": other.organisation.pk, "cycle": other.cycle.pk, "language": "en"}
        response = signed_in(user).post(self.at(), data)
        assert response.status_code == INVALID
        assert Pledge.objects.count() == 1

    @pytest.mark.parametrize("field", ["organisation", "cycle", "language"])
    def test_nonsense_is_refused(self, field: str) -> None:
        user = speaker_of(state("CRI"))
        data = {"organisation": state("CRI").pk, "cycle": begun().cycle.pk, "language": "en"}
        response = signed_in(user).post(self.at(), data | {field: "9999999999999999999"})
        assert response.status_code == INVALID
