"""A draft always saves, and what was typed comes back as it was typed or as what it means."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from practices.content import content_of
from practices.forms import PracticeForm, form_of
from practices.forms.rows import PartnerRow
from practices.models import Practice
from practices.peer_review.anonymity import reading_of
from practices.problems import problems_of
from practices.services import attach
from publication.choices import State
from publication.drafts.differences import differences
from publication.drafts.saving import ClosedDraftError, StaleSaveError
from tests.factories.compact import CountryFactory, ObjectiveFactory
from tests.factories.pledges import pdf, principle
from tests.factories.practices import (
    author_of,
    begun,
    practice_in,
    thematic_call,
    whole,
)
from tests.factories.stakeholders import OrganisationFactory
from tests.practices.author_forms import anew, as_query, save, typed, upload
from tests.practices.pictures import PNG

pytestmark = pytest.mark.django_db


def shown(practice: Practice, name: str) -> list[str]:
    """What stands in the field when the form is opened again."""
    return form_of(practice).data.getlist(name)


def test_all_of_it_is_saved() -> None:
    practice = begun()
    data = typed(
        practice,
        objectives=[ObjectiveFactory(number=4).pk],
        principles=[principle(3).pk, principle(1).pk],
        countries=[CountryFactory(iso3="CRI").pk, CountryFactory(iso3="MEX").pk],
        ends_on="2021-12-31",
        amount="5 000 000.50",
        currency="CRC",
        also_in=["es", "fr"],
        is_own="other",
        implementer="A foundation",
        implementer_email="somebody@foundation.example",
        innovation="It moves.",
        cost_note="Two vans.",
        **{
            "partners-0-name": "A city",
            "links-0-title": "Report",
            "links-0-address": "https://example.org/report",
        },
    )
    saved = save(practice, data)
    assert saved.rough == {}
    assert (saved.primary_objective_id, [o.pk for o in saved.objectives.all()]) == (5, [4])
    assert [p.pk for p in saved.principles.all()] == [1, 3]
    assert {c.pk for c in saved.countries.all()} == {"CRI", "MEX"}
    assert (saved.starts_on, saved.ends_on) == (date(2019, 3, 1), date(2021, 12, 31))
    assert (saved.amount, saved.currency) == (Decimal("5000000.50"), "CRC")
    assert saved.also_in == ["es", "fr"]
    assert not saved.is_own
    assert saved.implemented_by == "A foundation"
    assert [str(partner) for partner in saved.partners.all()] == ["A city"]
    assert [link.address for link in saved.links.all()] == ["https://example.org/report"]
    assert [answer.text for answer in saved.answers.all()] == ["Everybody is asked first."]
    assert (saved.saved_by, saved.revision) == (author_of(practice), 2)
    assert list(problems_of(saved)) == []


def test_what_is_saved_is_what_its_form_says() -> None:
    practice = begun()
    data = typed(practice, **{"links-4-title": "Report", "links-4-address": "http://a.example/"})
    saved = save(practice, data)
    assert differences(form_of(saved), PracticeForm(as_query(data), practice=saved)) == []


def test_an_empty_form_is_saved_as_an_empty_practice() -> None:
    saved = save(whole(begun()), {})
    assert (saved.title, saved.summary, saved.rough) == ("", "", {})
    assert saved.primary_objective is None
    assert not saved.answers.exists()
    # It has a language, a call, and is one's own, whatever a form leaves out.
    assert (saved.language, saved.call.code, saved.is_own) == ("en", "standing", True)


@pytest.mark.parametrize(
    ("name", "text", "blank"),
    [
        ("amount", "1e400", None),
        ("amount", "-5", None),
        ("starts_on", "next spring", None),
        ("ends_on", "2027-02-30", None),
        ("currency", "XYZ", ""),
        ("scope", "the moon", ""),
        ("progress", "finished", ""),
        ("title", "x" * 201, ""),
        ("contact", "x" * 501, ""),
        ("implementer_email", "somebody", ""),
        ("implementer", "x" * 201, ""),
        ("primary_objective", "99", None),
    ],
)
def test_what_a_column_cannot_hold_is_kept_and_shown_with_its_error(
    name: str, text: str, blank: object
) -> None:
    saved = save(practice := begun(), typed(practice, **{name: text}))
    assert saved.rough == {name: [text]}
    assert getattr(saved, name) == blank
    assert shown(saved, name) == [text]
    assert form_of(saved).errors[name]
    assert saved.summary  # the rest is saved
    # It is told once, as what could not be read, and not as missing besides.
    form = form_of(saved)
    told = [words for place, words in problems_of(saved) if place == name]
    assert told == [f"{form.fields[name].label}: {words}" for words in form.errors[name]]


@pytest.mark.parametrize("name", ["objectives", "countries", "principles", "also_in", "call"])
@pytest.mark.parametrize("value", ["nonsense", "-1", "999", "9" * 30, "<b>"])
def test_a_value_that_is_not_in_a_list_is_kept_too(name: str, value: str) -> None:
    practice = begun()
    saved = save(practice, typed(practice, **{name: [value]}))
    assert saved.rough == {name: [value]}
    assert form_of(saved).errors[name]
    assert saved.call == practice.call


def test_what_is_put_right_is_no_longer_kept() -> None:
    practice = begun()
    save(practice, typed(practice, amount="1e400"))
    saved = save(practice, typed(practice, amount="400", currency="EUR"))
    assert (saved.rough, saved.amount) == ({}, Decimal(400))


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "example.org",
        "ftp://example.org/",
        "file:///etc/passwd",
        "https://",
        "http://[",
        "https://somebody:secret@example.org/",
        "https://example.org/ <script>",
        "x" * 600,
    ],
)
def test_an_address_that_is_none_of_the_web_is_kept_as_it_was_typed(address: str) -> None:
    practice = begun()
    row = {"links-0-title": "A page", "links-0-address": address}
    saved = save(practice, typed(practice, **row))
    assert saved.rough == {"links": {"0": {"title": "A page", "address": address}}}
    assert not saved.links.exists()
    assert form_of(saved).links[0].errors["address"]
    assert "links-0-address" in dict(problems_of(saved))


class TestPartners:
    def test_an_organisation_of_this_very_name_is_linked(self) -> None:
        known, practice = OrganisationFactory(name="Fundación Ave"), begun()
        names = {"partners-0-name": "fundación ave", "partners-3-name": "Fundación Ave del Sur"}
        saved = save(practice, typed(practice, **names))
        assert [partner.organisation for partner in saved.partners.all()] == [known, None]

    def test_one_that_waits_to_be_verified_is_not(self) -> None:
        OrganisationFactory(name="Not yet", standing="pending")
        practice = begun()
        saved = save(practice, typed(practice, **{"partners-0-name": "Not yet"}))
        assert saved.partners.get().organisation is None

    def test_a_row_that_is_cleared_is_gone(self) -> None:
        practice = begun()
        save(practice, typed(practice, **{"partners-0-name": "A", "partners-1-name": "B"}))
        saved = save(practice, typed(practice, **{"partners-0-name": "", "partners-1-name": "B"}))
        assert [partner.name for partner in saved.partners.all()] == ["B"]

    def test_there_is_room_for_one_more_until_there_are_forty(self) -> None:
        practice = begun()
        rows = {f"partners-{place}-name": str(place) for place in range(PartnerRow.most)}
        saved = save(practice, typed(practice, **rows, **{"partners-40-name": "too many"}))
        assert saved.partners.count() == len(form_of(saved).partner_rows) == PartnerRow.most
        assert len(form_of(begun()).partner_rows) == 1


class TestCall:
    def test_another_one_brings_its_questions_and_keeps_the_answers_to_the_first(self) -> None:
        practice, other = begun(), thematic_call()
        other.criteria.set([])
        save(practice, typed(practice))
        saved = save(practice, typed(practice, call=other.pk))
        assert (saved.call, saved.cycle) == (other, other.cycle)
        assert form_of(saved).criteria == []
        assert content_of(saved)["answers"] == {}
        passages = [passage.text for passage in reading_of(saved).passages]
        assert "Everybody is asked first." not in passages
        back = save(practice, typed(saved, call=practice.call_id))
        assert content_of(back)["answers"] == {"rights": "Everybody is asked first."}

    def test_once_reviewers_have_read_it_the_call_stays(self) -> None:
        practice = practice_in(State.REVISING)
        assert "call" not in form_of(practice).fields
        saved = save(practice, typed(practice, call=thematic_call().pk))
        assert saved.call.code == "standing"


class TestImages:
    def test_an_image_is_to_say_what_it_shows(self) -> None:
        practice = whole(begun())
        image = attach(practice=practice, file=upload("van.png", PNG), by=author_of(practice))
        name = f"shows-{image.pk}"
        assert "files" in dict(problems_of(practice))
        saved = save(practice, typed(practice, **{name: "A van on a field"}))
        assert saved.files.get().alternative_text == "A van on a field"
        assert shown(saved, name) == ["A van on a field"]
        assert list(problems_of(saved)) == []

    def test_a_document_is_not(self) -> None:
        practice = whole(begun())
        attach(practice=practice, file=pdf(), by=author_of(practice))
        assert list(problems_of(practice)) == []
        assert form_of(practice).images == []

    def test_what_is_too_long_is_kept(self) -> None:
        practice = begun()
        image = attach(practice=practice, file=upload("van.png", PNG), by=author_of(practice))
        saved = save(practice, typed(practice, **{f"shows-{image.pk}": "x" * 301}))
        assert saved.rough == {f"shows-{image.pk}": ["x" * 301]}


class TestSaving:
    def test_one_that_started_from_an_older_revision_is_refused(self) -> None:
        practice = begun()
        save(practice, typed(practice, title="Theirs"))
        with pytest.raises(StaleSaveError):
            _save_over_the_first(practice)
        assert anew(practice).title == "Theirs"

    @pytest.mark.parametrize("state", [s for s in State if s not in {"draft", "revising"}])
    def test_what_is_handed_in_is_not_written(self, state: State) -> None:
        practice = practice_in(state)
        with pytest.raises(ClosedDraftError):
            _save_over_the_first(practice)

    def test_it_is_written_while_it_is_revised(self) -> None:
        practice = practice_in(State.REVISING)
        assert save(practice, typed(practice, title="Better")).title == "Better"


def _save_over_the_first(practice: Practice) -> None:
    from practices.services import save_draft  # noqa: PLC0415

    save_draft(
        practice=practice, base_revision=1, write=lambda _current: None, by=author_of(practice)
    )


NAMES = st.sampled_from(
    [
        *("title", "summary", "impact", "scope", "progress", "starts_on", "ends_on", "amount"),
        *("currency", "is_own", "implementer_email", "objectives", "countries", "also_in"),
        *("partners-0-name", "links-0-title", "links-0-address", "criterion-rights", "call"),
        *("partners-99-name", "links-x-title", "rough", "state", "revision"),
    ]
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(NAMES, TEXTS, max_size=8))
def test_whatever_is_typed_is_saved_and_nothing_of_it_is_lost(data: dict[str, str]) -> None:
    practice = begun()
    sent = {"language": "en", **data}
    saved = save(practice, sent)
    assert saved.state == State.DRAFT
    assert form_of(saved).said == PracticeForm(as_query(sent), practice=saved).said
