"""A pledge from its beginning to its follow-up, by all who have a part in it."""

import pytest
from playwright.sync_api import expect

from imrf_portal.demonstration.organisations import CIVIL_SOCIETY, UN_AGENCY
from tests.factories.pledges import DESCRIPTION
from tests.journeys.conftest import Come, Portal
from tests.journeys.mails import Mails, link_in, text_of
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

CIVIL, UN, SECRETARIAT = "civil@example.org", "un@example.org", "secretariat@example.org"
TITLE = "Residence papers within ten days at twelve border desks"
INDICATOR = "Desks that give papers within ten days"
CONTACT = "Rosa Contacta, rosa.contacta@example.org"
EVIDENCE = "Counted by the provinces, published in their gazette of March."


def test_a_pledge_from_its_beginning_to_its_follow_up(
    portal: Portal, worker: None, come: Come
) -> None:
    civil, un, secretariat = come(CIVIL), come(UN), come(SECRETARIAT)
    code = begins(civil)
    writes_and_is_told_what_is_missing(civil, code)
    adds_a_target(civil, code)
    invites(civil, code)
    joins_in(un, portal.mails, code)
    checks_and_submits(civil, code)
    takes_up_and_publishes(secretariat, portal.mails, code)
    reports(civil, portal.mails, code)
    reads_it_as_anybody(come(), code)
    reads_it_from_the_right(come(), code)
    got_their_mails(portal.mails, code)


def begins(civil: Visitor) -> str:
    civil.open("/en/desk/")
    civil.follow("Your pledges")
    civil.follow("Make a pledge")
    civil.page.get_by_label("For the forum of").select_option(label="2030")
    civil.press("Begin")
    assert civil.heading() == "Write the pledge"
    return civil.page.locator(".head .code").inner_text()


def writes_and_is_told_what_is_missing(civil: Visitor, code: str) -> None:
    page = civil.page
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Description").fill(DESCRIPTION[:200])
    expect(page.locator("[data-for=id_description]")).to_contain_text("200 characters")
    page.get_by_label("Technical").check()
    page.get_by_label("National", exact=True).check()
    page.get_by_label("Pledge in partnership").check()
    page.locator("[name=objectives][value='5']").check()
    page.get_by_label("Contact").fill(CONTACT)
    civil.press("Save and check the pledge")
    assert page.title().startswith("Error:")
    problems = page.get_by_role("alert")
    expect(problems).to_be_focused()
    expect(problems.get_by_role("listitem")).to_have_count(3)
    civil.open(f"/en/moves/pledges/{code}/submit/")
    page.get_by_role("checkbox").check()
    civil.press("Submit to the Secretariat")
    assert page.title().startswith("Error:")


def adds_a_target(civil: Visitor, code: str) -> None:
    page = civil.page
    civil.open(f"/en/desk/pledges/{code}/write/")
    page.get_by_label("Description").fill(DESCRIPTION)
    page.get_by_label("What is measured").fill(INDICATOR)
    target = page.get_by_role("group", name="Target 1")
    target.get_by_label("Today").fill("2")
    target.get_by_label("Target", exact=True).fill("12")
    target.get_by_label("Unit").fill("desks")
    target.get_by_label("By").fill("2030-12-31")
    civil.press("Save", exact=True)
    civil.says("Saved.")


def invites(civil: Visitor, code: str) -> None:
    civil.open(f"/en/desk/pledges/{code}/write/")
    assert civil.page.get_by_label("What is measured").first.input_value() == INDICATOR
    civil.press("Save, and go to partners")
    civil.page.get_by_label("Name of the organisation, or of the State").fill("Agency of the")
    civil.press("Show results")
    civil.press(f"Invite {UN_AGENCY}")
    civil.says("Invited")


def joins_in(un: Visitor, mails: Mails, code: str) -> None:
    mail = mails.last_to(UN, about=f"{UN_AGENCY} is asked to join in a pledge")
    un.open(link_in(mail, code))
    un.says(f"{UN_AGENCY} is asked to join in")
    un.follow("Answer", exact=True)
    un.press("Accept")
    un.says("Accepted")
    un.open(f"/en/pledges/{code}/", status=404)
    un.open(f"/en/desk/pledges/{code}/write/", status=404)


def checks_and_submits(civil: Visitor, code: str) -> None:
    civil.open(f"/en/desk/pledges/{code}/check/")
    civil.says("Everything that is needed is there.")
    civil.follow("Go on to the declaration")
    civil.press("Submit to the Secretariat")
    expect(civil.page.get_by_role("alert")).to_be_focused()
    civil.page.get_by_role("checkbox").check()
    civil.press("Submit to the Secretariat")
    civil.says("Receipt")
    civil.says("SHA-256 of the content")


def takes_up_and_publishes(secretariat: Visitor, mails: Mails, code: str) -> None:
    mail = mails.last_to(SECRETARIAT, about=f"{code} was submitted")
    secretariat.open(link_in(mail, code))
    secretariat.says(CONTACT)
    secretariat.open("/en/desk/")
    secretariat.follow("Pledges to examine", exact=True)
    secretariat.page.get_by_label(f"Tick {code}").check()
    secretariat.press("Take up")
    secretariat.says("Taken up: 1")
    secretariat.page.get_by_label(f"Tick {code}").check()
    secretariat.press("Publish now")
    secretariat.follow(f"{code} {TITLE}")
    secretariat.follow("See the public page")
    assert secretariat.heading() == TITLE


def reports(civil: Visitor, mails: Mails, code: str) -> None:
    civil.open(link_in(mails.last_to(CIVIL, about=f"{code} is published"), code))
    civil.open(f"/en/desk/pledges/{code}/")
    civil.follow("Report progress")
    civil.follow(f"Report {INDICATOR}")
    civil.page.get_by_label("Reached").fill("7")
    civil.page.get_by_label("Evidence").fill(EVIDENCE)
    civil.page.get_by_label("Code of what backs it").fill("REV-2022-CRI")
    civil.press("Publish the report")
    civil.says("The report is published.")
    civil.page.get_by_label("In progress").check()
    civil.press("Publish the stage")
    civil.says("The stage is noted, and published.")


def reads_it_as_anybody(anybody: Visitor, code: str) -> None:
    page = anybody.page
    anybody.open("/en/pledges/")
    page.get_by_label("Search").fill("border desks papers")
    anybody.press("Find")
    anybody.follow(TITLE)
    assert page.url.endswith(f"/en/pledges/{code}/")
    anybody.says(f"{CIVIL_SOCIETY}, with {UN_AGENCY}")
    anybody.says("50 per cent of the way")
    assert page.locator(".target-read svg .done").get_attribute("width") == "50"
    page.get_by_text("The same as a table").click()
    row = page.get_by_role("table", name="Targets").get_by_role("row").nth(1)
    expect(row.get_by_role("cell")).to_contain_text(["2", "12", "desks", "2030", "7"])
    anybody.says(EVIDENCE)
    anybody.says("Self-reported")
    expect(page.locator(".meta")).to_contain_text("In progress")
    assert "Rosa Contacta" not in page.content()
    anybody.open(page.locator("#progress").get_by_role("link").first.get_attribute("href") or "")
    assert page.url.endswith("/en/reviews/REV-2022-CRI/")
    expect(page.locator("main")).to_contain_text(code)


def reads_it_from_the_right(anybody: Visitor, code: str) -> None:
    anybody.open(f"/ar/pledges/{code}/")
    expect(anybody.page.locator("h1")).to_have_attribute("lang", "en")
    done = anybody.page.locator(".target-read svg .done").bounding_box()
    whole = anybody.page.locator(".target-read svg .whole").bounding_box()
    assert done is not None
    assert whole is not None
    assert done["x"] + done["width"] == pytest.approx(whole["x"] + whole["width"], abs=1)


def got_their_mails(mails: Mails, code: str) -> None:
    assert kinds(mails, CIVIL, code) == [
        "pledges.partner-accepted",
        "pledges.submit.author",
        "pledges.take-up.author",
        "pledges.publish.author",
    ]
    assert kinds(mails, SECRETARIAT, code) == ["pledges.submit.secretariat"]
    assert kinds(mails, UN, code) == ["pledges.partner-invited"]


def kinds(mails: Mails, address: str, code: str) -> list[str]:
    about = [mail for mail in mails.all_to(address) if code in text_of(mail)]
    return [mail["X-Portal-Notice"] for mail in about]
