"""A draft always saves, and what was typed comes back as it was typed or as what it means."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pledges.forms import PledgeForm, form_of
from pledges.forms.saved import typed_of, write
from pledges.models import Pledge
from pledges.services import save_draft
from publication.drafts.differences import differences
from tests.factories.compact import CountryFactory, ObjectiveFactory
from tests.factories.pledges import (
    action,
    as_query,
    author_of,
    begun,
    principle,
    published,
    typed,
    whole,
)

pytestmark = pytest.mark.django_db


def save(pledge: Pledge, data: dict[str, Any]) -> Pledge:
    """Save the form as its author, and read the pledge anew."""
    form = PledgeForm(as_query(data), pledge=pledge)
    save_draft(
        pledge=pledge,
        base_revision=Pledge.objects.get(pk=pledge.pk).revision,
        write=lambda current: write(form, current),
        by=author_of(pledge),
    )
    return Pledge.objects.get(pk=pledge.pk)


def shown(pledge: Pledge, name: str) -> list[str]:
    """What stands in the field when the form is opened again."""
    return form_of(pledge).data.getlist(name)


def test_all_of_it_is_saved() -> None:
    pledge = begun()
    answered = published(title="A need")
    data = typed(
        pledge,
        kind="matching",
        side="offer",
        answers_to=f" {answered.code.lower()} ",
        natures=["financial", "technical"],
        objectives=[ObjectiveFactory(number=4).pk, 5],
        actions=[action("4(a)").pk],
        principles=[principle(3).pk],
        countries=[CountryFactory(iso3="CRI").pk],
        starts_on="2027-01-01",
        ends_on="2028-12-31",
        amount="5 000 000.50",
        currency="CRC",
        is_about_refugees="on",
        commitments=["Rooms", "", "Staff"],
    )
    saved = save(pledge, data)
    assert saved.rough == {}
    assert (saved.kind, saved.side, saved.answers_to) == ("matching", "offer", answered)
    assert saved.natures == ["financial", "technical"]
    assert [o.pk for o in saved.objectives.all()] == [4, 5]
    assert [a.code for a in saved.actions.all()] == ["4(a)"]
    assert (saved.starts_on, saved.ends_on) == (date(2027, 1, 1), date(2028, 12, 31))
    assert (saved.amount, saved.currency) == (Decimal("5000000.50"), "CRC")
    assert saved.is_about_refugees
    assert [str(part) for part in saved.sub_commitments.all()] == ["a) Rooms", "b) Staff"]
    assert [t.indicator for t in saved.targets.all()] == ["Desks"]
    assert saved.saved_by == author_of(pledge)
    assert saved.revision == 2


def test_an_empty_form_is_saved_as_an_empty_pledge() -> None:
    saved = save(whole(begun()), {})
    assert (saved.title, saved.description, saved.natures, saved.rough) == ("", "", [], {})
    assert not saved.objectives.exists()
    assert not saved.targets.exists()
    # A pledge has a kind and a language, whatever a form leaves out.
    assert (saved.kind, saved.language) == ("individual", "en")


@pytest.mark.parametrize(
    ("name", "text", "blank"),
    [
        ("amount", "1e400", None),
        ("amount", "about five million", None),
        ("amount", "-5", None),
        ("starts_on", "next spring", None),
        ("ends_on", "2027-02-30", None),
        ("answers_to", "PLG-1999-0001", None),
        ("currency", "XYZ", ""),
        ("scope", "the moon", ""),
        ("title", "x" * 201, ""),
        ("contact", "x" * 501, ""),
    ],
)
def test_what_a_column_cannot_hold_is_kept_and_shown_with_its_error(
    name: str, text: str, blank: object
) -> None:
    pledge = begun()
    saved = save(pledge, typed(pledge, **{name: text}))
    assert saved.rough == {name: [text]}
    assert getattr(saved, name) == blank
    assert shown(saved, name) == [text]
    assert form_of(saved).errors[name]
    assert saved.description  # the rest is saved


def test_a_pledge_that_ends_before_it_begins_keeps_its_end_as_it_was_typed() -> None:
    pledge = begun()
    saved = save(pledge, typed(pledge, starts_on="2028-01-01", ends_on="2027-01-01"))
    assert (saved.starts_on, saved.ends_on) == (date(2028, 1, 1), None)
    assert form_of(saved).errors["ends_on"] == ["It ends before it begins."]


@pytest.mark.parametrize("name", ["objectives", "natures", "countries", "actions", "principles"])
@pytest.mark.parametrize("value", ["nonsense", "-1", "999", "9" * 30, "<b>"])
def test_a_value_that_is_not_in_a_list_is_kept_too(name: str, value: str) -> None:
    pledge = begun()
    saved = save(pledge, typed(pledge, **{name: [value]}))
    assert saved.rough == {name: [value]}
    assert form_of(saved).errors[name]


def test_what_is_put_right_is_no_longer_kept() -> None:
    pledge = begun()
    save(pledge, typed(pledge, amount="1e400"))
    saved = save(pledge, typed(pledge, amount="400", currency="EUR"))
    assert (saved.rough, saved.amount) == ({}, Decimal(400))


def row(place: int, **fields: str) -> dict[str, str]:
    return {f"targets-{place}-{name}": text for name, text in fields.items()}


WHOLE = {
    "indicator": "People",
    "baseline": "1",
    "value": "2",
    "unit": "people",
    "due_on": "2029-01-01",
}


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"value": ""}, "value"),
        ({"unit": ""}, "unit"),
        ({"indicator": ""}, "indicator"),
        ({"due_on": ""}, "due_on"),
        ({"due_on": "one day"}, "due_on"),
        ({"value": "many"}, "value"),
        ({"value": "1"}, "value"),  # as today
        ({"baseline": "1e400"}, "baseline"),
        ({"indicator": "x" * 301}, "indicator"),
    ],
)
def test_a_target_that_is_not_whole_is_kept_as_it_was_typed(
    change: dict[str, str], wrong: str
) -> None:
    pledge = begun()
    half = WHOLE | change
    saved = save(pledge, typed(pledge, **row(1, **half)))
    assert saved.rough == {"targets": {"1": half}}
    assert [t.order for t in saved.targets.all()] == [0]  # the other is saved
    again = form_of(saved)
    assert [r.place for r in again.targets] == [0, 1]
    assert again.targets[1].typed == half
    assert again.targets[1].errors[wrong]
    assert again.unread == len(again.targets[1].errors)


def test_a_target_keeps_its_place_and_a_cleared_one_goes() -> None:
    pledge = begun()
    save(pledge, typed(pledge, **row(1, **WHOLE), **row(2, **{**WHOLE, "indicator": "Cars"})))
    first = {target.order: target.pk for target in pledge.targets.all()}
    cleared = dict.fromkeys(WHOLE, "")
    saved = save(pledge, typed(pledge, **row(1, **cleared), **row(2, **WHOLE)))
    assert {t.order: t.pk for t in saved.targets.all()} == {0: first[0], 2: first[2]}
    assert saved.targets.get(order=2).indicator == "People"
    assert [row.place for row in form_of(saved).target_rows] == [0, 2, 3]


def test_there_is_room_for_twenty_targets_and_no_more() -> None:
    pledge = begun()
    rows = {name: text for place in range(30) for name, text in row(place, **WHOLE).items()}
    saved = save(pledge, typed(pledge, **rows))
    assert saved.targets.count() == 20
    assert len(form_of(saved).target_rows) == 20


def test_parts_beyond_the_letters_are_kept_as_they_were_typed() -> None:
    pledge = begun()
    parts = [f"Part {number}" for number in range(28)]
    saved = save(pledge, typed(pledge, commitments=parts))
    assert saved.sub_commitments.count() == 26
    assert saved.rough == {"commitments": ["Part 26", "Part 27"]}
    assert shown(saved, "commitments") == parts


def test_opening_and_saving_changes_nothing() -> None:
    pledge = begun()
    save(pledge, typed(pledge, amount="many", **row(1, **{**WHOLE, "value": ""})))
    before = typed_of(Pledge.objects.get(pk=pledge.pk))
    saved = save(pledge, dict(before.lists()))
    assert typed_of(saved) == before


TEXT = st.text(
    alphabet=st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=80
)
ANY = st.one_of(TEXT, st.sampled_from(["", " ", "0", "1", "12.50", "1e400", "2027-01-01", "١٢"]))
ROW = st.fixed_dictionaries(dict.fromkeys(WHOLE, ANY))
TEXTS = ("title", "description", "contact", "answers_to", "amount", "starts_on", "ends_on")
CHOICES = ("kind", "side", "scope", "language", "currency")
FORM = st.fixed_dictionaries(
    dict.fromkeys((*TEXTS, *CHOICES), ANY),
    optional={
        "natures": st.lists(ANY, max_size=3),
        "objectives": st.lists(ANY, max_size=3),
        "commitments": st.lists(TEXT, max_size=4),
    },
)


@given(data=FORM, rows=st.lists(ROW, max_size=3))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_typed_is_saved_and_comes_back(
    data: dict[str, Any], rows: list[dict[str, str]]
) -> None:
    pledge = Pledge.objects.first() or begun()
    for place, texts in enumerate(rows):
        data |= row(place, **texts)
    sent = PledgeForm(as_query(data), pledge=pledge)
    again = form_of(save(pledge, data))
    for name in ("kind", "language"):  # these are never blank
        if not sent.data.get(name):
            assert again.data[name]
            sent.data.setlist(name, again.data.getlist(name))
    sent = PledgeForm(sent.data, pledge=pledge)
    assert [d.name for d in differences(again, sent)] == []
    assert again.unread == sent.unread


def test_two_forms_that_say_the_same_do_not_differ() -> None:
    pledge = begun()
    a = PledgeForm(as_query(typed(pledge, amount="5000.00")), pledge=pledge)
    b = PledgeForm(as_query(typed(pledge, amount="5 000")), pledge=pledge)
    assert differences(a, b) == []


def test_differences_are_told_in_words() -> None:
    pledge = begun()
    ObjectiveFactory(number=4, short_label="Identity")
    mine = typed(pledge, scope="local", objectives=["4"], commitments=["Rooms"], amount="5")
    a = PledgeForm(as_query(typed(pledge, amount="many")), pledge=pledge)
    b = PledgeForm(as_query({**mine, "is_about_refugees": "on"}), pledge=pledge)
    told = {str(d.label): (d.theirs, d.yours) for d in differences(a, b)}
    assert told["Scope"] == ("National", "Local")
    assert told["Objectives"] == ("5 Label 5", "4 Identity")
    assert told["Part a"] == ("", "Rooms")
    assert told["Amount"] == ("many", "5")
    assert told["This pledge is mainly about refugees"] == ("No", "Yes")


def test_a_form_with_nothing_in_it_is_read_too() -> None:
    form = PledgeForm(QueryDict(), pledge=begun())
    assert (form.rough, form.unread, form.commitments) == ({}, 0, [])
    assert form.commitment_rows == ["", ""]
    assert [row.place for row in form.target_rows] == [0]
