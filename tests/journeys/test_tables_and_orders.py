"""Rows are added, an order is moved about, and an answer brings up what follows from it."""

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from reviews.models import Answer
from tests.journeys.conftest import Come
from tests.journeys.visitor import Visitor
from tests.journeys.writing import question

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

FOCAL = "focal.mex@example.org"
DESK = "/en/desk/reviews/REV-2030-MEX/"
TABLE, ORDER, NEEDED = "external-support", "support-priorities", "support-needed"


@pytest.fixture
def focal(come: Come) -> Visitor:
    return begins(come(FOCAL))


def begins(focal: Visitor) -> Visitor:
    focal.open("/en/desk/")
    focal.follow("Begin the voluntary review of Mexico for 2030")
    focal.page.get_by_label("Nothing: every answer is new").check()
    focal.press("Begin")
    focal.says("0 of 5 sections complete")
    focal.open(f"{DESK}means/")
    return focal


def saved(key: str) -> Any:
    answer = Answer.objects.filter(review__code="REV-2030-MEX", question__key=key).first()
    return answer.value if answer else None


def cells(focal: Visitor, column: str) -> Locator:
    return question(focal, TABLE).locator(f'[name="answer-{TABLE}.{column}"]')


def is_saved(focal: Visitor, key: str, revision: int) -> None:
    line = question(focal, key).locator("[data-saved]")
    expect(line).to_contain_text(f"revision {revision}")


def test_a_table_grows_row_by_row(focal: Visitor) -> None:
    cells(focal, "from").fill("OIM")
    question(focal, TABLE).get_by_role("button", name="Add a row").click()
    second = cells(focal, "from").nth(1)
    expect(second).to_be_focused()
    assert second.get_attribute("aria-label") == "From whom, row 2"
    second.fill("Banco")
    cells(focal, "amount").nth(1).fill("2.5")
    cells(focal, "amount").nth(1).blur()
    expect(question(focal, TABLE).locator("[data-saved]")).to_be_visible()
    focal.inspect()
    focal.press("Save", exact=True)
    assert saved(TABLE) == [{"from": "OIM"}, {"from": "Banco", "amount": "2.5"}]
    expect(cells(focal, "from")).to_have_count(3)


def test_a_table_typed_without_a_line_comes_back_with_its_rows(focal: Visitor) -> None:
    with focal.without_line():
        cells(focal, "from").fill("OIM")
        question(focal, TABLE).get_by_role("button", name="Add a row").click()
        cells(focal, "from").nth(1).fill("Banco")
        cells(focal, "from").nth(1).blur()
        expect(question(focal, TABLE)).to_contain_text("Not saved")
        focal.page.close()
    focal.page = focal.context.new_page()
    focal.open(f"{DESK}means/")
    expect(cells(focal, "from")).to_have_count(2)
    assert cells(focal, "from").nth(1).input_value() == "Banco"
    expect(question(focal, TABLE).locator("[data-saved]")).to_be_visible()
    assert saved(TABLE) == [{"from": "OIM"}, {"from": "Banco"}]


def test_what_follows_from_an_answer_appears_and_is_put_in_order(focal: Visitor) -> None:
    order = question(focal, ORDER)
    expect(order).to_be_hidden()
    question(focal, NEEDED).get_by_label("Finance", exact=True).check()
    expect(order).to_be_visible()
    expect(question(focal, NEEDED)).to_contain_text("More is asked now, below.")
    places = order.get_by_role("combobox")
    expect(places).to_have_count(3)
    places.nth(0).select_option(label="Finance")
    places.nth(1).select_option(label="Technology")
    expect(order.locator("[data-saved]")).to_be_visible()
    order.get_by_role("button", name="Move down").first.press("Enter")
    expect(places.nth(0)).to_have_value("technology")
    expect(order.locator("[data-saved]")).to_be_visible()
    focal.press("Save", exact=True)
    assert saved(ORDER) == ["technology", "financial"]
    question(focal, NEEDED).get_by_label("Finance", exact=True).uncheck()
    expect(order).to_be_hidden()


def test_an_objective_that_is_chosen_gets_its_section(focal: Visitor) -> None:
    focal.open(f"{DESK}methodology/")
    chosen = question(focal, "objectives-reported")
    chosen.get_by_role("button", name="Choose all").click()
    is_saved(focal, "objectives-reported", 1)
    focal.open(DESK)
    focal.says("0 of 28 sections complete")
    focal.follow("Objective 4: Legal identity and documentation", exact=True)
    focal.says("How high a priority was this objective")


def test_all_of_it_works_without_script(come: Come) -> None:
    focal = begins(come(FOCAL, java_script_enabled=False))
    expect(question(focal, TABLE).get_by_role("button")).to_have_count(0)
    for count, name in enumerate(("OIM", "Banco"), 1):
        cells(focal, "from").last.fill(name)
        focal.press("Save", exact=True)
        expect(cells(focal, "from")).to_have_count(count + 1)
    assert saved(TABLE) == [{"from": "OIM"}, {"from": "Banco"}]
    expect(question(focal, ORDER)).to_be_hidden()
    question(focal, NEEDED).get_by_label("Technology", exact=True).check()
    focal.press("Save", exact=True)
    question(focal, ORDER).get_by_role("combobox").first.select_option(label="Technology")
    focal.press("Save", exact=True)
    assert saved(ORDER) == ["technology"]
