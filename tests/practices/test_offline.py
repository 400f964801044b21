"""The form as a Word document: out, back in, looked at, and taken over."""

import io
from dataclasses import replace
from http import HTTPStatus
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from practices.forms import form_of
from practices.models import OfflineCopy, Practice
from practices.offline.answers import answers_of, keys_of, typed_with
from practices.offline.sheets import sheet_of
from practices.offline.words import from_words, in_words
from practices.services import answers_at, keep_copy
from publication.choices import State
from publication.offline import Entry, Sheet, read_docx, write_docx
from stakeholders.choices import Role
from stakeholders.models import User
from tests.desk.access import signed_in
from tests.factories.compact import CountryFactory, ObjectiveFactory
from tests.factories.practices import author_of, begun, practice_in, whole
from tests.factories.stakeholders import UserFactory
from tests.practices.author_forms import anew, save, typed

pytestmark = pytest.mark.django_db

INVALID, CONFLICT = HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT


@pytest.fixture
def practice() -> Practice:
    begun_one = begun()
    return save(begun_one, typed(begun_one))


@pytest.fixture
def client(practice: Practice) -> Client:
    return signed_in(author_of(practice))


def at(practice: Practice) -> str:
    return reverse("practice_desk:offline", args=[practice.code])


def changed(sheet: Sheet, **answers: str) -> bytes:
    """The document as it comes back, with these answers written into it."""

    def entry(one: Entry) -> Entry:
        return replace(one, text=answers.get(one.key, one.text))

    sections = [replace(s, entries=[entry(e) for e in s.entries]) for s in sheet.sections]
    return write_docx(replace(sheet, sections=sections))


def downloaded(practice: Practice, client: Client) -> Sheet:
    """Download it, and say what is in it."""
    response = client.post(at(practice), {"do": "download"})
    assert response.status_code == HTTPStatus.OK
    sheet = sheet_of(anew(practice), "en")
    assert read_docx(io.BytesIO(response.content)).answers == {e.key: e.text for e in sheet.entries}
    return sheet


def send(practice: Practice, client: Client, content: bytes, name: str = "form.docx") -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(at(practice), {"do": "upload", "document": file})


def taken(practice: Practice, client: Client, page: Any, **choices: str) -> Any:
    data = {
        "do": "take",
        "packed": page.context["packed"],
        "revision": page.context["practice"].revision,
        **{f"take-{key}": wish for key, wish in choices.items()},
    }
    return client.post(at(practice), data)


class TestDownload:
    def test_it_has_every_field_with_its_question(self, practice: Practice, client: Client) -> None:
        response = client.post(at(practice), {"do": "download"})
        assert response["Content-Disposition"] == f'attachment; filename="{practice.code}-en.docx"'
        sheet = sheet_of(practice, "en")
        assert {entry.key for entry in sheet.entries} == set(keys_of(form_of(practice)))
        helps = {entry.key: entry.help for entry in sheet.entries}
        assert "What about impact?" in helps["impact"]
        assert "What about rights?" in helps["criterion-rights"]
        assert "National" in helps["scope"]

    def test_what_it_took_along_is_kept(self, practice: Practice, client: Client) -> None:
        client.post(at(practice), {"do": "download"})
        client.post(at(practice), {"do": "download"})
        assert OfflineCopy.objects.get().answers == answers_of(practice)
        assert answers_at(practice, practice.revision) == answers_of(practice)
        assert answers_at(practice, None) is None
        assert answers_at(practice, 7) is None

    def test_it_speaks_the_reader_s_language(self, practice: Practice) -> None:
        sheet = sheet_of(practice, "es")
        assert (sheet.language, sheet.answers_language) == ("es", "en")


class TestPreview:
    def test_what_is_the_same_is_left_alone(self, practice: Practice, client: Client) -> None:
        page = send(practice, client, write_docx(downloaded(practice, client)))
        merged = page.context["preview"].merge
        assert not merged.has_news
        assert set(merged.untouched) == set(keys_of(form_of(practice)))
        assert 'name="do" value="take"' not in page.text

    def test_nothing_is_taken_over_before_one_has_said_so(
        self, practice: Practice, client: Client
    ) -> None:
        sheet = downloaded(practice, client)
        page = send(practice, client, changed(sheet, title="From Word", scope="Local"))
        assert [one.key for one in page.context["preview"].clean] == ["title", "scope"]
        assert "<ins>Local</ins>" in page.text
        assert anew(practice).title == practice.title

    def test_both_sides_are_shown_where_both_have_changed(
        self, practice: Practice, client: Client
    ) -> None:
        sheet = downloaded(practice, client)
        save(practice, typed(practice, title="In the portal"))
        page = send(practice, client, changed(sheet, title="From Word"))
        (conflict,) = page.context["preview"].choices
        assert (conflict.mine, conflict.theirs) == ("In the portal", "From Word")
        assert 'name="take-title" value="mine"' in page.text

    def test_an_answer_that_was_emptied_is_asked_about(
        self, practice: Practice, client: Client
    ) -> None:
        page = send(practice, client, changed(downloaded(practice, client), lessons=""))
        assert [one.key for one in page.context["preview"].choices] == ["lessons"]

    def test_without_knowing_how_it_left_whatever_differs_is_asked_about(
        self, practice: Practice, client: Client
    ) -> None:
        sheet = replace(sheet_of(practice, "en"), base=99)
        page = send(practice, client, changed(sheet, title="From Word"))
        assert [one.key for one in page.context["preview"].choices] == ["title"]

    @pytest.mark.parametrize(
        "content", [b"", b"nothing", b"PK\3\4", b"\xd0\xcf\x11\xe0" + b"x" * 99]
    )
    def test_what_is_no_document_is_refused_in_words(
        self, content: bytes, practice: Practice, client: Client
    ) -> None:
        response = send(practice, client, content)
        assert response.status_code == INVALID
        assert "<title>Error:" in response.text

    def test_that_of_another_practice_is_refused(self, practice: Practice, client: Client) -> None:
        other = whole(begun())
        response = send(practice, client, write_docx(sheet_of(other, "en")))
        assert response.status_code == INVALID
        assert f"This document is of {other.code}." in response.text

    def test_no_document_is_told(self, practice: Practice, client: Client) -> None:
        response = client.post(at(practice), {"do": "upload"})
        assert response.status_code == INVALID
        assert "Choose the document." in response.text


class TestTakingOver:
    def test_all_of_it_comes_into_the_form(self, practice: Practice, client: Client) -> None:
        CountryFactory(iso3="MEX", name="Mexico")
        ObjectiveFactory(number=12)
        sheet = downloaded(practice, client)
        content = changed(
            sheet,
            title="From Word",
            objectives="12",
            countries="CRI; mexico",
            starts_on="2020-02-01",
            amount="1200",
            currency="CRC",
            is_own="Another organisation implements it, and we submit it on its behalf",
            implementer="Amara Foundation",
            partners="A city\nA union",
            links="Report | https://example.org/a\nhttps://example.org/b",
            **{"criterion-rights": "All are asked."},
        )
        response = taken(practice, client, send(practice, client, content))
        assert response["Location"] == reverse("practice_desk:write", args=[practice.code])
        saved = anew(practice)
        assert saved.title == "From Word"
        assert [o.pk for o in saved.objectives.all()] == [12]
        assert {c.pk for c in saved.countries.all()} == {"CRI", "MEX"}
        assert (str(saved.starts_on), saved.currency, saved.is_own) == ("2020-02-01", "CRC", False)
        assert [p.name for p in saved.partners.all()] == ["A city", "A union"]
        assert [(link.title, link.address) for link in saved.links.all()] == [
            ("Report", "https://example.org/a"),
            ("https://example.org/b", "https://example.org/b"),
        ]
        assert saved.answers.get().text == "All are asked."
        assert saved.rough == {}
        assert saved.contact == practice.contact

    def test_what_cannot_be_read_is_kept_as_it_was_written(
        self, practice: Practice, client: Client
    ) -> None:
        content = changed(
            downloaded(practice, client), starts_on="next spring", scope="the moon", links="no page"
        )
        taken(practice, client, send(practice, client, content))
        saved = anew(practice)
        assert saved.rough["starts_on"] == ["next spring"]
        assert saved.rough["scope"] == ["the moon"]
        assert saved.rough["links"] == {"0": {"title": "no page", "address": ""}}

    @pytest.mark.parametrize(
        ("wish", "title"), [("mine", "In the portal"), ("theirs", "From Word")]
    )
    def test_one_chooses_which_stands(
        self, wish: str, title: str, practice: Practice, client: Client
    ) -> None:
        sheet = downloaded(practice, client)
        save(practice, typed(practice, title="In the portal"))
        page = send(practice, client, changed(sheet, title="From Word", lessons="More."))
        assert taken(practice, client, page).status_code == INVALID
        assert taken(practice, client, page, title="perhaps").status_code == INVALID
        assert anew(practice).title == "In the portal"
        taken(practice, client, page, title=wish)
        assert (anew(practice).title, anew(practice).lessons) == (title, "More.")

    def test_what_was_saved_since_the_preview_is_not_written_over(
        self, practice: Practice, client: Client
    ) -> None:
        page = send(practice, client, changed(downloaded(practice, client), title="From Word"))
        save(practice, typed(practice, title="In between"))
        response = taken(practice, client, page)
        assert response.status_code == CONFLICT
        assert "It was saved in between" in response.text
        (conflict,) = response.context["preview"].choices
        assert (conflict.mine, conflict.theirs) == ("In between", "From Word")
        assert anew(practice).title == "In between"

    @pytest.mark.parametrize("packed", ["", "x", "a:b:c"])
    def test_what_the_portal_did_not_pack_is_refused(
        self, packed: str, practice: Practice, client: Client
    ) -> None:
        response = client.post(at(practice), {"do": "take", "packed": packed, "revision": "2"})
        assert response.status_code == INVALID
        assert anew(practice).revision == practice.revision

    def test_while_it_is_revised_it_works_as_well(self) -> None:
        practice = practice_in(State.REVISING)
        client = signed_in(author_of(practice))
        page = send(practice, client, changed(downloaded(practice, client), title="Revised"))
        taken(practice, client, page)
        assert anew(practice).title == "Revised"


class TestAnswers:
    def test_what_goes_out_and_comes_back_is_the_same(self, practice: Practice) -> None:
        data = typed(
            practice,
            amount="many",
            also_in=["es", "fr"],
            **{
                "partners-3-name": "A city",
                "links-0-title": "Half",
                "links-2-title": "Whole",
                "links-2-address": "https://example.org/?a=1|2",
            },
        )
        saved = save(practice, data)
        said = form_of(saved).rough
        again = save(saved, dict(typed_with(saved, answers_of(saved)).lists()))
        assert answers_of(again) == answers_of(saved)
        assert again.rough["amount"] == said["amount"]

    @pytest.mark.parametrize("language", ["ar", "zh-hans", "en", "fr", "ru", "es", "pt"])
    def test_choices_are_read_in_every_language(self, language: str, practice: Practice) -> None:
        from django.utils import translation  # noqa: PLC0415

        form = form_of(practice)
        with translation.override(language):
            words = in_words(form, "also_in", "ar; zh-hans; pt")
        assert from_words(form, "also_in", words) == "ar; zh-hans; pt"

    @pytest.mark.parametrize(
        ("text", "codes"),
        [
            ("CRI", "CRI"),
            (" cri ;\n", "CRI"),
            ("• CRI\n• CRI", "CRI"),
            ("Atlantis; CRI", "CRI; Atlantis"),
            ("", ""),
        ],
    )
    def test_names_are_read_as_people_write_them(
        self, text: str, codes: str, practice: Practice
    ) -> None:
        assert from_words(form_of(practice), "countries", text) == codes

    def test_more_partners_than_there_is_room_for_are_not_lost(self, practice: Practice) -> None:
        lines = "\n".join(f"Partner number {number}" for number in range(60))
        saved = save(practice, dict(typed_with(practice, {"partners": lines}).lists()))
        assert "Partner number 59" in saved.rough["partners"]["39"]["name"]


@pytest.mark.parametrize("role", ["secretariat", "outsider", "contributor", "reviewer"])
def test_nobody_else_gets_there(role: str, practice: Practice) -> None:
    people: dict[str, User] = {
        "secretariat": UserFactory(secretariat=True),
        "outsider": UserFactory(),
        "contributor": UserFactory(role=Role.CONTRIBUTOR, role__at=practice.organisation),
        "reviewer": UserFactory(role=Role.REVIEWER),
    }
    other = signed_in(people[role])
    assert other.get(at(practice)).status_code == HTTPStatus.NOT_FOUND
    assert other.post(at(practice), {"do": "download"}).status_code == HTTPStatus.NOT_FOUND
    assert Client().get(at(practice)).status_code == HTTPStatus.FOUND
    assert not OfflineCopy.objects.exists()


@pytest.mark.parametrize("state", [s for s in State if s not in {"draft", "revising"}])
def test_what_is_handed_in_is_not_written_in_word(state: State) -> None:
    practice = practice_in(state)
    response = signed_in(author_of(practice)).get(at(practice))
    assert response.status_code == HTTPStatus.NOT_FOUND
    from practices.services import NotAllowedError  # noqa: PLC0415

    with pytest.raises(NotAllowedError):
        keep_copy(practice=practice, answers={}, by=author_of(practice))
