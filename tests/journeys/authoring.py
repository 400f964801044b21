"""An author writes a practice: begins, comes back to it, is told what is missing, submits."""

from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

CIVIL = "civil@example.org"
CALL = "Practices in carrying out the Global Compact: the standing call"
TITLE = "Night desks that register births on the farms"
SUMMARY = "Two registrars come to the farms at night, when the seasonal workers are there."
IMPACT = "Nine of ten births are registered within a month."
REVISED = "Nine of ten births are registered within a month. A night costs 400 euros."
CONTACT = "Rosa Contacta, rosa.contacta@example.org"
TEXTS = {
    "description": "A van, two registrars, and a timetable that hangs in each dormitory.",
    "beneficiaries": "Some 800 seasonal workers a year, and their children.",
    "evidence": "Counted by the registry, and looked over by the university.",
    "lessons": "By day nobody came. The first year we did not know it.",
    "replication": "A van, a line to the registry, and a mayor who agrees.",
    "innovation": "The office comes at night.",
}


def begins(civil: Visitor) -> str:
    civil.open("/en/desk/")
    civil.follow("Your practices")
    civil.follow("Submit a practice", exact=True)
    civil.page.get_by_label("Call", exact=True).select_option(label=CALL)
    civil.press("Begin")
    assert civil.heading() == "Write the practice"
    return civil.page.locator(".head .code").inner_text()


def saves_what_is_unfinished_and_comes_back(civil: Visitor, code: str) -> None:
    civil.page.locator("[name=title]").fill(TITLE)
    civil.page.locator("[name=summary]").fill(SUMMARY)
    civil.page.locator("[name=amount]").fill("about five thousand")
    civil.press("Save", exact=True)
    civil.says("Saved as you typed it. Some of it cannot be read yet.")
    civil.sign_out()
    civil.open(f"/en/desk/practices/{code}/write/")
    assert civil.heading() == "Sign In"
    civil.sign_in(CIVIL, here=True)
    assert civil.page.locator("[name=title]").input_value() == TITLE
    assert civil.page.locator("[name=amount]").input_value() == "about five thousand"


def is_told_what_is_missing(civil: Visitor) -> None:
    civil.page.locator("[name=amount]").fill("5000")
    civil.press("Save and check the practice")
    assert civil.page.title().startswith("Error:")
    problems = civil.page.get_by_role("alert")
    expect(problems).to_be_focused()
    expect(problems).to_contain_text("Name the currency of the cost.")
    problems.get_by_role("link", name="Name the currency of the cost.").click()
    civil.page.locator("[name=currency]").wait_for()


def writes_the_rest(civil: Visitor, code: str) -> None:
    page = civil.page
    civil.open(f"/en/desk/practices/{code}/write/")
    page.locator("[name=currency]").select_option(value="EUR")
    for name, text in {**TEXTS, "impact": IMPACT, "contact": CONTACT}.items():
        page.locator(f"main [name={name}]").fill(text)
    for field in page.locator("[name^=criterion-]").all():
        field.fill("The workers' association plans each night with us.")
    page.locator("[name=primary_objective]").select_option(value="4")
    page.locator("main [name=principles]").first.check()
    page.locator("[name=countries][value=TUR]").check()
    page.get_by_label("Local", exact=True).check()
    page.locator("[name=starts_on]").fill("2021-04-01")
    page.get_by_label("Completed", exact=True).check()
    civil.press("Save and check the practice")


def submits(civil: Visitor) -> None:
    assert civil.heading() == "Check the practice"
    civil.says("Everything that is needed is there.")
    civil.follow("Go on to the declaration")
    civil.press("Submit to the Secretariat")
    expect(civil.page.get_by_role("alert")).to_be_focused()
    civil.page.get_by_role("checkbox").check()
    civil.press("Submit to the Secretariat")
    civil.says("Receipt")
    civil.says("SHA-256 of the content")
